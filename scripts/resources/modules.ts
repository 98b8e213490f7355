import type { SchemaNode, Since } from '../../constructs/resources/validation/schema';
import { type Ast, celToJavaScript } from './cel-to-javascript';
import { compactSchema, type Definition, DefinitionTable, RuleTable, unsignedPlaces } from './compact-schema';
import { type CrdKind, newestFirst } from './crds';
import { dashed, folderOf, pageOf } from './reference-links';
import { wordingOf } from './rule-wording';
import type { CrdFamily } from './sources';

const HEADER = '// Made by scripts/generate-resources.ts from the CRDs; do not edit.\n\n';

/** A kind, and what each family says of it by release. */
interface KindHistory {
  /** The kind as the newest release that has it defines it. */
  readonly kind: CrdKind;
  readonly served: Record<string, Since<readonly string[]>[]>;
  readonly specs: Record<string, Since<SchemaNode>[]>;
}

/** What the kinds of one API share. */
interface ApiTables {
  readonly rules: RuleTable;
  readonly definitions: DefinitionTable;
}

const ISTIO = 'istio';

function append<T>(history: Since<T>[], release: string, what: T): void {
  const last = history.at(-1);
  if (last === undefined || JSON.stringify(last[1]) !== JSON.stringify(what)) history.push([release, what]);
}

/** The files that everything but the types is in. */
export class ResourceModules {
  private readonly histories = new Map<string, KindHistory>();
  /** By API, so that a program that uses one of them loads nothing of another. */
  private readonly tables = new Map<string, ApiTables>();

  constructor(
    private readonly families: readonly CrdFamily[],
    private readonly parse: (rule: string) => Ast,
  ) {
    for (const family of families) this.add(family);
  }

  private tablesOf(api: string): ApiTables {
    const tables = this.tables.get(api) ?? {
      rules: new RuleTable((rule) => celToJavaScript(rule, this.parse)),
      definitions: new DefinitionTable(),
    };
    this.tables.set(api, tables);
    return tables;
  }

  private add(family: CrdFamily): void {
    const ids = new Set(family.releases.flatMap(({ kinds }) => [...kinds.keys()]));
    for (const id of ids) {
      const kinds = family.releases.flatMap(({ kinds }) => kinds.get(id) ?? []);
      const newest = kinds.at(-1) as CrdKind;
      const unsigned = unsignedPlaces(kinds);
      const history = this.histories.get(id) ?? { kind: newest, served: {}, specs: {} };
      this.histories.set(id, { ...history, kind: newest });
      const served: Since<readonly string[]>[] = [];
      const tables = this.tablesOf(apiOf(family.name));
      const specsOf = (version?: string): Since<SchemaNode>[] => {
        const key = version === undefined ? family.name : `${family.name} ${version}`;
        history.specs[key] ??= [];
        return history.specs[key];
      };
      const differing = new Set(kinds.flatMap(({ otherSpecs = {} }) => Object.keys(otherSpecs)));
      for (const { name, kinds: having } of family.releases) {
        const kind = having.get(id);
        if (kind === undefined) {
          if (served.length > 0) append(served, name, []);
          continue;
        }
        append(served, name, [...kind.versions].sort(newestFirst));
        append(specsOf(), name, compactSchema(kind, unsigned, tables));
        for (const version of differing) {
          const spec = kind.otherSpecs?.[version] ?? kind.spec;
          append(specsOf(version), name, compactSchema({ ...kind, spec }, unsigned, tables));
        }
      }
      history.served[family.name] = served;
    }
  }

