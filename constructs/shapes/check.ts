import { Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import type { Fields, Shape } from './shape';

/**
 * Refuses properties that are not of their type, as JavaScript and casts let them through, before they are worked with.
 *
 * @throws InvalidPropsError with a line for each
 */
export function checkProps(scope: Construct, id: string, name: string, props: unknown): void {
  if (!fits('construct', scope)) throw new Error(`${id}: scope: expected a construct, got ${show(scope)}`);
  const faults: string[] = [];
  inspect(shapeOf(name), props, '', faults);
  if (faults.length > 0) InvalidPropsError.throwIfAny(scope, id, faults);
}

/**
 * Refuses what a method or the constructor of a value is given where it is not of its type.
 *
 * @param name such as `Descriptor.header`, or `Retries.new` for a constructor
 * @param given by the names of the parameters; a single object of properties is named `props`
 * @param of the construct whose method it is, which the faults then name
 * @throws Error with a line for each
 */
export function checkGiven(name: string, given: Readonly<Record<string, unknown>>, of?: IConstruct): void {
  const faults: string[] = [];
  inspect(shapeOf(name), given, '', faults);
  if (faults.length === 0) return;
  const where = of === undefined ? name.replace(/\.new$/, '') : `${of.node.path}: ${name.replace(/^.*\./, '')}`;
  const alone = Object.keys(given).length === 1;
  const said = (fault: string): string => (alone ? fault.replace(/^props\b\.?/, '').replace(/^: /, '') : fault);
  throw new Error(faults.map((fault) => `${where}: ${said(fault)}`).join('\n'));
}

/** Loaded here: importing a construct does not need the shapes, and making one does. */
function shapeOf(name: string): Shape {
  const { SHAPES } = require('./generated/shapes') as typeof import('./generated/shapes');
  return SHAPES[name] ?? '*';
}

function inspect(shape: Shape, value: unknown, path: string, faults: string[]): void {
  if (fits(shape, value)) {
    if (typeof shape === 'object') inspectInside(shape, value, path, faults);
  } else if (!Token.isUnresolved(value)) faults.push(...faultsAt(shape, value, path));
}

function faultsAt(shape: Shape, value: unknown, path: string): readonly string[] {
  if (typeof shape === 'object' && 'instance' in shape && shape.instance === 'Duration')
    return durationFaults(path, value, { required: true });
  return [
    `${path === '' ? '' : `${path}: `}${value === undefined ? 'required, ' : ''}expected ${nameOf(shape)}${value === undefined ? '' : `, got ${show(value)}`}`,
  ];
}

function inspectInside(shape: Exclude<Shape, string>, value: unknown, path: string, faults: string[]): void {
  if (('fields' in shape || 'ref' in shape || 'map' in shape) && Token.isUnresolved(value)) return;
  if ('list' in shape) {
    for (const [i, item] of (value as readonly unknown[]).entries()) inspect(shape.list, item, `${path}[${i}]`, faults);
  } else if ('map' in shape) {
    for (const [key, item] of Object.entries(value as object))
      if (item !== undefined || typeof shape.map === 'object') inspect(shape.map, item, below(path, key), faults);
  } else if ('fields' in shape) inspectFields(shape.fields, value as Readonly<Record<string, unknown>>, path, faults);
  else if ('ref' in shape) inspect(shapeOf(shape.ref), value, path, faults);
  else if ('any' in shape) inspectBest(shape.any, value, path, faults);
}

function inspectFields(fields: Fields, value: Readonly<Record<string, unknown>>, path: string, faults: string[]): void {
  for (const name in fields) {
    const isRequired = name.endsWith('!');
    const key = isRequired ? name.slice(0, -1) : name;
    const item = value[key];
    if (item !== undefined || isRequired) inspect(fields[name] as Shape, item, below(path, key), faults);
  }
}

/** Of several shapes that a value may have, the one that says least against it: what lacks a field is probably another. */
function inspectBest(shapes: readonly Shape[], value: unknown, path: string, faults: string[]): void {
  const lacks = (found: readonly string[]): number => found.filter((fault) => REQUIRED.test(fault)).length;
  let least: readonly string[] | undefined;
  for (const shape of shapes) {
    if (!fits(shape, value)) continue;
    const found: string[] = [];
    inspect(shape, value, path, found);
    if (found.length === 0) return;
    const better = least === undefined || lacks(found) < lacks(least);
    if (better || (lacks(found) === lacks(least ?? []) && found.length < (least ?? []).length)) least = found;
  }
  faults.push(...(least ?? []));
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
