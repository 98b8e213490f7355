import { type AlikeCallers, CallerClasses, joined } from './caller-sets';
import type { CallerTraits } from './client-proxies';
import { ClientSet, type NamedClient, WorkloadClients } from './client-sets';
import type { MeshAccess } from './mesh-access';
import type { Callee, Caller } from './participants';
import { type PlacedRule, sourceClasses } from './sources';

/** Somebody who may call on both sides, and how they come along on each. */
interface Client extends NamedClient {
  readonly before: Caller;
  readonly after: Caller;
}

/** Clients that a destination can tell apart on neither side. */
export interface AlikeClients {
  /** One of them, as the destination meets it. */
  readonly sample: Client;
  /** All that run a workload; undefined for clients that policies name by a pattern. */
  readonly members?: AlikeCallers;
}

/** Everybody who may call before a change and after it. */
export class CommonClients {
  private readonly clients: readonly Client[];
  private readonly classes: CallerClasses;
  private readonly workloads: WorkloadClients;
  /** The places of workloads among the clients, on each side. */
  private readonly places: readonly ReadonlyMap<unknown, number>[];
  /** Who they are, for finding out whether a pattern is about nobody else. */
  private readonly identities: ReadonlySet<string>;

  constructor(
    private readonly before: MeshAccess,
    private readonly after: MeshAccess,
  ) {
    const known = new Map(before.callers.map((caller) => [caller.name, caller]));
    this.clients = after.callers.flatMap((caller): Client[] => {
      const was = known.get(caller.name);
      if (was === undefined) return [];
      // Where it has no identity on one of the sides, no pattern is about it.
      const [one, other] = [was, caller].map(({ source: { identity } }) =>
        typeof identity === 'object' ? identity.namespace : undefined,
      );
      const namespace = one === other ? one : undefined;
      return [{ name: caller.name, before: was, after: caller, ...(namespace !== undefined && { namespace }) }];
    });
    this.workloads = new WorkloadClients(this.clients);
    const sides = [this.clients.map((one) => one.before), this.clients.map((one) => one.after)];
    this.places = sides.map(
      (side) => new Map(side.flatMap(({ workload }, place) => (workload ? [[workload, place]] : []))),
    );
    this.identities = new Set(sides.flat().map(({ source }) => JSON.stringify(source.identity)));
    const traits = new Map(this.clients.map((client) => [client.after, this.traitsOf(client)]));
    this.classes = new CallerClasses(sides[1] ?? [], (caller) => traits.get(caller));
  }

  /** What tells clients apart on any side; undefined for those that are nobody else's like. */
  private traitsOf({ before, after }: Client): CallerTraits | undefined {
    const [was, is] = [this.before.traitsOf(before), this.after.traitsOf(after)];
    const [one, other] = [before, after].map(({ source }) => JSON.stringify(source.identity));
    if (was === undefined || is === undefined || was.namespace !== is.namespace || one !== other) return undefined;
    const both = (a: string, b: string): string => (a === b ? a : `${a} ${b}`);
    return { traits: both(was.traits, is.traits), namespace: is.namespace, labels: both(was.labels, is.labels) };
  }

  /** The clients of a destination, those together that it cannot tell apart, and those that its rules name by a pattern. */
  at(was: Callee, is: Callee, rules: readonly PlacedRule[]): readonly AlikeClients[] {
    const [one, other] = [this.before.distinctionsAt(was), this.after.distinctionsAt(is)];
    const own = [one, other].flatMap(({ own: pods }, side) =>
      [...pods].flatMap((workload) => this.places[side]?.get(workload) ?? []),
    );
    const apart =
      one.apart === 'all' || other.apart === 'all' ? ('all' as const) : new Set([...one.apart, ...other.apart]);
    const asked = [...one.asked, ...other.asked];
    const workloads = this.classes.at({ asked, apart, own: new Set(own) }).map((members): AlikeClients => {
      const client = this.clients[members.first] as Client;
      const [before, after] = [this.before.callerOf(client.before, was), this.after.callerOf(client.after, is)];
      return { members, sample: { ...client, before, after } };
    });
    const patterns = sourceClasses(rules, this.after.trustDomain)
      .filter(({ identity }) => !this.identities.has(JSON.stringify(identity)))
      .map((pattern): AlikeClients => {
        const { name, identity } = pattern;
        const caller: Caller = { name, source: { identity, dataPlane: 'sidecar' } };
        // One object a side: rows know callers by their objects.
        return { sample: { name, pattern, namespace: identity.namespace, before: { ...caller }, after: caller } };
      });
    return [...workloads, ...patterns];
  }

  /** Some clients of a destination together. */
  joined(some: readonly AlikeClients[]): ClientSet {
    const patterns = some.flatMap(({ members, sample }) => (members === undefined ? [sample] : []));
    return new ClientSet(this.workloads, joined(some.flatMap(({ members }) => members ?? [])), patterns);
  }
}
