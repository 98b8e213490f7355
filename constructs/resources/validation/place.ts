import { canonicalJson } from '../../../model/canonical-json';
import { has, type IstioFeature } from '../../versions/features';
import { type Fault, type FaultDetails, faultAt, type Segment, type WarningCode } from './fault';
import type { Unknown } from './tokens';

type Member<T, K> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type FieldOf<T> = T extends unknown ? Extract<keyof T, string> : never;
type ItemOf<T> = T extends readonly (infer Item)[] ? NonNullable<Item> : never;
type ValueOf<T> = T extends Readonly<Record<string, infer Value>> ? NonNullable<Value> : never;

/** What all places of one resource share. */
export class Inspection {
  readonly faults: Fault[] = [];

  constructor(
    readonly isUnknown: Unknown,
    /** The namespace of the resource, undefined where it is not known yet. */
    readonly namespace: string | undefined,
    /** The Istio release in force. */
    readonly release: string,
    /** The labels of the resource. */
    readonly labels: Readonly<Record<string, unknown>> = {},
  ) {}

  /** Whether the release in force has a feature. */
  has(feature: IstioFeature): boolean {
    return has(this.release, feature);
  }
}

function objectOf(value: object | null): Readonly<Record<string, unknown>> | undefined {
  if (value === null || Array.isArray(value)) return undefined;
  const object = value as Readonly<Record<string, unknown>>;
  return typeof object['resolve'] === 'function' ? undefined : object;
}

/**
 * A place in a spec that may be anything: of the wrong type, missing, or not known yet. Reading is always safe; a rule
 * sees a value only when it is there and has the type the rule is about.
 */
export class Place<T = unknown> {
  private isUnknown: boolean | undefined;
  /** What stands here, if it is an object and no token: those have nothing inside that a rule could be about. */
  private readonly object: Readonly<Record<string, unknown>> | undefined;

  private constructor(
    readonly inspection: Inspection,
    private readonly value: unknown,
    private readonly parent: Place<never> | undefined,
    private readonly segment: Segment,
  ) {
    this.isUnknown = value === undefined ? false : undefined;
    this.object = typeof value === 'object' ? objectOf(value) : undefined;
  }

  static root<T>(value: unknown, inspection: Inspection): Place<T> {
    return new Place<T>(inspection, value, undefined, 'spec');
  }

  /** What was written here. */
  get written(): unknown {
    return this.value;
  }

  /** Whether something stands here, known or not. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Whether something stands here that is not known yet. */
  get unknown(): boolean {
    this.isUnknown ??= this.inspection.isUnknown(this.value);
    return this.isUnknown;
  }

  /** Checks a field of an object where it is there. Most fields are not, which this finds out at little cost. */
  given<K extends FieldOf<T>>(name: K, check: (place: Place<Member<T, K>>) => unknown): void {
    const child = this.object?.[name];
    if (child !== undefined && child !== null) check(this.below<Member<T, K>>(child, name));
  }

  /** Whether an object has a field, known or not. */
  has<K extends FieldOf<T>>(name: K): boolean {
    const child = this.object?.[name];
    return child !== undefined && child !== null;
  }

  /** A field of an object. */
  field<K extends FieldOf<T>>(name: K): Place<Member<T, K>> {
    return this.below<Member<T, K>>(this.object?.[name], name);
  }

  /** The items of a list; none where there is no list or it is not known. */
  items(): Place<ItemOf<T>>[] {
    if (this.unknown || !Array.isArray(this.value)) return [];
    return this.value.map((item: unknown, i) => this.below<ItemOf<T>>(item, i));
  }

  /** The entries of a map whose keys are known. */
  entries(): [key: string, place: Place<ValueOf<T>>][] {
    const found: [string, Place<ValueOf<T>>][] = [];
    const { object } = this;
    for (const key in object) {
      const child = object[key];
      if (child !== undefined && !this.inspection.isUnknown(key)) found.push([key, this.below<ValueOf<T>>(child, key)]);
    }
    return found;
  }

  /** Whether some of the entries here stand under keys that are not known yet. */
  get hidesEntries(): boolean {
    return Object.keys(this.object ?? {}).some((key) => this.inspection.isUnknown(key));
  }

  /** The string that stands here, if one does and it is known. */
  text(): string | undefined {
    return typeof this.value === 'string' && !this.unknown ? this.value : undefined;
  }

  /** The number that stands here, if one does and it is known. */
  number(): number | undefined {
    return typeof this.value === 'number' && !this.unknown ? this.value : undefined;
  }

  /** Whether `true` stands here. */
  isTrue(): boolean {
    return this.value === true;
  }

  /** How many items or entries stand here; undefined where that is not known. */
  size(): number | undefined {
    if (!this.exists) return 0;
    if (this.unknown) return undefined;
    if (Array.isArray(this.value)) return this.value.length;
    return Object.values(this.object ?? {}).filter((value) => value !== undefined).length;
  }

  /** What stands here as JSON with sorted keys; undefined where some of it is not known. */
  json(): string | undefined {
    let isKnown = true;
    const text = canonicalJson(this.value, (one) => {
      if (!this.inspection.isUnknown(one)) return undefined;
      isKnown = false;
      return '';
    });
    return isKnown ? text : undefined;
  }

  /** Whether nothing, or an empty string, list or map stands here. */
  get isEmpty(): boolean {
    return (
      !this.exists || (!this.unknown && (this.value === '' || (typeof this.value === 'object' && this.size() === 0)))
    );
  }

  /** Whether something other than an empty string, list or map stands here, or may. */
  get isSet(): boolean {
    return !this.isEmpty;
  }

  /** Notes a fault at this place. */
  fault(details: Omit<FaultDetails, 'code'> & Partial<Pick<FaultDetails, 'code'>>): void {
    this.inspection.faults.push(faultAt(this.segments(), { code: 'refused-by-istio', ...details }));
  }

  /** Notes at this place what istiod accepts and warns of. */
  warn(details: Omit<FaultDetails, 'code' | 'level'> & { readonly code?: WarningCode }): void {
    this.inspection.faults.push(faultAt(this.segments(), { code: 'IST0133', ...details, level: 'warning' }));
  }

  private below<U>(value: unknown, segment: Segment): Place<U> {
    return new Place<U>(this.inspection, value, this as unknown as Place<never>, segment);
  }

  private segments(): Segment[] {
    const segments: Segment[] = [];
    for (let at: Place<never> | undefined = this as unknown as Place<never>; at !== undefined; at = at.parent) {
      segments.unshift(at.segment);
    }
    return segments;
  }
}

/** Checks a place, and notes what is wrong there. */
export type Check<T> = (place: Place<T>) => void;
