import { type CrdRelease, type CrdSchema, exclusiveGroups } from './crds';
import { replacementOf } from './deprecations';
import { type MergedKind, mergedKinds } from './merged-releases';
import { type Message, messageAt } from './message-names';
import { folderOf, linkTo, pageOf } from './reference-links';
import type { CrdFamily } from './sources';

interface Declaration {
  readonly text: string;
  /** The text without documentation, by which two places are found to mean one type. */
  readonly shape: string;
}

/** The file of what all groups use, and the name it is imported by. */
const SHARED = 'shared';

function limits(schema: CrdSchema): string {
  const range = (low: number | undefined, high: number | undefined, unit: string): string | undefined => {
    if (low === undefined && high === undefined) return undefined;
    if (high === undefined) return `at least ${low}${unit}`;
    return low === undefined || low === 0 ? `at most ${high}${unit}` : `${low} to ${high}${unit}`;
  };
  const low = schema.type === 'string' ? schema.minLength : schema.type === 'array' ? schema.minItems : schema.minimum;
  const high = schema.type === 'string' ? schema.maxLength : schema.type === 'array' ? schema.maxItems : schema.maximum;
  const unit = schema.type === 'string' ? ' characters' : schema.type === 'array' ? ' items' : '';
  const text = range(low, high, unit);
  return text === undefined ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}. `;
}

/** What the types of one API are made of: the releases of all its channels, as one history. */
interface Api {
  readonly name: 'Istio' | 'Gateway API' | 'Inference Extension';
  readonly releases: readonly CrdRelease[];
}

/** What a release of the experimental channel is called among those of its API. */
const EXPERIMENTAL = ' experimental';

/** One API for all families of it, each release of the experimental channel after that of the standard one. */
function apisOf(families: readonly CrdFamily[]): readonly Api[] {
  const channels = families.filter(({ name }) => name.includes('/'));
  const others = families.filter(({ name }) => !name.includes('/'));
  const releases = channels
    .flatMap(({ name, releases: channel }) =>
      channel.map((release) =>
        name.endsWith('/experimental') ? { ...release, name: release.name + EXPERIMENTAL } : release,
      ),
    )
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  const gatewayApi: readonly Api[] = releases.length === 0 ? [] : [{ name: 'Gateway API', releases }];
  const nameOf = (family: string) => (family === 'inference-extension' ? 'Inference Extension' : 'Istio');
  return [...others.map(({ name, releases: own }): Api => ({ name: nameOf(name), releases: own })), ...gatewayApi];
}

/** Since and until when a field is there, as far as the object around it was there without it. */
function lifetime({ releases }: MergedKind, { name }: Api, path: string, field: string): string {
  const around = releases.get(path) ?? [];
  const having = releases.get(`${path}.${field}`) ?? [];
  const standard = (list: readonly string[]): readonly string[] => list.filter((one) => !one.endsWith(EXPERIMENTAL));
  const experimental = standard(having).length === 0 && standard(around).length > 0;
  const [place, places] = experimental
    ? [having, around.filter((one) => one.endsWith(EXPERIMENTAL))]
    : standard(around).length > 0
      ? [standard(having), standard(around)]
      : [having, around];
  const minor = (list: readonly string[], at: number): string | undefined => list.at(at)?.replace(EXPERIMENTAL, '');
  const channel = experimental ? 'Of the experimental channel. ' : '';
  const since = minor(places, 0) !== minor(place, 0) ? `Since ${name} ${minor(place, 0)}. ` : '';
  return minor(places, -1) !== minor(place, -1)
    ? `${channel}${since}Until ${name} ${minor(place, -1)}. `
    : channel + since;
}

/**
 * Writes the TypeScript types of everything that some release accepts: one file a group, types named as the APIs name their messages.
 *
 * @throws Error with every message that has no name, and when two different shapes would get one name
 */
export function typeDeclarations(families: readonly CrdFamily[]): ReadonlyMap<string, string> {
  const files = new Map<string, { types: Map<string, Declaration>; imports: Set<string>; oneOf: boolean }>();
  const fileOf = (name: string) => {
    const file = files.get(name) ?? { types: new Map<string, Declaration>(), imports: new Set<string>(), oneOf: false };
    files.set(name, file);
    return file;
  };
  const faults = new Set<string>();
  const merged = apisOf(families).map((api) => ({ api, kinds: mergedKinds(api.releases) }));

  for (const { api, kinds, one } of merged.flatMap(({ api, kinds }) =>
    [...kinds.values()].map((one) => ({ api, kinds, one })),
  )) {
    const { kind } = one;
    const group = folderOf(kind.group);
    const page = pageOf(kind.kind, kind.group);

    const typeName = (message: Message): string =>
      kinds.has(message.name) ? `${message.name}Spec` : message.name.replaceAll('.', '');

    const typeOf = (schema: CrdSchema, path: string): string => {
      if (schema.alternatives) {
        const types = schema.alternatives.map(({ alternatives: _, ...alternative }) => typeOf(alternative, path));
        return [...new Set(types)].join(' | ');
      }
      if (schema['x-kubernetes-preserve-unknown-fields'] && !schema.properties)
        return 'Readonly<Record<string, unknown>>';
      if (schema['x-kubernetes-int-or-string']) return 'number | string';
      if (schema.enum)
        return schema.enum
          .filter((value) => value !== null)
          .map((value) => (typeof value === 'string' ? `'${value}'` : `${value}`))
          .join(' | ');
      switch (schema.type) {
        case 'string':
        case 'boolean':
          return schema.type;
        case 'integer':
        case 'number':
          return 'number';
        case 'array': {
          const item = typeOf(schema.items ?? {}, `${path}[]`);
          return /[|&]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
        }
        case 'object':
          if (schema.properties) return declare(schema, path);
          if (typeof schema.additionalProperties === 'object')
            return `Readonly<Record<string, ${typeOf(schema.additionalProperties, `${path}.*`)}>>`;
          return 'Readonly<Record<string, never>>';
        default:
          throw new Error(`${path}: no TypeScript type for ${schema.type}`);
      }
    };

    const declare = (schema: CrdSchema, path: string): string => {
      const message = messageAt(path);
      if (message === undefined) {
        faults.add(`${path}: message name: not found; add the path to scripts/resources/message-paths.json`);
        return 'never';
      }
      const target = message.shared ? SHARED : group;
      const file = fileOf(target);
      const name = path === kind.id ? `${kind.kind}Spec` : typeName(message);
      const required = new Set(schema.required);
      const properties = schema.properties ?? {};

      const fieldText = (field: string, optional: boolean): string => {
        const property = properties[field] as CrdSchema;
        const place = `${path}.${field}`;
        const since = message.shared ? '' : lifetime(one, api, path, field);
        const replacement = replacementOf(message.name, field);
        const deprecated = replacement === undefined ? '' : `\n   * @deprecated Use ${replacement}.\n  `;
        const see = `[Reference](${linkTo(page, message, field)}).`;
        const lead = deprecated === '' ? '' : '\n   * ';
        const key = /^[a-zA-Z_]\w*$/.test(field) ? field : `'${field}'`;
        return `  /** ${lead}${limits(property)}${since}${see}${deprecated} */\n  readonly ${key}${optional ? '?' : ''}: ${typeOf(property, place)};\n`;
      };

      const groups = exclusiveGroups(schema);
      const exclusive = new Set(groups.flat());
      const plain = Object.keys(properties)
        .filter((field) => !exclusive.has(field))
        .map((field) => fieldText(field, !required.has(field)));
      const alternatives = groups.map(
        (fields) => `OneOf<{\n${fields.map((field) => fieldText(field, false)).join('')}}>`,
      );
      const doc = `/** [${message.name}](${linkTo(page, message)}) of the reference. */\n`;
      const body =
        alternatives.length === 0
          ? `export interface ${name} {\n${plain.join('')}}\n`
          : `export type ${name} = ${plain.length > 0 ? `{\n${plain.join('')}} & ` : ''}${alternatives.join(' & ')};\n`;
      if (alternatives.length > 0) file.oneOf = true;
      const shape = body.replace(/ *\/\*\*[\s\S]*?\*\/\n/g, '');
      const known = file.types.get(name);
      if (known !== undefined && known.shape !== shape) {
        faults.add(`${path}: a second shape for the type ${name} of ${target}:\n${known.shape}\n${shape}`);
      }
      if (known === undefined) file.types.set(name, { text: doc + body, shape });
      if (target === group) return name;
      fileOf(group).imports.add(name);
      return `${SHARED}.${name}`;
    };

    declare(kind.spec, kind.id);
  }
  if (faults.size > 0) throw new Error([...faults].join('\n'));

  const output = new Map<string, string>();
  for (const [name, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = new Set(file.types.keys());
    const imports = [...file.imports].sort();
    const reexported = imports.filter((imported) => !own.has(imported));
    const declared = [...file.types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { text }]) => text);
    output.set(
      name,
      [
        file.oneOf ? `import type { OneOf } from '../one-of';\n` : '',
        imports.length > 0 ? `import type * as ${SHARED} from './${SHARED}';\n` : '',
        reexported.length > 0 ? `export type { ${reexported.join(', ')} } from './${SHARED}';\n` : '',
        '\n',
        declared.join('\n'),
      ].join(''),
    );
  }
  return output;
}
