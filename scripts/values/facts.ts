/** When something is there: the minors of Istio that have it, `1.17-1.30` from the first to the last. */
export type Releases = string;

/** A chart's values: types by path (`service.ports`), and the paths that its templates read. */
export interface ChartFacts {
  readonly values: Readonly<Record<string, readonly [type: string, releases: Releases, standard?: string]>>;
  readonly reads: Readonly<Record<string, Releases>>;
}

/** The messages of the mesh configuration: fields by name in camel case, and the values of enums. */
export interface MeshFacts {
  readonly messages: Readonly<Record<string, Readonly<Record<string, readonly [type: string, releases: Releases]>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly deprecated: readonly string[];
}

/** What is known of Istio's values, carried in the repository. */
export interface ValuesFacts {
  /** The minors that were read, oldest first. */
  readonly releases: readonly string[];
  readonly charts: Readonly<Record<string, ChartFacts>>;
  readonly mesh: MeshFacts;
}

/** The minors in which something was seen, as one span. */
export class Span {
  private readonly seen = new Set<string>();

  constructor(private readonly all: readonly string[]) {}

  add(release: string): void {
    this.seen.add(release);
  }

  get releases(): Releases {
    const seen = this.all.filter((release) => this.seen.has(release));
    return seen.length === 1 ? (seen[0] as string) : `${seen[0]}-${seen.at(-1)}`;
  }
}

/** A map that makes what it lacks. */
export class Collected<T> extends Map<string, T> {
  constructor(private readonly make: () => T) {
    super();
  }

  of(key: string): T {
    const found = this.get(key);
    if (found !== undefined) return found;
    const made = this.make();
    this.set(key, made);
    return made;
  }

  sorted<U>(change: (value: T, key: string) => U): Record<string, U> {
    const entries = [...this].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, value]) => [key, change(value, key)]));
  }
}
