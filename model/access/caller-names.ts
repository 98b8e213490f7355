import type { ClientSet, NamedClient, Within } from './client-sets';

/** Somebody who calls, or many at once. */
export interface CallerName {
  /** A workload as `namespace/name`, `outside`, or clients that policies name by a pattern: `anything in namespace dev`. */
  readonly name: string;
  /** How many it does not stand for, though it might seem so. */
  readonly exceptions: number;
  /** The first of those. */
  readonly except: readonly string[];
}

/** Some callers of a destination by their names, without those that a pattern among them stands for. */
export class CallerNames {
  readonly size: number;
  private readonly patterns: readonly NamedClient[];
  /** The workloads that no pattern stands for are outside of these. */
  private readonly stoodFor: Within;

  constructor(
    private readonly some: ClientSet,
    private readonly others: ClientSet,
  ) {
    const { patterns } = some;
    this.patterns = patterns.filter(
      (one) => isRest(one) || !patterns.some((other) => other !== one && standsFor(other, one)),
    );
    this.stoodFor = patterns.some(isRest)
      ? ANY_NAMESPACE
      : new Set(patterns.flatMap(({ pattern }) => pattern?.namespace ?? []));
    this.size = some.count() - some.count(this.stoodFor) + this.patterns.length;
  }

  /** The first of them; patterns come last. */
  first(most: number): readonly CallerName[] {
    const workloads = this.some
      .first(most, this.stoodFor, 'outside')
      .map(({ name }): CallerName => ({ name, exceptions: 0, except: [] }));
    return [...workloads, ...this.patterns.map((one) => this.patternName(one, most))].slice(0, most);
  }

  private patternName(client: NamedClient, most: number): CallerName {
    const within: Within = isRest(client)
      ? ANY_NAMESPACE
      : new Set(client.pattern?.namespace === undefined ? [] : [client.pattern.namespace]);
    const patterns = this.others.patterns.filter((one) => standsFor(client, one));
    return {
      name: isRest(client) ? 'any workload of the mesh' : client.name,
      exceptions: this.others.count(within) + patterns.length,
      except: [...this.others.first(most, within, 'inside'), ...patterns].slice(0, most).map(({ name }) => name),
    };
  }
}

const ANY_NAMESPACE: Within = 'any namespace';

function isRest({ pattern }: NamedClient): boolean {
  return pattern?.isRest ?? false;
}

/** Whether the pattern of one client is about another as well. */
function standsFor({ pattern }: NamedClient, { namespace }: NamedClient): boolean {
  if (pattern === undefined || namespace === undefined) return false;
  return pattern.isRest ?? pattern.namespace === namespace;
}
