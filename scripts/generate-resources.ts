import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { KindSchema, SchemaNode } from '../constructs/resources/validation/schema';
import { type Ast, celParser, celToJavaScript } from './resources/cel-to-javascript';
import { compactSchema, RuleTable } from './resources/compact-schema';
import { type CrdKind, type CrdRelease, type CrdSchema, newestFirst, readRelease } from './resources/crds';
import { dashed, pageOf } from './resources/reference-links';
import { wordingOf } from './resources/rule-wording';
import { folderOf, typeDeclarations } from './resources/type-declarations';

const RESOURCES = join(__dirname, '../constructs/resources');
const HEADER = '// Made by scripts/generate-resources.ts from the CRDs; do not edit.\n\n';

function compareReleases(a: CrdRelease, b: CrdRelease): number {
  return a.version.localeCompare(b.version, 'en', { numeric: true });
}

/**
 * Holds that everything an older release takes has a place in the newest, so that one set of types serves all.
 *
 * @throws Error naming the place that went away
 */
export function assertSuperset(older: CrdRelease, newest: CrdRelease): void {
  const compare = (before: CrdSchema, after: CrdSchema | undefined, path: string): void => {
    const refusal = (what: string): Error =>
      new Error(`${path}: ${what} in ${newest.version}, wants everything that ${older.version} has`);
    if (after === undefined) throw refusal('is missing');
    if (before.type !== after.type) throw refusal(`is ${after.type} instead of ${before.type}`);
    for (const value of before.enum ?? [])
      if (after.enum && !after.enum.includes(value)) throw refusal(`lacks the value ${value}`);
    for (const [name, field] of Object.entries(before.properties ?? {})) {
      compare(field, after.properties?.[name], `${path}.${name}`);
    }
    if (before.items) compare(before.items, after.items, `${path}[]`);
    if (typeof before.additionalProperties === 'object') {
      const values = after.additionalProperties;
      compare(before.additionalProperties, typeof values === 'object' ? values : undefined, `${path}.*`);
    }
  };
  for (const [name, kind] of older.kinds) compare(kind.spec, newest.kinds.get(name)?.spec, name);
}

