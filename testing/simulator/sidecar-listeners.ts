import { overlaps } from '../../model/hosts';
import type { ConnectionRoute, RouteTable, TcpMatch, TlsMatch } from '../../model/routes/route';
import { carriesHttp, type PortProtocol, protocolOfPort } from '../../model/visibility/protocols';
import type { MeshService, ServicePort } from '../../model/visibility/services';
import type { EgressListener, SidecarScope } from '../../model/visibility/sidecar-scopes';
import { type FilterChain, sameConditions } from './filter-chains';
import { NotSimulatedError } from './not-simulated';
import { appliesToConnection, type MeshProxy } from './proxy-routes';
import { hostsOfService } from './sidecar-hosts';

export type Scope = SidecarScope<RouteTable>;
type Listener = EgressListener<RouteTable>;

/** What a listener of a sidecar does with what it takes. */
export type SidecarTarget =
  /** Routes HTTP, by the service alone that the listener is for, or by all of the port. */
  | { readonly kind: 'http'; readonly only: string | undefined }
  | {
      readonly kind: 'connection';
      readonly table: RouteTable;
      readonly protocol: 'tls' | 'tcp';
      readonly route: ConnectionRoute<TlsMatch> | ConnectionRoute<TcpMatch>;
      readonly match: number | undefined;
    }
  | { readonly kind: 'service'; readonly host: string; readonly port: number };

type Chain = FilterChain<SidecarTarget>;

interface Entry {
  chains: Chain[];
  protocol: PortProtocol;
  /** No other service may be added: the Sidecar names the port itself. */
  locked: boolean;
}

/** The address that takes connections to any address. */
const ANY = '0.0.0.0';

/** The address of one of the pods of a headless Service. */
export function podAddress({ namespace, name }: Pick<MeshService, 'namespace' | 'name'>): string {
  return `the address of a pod of Service ${name}.${namespace}`;
}

/** The ways out of a sidecar on a port for connections to an address: none where nothing listens there. */
export function sidecarChains(
  scope: Scope,
  proxy: MeshProxy,
  port: number,
  address: string | undefined,
): readonly Chain[] | undefined {
  const entries = listenersOn(scope, proxy, port);
  const entry = (address === undefined ? undefined : entries.get(address)) ?? entries.get(ANY);
  return entry?.chains;
}

function listenersOn(scope: Scope, proxy: MeshProxy, port: number): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const listener of scope.listeners) {
    if (listener.bind?.startsWith('unix://')) continue;
    const bind = listener.bind ?? (listener.captured ? undefined : '127.0.0.1');
    if (listener.port) {
      if (listener.port.number !== port) continue;
      if (listener.port.protocol.toLowerCase() === 'http_proxy') {
        throw new NotSimulatedError(
          `port ${port}: expected a port that speaks HTTP, TLS or TCP, got HTTP_PROXY in ${sidecarName(scope)}: not simulated`,
        );
      }
      const own = { protocol: protocolOfPort(listener.port.protocol), number: port, name: '', targetPort: port };
      for (const service of listener.services)
        addService(entries, { proxy, domain: scope.clusterDomain }, listener, service, own, bind);
      continue;
    }
    for (const entry of entries.values()) entry.locked = true;
    for (const service of listener.services) {
      for (const own of service.ports) {
        if (own.number !== port) continue;
        const headless = bind === undefined && service.resolution === 'none' && service.address === undefined;
        const ofPods = headless && !(own.protocol === 'http' || own.protocol === 'udp');
        if (!ofPods) addService(entries, { proxy, domain: scope.clusterDomain }, listener, service, own, bind);
        else if (service.registry === 'Kubernetes')
          addService(entries, { proxy, domain: scope.clusterDomain }, listener, service, own, podAddress(service));
        else if (service.selector === undefined)
          addService(entries, { proxy, domain: scope.clusterDomain }, listener, service, own, undefined);
      }
    }
  }
  return entries;
}

function sidecarName({ sidecar }: Scope): string {
  return sidecar ? `Sidecar ${sidecar.namespace}/${sidecar.name}` : 'no Sidecar';
}

interface Side {
  readonly proxy: MeshProxy;
  readonly domain: string;
}

