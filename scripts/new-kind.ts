import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { generate, type ScaffoldedClass, scaffoldClasses, write } from './generate-resources';
import { readRelease } from './resources/crds';
import { missingEntries } from './resources/missing-entries';
import {
  CACHE,
  cachedName,
  MANIFEST,
  readManifest,
  readSources,
  type Source,
  sha256,
  withSource,
} from './resources/sources';

const ROOT = join(__dirname, '..');

/** The text of an index with one export line more, sorted by file name as the others are. */
export function withExport(index: string, line: string): string {
  const lines = index.split('\n').filter((one) => one !== '');
  const types = lines.filter((one) => one.startsWith('export type *'));
  const classes = lines.filter((one) => !one.startsWith('export type *'));
  const from = (one: string): string => one.replace(/^.* from /, '');
  return `${[...types, ...[...classes, line].sort((a, b) => (from(a) < from(b) ? -1 : 1))].join('\n')}\n`;
}

/** The text of the package's index with a kind added to the list of its group. */
export function withKind(index: string, kind: string, group: string): string {
  const list = new RegExp(`export \\{([^}]*)\\} from './resources/${group}';`);
  const found = list.exec(index);
  if (!found) return `${index}export { ${kind}, type ${kind}Props } from './resources/${group}';\n`;
  const names = (found[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const bare = (name: string): string => name.replace(/^type /, '');
  const sorted = [...names, kind, `type ${kind}Props`].sort((a, b) => (bare(a) < bare(b) ? -1 : 1));
  return index.replace(list, `export {\n  ${sorted.join(',\n  ')},\n} from './resources/${group}';`);
}

/** A test to start from. */
function testOf({ kind, group, file }: ScaffoldedClass): string {
  return `import { App, TerraformStack } from 'cdktf';
import { ${kind} } from '../../../../constructs/resources/${group}/${basename(file, '.ts')}';

describe('${kind}', () => {
  it('refuses a field that the kind does not have, by name', () => {
    const stack = new TerraformStack(new App(), 'test');
    const props = { metadata: { name: 'example' }, spec: { noSuchField: true } } as never;
    expect(() => new ${kind}(stack, 'Example', props)).toThrow('noSuchField: unknown field');
  });
});
`;
}

function addToIndex(written: ScaffoldedClass): void {
  const { kind, group, file } = written;
  const folder = dirname(file);
  const index = join(folder, 'index.ts');
  const before = existsSync(index) ? readFileSync(index, 'utf8') : `export type * from '../generated/${group}';\n`;
  writeFileSync(index, withExport(before, `export { ${kind}, type ${kind}Props } from './${basename(file, '.ts')}';`));
  const root = join(ROOT, 'constructs/index.ts');
  writeFileSync(root, withKind(readFileSync(root, 'utf8'), kind, group));
  const test = join(ROOT, '__tests__/constructs/resources', group, `${basename(file, '.ts')}.test.ts`);
  mkdirSync(dirname(test), { recursive: true });
  writeFileSync(test, testOf(written));
  for (const path of [file, index, root, test]) console.log(relative(ROOT, path));
}

const USAGE = `usage: npm run new-kind -- FILE|URL --family FAMILY --release RELEASE [--url URL] [--cache FOLDER]
  FILE|URL         CustomResourceDefinitions in YAML
  --family FAMILY  the API family: istio, gateway-api/standard or another one
  --release RELEASE  the release of the family that the definitions are of, such as 1.33
  --url URL        where others can download FILE from
  --cache FOLDER   where the definitions of all releases are kept`;

/** What a call asks for. */
export interface Request {
  readonly family: string;
  readonly source: Source;
  readonly text: string;
}

/**
 * Reads what is to be added, and checks it before anything changes.
 *
 * @throws Error with every argument that is missing, and when the text holds no CustomResourceDefinition
 */
export async function readRequest(args: readonly string[]): Promise<Request> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      family: { type: 'string' },
      release: { type: 'string' },
      url: { type: 'string' },
      cache: { type: 'string' },
    },
  });
  const [given, ...rest] = positionals;
  const { family, release } = values;
  const isUrl = given !== undefined && /^https?:/.test(given);
  const url = values.url ?? (isUrl ? given : undefined);
  const faults = [
    ...(given === undefined || rest.length > 0 ? [`FILE|URL: expected one, got ${positionals.length}`] : []),
    ...(family === undefined ? ['--family: required'] : []),
    ...(release === undefined ? ['--release: required'] : []),
    ...(release !== undefined && !/^\d+\.\d+/.test(release)
      ? [`--release: expected a version such as 1.33, got "${release}"`]
      : []),
    ...(given !== undefined && !isUrl && !existsSync(given) ? [`${given}: not found`] : []),
    ...(url === undefined ? ['--url: required, expected the address that FILE can be downloaded from'] : []),
  ];
  if (given === undefined || family === undefined || release === undefined || url === undefined || faults.length > 0) {
    throw new Error(`${faults.join('\n')}\n\n${USAGE}`);
  }
  const text = isUrl ? await download(given) : readFileSync(given, 'utf8');
  readRelease(release, text, given);
  return { family, source: { release, url, sha256: sha256(text) }, text };
}

async function download(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: expected the status 200, got ${answer.status}`);
  return await answer.text();
}

/**
 * Adds definitions to the list of sources, and makes types, validators, classes, export lines and tests of the kinds that are new.
 * Nothing is written unless all of it can be made, and nothing is deleted.
 */
async function main(args: readonly string[]): Promise<void> {
  const { family, source, text } = await readRequest(args);
  const cache = args.includes('--cache') ? (args[args.indexOf('--cache') + 1] ?? CACHE) : CACHE;
  const kept = join(cache, cachedName(family, source.release));
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, text);

  const manifest = withSource(readManifest(), family, source);
  const families = await readSources(manifest, cache);
  const missing = missingEntries(families);
  for (const line of missing) console.error(`scripts/resources/${line}`);
  const unnamed = missing.filter((line) => line.startsWith('message-paths.json'));
  if (unnamed.length > 0) throw new Error(`${unnamed.length} message names not found: nothing written`);
  const output = await generate(families);

  writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  write(output, join(ROOT, 'constructs/resources/generated'));
  const written = scaffoldClasses(families);
  written.forEach(addToIndex);
  console.log(
    written.length === 0
      ? 'types and validators are up to date; every kind of the definitions has its class'
      : `${written.length} kinds added: npx biome check --write . && npm test`,
  );
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
