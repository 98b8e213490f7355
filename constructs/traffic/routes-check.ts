import { pathText } from '../../model/path';
import type { DeliveryOptions } from '../delivery/delivered-object';
import type { MeshView } from '../mesh-context';
import { InvalidResourceError } from '../resources/invalid-resource-error';
import { defaultApiVersion } from '../resources/istio-resource';
import type { Fault } from '../resources/validation/fault';
import { resourceFaults } from '../resources/validation/resource-faults';
import type { ConnectionRoute } from './gateway/connection-routes';
import { objectName } from './object-name';
import type { CheckedRoute } from './route-table';
import type { Side } from './traffic-side';

/** What a route is checked with. */
export interface RouteCheck extends Pick<DeliveryOptions, 'delivery'> {
  /** The path of the construct that the route is added to. */
  readonly path: string;
  readonly context: MeshView;
}

/**
 * Checks the one route as the resource will be checked, so that its faults are reported where it is added.
 *
 * @throws InvalidResourceError with every fault, one line each
 */
export function checkRoute(side: Side, route: CheckedRoute, check: RouteCheck): void {
  if (side.settings.api === 'gateway') checkInGatewayApi(side, route, check);
  else checkInIstiosApi(side, route, check);
}

function checkInIstiosApi(
  { settings, table }: Side,
  route: CheckedRoute,
  { path, delivery, context }: RouteCheck,
): void {
  const { istioVersion, hosts, gateways, service, namespace } = settings;
  const spec = { hosts, gateways, [route.field]: [route.rendered] };
  const name = objectName(service.name);
  const apiVersion = defaultApiVersion('VirtualService', { istioVersion }, delivery ?? context.delivery);
  const faults = resourceFaults(
    { kind: 'VirtualService', apiVersion, metadata: { name, namespace }, spec },
    { istioVersion },
  )
    .filter(({ segments }) => segments[0] === 'spec' && segments[1] === route.field)
    .map((fault) => movedTo(['spec', route.field, table.positionOf(route)], fault));
  if (faults.length > 0) throw new InvalidResourceError(`${path}/VirtualService`, 'VirtualService', name, faults);
}

function checkInGatewayApi(
  { settings, table }: Side,
  route: CheckedRoute,
  { path, delivery, context }: RouteCheck,
): void {
  const { istioVersion, service, namespace } = settings;
  const releases = { istioVersion, gatewayApi: context.gatewayApi };
  const objects =
    route.field === 'http'
      ? [{ kind: route.kind, id: route.kind, name: objectName(service.name), spec: { rules: [route.rendered] } }]
      : (route.rendered as readonly ConnectionRoute[]);
  for (const { kind, id, name, spec } of objects) {
    const full = `gateway.networking.k8s.io/${kind}` as const;
    const apiVersion = defaultApiVersion(full, releases, delivery ?? context.delivery);
    const faults = resourceFaults({ kind: full, apiVersion, metadata: { name, namespace }, spec }, releases).map(
      (fault) =>
        route.field === 'http' && fault.segments[1] === 'rules'
          ? movedTo(['spec', 'rules', table.positionOf(route)], fault)
          : fault,
    );
    if (faults.length > 0) throw new InvalidResourceError(`${path}/${id}`, kind, name, faults);
  }
}

/** The fault of a list's only member, at the place that it gets among the others. */
function movedTo(place: readonly (string | number)[], fault: Fault): Fault {
  const segments = [...place, ...fault.segments.slice(place.length)];
  return { ...fault, segments, path: pathText(segments) };
}
