import { overlaps, serviceHost } from '../../../model/hosts';
import type { IGateway } from '../../references/workload';
import type * as gatewayApi from '../../resources/generated/gateway-api';
import {
  boundGateway,
  type GatewayReference,
  gatewayName,
  isGatewayWorkload,
  type RoutesPlace,
} from '../gateway-reference';
import type { MeshService } from '../mesh-service';

const GROUP = 'gateway.networking.k8s.io';

/** What routes are attached to. */
export interface Parent {
  /** What a match calls it: `mesh`, or the gateway's name as a VirtualService has it. */
  readonly name: string;
  /** The references to it: one for each of its sections, where it is limited to some. */
  readonly references: readonly gatewayApi.ParentReference[];
}

/** The Service, or the ServiceEntry of a host, as the parent of routes: they hold for requests to it within the mesh. */
export function serviceParent(service: MeshService, namespace: string): Parent {
  const { name, port, ports = [], serviceEntry: entry } = service;
  if (entry !== undefined) {
    const own = entry.namespace === namespace ? undefined : entry.namespace;
    const group = 'networking.istio.io';
    return { name: 'mesh', references: [{ group, kind: 'ServiceEntry', name: entry.name, namespace: own }] };
  }
  const own = service.namespace ?? namespace;
  const reference = {
    group: '',
    kind: 'Service',
    name,
    namespace: own === namespace ? undefined : own,
    // A rule leads to one port: requests to the others stay as they are.
    port: ports.length > 1 ? port : undefined,
  };
  return { name: 'mesh', references: [reference] };
}

/** A gateway as the parent of routes: the resource, or the one that is made for a gateway's pods. */
export function gatewayParent(
  gateway: GatewayReference | IGateway,
  { service, namespace }: RoutesPlace,
  hosts: readonly string[],
): Parent {
  const bound = boundGateway(gateway, { service, namespace });
  const { name, namespace: own = namespace, sections = [] } = bound;
  const reference = { ...kindOf(bound), name, namespace: own === namespace ? undefined : own };
  const meeting = sections.filter(({ hostname = '*' }) => hosts.some((host) => overlaps(host, hostname)));
  // Where none is for the hosts, the checks of the program say so of each.
  const asked = meeting.length > 0 ? meeting : sections;
  return {
    name: gatewayName({ name, namespace: own }, namespace),
    references: sections.length > 0 ? asked.map((one) => ({ ...reference, sectionName: one.name })) : [reference],
  };
}

/** The kind and group of a parent that is no Gateway: listeners that somebody adds to one. */
function kindOf(bound: GatewayReference): Pick<gatewayApi.ParentReference, 'group' | 'kind'> {
  const { apiVersion = GROUP, kind } = bound as { readonly apiVersion?: string; readonly kind?: string };
  if (kind === undefined || !/ListenerSet$/.test(kind)) return {};
  const group = apiVersion.split('/')[0];
  return { group: group === GROUP ? undefined : group, kind: kind.slice(kind.lastIndexOf('/') + 1) };
}

/**
 * What a Gateway for pods that run already has: istiod deploys none where the address names their Service, which has to be in the
 * namespace of the Gateway.
 */
export function gatewayAt(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  clusterDomain: string,
): Pick<gatewayApi.GatewaySpec, 'gatewayClassName' | 'addresses'> {
  return {
    gatewayClassName: 'istio',
    addresses: [{ type: 'Hostname', value: serviceHost(name, namespace, clusterDomain) }],
  };
}

/** A Gateway for pods that run already, with HTTP at port 80. Routes of one namespace, where that is another, are let in. */
export function gatewayOf(
  { name, namespace }: { readonly name: string; readonly namespace?: string },
  routes: string,
  clusterDomain: string,
): gatewayApi.GatewaySpec {
  const allowedRoutes: gatewayApi.AllowedRoutes = {
    namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': routes } } },
  };
  return {
    ...gatewayAt({ name, namespace: namespace ?? routes }, clusterDomain),
    listeners: [
      {
        name: 'http',
        port: 80,
        protocol: 'HTTP',
        ...(namespace !== undefined && namespace !== routes && { allowedRoutes }),
      },
    ],
  };
}

/** Whether a gateway is a resource of the API that the routes are not written in, as far as it shows. */
export function isOfOtherApi(gateway: GatewayReference | IGateway, api: 'istio' | 'gateway'): boolean {
  if (isGatewayWorkload(gateway)) return false;
  const { apiVersion, kind } = gateway as { readonly apiVersion?: unknown; readonly kind?: unknown };
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : undefined;
  const isGatewayApi =
    group?.startsWith('gateway.networking.') || kind === `${GROUP}/Gateway` || gateway.sections !== undefined;
  const isIstio = group === 'networking.istio.io' || (group === undefined && kind === 'Gateway');
  return api === 'istio' ? isGatewayApi : isIstio;
}
