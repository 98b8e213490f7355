/** Whether every host that `name` takes is taken by `other` as well. `*.shop` is covered by `*`, `a.shop` by `*.shop`. */
export function isCovered(name: string, other: string): boolean {
  if (name.startsWith('*')) {
    return other.startsWith('*') && name.length >= other.length && name.slice(1).endsWith(other.slice(1));
  }
  return other.startsWith('*') ? name.endsWith(other.slice(1)) : name === other;
}

/** The hosts that both lists take, each at its narrowest. */
export function intersection(hosts: readonly string[], others: readonly string[]): string[] {
  const shared = new Set<string>();
  for (const host of hosts) {
    for (const other of others) {
      if (isCovered(host, other)) shared.add(host);
      else if (isCovered(other, host)) shared.add(other);
    }
  }
  return [...shared];
}

/** A server's hosts as VirtualServices of a namespace see them: `team/host` is for one namespace, `./host` for the Gateway's own. */
export function hostsFor(namespace: string, hosts: readonly string[], gatewayNamespace: string): string[] {
  return hosts.flatMap((host) => {
    const slash = host.indexOf('/');
    if (slash < 0) return host;
    const owner = host.slice(0, slash) === '.' ? gatewayNamespace : host.slice(0, slash);
    return owner === '*' || owner === namespace ? host.slice(slash + 1) : [];
  });
}

/** A service's full name: a name without a dot is one of the given namespace. */
export function qualified(host: string, namespace: string): string {
  return host.includes('.') || host.startsWith('*') || host === '' ? host : `${host}.${namespace}.svc.cluster.local`;
}

/** The domain that Envoy chooses for a host: the host itself, else the longest wildcard that takes it. */
export function chosenDomain<Value>(domains: ReadonlyMap<string, Value>, host: string): Value | undefined {
  const exact = domains.get(host);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  for (const domain of domains.keys()) {
    // The wildcard itself stands for at least one character.
    const taken =
      domain === '*' || (domain.startsWith('*') && host.length >= domain.length && host.endsWith(domain.slice(1)));
    if (taken && (best === undefined || domain.length > best.length)) best = domain;
  }
  return best === undefined ? undefined : domains.get(best);
}
