import { completeHost, covers, serviceHost, serviceNameOf } from '../../model/hosts';

/** Which node answers for which host name. */
export class ClusterHosts {
  private readonly byHost = new Map<string, string>();

  addService(name: string, namespace: string, node: string): void {
    this.byHost.set(serviceHost(name, namespace), node);
  }

  add(host: string, node: string): void {
    this.byHost.set(host, node);
  }

  /** The node of a host as a resource of the given namespace writes it. */
  find(host: string, namespace: string): string | undefined {
    return this.byHost.get(completeHost(host, namespace));
  }

  /** All nodes whose host the pattern `*.shop.svc.cluster.local` or `*` covers. */
  matching(pattern: string): string[] {
    return [...new Set([...this.byHost].filter(([host]) => covers(pattern, host)).map(([, node]) => node))];
  }

  /** Where to show a host that nothing declares: its own namespace if the name says so, else that of the reader. */
  homeOf(host: string, namespace: string): { name: string; namespace: string } {
    return serviceNameOf(completeHost(host, namespace)) ?? { name: host, namespace };
  }
}
