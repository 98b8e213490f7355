import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { celParser } from './resources/cel-to-javascript';
import type { CrdKind } from './resources/crds';
import { mergedKinds } from './resources/merged-releases';
import { ResourceModules } from './resources/modules';
import { dashed, folderOf, pageOf } from './resources/reference-links';
import { CACHE, type CrdFamily, readManifest, readSources } from './resources/sources';
import { typeDeclarations } from './resources/type-declarations';

const RESOURCES = join(__dirname, '../constructs/resources');

function classModule(kind: CrdKind): string {
  const group = folderOf(kind.group);
  return `import type { Construct } from 'constructs';
import type { ${kind.kind}Spec } from '../generated/${group}';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ${kind.kind}} is made of. */
export type ${kind.kind}Props = IstioResourceProps<${kind.kind}Spec>;

/**
 * The kind ${kind.kind} of ${kind.group}.
 *
 * @see ${pageOf(kind.kind, kind.group)}
 */
export class ${kind.kind} extends IstioResource<${kind.kind}Spec> {
  /** The Kubernetes kind. */
  static readonly kind = '${kind.kind}';
${kind.id === kind.kind ? '' : `\n  /** The API group. */\n  static readonly group = '${kind.group}';\n`}
  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ${kind.kind}Props) {
    super(scope, id, ${kind.id === kind.kind ? `${kind.kind}.kind` : `'${kind.id}'`}, props);
  }
}
`;
}

/** Makes all generated files, keyed by their path below `constructs/resources/generated`. */
export async function generate(families: readonly CrdFamily[]): Promise<ReadonlyMap<string, string>> {
  const header = '// Made by scripts/generate-resources.ts from the CRDs; do not edit.\n\n';
  const types = [...typeDeclarations(families)].map(([group, text]) => [`${group}.ts`, header + text] as const);
  return new Map([...new ResourceModules(families, await celParser()).output(), ...types]);
}

/** A class that was written because its kind had none. */
export interface ScaffoldedClass {
  readonly kind: string;
  /** The folder of the kind's API group. */
  readonly group: string;
  readonly file: string;
}

/** Writes the class of every kind that has none yet; classes that exist are left alone. */
export function scaffoldClasses(families: readonly CrdFamily[], folder = RESOURCES): readonly ScaffoldedClass[] {
  const written: ScaffoldedClass[] = [];
  for (const { releases } of families) {
    for (const { kind } of mergedKinds(releases).values()) {
      const target = join(folder, folderOf(kind.group), `${dashed(kind.kind)}.ts`);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, classModule(kind));
      written.push({ kind: kind.kind, group: folderOf(kind.group), file: target });
    }
  }
  return written;
}

/** Writes generated files where they differ. What is generated no more is named, not deleted: somebody may use it. */
export function write(output: ReadonlyMap<string, string>, folder: string): void {
  for (const [name, text] of output) {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
  }
}

const USAGE = `usage: node -r tsx/cjs scripts/generate-resources.ts [--cache FOLDER] [--out FOLDER]
  --cache FOLDER  where the definitions of scripts/resources/sources.json are kept, and downloaded to (default: node_modules/.cache/cdktf-istio/crds)
  --out FOLDER    where to write to (default: constructs/resources/generated)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cache: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const families = await readSources(readManifest(), values.cache ?? CACHE);
  const output = await generate(families);
  write(output, values.out ?? join(RESOURCES, 'generated'));
  if (values.out === undefined) {
    for (const { file } of scaffoldClasses(families))
      console.log(`new class ${relative(process.cwd(), file)}: export it from the group's index.ts`);
  }
  const releases = families.reduce((sum, family) => sum + family.releases.length, 0);
  console.log(`${output.size} files from ${releases} releases`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
