import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { declarations, type Words } from './values/declarations';
import type { ValuesFacts } from './values/facts';
import { readFacts } from './values/read-facts';

const FACTS = join(__dirname, 'values/facts.json');
const GENERATED = join(__dirname, '../constructs/charts/generated');

/** What the generated files say, from what is checked in. */
export function generatedValues(): Readonly<Record<string, string>> {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  return declarations(read(FACTS) as ValuesFacts, read(join(__dirname, 'values/words.json')) as Words);
}

/**
 * Makes the types of the charts' values and of the mesh configuration from the facts; with `--istio` and `--api`, folders
 * of clones of istio/istio and istio/api with their tags, reads the facts first.
 */
function main(): void {
  const { istio, api } = parseArgs({ options: { istio: { type: 'string' }, api: { type: 'string' } } }).values;
  if (istio !== undefined && api !== undefined) {
    writeFileSync(FACTS, `${JSON.stringify(readFacts(istio, api), null, 1)}\n`);
  }
  for (const [name, text] of Object.entries(generatedValues())) writeFileSync(join(GENERATED, name), text);
}

if (require.main === module) main();
