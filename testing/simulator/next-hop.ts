import { chartLabels } from '../../model/gateway-api/listeners';
import { serviceNameOf } from '../../model/hosts';
import type { HeaderChange, HeaderChanges } from '../../model/routes/route';
import { field, number, text, textsByName } from '../../model/visibility/fields';
import { sendThroughGateway } from './gateway';
import { isBound, type MeshObjects } from './mesh-objects';
import { NotSimulatedError } from './not-simulated';
import type { DestinationShare, Forwarded, NextHop, Outcome } from './outcome';
import type { MeshProxy } from './proxy-routes';
import { type Connection, type SeenRequest, seenPath } from './request';

/** Gateways may send a request to each other for ever. */
const MOST_HOPS = 4;

/** Adds to each destination that is a gateway of the mesh what that gateway does with the request. */
export function withNextHops(
  mesh: MeshObjects,
  outcome: Outcome,
  client: MeshProxy,
  request: SeenRequest,
  hops = 1,
): Outcome {
  if (outcome.kind !== 'forwarded' || hops >= MOST_HOPS) return outcome;
  const destinations = outcome.destinations.map((share) => {
    const gateway = gatewayBehind(mesh, share.host);
    if (!gateway || share.port === undefined) return share;
    return { ...share, next: nextHop(mesh, outcome, share, share.port, client, gateway, request, hops) };
  });
  return { ...outcome, destinations };
}

function nextHop(
  mesh: MeshObjects,
  outcome: Forwarded,
  share: DestinationShare,
  port: number,
  client: MeshProxy,
  gateway: MeshProxy,
  request: SeenRequest,
  hops: number,
): NextHop {
  const changed = [outcome.headers, share.headers].reduce(withChanges, request.headers);
  const connection = connectionTo(mesh, outcome, share, port, client, request);
  const sent: SeenRequest = {
    ...request,
    ...seenPath(outcome.path),
    authority: outcome.authority,
    host: outcome.authority.replace(/:\d+$/, '').toLowerCase(),
    headers: changed,
    scheme: connection.bytes === 'tls' ? 'https' : 'http',
    connection,
  };
  try {
    return withNextHops(mesh, sendThroughGateway(mesh, gateway, port, sent, 'unknown'), gateway, sent, hops + 1);
  } catch (error) {
    if (!NotSimulatedError.isNotSimulatedError(error)) throw error;
    return { kind: 'not simulated', reason: error.message };
  }
}

/** The gateway's proxy that a host leads to: the pods of its Service are those of a proxy that some Gateway selects. */
function gatewayBehind(mesh: MeshObjects, host: string): MeshProxy | undefined {
  const service = mesh.services.find((each) => each.host === host && each.registry === 'Kubernetes');
  const labels = service ? podLabels(mesh, service) : chartLabels(host, mesh.settings.clusterDomain);
  if (!labels) return undefined;
  const namespace = service?.namespace ?? serviceNameOf(host, mesh.settings.clusterDomain)?.namespace ?? '';
  const proxy = { namespace, labels };
  const selected = mesh.gateways.some(
    (gateway) => (gateway.selector ?? gateway.pods) !== undefined && isBound(gateway, proxy),
  );
  return selected ? proxy : undefined;
}

function podLabels(
  { mesh }: MeshObjects,
  { selector, namespace }: MeshObjects['services'][number],
): MeshProxy['labels'] | undefined {
  if (!selector || Object.keys(selector).length === 0) return undefined;
  const [found] = mesh.workloads.select(selector, namespace);
  return found ? textsByName(found.labels) : selector;
}

/** How the client's proxy connects: by the TLS settings of its DestinationRule, else as the bytes came. */
function connectionTo(
  mesh: MeshObjects,
  { authority, route }: Forwarded,
  { host, subset }: DestinationShare,
  port: number,
  client: MeshProxy,
  request: SeenRequest,
): Connection {
  const owner = mesh.services.find((service) => service.host === host)?.namespace;
  const namespace = owner ?? serviceNameOf(host, mesh.settings.clusterDomain)?.namespace;
  const policy = mesh.destinationRules.for(client, host, namespace);
  const own = subset === undefined ? undefined : policy?.subsets.get(subset)?.trafficPolicy;
  const tls = tlsOf(own, port) ?? tlsOf(policy?.trafficPolicy, port);
  const mode = text(field(tls, 'mode')) ?? 'DISABLE';
  if (mode === 'DISABLE') return route.protocol === undefined ? { bytes: 'http', sni: undefined } : request.connection;
  const istio = `outbound_.${port}_.${subset ?? ''}_.${host}`;
  const sni = text(field(tls, 'sni')) ?? (mode === 'ISTIO_MUTUAL' ? istio : authority.replace(/:\d+$/, ''));
  return { bytes: 'tls', sni: sni.toLowerCase() };
}

function tlsOf(trafficPolicy: unknown, port: number): unknown {
  const settings = field(trafficPolicy, 'portLevelSettings');
  const own = (Array.isArray(settings) ? settings : []).find(
    (each) => number(field(field(each, 'port'), 'number')) === port,
  );
  return own === undefined ? field(trafficPolicy, 'tls') : field(own, 'tls');
}

function withChanges(
  headers: ReadonlyMap<string, string>,
  changes: HeaderChanges | undefined,
): ReadonlyMap<string, string> {
  const { set = {}, add = {}, remove = [] }: HeaderChange = changes?.request ?? {};
  const changed = new Map(headers);
  for (const name of remove) changed.delete(name.toLowerCase());
  for (const [name, value] of Object.entries(set)) changed.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(add)) {
    const known = changed.get(name.toLowerCase());
    changed.set(name.toLowerCase(), known === undefined ? value : `${known},${value}`);
  }
  return changed;
}
