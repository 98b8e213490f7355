import { put } from '../../../model/multimap';
import type { Server } from './servers';

const LONGEST = 253;

/** A host as part of a name: `*.example.com` is `any-example-com`. */
export function hostName(host: string): string {
  return host === ''
    ? 'any-host'
    : host
        .replace(/^\*\./, 'any-')
        .replace(/[^a-z0-9]+/gi, '-')
        .toLowerCase();
}

/** Names for the routes of servers: the first Ingress's, with the host where one Ingress has several routes. */
export class RouteNames {
  private readonly taken = new Set<string>();
  private readonly hosts = new Map<string, number>();

  constructor(servers: readonly Server[]) {
    for (const server of servers) {
      const key = this.ingressOf(server);
      this.hosts.set(key, (this.hosts.get(key) ?? 0) + 1);
    }
  }

  /** A name that no other route of the namespace has. */
  of(server: Server, suffix = ''): string {
    const ingress = this.ingressOf(server).split(' ')[1] ?? '';
    const plain = (this.hosts.get(this.ingressOf(server)) ?? 0) > 1 ? `${ingress}-${hostName(server.host)}` : ingress;
    return this.free(server.namespace, `${plain}${suffix}`);
  }

  /** A name, or with a number where it is taken. */
  free(namespace: string | undefined, wanted: string): string {
    const short = wanted.slice(0, LONGEST - 4);
    let name = short;
    for (let copy = 2; this.taken.has(`${namespace} ${name}`); copy++) name = `${short}-${copy}`;
    this.taken.add(`${namespace} ${name}`);
    return name;
  }

  private ingressOf({ namespace, locations, className }: Server): string {
    return `${namespace} ${locations[0]?.ingress.name ?? className}`;
  }
}

/** The hosts that a server answers to, as both APIs have them; `*` for any. */
export function hostsOf({ host, aliases }: Server): readonly string[] {
  return [host === '' ? '*' : host, ...aliases];
}

/** Items by what they have in common, in the order in which each is met first. */
export function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) put(groups, key(item), item);
  return groups;
}
