import type { CallerParts, Places } from './caller-sets';
import type { SourceClass } from './sources';

/** Somebody who calls. */
export interface NamedClient {
  /** A workload as `namespace/name`, `outside`, or the name of a pattern. */
  readonly name: string;
  /** The namespace of its identity. */
  readonly namespace?: string;
  /** What it stands for, where it is no workload. */
  readonly pattern?: SourceClass;
}

/** The clients with an identity, of any namespace or of some. */
export type Within = 'any namespace' | ReadonlySet<string>;

interface Counts {
  readonly identified: number;
  readonly byNamespace: ReadonlyMap<string, number>;
}

/** Clients that run workloads, and what is counted once of the lists of them that destinations share. */
export class WorkloadClients {
  private readonly counts = new WeakMap<Places, Counts>();
  private readonly sets = new WeakMap<Places, ReadonlySet<number>>();

  constructor(private readonly clients: readonly NamedClient[]) {}

  client(place: number): NamedClient {
    return this.clients[place] as NamedClient;
  }

  count(places: Places, within: Within): number {
    const { identified, byNamespace } = this.countsOf(places);
    if (within === 'any namespace') return identified;
    return [...within].reduce((sum, namespace) => sum + (byNamespace.get(namespace) ?? 0), 0);
  }

  isIn(place: number, within: Within): boolean {
    const { namespace } = this.client(place);
    return namespace !== undefined && (within === 'any namespace' || within.has(namespace));
  }

  setOf(places: Places): ReadonlySet<number> {
    const set = this.sets.get(places) ?? new Set(places);
    this.sets.set(places, set);
    return set;
  }

  private countsOf(places: Places): Counts {
    const known = this.counts.get(places);
    if (known !== undefined) return known;
    const byNamespace = new Map<string, number>();
    let identified = 0;
    for (const place of places) {
      const { namespace } = this.client(place);
      if (namespace === undefined) continue;
      identified++;
      byNamespace.set(namespace, (byNamespace.get(namespace) ?? 0) + 1);
    }
    const counts = { identified, byNamespace };
    this.counts.set(places, counts);
    return counts;
  }
}

/** Some clients of a destination. To count them and to name the first few costs what the destination tells apart, not how many they are. */
export class ClientSet {
  constructor(
    private readonly workloads: WorkloadClients,
    private readonly parts: CallerParts,
    /** Those that policies name by a pattern. */
    readonly patterns: readonly NamedClient[],
  ) {}

  /** How many of them run a workload; of some namespaces, or all. */
  count(within?: Within): number {
    const { classes, without, except, also } = this.parts;
    const sum = (lists: readonly Places[]): number =>
      lists.reduce((total, places) => total + (within ? this.workloads.count(places, within) : places.length), 0);
    return sum([...classes, also]) - sum([...without, except]);
  }

  /** The first of those inside of some namespaces, or outside of them, in the order of the mesh. */
  first(most: number, within: Within, side: 'inside' | 'outside'): readonly NamedClient[] {
    const { classes, without, except, also } = this.parts;
    const left = [...without.map((places) => this.workloads.setOf(places)), new Set(except)];
    const firstOf = (places: Places, isLeft: (place: number) => boolean): readonly number[] => {
      const inside = this.workloads.count(places, within);
      let missing = Math.min(most, side === 'inside' ? inside : places.length - inside);
      const some: number[] = [];
      for (const place of missing === 0 ? [] : places) {
        if (this.workloads.isIn(place, within) !== (side === 'inside') || isLeft(place)) continue;
        some.push(place);
        if (--missing === 0) break;
      }
      return some;
    };
    const found = [
      ...classes.flatMap((places) => firstOf(places, (place) => left.some((one) => one.has(place)))),
      ...firstOf(also, () => false),
    ];
    return found
      .sort((a, b) => a - b)
      .slice(0, most)
      .map((place) => this.workloads.client(place));
  }
}
