import { put } from '../multimap';
import type { CallerTraits } from './client-proxies';
import type { IdentityPattern } from './identity';
import type { Caller } from './participants';

/** Places in the list of all callers, ascending. Destinations share them. */
export type Places = readonly number[];

/** Some callers, as whole classes but for a few of their members, and a few others. */
export interface CallerParts {
  readonly classes: readonly Places[];
  /** Classes inside of those that are not meant. */
  readonly without: readonly Places[];
  /** Members of the classes that are not meant. */
  readonly except: Places;
  readonly also: Places;
}

/** Callers that one destination treats alike. How many there are and who is the first costs nothing; all of them are listed when asked for. */
export class CallerSet<Origin = unknown> {
  readonly size: number;

  constructor(
    private readonly callers: readonly Caller<Origin>[],
    readonly first: Caller<Origin>,
    readonly parts: CallerParts,
    /** Those that run no known workload. */
    readonly named: readonly Caller<Origin>[],
  ) {
    const { classes, without, except, also } = parts;
    const lengths = (lists: readonly Places[]): number => lists.reduce((sum, { length }) => sum + length, 0);
    this.size = lengths(classes) - lengths(without) - except.length + also.length + named.length;
  }

  /** Those that run a workload. */
  places(): Places {
    return placesOf(this.parts);
  }

  /** All of them, in the order of the mesh. */
  list(): readonly Caller<Origin>[] {
    return [...this.places().flatMap((place) => this.callers[place] ?? []), ...this.named];
  }
}

/** Every single one, in the order of the mesh. */
export function placesOf({ classes, without, except, also }: CallerParts): Places {
  const left = new Set([...without.flat(), ...except]);
  return [...classes.flatMap((one) => one.filter((place) => !left.has(place))), ...also].sort(byPlace);
}

/** What several parts are together. */
export function joined(parts: readonly CallerParts[]): CallerParts {
  const [classes, without] = difference(
    parts.flatMap((one) => one.classes),
    parts.flatMap((one) => one.without),
  );
  const [also, except] = difference(
    parts.flatMap((one) => one.also),
    parts.flatMap((one) => one.except),
  );
  return { classes, without, except: except.sort(byPlace), also: also.sort(byPlace) };
}

/** Callers that a destination cannot tell apart, by the first of them. */
export interface AlikeCallers extends CallerParts {
  readonly first: number;
}

/** What a destination tells callers apart by. */
export interface Distinctions {
  /** What its rules ask of identities. */
  readonly asked: readonly IdentityPattern[];
  /** The namespaces whose callers may come along in a way of their own. */
  readonly apart: ReadonlySet<string> | 'all';
  /** Who is no caller of it. */
  readonly own: Iterable<number>;
}

interface CallerClass {
  readonly members: number[];
  readonly byNamespace: Map<string, number[]>;
}

interface Classes {
  readonly list: readonly CallerClass[];
  /** By the place of a caller. */
  readonly of: readonly CallerClass[];
}

interface Fitting {
  readonly places: Places;
  /** The namespace whose callers with an identity these are. */
  readonly namespace?: string;
}

/** How many callers are told apart one by one, before they are a class. */
const FEW = 32;

/**
 * The callers of a mesh by what destinations tell them apart by. A fleet has thousands, of few classes: a destination costs what its rules
 * and namespaces tell apart, not what there is.
 */
export class CallerClasses<Origin = unknown> {
  private readonly places = new Map<string, number[]>();
  private readonly fitting = new Map<string, Fitting>();
  private readonly divided = new Map<string, Classes>();
  private readonly traits: readonly (CallerTraits | undefined)[];

  constructor(
    private readonly callers: readonly Caller<Origin>[],
    traitsOf: (caller: Caller<Origin>) => CallerTraits | undefined,
  ) {
    this.traits = callers.map(traitsOf);
    for (const [place, { source }] of callers.entries()) {
      const { identity } = source;
      if (typeof identity === 'string') continue;
      const { namespace, serviceAccount } = identity;
      for (const key of ['', namespace, `${namespace}/${serviceAccount}`]) put(this.places, key, place);
    }
  }

  /** The callers of a destination, those together that it cannot tell apart, in the order of their first ones. */
  at({ asked, apart, own }: Distinctions): readonly AlikeCallers[] {
    const { single, namespaces, wide } = this.toldApart(asked, apart);
    const classes = this.dividedBy(wide);
    const isApart = (namespace: string): boolean => namespaces === 'all' || namespaces.has(namespace);
    const out = new Set([...own, ...single.keys()]);
    const exceptions = new Map<Places, number[]>();
    for (const place of out) {
      const one = classes.of[place] as CallerClass;
      const namespace = this.namespaceOf(place);
      const inside = isApart(namespace) ? one.byNamespace.get(namespace) : undefined;
      put(exceptions, inside ?? one.members, place);
    }
    const found: AlikeCallers[] = [];
    const keep = (members: Places, without: readonly Places[], isMember: (place: number) => boolean): void => {
      const except = exceptions.get(members) ?? [];
      const left = without.reduce((sum, { length }) => sum + length, except.length);
      if (left >= members.length) return;
      const first = members.find((place) => !out.has(place) && isMember(place));
      if (first !== undefined) found.push({ first, classes: [members], without, except, also: [] });
    };
    for (const { members, byNamespace } of classes.list) {
      const inside = insideOf(byNamespace, namespaces);
      for (const one of inside) keep(one, [], () => true);
      keep(members, inside, (place) => !isApart(this.namespaceOf(place)));
    }
    for (const place of own) single.delete(place);
    const alike = new Map<string, number[]>();
    const numbers = new Map(classes.list.map((one, index) => [one, index]));
    for (const [place, told] of single) {
      const namespace = this.namespaceOf(place);
      const kind = numbers.get(classes.of[place] as CallerClass);
      put(alike, `${kind} ${isApart(namespace) ? namespace : ''} ${told}`, place);
    }
    for (const also of alike.values()) {
      also.sort(byPlace);
      found.push({ first: also[0] as number, classes: [], without: [], except: [], also });
    }
    return found.sort((a, b) => a.first - b.first);
  }