function schemaModule(schema: KindSchema): string {
  const line = (indent: string, [name, node]: [string, SchemaNode]): string =>
    `${indent}${JSON.stringify(name)}: ${JSON.stringify(node)},\n`;
  const { fields, ...rest } = schema.spec;
  const spec = [
    ...Object.entries(rest).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`),
    `    fields: {\n`,
    ...Object.entries(fields ?? {}).map((entry) => line('      ', entry)),
    `    },\n`,
  ];
  const definitions = Object.entries(schema.definitions).map((entry) => line('    ', entry));
  return [
    HEADER,
    `import type { KindSchema } from '../../validation/schema';\n\n`,
    `export const schema: KindSchema = {\n  spec: {\n${spec.join('')}  },\n  definitions: {\n${definitions.join('')}  },\n};\n`,
  ].join('');
}

function rulesModule(rules: readonly string[], parse: (rule: string) => Ast): string {
  const entries = rules.map(
    (rule) =>
      `  {\n    rule: ${JSON.stringify(rule)},\n    wanted: ${JSON.stringify(wordingOf(rule))},\n    holds: (self, cel) => ${celToJavaScript(rule, parse)},\n  },\n`,
  );
  return `${HEADER}import type { CelRule } from '../validation/cel-runtime';\n\n/** The CEL rules of all kinds and releases; schemas refer to them by position. */\nexport const CEL_RULES: readonly CelRule[] = [\n${entries.join('')}];\n`;
}

function catalogueModule(releases: readonly CrdRelease[]): string {
  const kinds = new Map<string, CrdKind>();
  for (const release of releases) for (const [name, kind] of release.kinds) kinds.set(name, kind);
  const sorted = [...kinds.values()].sort((a, b) => (`${a.group}/${a.kind}` < `${b.group}/${b.kind}` ? -1 : 1));
  const groups = [...new Set(sorted.map((kind) => folderOf(kind.group)))];
  const imports = groups.map((group) => {
    const names = sorted.filter((kind) => folderOf(kind.group) === group).map((kind) => `${kind.kind}Spec`);
    return `import type { ${names.join(', ')} } from './${group}';\n`;
  });
  const entries = sorted.map((kind) => {
    const having = releases.filter((release) => release.kinds.has(kind.kind));
    const versions = having.map((release) => {
      const served = [...(release.kinds.get(kind.kind)?.versions ?? [])].sort(newestFirst);
      return `      '${release.version}': [${served.map((version) => `'${version}'`).join(', ')}],\n`;
    });
    const loaders = having.map(
      (release) =>
        `      '${release.version}': () => require('./schemas/${dashed(kind.kind)}-${release.version}').schema,\n`,
    );
    return [
      `  ${kind.kind}: {\n`,
      `    group: '${kind.group}',\n    plural: '${kind.plural}',\n    reference: '${pageOf(kind.kind, kind.group)}',\n`,
      `    versions: {\n${versions.join('')}    },\n`,
      `    schemas: {\n${loaders.join('')}    },\n  },\n`,
    ].join('');
  });
  const specs = sorted.map(({ kind }) => `  /** The spec of kind ${kind}. */\n  readonly ${kind}: ${kind}Spec;\n`);
  return [
    HEADER,
    `import type { IstioVersion } from '../../versions';\n`,
    `import type { KindSchema } from '../validation/schema';\n`,
    ...imports,
    `\n/** The spec of every kind, by the kind's name. */\nexport interface ResourceSpecs {\n${specs.join('')}}\n`,
    `\n/** A kind of the Istio API. */\nexport type ResourceKind = keyof ResourceSpecs;\n`,
    `\n/** What the CRDs say about a kind, beside its schema. */\nexport interface KindFacts {\n`,
    `  readonly group: string;\n  readonly plural: string;\n  /** The kind's page of the Istio reference. */\n  readonly reference: string;\n`,
    `  /** The versions that each release serves, newest first; a release that lacks the kind has no entry. */\n`,
    `  readonly versions: Readonly<Partial<Record<IstioVersion, readonly string[]>>>;\n`,
    `  /** Loads the schema of a release when it is first needed. */\n`,
    `  readonly schemas: Readonly<Partial<Record<IstioVersion, () => KindSchema>>>;\n}\n`,
    `\n/** Every kind of the catalogued releases. */\nexport const RESOURCE_KINDS: Readonly<Record<ResourceKind, KindFacts>> = {\n${entries.join('')}};\n`,
  ].join('');
}

function classModule(kind: CrdKind): string {
  const group = folderOf(kind.group);
  return `import type { Construct } from 'constructs';
import type { ${kind.kind}Spec } from '../generated/${group}';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ${kind.kind}} is made of. */
export type ${kind.kind}Props = IstioResourceProps<${kind.kind}Spec>;

/**
 * The Istio kind ${kind.kind}.
 *
 * @see ${pageOf(kind.kind, kind.group)}
 */
export class ${kind.kind} extends IstioResource<${kind.kind}Spec> {
  /** The Kubernetes kind. */
  static readonly kind = '${kind.kind}';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ${kind.kind}Props) {
    super(scope, id, ${kind.kind}.kind, props);
  }
}
`;
}

/**
 * Makes all generated files from CRD files, keyed by their path below `constructs/resources/generated`.
 *
 * @param files CRD files, each named after its release, such as `1.30.3.yaml`
 */
export async function generate(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const releases = files.map(readRelease).sort(compareReleases);
  const newest = releases.at(-1);
  if (newest === undefined) throw new Error('usage: generate-resources FILE.yaml…, each named after its Istio release');
  for (const release of releases) assertSuperset(release, newest);

  const output = new Map<string, string>();
  const rules = new RuleTable();
  for (const release of releases) {
    for (const kind of release.kinds.values()) {
      output.set(
        `schemas/${dashed(kind.kind)}-${release.version}.ts`,
        schemaModule(compactSchema(kind, rules, newest.kinds.get(kind.kind))),
      );
    }
  }
  output.set('cel-rules.ts', rulesModule(rules.rules, await celParser()));
  output.set('kinds.ts', catalogueModule(releases));
  for (const [group, text] of typeDeclarations(releases)) output.set(`${group}.ts`, HEADER + text);
  return output;
}

/** A class that was written because its kind had none. */
export interface ScaffoldedClass {
  readonly kind: string;
  /** The folder of the kind's API group. */
  readonly group: string;
  readonly file: string;
}

/** Writes the class of every kind that has none yet; classes that exist are left alone. */
export function scaffoldClasses(files: readonly string[], folder = RESOURCES): readonly ScaffoldedClass[] {
  const written: ScaffoldedClass[] = [];
  for (const file of files) {
    for (const kind of readRelease(file).kinds.values()) {
      const target = join(folder, folderOf(kind.group), `${dashed(kind.kind)}.ts`);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, classModule(kind));
      written.push({ kind: kind.kind, group: folderOf(kind.group), file: target });
    }
  }
  return written;
}

/** Writes generated files, and removes those that are generated no more. */
export function write(output: ReadonlyMap<string, string>, folder: string): void {
  const present = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  for (const name of present) if (name.endsWith('.ts') && !output.has(name)) rmSync(join(folder, name));
  for (const [name, text] of output) {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
  }
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const output = await generate(positionals);
  write(output, values.out ?? join(RESOURCES, 'generated'));
  if (values.out === undefined) {
    for (const { file } of scaffoldClasses(positionals))
      console.log(`new class ${relative(process.cwd(), file)}: export it from the group's index.ts`);
  }
  console.log(`${output.size} files from ${positionals.length} releases`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
