const CLUSTER_DOMAIN = '.svc.cluster.local';

/** Which node answers for which host name. */
export class ClusterHosts {
  private readonly byHost = new Map<string, string>();

  addService(name: string, namespace: string, node: string): void {
    this.byHost.set(`${name}.${namespace}${CLUSTER_DOMAIN}`, node);
  }

  add(host: string, node: string): void {
    this.byHost.set(host, node);
  }

  /** The node of a host as a resource of the given namespace writes it: a name without a dot is a service of that namespace. */
  find(host: string, namespace: string): string | undefined {
    return this.byHost.get(host.includes('.') ? host : `${host}.${namespace}${CLUSTER_DOMAIN}`);
  }

  /** All nodes whose host the pattern `*.shop.svc.cluster.local` or `*` takes. */
  matching(pattern: string): string[] {
    const suffix = pattern.slice(1);
    return [...new Set([...this.byHost].filter(([host]) => host.endsWith(suffix)).map(([, node]) => node))];
  }

  /** Where to show a host that nothing declares: its own namespace if the name says so, else that of the reader. */
  homeOf(host: string, namespace: string): { name: string; namespace: string } {
    if (!host.includes('.')) return { name: host, namespace };
    const [name, home] = host.endsWith(CLUSTER_DOMAIN) ? host.split('.') : [];
    return name !== undefined && home !== undefined ? { name, namespace: home } : { name: host, namespace };
  }
}
