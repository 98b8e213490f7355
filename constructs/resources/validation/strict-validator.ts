import { nearest } from '../../../model/closest-name';
import { type CelRule, CelRuntime } from './cel-runtime';
import { type Fault, type FaultDetails, faultAt, isError, type Segment, show } from './fault';
import { isIpv4, isIpv6 } from './host-names';
import { type PreparedChoice, type PreparedNode, prepare } from './prepared-schema';
import type { KindSchema, SchemaNode } from './schema';
import type { Unknown } from './tokens';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;

/** The formats that the API server checks. */
const FORMATS: Readonly<Record<string, { readonly accepts: (text: string) => boolean; readonly wanted: string }>> = {
  byte: { accepts: (text) => BASE64.test(text), wanted: 'base64' },
  ipv4: { accepts: isIpv4, wanted: 'an IPv4 address' },
  ipv6: { accepts: isIpv6, wanted: 'an IPv6 address' },
};

const TYPE_NAMES = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'an integer or a string',
} as const;

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasType(value: unknown, type: NonNullable<SchemaNode['type']>): boolean {
  switch (type) {
    case 'object': {
      if (!isPlainObject(value)) return false;
      const prototype: unknown = Object.getPrototypeOf(value);
      return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
    }
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'int-or-string':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function between(least: number | undefined, most: number | undefined): string {
  if (most === undefined) return `at least ${least}`;
  return least === undefined || least === 0 ? `at most ${most}` : `from ${least} to ${most}`;
}

/** What other releases accept of a kind, for fields that the release in force lacks. */
export interface OtherReleases {
  /** The release in force as messages name it, such as `Istio 1.17`. */
  readonly current: string;
  /** The releases after it, the next first. */
  readonly newer: () => Iterable<readonly [release: string, schema: KindSchema]>;
  /** The releases before it, the last first. */
  readonly older: () => Iterable<readonly [release: string, schema: KindSchema]>;
}

/** Checks one value against the schema of a kind, and keeps every fault. */
class SchemaCheck {
  readonly faults: Fault[] = [];
  private readonly at: Segment[];
  private readonly cel: CelRuntime;

  constructor(
    root: readonly Segment[],
    private readonly isUnknown: Unknown,
    private readonly others: OtherReleases | undefined,
  ) {
    this.at = [...root];
    this.cel = new CelRuntime(isUnknown);
  }

  check(value: unknown, node: PreparedNode): void {
    if (isPlainObject(value) ? typeof value.resolve === 'function' : this.isUnknown(value)) return;
    if (value === null && node.nullable) return;
    if (node.type !== undefined && !hasType(value, node.type)) {
      const primitive = typeof value === 'string' && value !== '' ? ' (a string)' : '';
      this.add({ code: 'wrong-type', got: show(value) + primitive, wanted: TYPE_NAMES[node.type] });
      return;
    }
    const before = this.faults.length;
    if (typeof value === 'string') this.checkString(value, node);
    else if (typeof value === 'number') this.checkNumber(value, node);
    else if (Array.isArray(value)) this.checkList(value, node);
    else if (typeof value === 'object' && value !== null) this.checkObject(value as Record<string, unknown>, node);
    if (node.choices !== undefined) this.checkChoices(withDefaults(value, node), node.choices);
    if (node.rules !== undefined && !this.hasErrorSince(before)) {
      this.checkRules(withDefaults(value, node), node.rules);
    }
  }

  private hasErrorSince(before: number): boolean {
    return this.faults.length > before && this.faults.slice(before).some(isError);
  }

  private add(details: FaultDetails): void {
    this.faults.push(faultAt(this.at, details));
  }

  private checkString(value: string, node: PreparedNode): void {
    this.checkEnum(value, node);
    if (node.minLength !== undefined || node.maxLength !== undefined) {
      const length =
        value.length <= (node.minLength ?? 0) || value.length > (node.maxLength ?? 0)
          ? [...value].length
          : value.length;
      if (length < (node.minLength ?? 0) || length > (node.maxLength ?? Number.POSITIVE_INFINITY)) {
        const got = value === '' ? 'an empty string' : `${length} characters`;
        this.add({ code: 'out-of-range', got, wanted: `${between(node.minLength, node.maxLength)} characters` });
      }
    }
    if (node.pattern !== undefined && !node.pattern.test(value)) {
      this.add({ code: 'wrong-value', got: show(value), wanted: `a string that matches ${node.pattern.source}` });
    }
    const format = node.format === undefined ? undefined : FORMATS[node.format];
    if (format !== undefined && !format.accepts(value)) {
      this.add({ code: 'wrong-value', got: show(value), wanted: format.wanted });
    }
  }

  private checkEnum(value: string | number, node: PreparedNode): void {
    if (node.enum === undefined || node.enum.includes(value)) return;
    if (this.addElsewhere('value', (other) => other.enum === undefined || other.enum.includes(value))) return;
    const suggestion = typeof value === 'string' ? nearest(value, node.enum.map(String)) : undefined;
    this.add({ code: 'wrong-value', got: show(value), wanted: `one of ${node.enum.join(', ')}`, suggestion });
  }

  private checkNumber(value: number, node: PreparedNode): void {
    this.checkEnum(value, node);
    const { least, most } = node;
    if ((least !== undefined && value < least) || (most !== undefined && value > most)) {
      const what = node.type === 'integer' ? 'an integer' : 'a number';
      this.add({ code: 'out-of-range', got: show(value), wanted: `${what} ${between(least, most)}` });
    }
  }

  private checkList(list: readonly unknown[], node: PreparedNode): void {
    if (list.length < (node.minItems ?? 0) || list.length > (node.maxItems ?? Number.POSITIVE_INFINITY)) {
      this.add({
        code: 'out-of-range',
        got: `${list.length} items`,
        wanted: `${between(node.minItems, node.maxItems)} items`,
      });
    }
    if (node.items !== undefined) {
      for (let i = 0; i < list.length; i++) {
        this.at.push(i);
        this.check(list[i] === undefined ? null : list[i], node.items);
        this.at.pop();
      }
    }
    if (node.keys !== undefined || node.unique) this.checkDistinct(list, node.keys);
  }

  private checkDistinct(list: readonly unknown[], keys: readonly string[] | undefined): void {
    const first = new Map<string, number>();
    list.forEach((item, i) => {
      const parts = keys === undefined ? [item] : keys.map((key) => (item as Record<string, unknown> | null)?.[key]);
      if (this.isUnknown(item) || parts.some((part) => part === undefined || this.isUnknown(part))) return;
      const identity = JSON.stringify(parts);
      const earlier = first.get(identity);
      if (earlier === undefined) first.set(identity, i);
      else {
        const named = (keys ?? ['value']).map((key, k) => `${key} ${show(parts[k])}`).join(' and ');
        this.at.push(i);
        this.add({
          code: 'duplicate',
          got: `${named} twice`,
          wanted: `each ${(keys ?? ['value']).join(' and ')} once`,
          text: `duplicate ${named}, as in item ${earlier}`,
        });
        this.at.pop();
      }
    });
  }

  private checkObject(value: Readonly<Record<string, unknown>>, node: PreparedNode): void {
    const fields = node.fields;
    let count = 0;
    // A token may stand for a whole map; it is the key of its only entry then.
    let hidden = false;
    for (const key in value) {
      const child = value[key];
      if (child === undefined) continue;
      const field = fields?.get(key) ?? node.values;
      if (field === node.values && field !== undefined && this.isUnknown(key)) {
        hidden = true;
        continue;
      }
      // The API server takes a null out of an object as if it were not there, unless the schema has a use for it.
      if (child === null && field !== undefined && !field.nullable) continue;
      count++;
      if (field !== undefined) {
        this.at.push(key);
        this.check(child, field);
        this.at.pop();
      } else if (node.open) {
        this.at.push(key);
        this.checkJson(child);
        this.at.pop();
      } else if (this.isUnknown(key)) {
        hidden = true;
      } else {
        this.at.push(key);
        this.addUnknown(key, [...(fields?.keys() ?? [])]);
        this.at.pop();
      }
    }
    if (node.deprecated !== undefined) this.checkDeprecated(value, node.deprecated, node.fields);
    if (hidden) return;
    if (node.required !== undefined) this.checkRequired(value, node);
    if (count < (node.minProperties ?? 0) || count > (node.maxProperties ?? Number.POSITIVE_INFINITY)) {
      const wanted = `${between(node.minProperties, node.maxProperties)} entries`;
      this.add({ code: 'out-of-range', got: `${count} entries`, wanted });
    }
    if (node.atMostOne !== undefined && count > 1) this.checkAtMostOne(value, node.atMostOne);
  }

  private checkRequired(
    value: Readonly<Record<string, unknown>>,
    { required = [], fields }: Pick<PreparedNode, 'required' | 'fields'>,
  ): void {
    for (const key of required) {
      if ((value[key] !== undefined && value[key] !== null) || fields?.get(key)?.default !== undefined) continue;
      this.at.push(key);
      this.add({ code: 'missing-field', wanted: 'a value', text: 'required' });
      this.at.pop();
    }
  }

  private checkDeprecated(
    value: Readonly<Record<string, unknown>>,
    deprecated: Readonly<Record<string, string>>,
    fields: PreparedNode['fields'],
  ): void {
    for (const key in deprecated) {
      const child = value[key];
      // Zero is what a field has where it is not set, unless it can be null.
      if (child === undefined || child === null || (child === 0 && !fields?.get(key)?.nullable)) continue;
      const replacement = deprecated[key] as string;
      this.at.push(key);
      this.add({ level: 'warning', code: 'IST0002', wanted: replacement, text: `deprecated, use ${replacement}` });
      this.at.pop();
    }
  }

  private checkAtMostOne(value: Readonly<Record<string, unknown>>, groups: readonly (readonly string[])[]): void {
    for (const group of groups) {
      const set = group.filter((key) => value[key] !== undefined && value[key] !== null);
      if (set.length > 1) {
        this.add({ code: 'too-many-fields', got: set.join(' and '), wanted: `at most one of ${group.join(', ')}` });
      }
    }
  }

  /** Where the API server keeps anything, only what JSON cannot carry is refused. */
  private checkJson(value: unknown): void {
    if (this.isUnknown(value) || value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return;
    if (typeof value === 'object') {
      if (!Array.isArray(value) && !hasType(value, 'object')) {
        this.add({ code: 'wrong-type', got: show(value), wanted: 'plain data' });
        return;
      }
      for (const [key, child] of Object.entries(value)) {
        this.at.push(Array.isArray(value) ? Number(key) : key);
        this.checkJson(child);
        this.at.pop();
      }
    } else if (!Number.isFinite(value)) this.add({ code: 'wrong-type', got: show(value), wanted: 'plain data' });
  }

  private checkRules(value: unknown, rules: readonly CelRule[]): void {
    for (const rule of rules) {
      if (this.cel.decide(rule, value) === false) {
        const got = typeof value === 'object' ? {} : { got: show(value) };
        this.add({ code: 'broken-rule', ...got, wanted: rule.wanted });
      }
    }
  }

  private checkChoices(value: unknown, choices: readonly PreparedChoice[]): void {
    for (const { anyOf, oneOf, not } of choices) {
      const faultsBy = (node: PreparedNode): readonly Fault[] => {
        const check = new SchemaCheck(this.at, this.isUnknown, undefined);
        check.check(value, node);
        return check.faults;
      };
      const alternatives = anyOf ?? oneOf ?? [];
      const refusals = alternatives.map(faultsBy).filter((faults) => faults.length > 0);
      const matches = alternatives.length - refusals.length;
      if (alternatives.length > 0 && matches === 0) {
        // The alternative that was probably meant is the one with the fault deepest inside.
        const [nearestOne = []] = refusals.sort((a, b) => depthOf(b) - depthOf(a));
        this.faults.push(...nearestOne);
      } else if (oneOf !== undefined && matches > 1) {
        this.add({ code: 'wrong-value', got: `what matches ${matches}`, wanted: 'what matches one alternative only' });
      }
      if (not !== undefined && faultsBy(not).length === 0) {
        const wanted = not.enum === undefined ? 'another value' : `a value other than ${not.enum.join(', ')}`;
        this.add({ code: 'wrong-value', ...(typeof value !== 'object' && { got: show(value) }), wanted });
      }
    }
  }

  private addUnknown(key: string, known: readonly string[]): void {
    if (this.addElsewhere('field', () => true)) return;
    const suggestion = nearest(key, known);
    const fields = known.length === 0 ? 'no fields' : `one of ${known.join(', ')}`;
    const text = suggestion === undefined ? `unknown field, expected ${fields}` : 'unknown field';
    this.add({ code: 'unknown-field', got: show(key), wanted: fields, suggestion, text });
  }

  /** Names the release that has what stands here, where another one has it: the first newer one, else the last older one. */
  private addElsewhere(what: 'field' | 'value', accepts: (node: PreparedNode) => boolean): boolean {
    if (this.others === undefined) return false;
    const { current, newer, older } = this.others;
    const having = (releases: Iterable<readonly [string, KindSchema]>): string | undefined => {
      for (const [release, schema] of releases) {
        const node = this.nodeIn(schema);
        if (node !== undefined && accepts(node)) return release;
      }
      return undefined;
    };
    const first = having(newer());
    const last = first === undefined ? having(older()) : undefined;
    if (first !== undefined) {
      const text = `${current} has no such ${what} (${first} has)`;
      this.add({ code: 'newer-release', wanted: `what ${current} has`, text });
    } else if (last !== undefined) {
      const text = `${current} has this ${what} no more (${last} has)`;
      this.add({ code: 'older-release', wanted: `what ${current} has`, text });
    }
    return first !== undefined || last !== undefined;
  }

  private nodeIn(schema: KindSchema): PreparedNode | undefined {
    let node: PreparedNode | undefined = prepare(schema);
    for (const segment of this.at.slice(1)) {
      node = typeof segment === 'number' ? node.items : (node.fields?.get(segment) ?? node.values);
      if (node === undefined) return undefined;
    }
    return node;
  }
}

function depthOf(faults: readonly Fault[]): number {
  return Math.max(...faults.map(({ segments }) => segments.length));
}

/** A value as the API server has it after it has set the defaults. */
function withDefaults(value: unknown, node: PreparedNode): unknown {
  if (!node.hasDefaults || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined ? value : value.map((item) => withDefaults(item, items));
  }
  const filled: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    const field = node.fields?.get(key) ?? node.values;
    if (child === null && field !== undefined && !field.nullable) continue;
    filled[key] = field === undefined ? child : withDefaults(child, field);
  }
  for (const [key, field] of node.fields ?? []) {
    if (filled[key] === undefined && field.default !== undefined) filled[key] = withDefaults(field.default, field);
  }
  return filled;
}

/**
 * Every fault that a spec has by the schema of its kind, CEL rules included.
 *
 * @param isUnknown what to let through because its value is not known yet
 * @param others what other releases accept: a field that one of them has is named as such
 */
export function schemaFaults(
  spec: unknown,
  schema: KindSchema,
  isUnknown: Unknown,
  others?: OtherReleases,
): readonly Fault[] {
  const check = new SchemaCheck(['spec'], isUnknown, others);
  check.check(spec, prepare(schema));
  return check.faults;
}
