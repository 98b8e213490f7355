import { covers } from './hosts';

/** What stands at the labels of a host. Most nodes have one of these, and there are thousands. */
interface Node<Item> {
  /** Those whose host ends here. */
  exact: Item[] | undefined;
  /** Those whose wildcard stands for everything below. */
  below: Item[] | undefined;
  children: Map<string, Node<Item>> | undefined;
}

/**
 * Things by their hosts, which may be wildcards. A question costs what the labels of a host cost, not what there is in the index; only
 * partial wildcards (`*-api.shop`) are looked at one by one.
 */
export class HostIndex<Item> {
  /** How many entries were compared one by one, for tests of the cost. */
  comparisons = 0;
  private readonly root: Node<Item> = emptyNode();
  private readonly partial: { readonly pattern: string; readonly item: Item }[] = [];

  add(host: string, item: Item): void {
    if (host.startsWith('*') && host !== '*' && !host.startsWith('*.')) {
      this.partial.push({ pattern: host, item });
      return;
    }
    const node = this.nodeFor(host.startsWith('*') ? host.slice(2) : host);
    const list = host.startsWith('*') ? 'below' : 'exact';
    node[list] ??= [];
    node[list].push(item);
  }

  /** What has exactly this host. */
  exact(host: string): readonly Item[] {
    if (host === '*' || host.startsWith('*.')) return this.find(host.slice(2))?.below ?? [];
    if (host.startsWith('*')) return this.partial.filter(({ pattern }) => pattern === host).map(({ item }) => item);
    return this.find(host)?.exact ?? [];
  }

  /** Whatever has a host that covers this one, the most specific first. */
  covering(host: string): readonly Item[] {
    const found: Item[] = [];
    const labels = labelsOf(host.replace(/^\*\.?/, ''));
    let node: Node<Item> | undefined = this.root;
    const isWild = host.startsWith('*');
    for (let i = labels.length - 1; node !== undefined; i -= 1) {
      if (i < 0) {
        const here = isWild ? (host === '*' || host.startsWith('*.') ? node.below : undefined) : node.exact;
        found.unshift(...(here ?? []));
        break;
      }
      found.unshift(...(node.below ?? []));
      node = node.children?.get(labels[i] ?? '');
    }
    for (const { pattern, item } of this.partial) {
      this.comparisons += 1;
      if (covers(pattern, host)) found.push(item);
    }
    return found;
  }

  /** Whatever has a host that this one covers, itself included. */
  coveredBy(pattern: string): readonly Item[] {
    if (!pattern.startsWith('*')) return this.exact(pattern);
    const found = this.partial.filter((one) => covers(pattern, one.pattern)).map(({ item }) => item);
    if (pattern === '*' || pattern.startsWith('*.')) {
      const node = this.find(pattern.slice(2));
      if (node === undefined) return found;
      // The wildcard stands for at least one label.
      found.push(...(node.below ?? []));
      for (const child of node.children?.values() ?? []) collect(child, found);
      return found;
    }
    // `*-api.shop`: what stands below `shop`, by name.
    const dot = pattern.indexOf('.');
    const node = dot < 0 ? this.root : this.find(pattern.slice(dot + 1));
    for (const [label, child] of node?.children ?? []) {
      this.comparisons += 1;
      if (label.endsWith(pattern.slice(1, dot < 0 ? undefined : dot))) collect(child, found);
    }
    return found;
  }

  /** Whatever has a host in common with this one. */
  overlapping(host: string): readonly Item[] {
    if (this.isEmpty) return [];
    return [...new Set([...this.covering(host), ...this.coveredBy(host)])];
  }

  private get isEmpty(): boolean {
    const { exact, below, children } = this.root;
    return this.partial.length === 0 && exact === undefined && below === undefined && children === undefined;
  }

  private nodeFor(name: string): Node<Item> {
    let node = this.root;
    for (const label of labelsOf(name).reverse()) {
      node.children ??= new Map();
      let next = node.children.get(label);
      if (next === undefined) {
        next = emptyNode();
        node.children.set(label, next);
      }
      node = next;
    }
    return node;
  }

  private find(name: string): Node<Item> | undefined {
    let node: Node<Item> | undefined = this.root;
    for (const label of labelsOf(name).reverse()) {
      node = node?.children?.get(label);
      if (node === undefined) return undefined;
    }
    return node;
  }
}

function emptyNode<Item>(): Node<Item> {
  return { exact: undefined, below: undefined, children: undefined };
}

function labelsOf(name: string): string[] {
  return name === '' ? [] : name.split('.');
}

function collect<Item>(node: Node<Item>, into: Item[]): void {
  into.push(...(node.exact ?? []), ...(node.below ?? []));
  for (const child of node.children?.values() ?? []) collect(child, into);
}
