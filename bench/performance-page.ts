import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../docs/performance.md');

/** The sections of docs/performance.md whose tables `npm run bench -- --write` measures. */
export function measuredSections(): readonly string[] {
  return [...readFileSync(PAGE, 'utf8').matchAll(/^<!-- measured: (\S+) -->$/gm)].map(([, name = '']) => name);
}

/** Puts what was measured between the marks of its section. */
export function writeMeasured(section: string, text: string): void {
  const page = readFileSync(PAGE, 'utf8');
  const marked = new RegExp(`(<!-- measured: ${section} -->\\n)[^]*?(<!-- /measured -->)`);
  if (!marked.test(page)) throw new Error(`docs/performance.md: section "${section}" not found`);
  writeFileSync(
    PAGE,
    page.replace(marked, (_, open, close) => `${open}\n${text}\n\n${close}`),
  );
}