function addService(
  entries: Map<string, Entry>,
  side: Side,
  listener: Listener,
  service: MeshService,
  port: ServicePort,
  bind: string | undefined,
): void {
  const { protocol } = port;
  if (service.resolution === 'alias' || protocol === 'udp') return;
  const range = service.address?.includes('/') === true;
  const own = protocol === 'http' || range ? ANY : (service.address ?? ANY);
  const address = bind ?? own;
  const current = entries.get(address);
  if (current?.locked) return;
  if (protocol === 'http') {
    // Others in plain text fall through, but only where the listener takes any address.
    const only = address === ANY ? ({ only: 'http' } as const) : {};
    const chain: Chain = { serverNames: [], subnets: [], ...only, target: { kind: 'http', only: undefined } };
    if (current && !isTcp(current.protocol)) return;
    if (current) merge(current, [chain], protocol, 'auto');
    else entries.set(address, { chains: [chain], protocol: address === ANY ? 'auto' : 'http', locked: false });
    return;
  }
  const subnets = range && bind === undefined && service.address !== undefined ? [service.address] : [];
  const tcp = connectionChains(side, listener, service, port, address, subnets);
  if (protocol !== 'auto') {
    if (current) merge(current, tcp, protocol, current.protocol === 'http' ? 'auto' : current.protocol);
    else entries.set(address, { chains: tcp, protocol, locked: false });
    return;
  }
  if (current?.protocol === 'auto') return;
  const only = address === ANY ? undefined : service.host;
  const http: Chain = { serverNames: [], subnets: [], only: 'http', target: { kind: 'http', only } };
  if (current && isTcp(current.protocol)) merge(current, [...tcp, http], protocol, 'auto');
  else entries.set(address, { chains: [...tcp, http], protocol, locked: false });
}

function isTcp(protocol: PortProtocol): boolean {
  return !carriesHttp(protocol) && protocol !== 'udp';
}

/** Adds chains that ask for something else than those that are there. Servers that speak first share a port with none other. */
function merge(current: Entry, chains: readonly Chain[], incoming: PortProtocol, then: PortProtocol): void {
  const speaksFirst = (protocol: PortProtocol): boolean => protocol === 'mongo' || protocol === 'mysql';
  if ((speaksFirst(incoming) || speaksFirst(current.protocol)) && incoming !== current.protocol) return;
  for (const chain of chains) {
    if (!current.chains.some((each) => sameConditions(each, chain))) current.chains.push(chain);
  }
  current.protocol = then;
}

/** The chains of a service's tls or tcp port: those of its VirtualServices, else one to the service itself. */
function connectionChains(
  side: Side,
  listener: Listener,
  service: MeshService,
  port: ServicePort,
  address: string,
  subnets: readonly string[],
): Chain[] {
  const tables = listener.routes.filter(({ hosts }) => hosts.some((host) => overlaps(host, service.host)));
  const [only] = service.ports;
  const itself: SidecarTarget = {
    kind: 'service',
    host: service.host,
    port: service.ports.length === 1 && only ? only.number : port.number,
  };
  return port.protocol === 'tls'
    ? tlsChains(side, tables, service, port.number, address, subnets, itself)
    : tcpChains(side.proxy, tables, port.number, subnets, itself);
}

function tlsChains(
  { proxy, domain }: Side,
  tables: readonly RouteTable[],
  service: MeshService,
  port: number,
  address: string,
  subnets: readonly string[],
  itself: SidecarTarget,
): Chain[] {
  const chains: Chain[] = [];
  const seen = new Set<string>();
  let own = subnets;
  for (const table of tables) {
    for (const route of table.tls) {
      for (const [at, match] of route.matches.entries()) {
        if (!appliesToConnection(match, 'mesh', proxy, port)) continue;
        if (match.destinationSubnets.length > 0) own = match.destinationSubnets;
        const key = JSON.stringify([match.sniHosts, match.destinationSubnets]);
        if (seen.has(key)) continue;
        seen.add(key);
        const target: SidecarTarget = { kind: 'connection', table, protocol: 'tls', route, match: at };
        chains.push({ serverNames: match.sniHosts, subnets: own, target });
      }
    }
  }
  if (chains.length > 0) return chains;
  // Services that share a listener are told apart by the name that the client asks for.
  const byName = subnets.length > 0 || (service.address === undefined && address === ANY);
  return [{ serverNames: byName ? [...new Set(hostsOfService(service, proxy, domain))] : [], subnets, target: itself }];
}

function tcpChains(
  proxy: MeshProxy,
  tables: readonly RouteTable[],
  port: number,
  subnets: readonly string[],
  itself: SidecarTarget,
): Chain[] {
  const chains: Chain[] = [];
  for (const table of tables) {
    for (const route of table.tcp) {
      const target = (match: number | undefined): SidecarTarget => ({
        kind: 'connection',
        table,
        protocol: 'tcp',
        route,
        match,
      });
      if (route.matches.length === 0) return [...chains, { serverNames: [], subnets, target: target(undefined) }];
      const narrowed: string[] = [];
      let first: number | undefined;
      for (const [at, match] of route.matches.entries()) {
        if (!appliesToConnection(match, 'mesh', proxy, port)) continue;
        if (match.destinationSubnets.length === 0) return [...chains, { serverNames: [], subnets, target: target(at) }];
        first ??= at;
        narrowed.push(...match.destinationSubnets);
      }
      if (narrowed.length > 0) chains.push({ serverNames: [], subnets: narrowed, target: target(first) });
    }
  }
  return [...chains, { serverNames: [], subnets, target: itself }];
}
