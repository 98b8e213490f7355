import { Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { nearest } from '../../model/closest-name';
import { annotate } from '../annotate';
import { Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { placed, placeIn } from '../place';
import type { Fields, Shape } from './shape';

/** What is found: values that are not of their type, and fields that there are not. */
interface Found {
  readonly faults: string[];
  readonly unknown: UnknownField[];
  /** Fields at the top that are checked elsewhere. */
  readonly others?: readonly string[];
}

/** A field that there is not. What was meant by it is looked for when it is said, which is seldom. */
interface UnknownField {
  readonly key: string;
  readonly path: string;
  readonly fields: Fields;
}

/**
 * Refuses properties that are not of their type, as JavaScript and casts let them through, before they are worked with. A property that
 * there is not is warned of: a subclass may well hand on its own.
 *
 * @param others properties that are checked elsewhere
 * @throws InvalidPropsError with a line for each
 */
export function checkProps(
  scope: Construct,
  id: string,
  name: string,
  props: unknown,
  others: readonly string[] = [],
): void {
  if (!fits('construct', scope)) throw new Error(`${id}: scope: expected a construct, got ${show(scope)}`);
  if (alreadyChecked.has(props as object)) return;
  const found: Found = { faults: [], unknown: [], others };
  inspect(shapeOf(name), props, '', found);
  InvalidPropsError.throwIfAny(scope, id, found.faults);
  if (found.unknown.length > 0) warnOf(scope, found.unknown, `${id}: `);
}

const alreadyChecked = new WeakSet<object>();

/** Spares properties that a subclass has made of checked ones the check of the class above. */
export function checkedProps<Props extends object>(props: Props): Props {
  alreadyChecked.add(props);
  return props;
}

function warnOf(construct: IConstruct, unknown: readonly UnknownField[], before: string): void {
  warn(
    construct,
    unknown.map((one) => `${before}${lineOf(one)}`),
  );
}

/** Warns with the place of the caller, which is looked for where there is something to say. */
function warn(construct: IConstruct, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const place = placeIn(new Error().stack);
  for (const line of lines) annotate(construct, 'warning', placed(line, place));
}

/**
 * Refuses what a method or the constructor of a value is given where it is not of its type. A field that there is not is refused where a
 * value is made, and warned of at a construct.
 *
 * @param name such as `Descriptor.header`, or `Retries.new` for a constructor
 * @param given by the names of the parameters; a single object of properties is named `props`
 * @param of the construct whose method it is, which the faults then name
 * @throws Error with a line for each
 */
export function checkGiven(name: string, given: Readonly<Record<string, unknown>>, of?: IConstruct): void {
  const found: Found = { faults: [], unknown: [] };
  inspect(shapeOf(name), given, '', found);
  const { faults, unknown } = found;
  if (of === undefined) faults.push(...unknown.map(lineOf));
  else if (faults.length === 0) warnOf(of, unknown, `${name.replace(/^.*\./, '')}: `);
  if (faults.length === 0) return;
  const where = of === undefined ? name.replace(/\.new$/, '') : `${of.node.path}: ${name.replace(/^.*\./, '')}`;
  const alone = Object.keys(given).length === 1;
  const said = (fault: string): string => (alone ? fault.replace(/^props\b\.?/, '').replace(/^: /, '') : fault);
  throw new Error(faults.map((fault) => `${where}: ${said(fault)}`).join('\n'));
}

/**
 * Warns of values of a chart that are not of their type: what Helm makes of them depends on the template. `null` deletes a default.
 *
 * @param type such as `GatewayValues`; values of other types are left alone
 */
export function warnOfValues(chart: IConstruct, type: string, values: object): void {
  const found: Found = { faults: [], unknown: [] };
  inspect(shapeOf(type), values, 'values', found);
  warnOf(chart, found.unknown, '');
  warn(
    chart,
    found.faults.filter((fault) => !fault.endsWith(', got null')),
  );
}

let shapes: Readonly<Record<string, Shape>> | undefined;

/** Loaded here: importing a construct does not need the shapes, and making one does; of values, only a chart that is given some. */
function shapeOf(name: string): Shape {
  shapes ??= (require('./generated/shapes') as typeof import('./generated/shapes')).SHAPES;
  const shape = shapes[name];
  if (shape !== undefined) return shape;
  const { VALUE_SHAPES } = require('./generated/values') as typeof import('./generated/values');
  return VALUE_SHAPES[name] ?? '*';
}

function inspect(shape: Shape, value: unknown, path: string, found: Found): void {
  if (fits(shape, value)) {
    if (typeof shape === 'object') inspectInside(shape, value, path, found);
  } else if (!Token.isUnresolved(value)) found.faults.push(...faultsAt(shape, value, path));
}

function faultsAt(shape: Shape, value: unknown, path: string): readonly string[] {
  if (typeof shape === 'object' && 'instance' in shape && shape.instance === 'Duration')
    return durationFaults(path, value, { required: true });
  return [
    `${path === '' ? '' : `${path}: `}${value === undefined ? 'required, ' : ''}expected ${nameOf(shape)}${value === undefined ? '' : `, got ${show(value)}`}`,
  ];
}

function inspectInside(shape: Exclude<Shape, string>, value: unknown, path: string, found: Found): void {
  if (('fields' in shape || 'ref' in shape || 'map' in shape) && isTokenObject(value as object)) return;
  if ('list' in shape) {
    for (const [i, item] of (value as readonly unknown[]).entries()) inspect(shape.list, item, `${path}[${i}]`, found);
  } else if ('map' in shape) {
    for (const [key, item] of Object.entries(value as object))
      if (item !== undefined || typeof shape.map === 'object') inspect(shape.map, item, below(path, key), found);
  } else if ('fields' in shape) inspectFields(shape.fields, value as Readonly<Record<string, unknown>>, path, found);
  else if ('ref' in shape) {
    const isOpen = OTHERS.test(shape.ref);
    inspect(shapeOf(shape.ref), value, path, isOpen ? { faults: found.faults, unknown: [] } : found);
  } else if ('any' in shape) inspectBest(shape.any, value, path, found);
}

/** Whether an object is a token of cdktf, whose own look makes a regular expression for each key. */
function isTokenObject(value: object): boolean {
  if ('resolve' in value && typeof value.resolve === 'function') return true;
  for (const key in value) if (key.includes('TfToken[')) return Token.isUnresolved(value);
  return false;
}

/** A field of a shape, its name read. */
interface Field {
  readonly key: string;
  readonly isRequired: boolean;
  readonly shape: Shape;
}

/** The fields of a shape, read once, and their keys. */
interface ReadFields {
  readonly list: readonly Field[];
  readonly keys: ReadonlySet<string>;
}

const readFields = new WeakMap<Fields, ReadFields>();

function fieldsOf(fields: Fields): ReadFields {
  const known = readFields.get(fields);
  if (known !== undefined) return known;
  const list = Object.entries(fields).map(([name, shape]) => {
    const isRequired = name.endsWith('!');
    return { key: isRequired ? name.slice(0, -1) : name, isRequired, shape };
  });
  const read = { list, keys: new Set(list.map(({ key }) => key)) };
  readFields.set(fields, read);
  return read;
}

function inspectFields(fields: Fields, value: Readonly<Record<string, unknown>>, path: string, found: Found): void {
  const { list, keys } = fieldsOf(fields);
  for (const { key, isRequired, shape } of list) {
    const item = value[key];
    if (item === undefined && !isRequired) continue;
    // Most values are plain and right: their path is not asked for.
    if (typeof shape === 'object' || !fits(shape, item)) inspect(shape, item, below(path, key), found);
  }
  if (!isPlain(value)) return;
  for (const key in value) {
    if (value[key] === undefined || keys.has(key) || (path === '' && found.others?.includes(key))) continue;
    found.unknown.push({ key, path: below(path, key), fields });
  }
}

function lineOf({ key, path, fields }: UnknownField): string {
  const known = Object.keys(fields).map((name) => name.replace('!', ''));
  const near = nearest(key, known);
  const hint = near === undefined ? `, expected one of ${known.join(', ')}` : ` (did you mean "${near}"?)`;
  return `${path}: unknown field${hint}`;
}

/** Objects of a class have more members than the interface that they stand for. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Of several shapes that a value may have, the one that says least against it: what lacks a field is probably another. */
function inspectBest(shapes: readonly Shape[], value: unknown, path: string, found: Found): void {
  const against = ({ faults, unknown }: Found): readonly number[] => [
    faults.filter((fault) => REQUIRED.test(fault)).length,
    faults.length,
    unknown.length,
  ];
  let least: Found | undefined;
  for (const shape of shapes) {
    if (!fits(shape, value)) continue;
    const one: Found = { faults: [], unknown: [] };
    inspect(shape, value, path, one);
    if (least === undefined || isLess(against(one), against(least))) least = one;
  }
  found.faults.push(...(least?.faults ?? []));
  found.unknown.push(...(least?.unknown ?? []));
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const differs = a.findIndex((one, i) => one !== b[i]);
  return differs !== -1 && (a[differs] as number) < (b[differs] as number);
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Whether a value is of a kind that a shape admits, its inside left aside. */
function fits(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case '*':
      return true;
    case 's':
      return typeof value === 'string';
    case 'n':
      return typeof value === 'number';
    case 'b':
      return typeof value === 'boolean';
    case 'f':
      return typeof value === 'function';
    case 'o':
      return isObject(value);
    case 'construct':
      return isObject(value) && 'node' in value;
    default:
      if ('list' in shape) return Array.isArray(value);
      if ('texts' in shape) return typeof value === 'string' && shape.texts.includes(value);
      if ('any' in shape) return shape.any.some((one) => fits(one, value));
      if ('instance' in shape) {
        return shape.instance === 'Duration'
          ? Duration.isDuration(value)
          : isObject(value) && shape.members.every((member) => member in value);
      }
      return isObject(value);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Interfaces of what exists elsewhere, such as IGateway: what stands for it may well say more. */
const OTHERS = /^I[A-Z]|Reference$/;

const REQUIRED = /(?:^|: )required, expected /;

const NAMES: Readonly<Record<string, string>> = {
  s: 'a string',
  n: 'a number',
  b: 'true or false',
  f: 'a function',
  o: 'an object',
  construct: 'a construct',
};

function nameOf(shape: Shape): string {
  if (typeof shape === 'string') return NAMES[shape] ?? 'a value';
  if ('list' in shape) return 'a list';
  if ('texts' in shape) return shape.texts.map((text) => JSON.stringify(text)).join(' or ');
  if ('any' in shape) return [...new Set(shape.any.map(nameOf))].join(' or ');
  if ('instance' in shape && shape.instance === 'Retries') return 'Retries such as new Retries({ attempts: 3 })';
  if ('instance' in shape) return `${/^[AEIOU]/.test(shape.instance) ? 'an' : 'a'} ${shape.instance}`;
  return 'an object';
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? 'none';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
