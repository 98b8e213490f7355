import { pathText, type Segment } from '../../../model/path';
import { type Fields, isFields } from '../../../model/value';
import type { WrittenManifest } from '../written-manifest';

/** An object as it was found, and what the program says otherwise, or not at all. */
export class FoundObject {
  /** One line each. */
  readonly losses: string[] = [];
  readonly name: string;
  readonly namespace: string | undefined;

  constructor(
    readonly manifest: WrittenManifest,
    readonly at: (path: readonly Segment[]) => string,
  ) {
    this.name = manifest.metadata.name;
    this.namespace = manifest.metadata.namespace;
  }

  /** The spec, to be read field by field. */
  get spec(): Reading {
    const { spec } = this.manifest.fields;
    return new Reading(this, isFields(spec) ? spec : {}, ['spec']);
  }

  /** Says what of a path is not written, or written otherwise. */
  lose(path: readonly Segment[], text: string): void {
    const line = `${this.at(path)}: ${this.manifest.kind} "${this.name}": ${pathText(path)}: ${text}`;
    if (!this.losses.includes(line)) this.losses.push(line);
  }
}

/** Fields of an object while they are read, so that none is left out without a word. */
export class Reading {
  private readonly heard = new Set<string>();

  constructor(
    readonly object: FoundObject,
    private readonly fields: Fields,
    private readonly path: readonly Segment[],
  ) {}

  get(key: string): unknown {
    this.heard.add(key);
    return this.fields[key] ?? undefined;
  }

  text(key: string): string | undefined {
    const value = this.get(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.get(key);
    return typeof value === 'number' ? value : undefined;
  }

  texts(key: string): readonly string[] {
    const value = this.get(key);
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  }

  /** A map of texts. */
  record(key: string): Readonly<Record<string, string>> {
    const value = this.get(key);
    return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, `${one}`])) : {};
  }

  /** A member with fields of its own; undefined where there is none. */
  member(key: string): Reading | undefined {
    const value = this.get(key);
    return isFields(value) ? new Reading(this.object, value, [...this.path, key]) : undefined;
  }

  /** The items of a list that have fields. */
  items(key: string): readonly Reading[] {
    const value = this.get(key);
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, i) => (isFields(item) ? new Reading(this.object, item, [...this.path, key, i]) : []));
  }

  /** The names of all fields. */
  get keys(): readonly string[] {
    return Object.keys(this.fields);
  }

  /** Says what of a field is not written, or written otherwise; without one, of all of it. */
  lose(key: string | undefined, text: string): void {
    if (key !== undefined) this.heard.add(key);
    this.object.lose(key === undefined ? this.path : [...this.path, key], text);
  }

  /** Says of the fields that have no equal that they are not written: whether there was one. */
  loseAll(reasons: Readonly<Record<string, string>>, what = 'not written'): boolean {
    const lost = Object.keys(reasons).filter((key) => this.get(key) !== undefined);
    for (const key of lost) this.lose(key, `${what}: ${reasons[key]}`);
    return lost.length > 0;
  }

  /** Says of every field that nothing has read that it is not written. */
  loseTheRest(): void {
    for (const key of this.keys) {
      if (!this.heard.has(key) && this.get(key) !== undefined) this.lose(key, 'not written: no equal is known');
    }
  }
}
