import { completeHost, serviceNameOf } from '../../model/hosts';
import { type HeaderChange, type HeaderChanges, percentsOf, type RouteShare } from '../../model/routes/route';
import type { MeshService } from '../../model/visibility/services';
import type { MeshObjects } from './mesh-objects';
import type { DestinationShare } from './outcome';
import type { MeshProxy } from './proxy-routes';

/** What a proxy knows of destinations. */
export interface Destinations {
  readonly mesh: MeshObjects;
  readonly proxy: MeshProxy;
  /** The service that a full host name stands for; undefined where the proxy sees none. */
  readonly service: (host: string) => MeshService | undefined;
  /** The port of a destination without one whose service has several, or is not in sight. */
  readonly port: number;
  /** Whether such a destination gets the only port of its service. */
  readonly onlyPort: boolean;
}

/** The destinations that get a part of the requests. */
export function sharesOf(at: Destinations, shares: readonly RouteShare[]): DestinationShare[] {
  const percents = percentsOf(shares);
  return shares.flatMap((share, index) => {
    const percent = percents[index] ?? 0;
    return percent > 0 ? [shareOf(at, share, Math.round(percent * 1e4) / 1e4)] : [];
  });
}

export function shareOf(
  at: Destinations,
  { destination, headers, refused }: Pick<RouteShare, 'destination' | 'headers' | 'refused'>,
  percent: number,
): DestinationShare {
  const { mesh, proxy } = at;
  const named = at.service(destination.host);
  const host = named?.externalName ?? destination.host;
  const service = named?.externalName === undefined ? named : at.service(host);
  const port = destination.port ?? (named ? portOf(at, named) : undefined);
  const { subset } = destination;
  const labels = subset === undefined ? undefined : subsetLabels(mesh, proxy, host, service, subset);
  const target = service?.ports.find(({ number }) => number === port)?.targetPort;
  const changes = headers && shownHeaders(headers);
  return {
    host,
    ...(subset === undefined ? {} : { subset }),
    ...(port === undefined ? {} : { port }),
    ...(target === undefined || target === port ? {} : { targetPort: target }),
    percent,
    ...(labels === undefined ? {} : { labels }),
    ...(changes === undefined ? {} : { headers: changes }),
    ...(refused === undefined ? {} : { refused }),
  };
}

function portOf({ onlyPort, port }: Destinations, { ports }: MeshService): number {
  const [only] = ports;
  return onlyPort && ports.length === 1 && only ? only.number : port;
}

function subsetLabels(
  { destinationRules, settings }: MeshObjects,
  proxy: MeshProxy,
  host: string,
  service: MeshService | undefined,
  subset: string,
): DestinationShare['labels'] {
  // The full name of a Service that is not in sight says which namespace it is in.
  const namespace = service?.namespace ?? serviceNameOf(host, settings.clusterDomain)?.namespace;
  return destinationRules.for(proxy, host, namespace)?.subsets.get(subset)?.labels;
}

/** The changes without those of the Host header and of Envoy's own, which Istio takes out. */
export function shownHeaders({ request, response }: HeaderChanges): HeaderChanges | undefined {
  const one = request && shownChange(request);
  const other = response && shownChange(response);
  return one || other ? { ...(one ? { request: one } : {}), ...(other ? { response: other } : {}) } : undefined;
}

function shownChange({ set = {}, add = {}, remove = [] }: HeaderChange): HeaderChange | undefined {
  const shown = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !isInternal(name)));
  const change = { set: shown(set), add: shown(add), remove: remove.filter((name) => !isInternal(name)) };
  const there = Object.entries(change).filter(([, value]) => Object.keys(value).length > 0);
  return there.length === 0 ? undefined : Object.fromEntries(there);
}

function isInternal(name: string): boolean {
  return name.startsWith(':') || name.toLowerCase() === 'host';
}

/** The Host header that changes set. */
export function hostHeader(headers: HeaderChanges | undefined): string | undefined {
  const all = { ...headers?.request?.add, ...headers?.request?.set };
  return Object.entries(all).find(([name]) => ['host', ':authority'].includes(name.toLowerCase()))?.[1];
}

/** The full name of a host as the namespace of a client completes it. */
export function fullName({ settings }: MeshObjects, host: string, namespace: string): string {
  return completeHost(host, namespace, settings.clusterDomain);
}
