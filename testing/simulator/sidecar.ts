import { isIP } from 'node:net';
import { chosenDomain } from '../../model/hosts';
import { answer, metRoute, pathAndQuery, unreadable } from './answer';
import { type Destinations, fullName } from './destinations';
import { connected, metOf, noRoute, refuseListener, schemeOf } from './ends';
import { chosenChains, takesAnyConnection } from './filter-chains';
import { lost } from './lost';
import type { MeshObjects } from './mesh-objects';
import { NotSimulatedError } from './not-simulated';
import type { Outcome } from './outcome';
import { routeOfIstio } from './proxy-routes';
import type { MeshRequest, SeenRequest } from './request';
import { sidecarHosts } from './sidecar-hosts';
import { podAddress, type Scope, type SidecarTarget, sidecarChains } from './sidecar-listeners';

/** From a sidecar: by the listener of the address and port that the client connects to. */
export function sendInside(mesh: MeshObjects, request: MeshRequest, incoming: SeenRequest): Outcome {
  const { namespace, labels = {} } = request.from ?? { namespace: 'default' };
  const proxy = { namespace, labels };
  const scope = mesh.scopes.of(proxy);
  const named = mesh.named(incoming.host, namespace);
  const [first] = named;
  const full = first?.host ?? fullName(mesh, incoming.host, namespace);
  const port = request.port ?? first?.ports[0]?.number ?? (incoming.scheme === 'https' ? 443 : 80);
  const own = addressOf(named);
  const address = request.address ?? own;
  const chains =
    sidecarChains(scope, proxy, port, listenerAddress(mesh, request.address, own)) ??
    (assumedHttp(mesh, port) ? [ASSUMED] : undefined);
  if (!chains) return unknownHost(scope, incoming, `nothing in sight of the client listens on port ${port}`);
  const subnet = chains.flatMap(({ subnets }) => subnets).find((each) => each !== own);
  if (subnet !== undefined && address !== undefined && isIP(address) === 0) {
    throw new NotSimulatedError(
      `request.address: required, a route asks for an address in ${subnet}, and ${address} is not known before it is deployed`,
    );
  }
  const narrow = chains.filter((chain) => !takesAnyConnection(chain));
  refuseListener(narrow, port);
  const [way] = chosenChains(narrow, incoming.connection, address);
  const target = (way ?? chains.findLast(takesAnyConnection))?.target;
  if (!target) {
    return unknownHost(scope, incoming, `nothing in sight of the client accepts ${schemeOf(incoming)} on port ${port}`);
  }
  const at = { mesh, proxy, port, onlyPort: true, service: (name: string) => scope.services.get(name) };
  return target.kind === 'http'
    ? routedInside(at, scope, target, incoming, full)
    : connectedInside(at, target, incoming);
}

/** HTTP on a port of services that are not in sight: there is hardly a mesh without a Service on port 80. */
const ASSUMED = {
  serverNames: [],
  subnets: [],
  only: 'http',
  target: { kind: 'http', only: undefined },
} as const;

function assumedHttp({ services }: MeshObjects, port: number): boolean {
  const http = services.some(({ ports }) => ports.some((each) => each.number === 80 && each.protocol !== 'tcp'));
  return port === 80 && !http;
}

function connectedInside(
  at: Destinations,
  target: Exclude<SidecarTarget, { kind: 'http' }>,
  incoming: SeenRequest,
): Outcome {
  if (target.kind === 'connection') return connected(at, target.route.shares, metOf(target), incoming);
  const { host, port } = target;
  const service = (name: string): ReturnType<Destinations['service']> => withoutAlias(at.service(name));
  return connected({ ...at, service }, [{ destination: { host, port } }], routeOfIstio('default'), incoming);
}

function routedInside(
  at: Destinations,
  scope: Scope,
  { only }: Extract<SidecarTarget, { kind: 'http' }>,
  incoming: SeenRequest,
  full: string,
): Outcome {
  const { mesh, proxy, port } = at;
  if (incoming.connection.bytes !== 'http') return lost(0, `port ${port} speaks HTTP in plain text`);
  const listener = scope.listeners.find((each) => each.port === undefined || each.port.number === port);
  const hosts = listener ? sidecarHosts(listener, proxy, port, scope.clusterDomain) : new Map();
  const host = only === undefined ? chosenDomain(hosts, incoming.host) : hosts.get(only);
  if (!host && only !== undefined) return lost(404, `no route for ${only} on port ${port}`);
  if (!host) {
    const unknown = mesh.routes.find((table) => table.unknown !== undefined && table.gateways.includes('mesh'));
    if (unknown) {
      throw new NotSimulatedError(unreadable({ ...unknown, virtualService: unknown }, unknown.unknown ?? ''));
    }
    return unknownHost(
      scope,
      incoming,
      `no route and no Service in sight of the client has the host ${full} on port ${port}`,
      502,
    );
  }
  const found = metRoute(host.routes, incoming);
  if (!found) return noRoute(incoming);
  // Istio looks for aliases among the services of this listener and port alone.
  const service = (name: string): ReturnType<Destinations['service']> => {
    if (!found.table) return withoutAlias(at.service(name));
    const known = at.service(name);
    const imported =
      known?.resolution !== 'alias' ? [] : (listener?.services ?? []).filter((each) => each.host === name);
    const named = imported.some(({ ports }) => ports.some(({ number }) => number === port));
    return known?.resolution === 'alias' && !named ? undefined : known;
  };
  return answer({ ...at, service, onlyPort: false }, found, incoming, port);
}

/** A service that Istio's own route leads to is meant itself, also where another one of the name is an alias. */
function withoutAlias(service: ReturnType<Destinations['service']>): ReturnType<Destinations['service']> {
  return service?.resolution === 'alias' ? undefined : service;
}

/** The address whose listener takes a connection. One that the cluster gives is known by the service that has it. */
function listenerAddress(
  { services }: MeshObjects,
  given: string | undefined,
  own: string | undefined,
): string | undefined {
  if (given === undefined || services.some(({ address }) => address === given)) return given ?? own;
  return own !== undefined && isIP(own) === 0 ? own : given;
}

/** The address that the cluster's DNS gives for a host. */
function addressOf(named: ReturnType<MeshObjects['named']>): string | undefined {
  const [first] = named;
  if (!first) return undefined;
  if (first.registry === 'Kubernetes' && first.resolution === 'none') return podAddress(first);
  return (
    named.find(({ address }) => address !== undefined && (isIP(address) !== 0 || !address.includes('/')))?.address ??
    first.address
  );
}

/** What leaves the mesh, by the outbound traffic policy of the client. */
function unknownHost({ outbound }: Scope, incoming: SeenRequest, reason: string, refusal = 0): Outcome {
  const { mode, egressProxy } = outbound;
  if (mode === 'REGISTRY_ONLY') {
    return lost(refusal, `${reason}, and its outbound traffic policy is REGISTRY_ONLY`);
  }
  if (!egressProxy) return { kind: 'passthrough', reason };
  return {
    kind: 'forwarded',
    route: routeOfIstio('allow_any'),
    destinations: [{ ...egressProxy, percent: 100 }],
    mirrors: [],
    path: pathAndQuery(incoming),
    authority: incoming.authority,
  };
}