  private sorted(): readonly KindHistory[] {
    const key = ({ kind }: KindHistory): string => `${kind.group}/${kind.kind}`;
    return [...this.histories.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** The generated files, by their path. */
  output(): ReadonlyMap<string, string> {
    const output = new Map<string, string>();
    for (const [api, { rules, definitions }] of this.tables) {
      const shared = [...definitions.definitions].filter(([, { kinds }]) => kinds.size > 1);
      output.set(
        `schemas/${prefixOf(api)}shared.ts`,
        `${HEADER}import type { SchemaNode } from '../../validation/schema';\n\n/** The objects that several kinds have. */\nexport const SHARED: Readonly<Record<string, SchemaNode>> = {\n${definitionLines(shared)}};\n`,
      );
      output.set(`${prefixOf(api)}cel-rules.ts`, this.rulesModule(rules));
    }
    for (const history of this.sorted()) output.set(`schemas/${fileOf(history.kind)}.ts`, this.schemaModule(history));
    output.set('kinds.ts', this.kindsModule());
    return output;
  }

  private schemaModule({ kind, specs }: KindHistory): string {
    const api = apiOf(Object.keys(specs)[0] as string);
    const all = [...this.tablesOf(api).definitions.definitions].filter(([, { kinds }]) => kinds.has(kind.id));
    const own = all.filter(([, { kinds }]) => kinds.size === 1);
    const shares = own.length < all.length;
    const families = Object.entries(specs).map(([family, history]) => {
      const lines = history.map(([release, node]) => `      ['${release}', ${JSON.stringify(node)}],\n`);
      return `    ${JSON.stringify(family)}: [\n${lines.join('')}    ],\n`;
    });
    return [
      HEADER,
      `import type { KindHistory } from '../../validation/schema';\n`,
      `import { CEL_RULES } from '../${prefixOf(api)}cel-rules';\n`,
      shares ? `import { SHARED } from './${prefixOf(api)}shared';\n` : '',
      `\nexport const history: KindHistory = {\n  rules: CEL_RULES,\n  specs: {\n${families.join('')}  },\n`,
      `  definitions: {\n${shares ? '    ...SHARED,\n' : ''}${definitionLines(own, '    ')}  },\n};\n`,
    ].join('');
  }

  private rulesModule(table: RuleTable): string {
    const entries = table.rules.map(
      (rule) =>
        `  {\n    rule: ${JSON.stringify(rule)},\n    wanted: ${JSON.stringify(wordingOf(rule))},\n    holds: (self, cel) => ${celToJavaScript(rule, this.parse)},\n  },\n`,
    );
    return `${HEADER}import type { CelRule } from '../validation/cel-runtime';\n\n/** The CEL rules of all kinds and releases of the API; schemas refer to them by position. */\nexport const CEL_RULES: readonly CelRule[] = [\n${entries.join('')}];\n`;
  }

  private kindsModule(): string {
    const kinds = this.sorted().map(({ kind }) => kind);
    const groups = [...new Set(kinds.map((kind) => folderOf(kind.group)))];
    const imports = groups.map((group) => {
      const names = kinds.filter((kind) => folderOf(kind.group) === group).map((kind) => specType(kind));
      return `import type { ${names.join(', ')} } from './${group}';\n`;
    });
    const entries = this.sorted().map(({ kind, served }) =>
      [
        `  ${key(kind)}: {\n    kind: '${kind.kind}',\n    group: '${kind.group}',\n    plural: '${kind.plural}',\n`,
        `    reference: '${pageOf(kind.kind, kind.group)}',\n`,
        `    served: ${JSON.stringify(served)},\n`,
        kind.clusterWide ? '    clusterWide: true,\n' : '',
        `    load: () => require('./schemas/${fileOf(kind)}').history,\n  },\n`,
      ].join(''),
    );
    const specs = kinds.map(
      (kind) =>
        `  /** The spec of kind ${kind.kind}. */\n  readonly ${key(kind)}: ${specType(kind).split(' as ').at(-1)};\n`,
    );
    const releases = Object.fromEntries(
      this.families.map(({ name, releases }) => [name, releases.map((release) => release.name)]),
    );
    return [
      HEADER,
      `import type { KindFacts } from '../validation/schema';\n`,
      ...imports,
      `\n/** The spec of every kind, by the kind's name; kinds of other groups than Istio's by group and kind. */\nexport interface ResourceSpecs {\n${specs.join('')}}\n`,
      `\n/** A kind that this package knows. */\nexport type ResourceKind = keyof ResourceSpecs;\n`,
      `\n/** The releases whose definitions are known, by API family, oldest first. */\nexport const DEFINED_RELEASES: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(releases)};\n`,
      `\n/** Every kind of the catalogued releases. */\nexport const RESOURCE_KINDS: Readonly<Record<ResourceKind, KindFacts>> = {\n${entries.join('')}};\n`,
    ].join('');
  }
}

function definitionLines(definitions: readonly (readonly [string, Definition])[], indent = '  '): string {
  return [...definitions]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([name, { text }]) => `${indent}${JSON.stringify(name)}: ${text},\n`)
    .join('');
}

/** The API that a family is a channel of: `gateway-api` for `gateway-api/standard`. */
function apiOf(family: string): string {
  return family.split('/', 1)[0] as string;
}

/** What the files of an API's tables begin with. */
function prefixOf(api: string): string {
  return api === ISTIO ? '' : `${api}-`;
}

function key({ id }: CrdKind): string {
  return /^\w+$/.test(id) ? id : `'${id}'`;
}

/** The file of a kind's schemas. */
export function fileOf({ id, kind, group }: CrdKind): string {
  return id === kind ? dashed(kind) : `${folderOf(group)}-${dashed(kind)}`;
}

/** The type of a kind's spec; another name where a kind of Istio's has the same. */
function specType({ id, kind, group }: CrdKind): string {
  if (id === kind) return `${kind}Spec`;
  const prefix = folderOf(group).replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${kind}Spec as ${prefix}${kind}Spec`;
}
