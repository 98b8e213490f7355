import { isIP } from 'node:net';

/** The domain of a cluster's Services where nothing says otherwise. */
export const DEFAULT_CLUSTER_DOMAIN = 'cluster.local';

/** A Service of Kubernetes, by what its host names are made of. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/** The full host name of a Service. */
export function serviceHost(name: string, namespace: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string {
  return `${name}.${namespace}.svc.${clusterDomain}`;
}

/**
 * The host that a resource of a namespace means. Istio completes names without a dot and no others: `reviews` is a Service of the
 * namespace, `reviews.prod` stays as it is.
 */
export function completeHost(host: string, namespace: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string {
  // An address without dots has colons.
  const isComplete = host === '' || host === '*' || host.includes('.') || (host.includes(':') && isIP(host) !== 0);
  return isComplete ? host : serviceHost(host, namespace, clusterDomain);
}

/** The Service that a full host name is one of; undefined for other hosts, wildcards among them. */
export function serviceNameOf(host: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): ServiceName | undefined {
  const ending = `.svc.${clusterDomain}`;
  if (!host.endsWith(ending)) return undefined;
  const [name = '', namespace = '', ...rest] = host.slice(0, -ending.length).split('.');
  return name === '' || namespace === '' || name.includes('*') || rest.length > 0 ? undefined : { name, namespace };
}

/** The cluster domain that a host of a Service is written with where it is not the cluster's, and what the host is with that one. */
export function otherDomainOf(
  host: string,
  clusterDomain = DEFAULT_CLUSTER_DOMAIN,
): { readonly domain: string; readonly host: string } | undefined {
  const [, name, namespace, domain] = /^([^.*]+)\.([^.*]+)\.svc\.(.+)$/.exec(host) ?? [];
  // Services of several clusters have a domain of their own.
  if (!name || !namespace || !domain || domain === clusterDomain || domain === 'clusterset.local') return undefined;
  return { domain, host: serviceHost(name, namespace, clusterDomain) };
}

/** The wildcard for all Services of a cluster. */
export function allServices(clusterDomain = DEFAULT_CLUSTER_DOMAIN): string {
  return `*.svc.${clusterDomain}`;
}

/** The namespace that a full host is of: that of a Service, or of all its Services (`*.shop.svc.cluster.local`). */
export function namespaceOfHost(host: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string | undefined {
  return serviceNameOf(host.replace(/^\*\./, 'any.'), clusterDomain)?.namespace;
}

/**
 * The shorter names of a host of the cluster for clients of a namespace: `name` in its own, `name.namespace` and `name.namespace.svc` in
 * all. None for hosts elsewhere.
 */
export function shorterNames(host: string, from: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string[] {
  const half = host.slice(0, Math.max(0, host.indexOf('.svc.')));
  const dot = half.indexOf('.');
  if (dot < 0 || !host.endsWith(`svc.${clusterDomain}`)) return [];
  return [...(half.slice(dot + 1) === from ? [half.slice(0, dot)] : []), half, `${half}.svc`];
}

/** A name, and possibly a port, without the ending of the cluster's Services: `reviews.shop:80`. */
export function withoutDomain(name: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string {
  const ending = `.svc.${clusterDomain}`;
  const [host = '', ...port] = name.split(':');
  return host.endsWith(ending) ? [host.slice(0, -ending.length), ...port].join(':') : name;
}

/** The names that the cluster's DNS looks for, one after the other, when a client of a namespace asks for a name. */
export function searchedNames(name: string, from: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string[] {
  const absolute = name.replace(/\.$/, '');
  return [absolute, ...[`${from}.svc.`, 'svc.', ''].map((domain) => `${absolute}.${domain}${clusterDomain}`)];
}

/** Whether every host that `host` means is meant by `pattern` as well. `*` covers `*.shop`, which covers `a.shop`. */
export function covers(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*')) return pattern === host;
  if (!host.startsWith('*')) return host.endsWith(pattern.slice(1));
  return host.length >= pattern.length && host.slice(1).endsWith(pattern.slice(1));
}

/** Whether two hosts mean some same host. */
export function overlaps(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}

/** The hosts that both lists mean, each at its narrowest. */
export function intersection(hosts: readonly string[], others: readonly string[]): string[] {
  const shared = new Set<string>();
  for (const host of hosts) {
    for (const other of others) {
      if (covers(other, host)) shared.add(host);
      else if (covers(host, other)) shared.add(other);
    }
  }
  return [...shared];
}

/** Orders hosts as Istio does when the most specific is to win: names before wildcards, then the longer, then the alphabet. */
export function bySpecificity(a: string, b: string): number {
  const [aWild, bWild] = [a.startsWith('*'), b.startsWith('*')];
  if (aWild !== bWild) return aWild ? 1 : -1;
  return b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** The most specific of the patterns that cover a host. */
export function mostSpecific(host: string, patterns: Iterable<string>): string | undefined {
  let best: string | undefined;
  for (const pattern of patterns) {
    if (covers(pattern, host) && (best === undefined || bySpecificity(pattern, best) < 0)) best = pattern;
  }
  return best;
}

/** The domain that Envoy chooses for a host: the host itself, else the longest wildcard that has at least one character to stand for. */
export function chosenDomain<Item>(domains: ReadonlyMap<string, Item>, host: string): Item | undefined {
  const exact = domains.get(host);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  for (const domain of domains.keys()) {
    const meant = domain === '*' || (domain.startsWith('*') && host.length >= domain.length && covers(domain, host));
    if (meant && (best === undefined || domain.length > best.length)) best = domain;
  }
  return best === undefined ? undefined : domains.get(best);
}

/** A host of a Gateway's server, and the namespace it is bound to: `team/host`, `./host` for the Gateway's own, `*` for all. */
export function boundHost(
  written: string,
  gatewayNamespace: string,
): { readonly namespace: string; readonly host: string } {
  const slash = written.indexOf('/');
  if (slash < 0) return { namespace: '*', host: written };
  const owner = written.slice(0, slash);
  return { namespace: owner === '.' ? gatewayNamespace : owner, host: written.slice(slash + 1) };
}

/** The hosts of a Gateway's server that VirtualServices of a namespace may be bound to. */
export function hostsFor(namespace: string, hosts: readonly string[], gatewayNamespace: string): string[] {
  return hosts
    .map((written) => boundHost(written, gatewayNamespace))
    .filter((bound) => bound.namespace === '*' || bound.namespace === namespace)
    .map(({ host }) => host);
}