  private toldApart(
    asked: Distinctions['asked'],
    apart: Distinctions['apart'],
  ): {
    /** Callers that are told apart one by one, with what they are told apart by. */
    readonly single: Map<number, string>;
    readonly namespaces: Distinctions['apart'];
    readonly wide: ReadonlyMap<string, Places>;
  } {
    const namespaces = apart === 'all' ? apart : new Set(apart);
    const single = new Map<number, string>();
    const wide = new Map<string, Places>();
    for (const [index, pattern] of asked.entries()) {
      const { places, namespace } = this.fittingTo(pattern);
      if (places.length <= FEW) for (const place of places) single.set(place, `${single.get(place) ?? ''} ${index}`);
      else if (namespace === undefined) wide.set(pattern.text, places);
      else if (namespaces !== 'all') namespaces.add(namespace);
    }
    for (const [namespace, places] of this.selected) {
      if (namespaces !== 'all' && !namespaces.has(namespace)) continue;
      for (const place of places) single.set(place, `${single.get(place) ?? ''} ${this.traits[place]?.labels}`);
    }
    return { single, namespaces, wide };
  }

  /** Callers whose labels make a difference in their namespace. */
  private get selected(): ReadonlyMap<string, Places> {
    this.selectedPlaces ??= this.indexSelected();
    return this.selectedPlaces;
  }

  private selectedPlaces: ReadonlyMap<string, Places> | undefined;

  private indexSelected(): ReadonlyMap<string, Places> {
    const found = new Map<string, number[]>();
    for (const [place, one] of this.traits.entries()) if (one && one.labels !== '') put(found, one.namespace, place);
    return found;
  }

  private fittingTo(pattern: IdentityPattern): Fitting {
    const known = this.fitting.get(pattern.text);
    if (known !== undefined) return known;
    const { namespace, serviceAccount } = pattern.within;
    const key =
      namespace === undefined ? '' : serviceAccount === undefined ? namespace : `${namespace}/${serviceAccount}`;
    const candidates = this.places.get(key) ?? [];
    const places = candidates.filter((place) => {
      const identity = this.callers[place]?.source.identity;
      return typeof identity === 'object' && pattern(identity);
    });
    const isNamespace = key === namespace && places.length === candidates.length;
    const found = { places, ...(isNamespace && { namespace }) };
    this.fitting.set(pattern.text, found);
    return found;
  }

  /** All callers by their traits, and by which of some patterns fit them. */
  private dividedBy(wide: ReadonlyMap<string, Places>): Classes {
    const patterns = [...wide.keys()].sort();
    const key = JSON.stringify(patterns);
    const known = this.divided.get(key);
    if (known !== undefined) return known;
    const fits = patterns.map((text) => new Set(wide.get(text)));
    const classes = new Map<string, CallerClass>();
    const of = this.callers.map(({ source: { identity } }, place) => {
      const kind = typeof identity === 'string' ? identity : fits.map((one) => (one.has(place) ? '+' : '-')).join('');
      const name = `${kind} ${this.traits[place]?.traits ?? place}`;
      const found = classes.get(name) ?? { members: [], byNamespace: new Map<string, number[]>() };
      classes.set(name, found);
      found.members.push(place);
      put(found.byNamespace, this.namespaceOf(place), place);
      return found;
    });
    const divided = { list: [...classes.values()], of };
    this.divided.set(key, divided);
    return divided;
  }

  private namespaceOf(place: number): string {
    return this.traits[place]?.namespace ?? '';
  }
}

function insideOf(byNamespace: ReadonlyMap<string, Places>, namespaces: Distinctions['apart']): readonly Places[] {
  if (namespaces === 'all') return [...byNamespace.values()];
  if (byNamespace.size < namespaces.size) {
    return [...byNamespace].flatMap(([namespace, places]) => (namespaces.has(namespace) ? [places] : []));
  }
  return [...namespaces].flatMap((namespace) => {
    const places = byNamespace.get(namespace);
    return places === undefined ? [] : [places];
  });
}

/** What is in only one of two lists. */
function difference<Item>(one: readonly Item[], other: readonly Item[]): [Item[], Item[]] {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return [one.filter((item) => !inOther.has(item)), other.filter((item) => !inOne.has(item))];
}

function byPlace(a: number, b: number): number {
  return a - b;
}
