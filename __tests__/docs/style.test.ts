import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@babel/parser';
import { pages } from './snippets';

const ROOT = join(__dirname, '../..');

/** The words of the vocabulary's right column, as they are found in a text. */
function avoided(): readonly RegExp[] {
  const page = readFileSync(join(ROOT, 'docs/style.md'), 'utf8');
  const table = page.slice(page.indexOf('| Write | Not |')).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => (row.split('|')[2] ?? '').replace(/\(.*?\)/g, '').split(','))
    .map((word) => new RegExp(`\\b${word.trim().replaceAll(' ', '\\s+')}\\b`, 'i'));
}

// How long something takes is a measure, and what takes over or part does not accept anything.
const MEASURES =
  /\btakes\s+(?:(?:about|up to|at most|only|just)\s+)?(?:\d|ten\b|a (?:second|minute|few)|seconds|minutes|longer|effect|over\b|part\b|place\b|precedence\b|time\b|to\b|for\b)|\btakes\s+their\s+connections\s+over|\bTerraform takes for|\bprocess takes to|what is missing/gi;

function proseOf(page: string): string {
  return (
    readFileSync(join(ROOT, page), 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      // Tables from the sources have the sources' words.
      .replace(/<!-- table[\s\S]*?<!-- \/table -->/g, '')
      .replace(/^ {4}.*$/gm, '')
      .replace(/`[^`\n]*`/g, '`')
      .replace(MEASURES, '')
  );
}

describe('the words of the documentation', () => {
  const words = avoided();

  it('to avoid are those of docs/style.md', () => expect(words.length).toBeGreaterThan(10));

  it.each(pages().filter((page) => page !== 'docs/style.md' && !page.startsWith('docs/adr/')))('%s', (page) => {
    const found = proseOf(page)
      .split('\n')
      .flatMap((line, i) =>
        words.filter((word) => word.test(line)).map((word) => `${i + 1}: ${word.source}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  });
});

/** The parts of the program whose messages and help are held to the vocabulary. */
const ROOMS = [
  'cli',
  'config',
  'constructs/analysis',
  'constructs/apps',
  'constructs/mesh',
  'constructs/observability',
  'constructs/policy',
  'constructs/security',
  'constructs/traffic',
  'model',
  'stacks',
  'testing',
];

function sourcesIn(path: string): readonly string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(path, name));
}

/** The texts of a source file, each with its line: strings and templates, but no names of modules. */
function textsOf(file: string): readonly { readonly line: number; readonly text: string }[] {
  const { tokens } = parse(readFileSync(join(ROOT, file), 'utf8'), {
    sourceType: 'module',
    plugins: ['typescript'],
    tokens: true,
  });
  return (tokens ?? [])
    .filter(({ type }) => typeof type === 'object' && /^(?:string|template|`)/.test(type.label))
    .map(({ value, loc }) => ({ line: loc.start.line, text: String(value ?? '') }));
}

describe('the words of messages and help', () => {
  const words = avoided();

  it.each(ROOMS.flatMap(sourcesIn))('%s', (file) => {
    const found = textsOf(file).flatMap(({ line, text }) =>
      words
        .filter((word) => word.test(text))
        .map((word) => `${relative(ROOT, join(ROOT, file))}:${line}: ${word.source}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('are looked for in what a program prints, not in its comments', () => {
    expect(textsOf('cli/mesh.ts').some(({ text }) => text.includes('Exit codes: 0 ok'))).toBe(true);
    expect(textsOf('cli/mesh.ts').some(({ text }) => text.includes('A closed pipe'))).toBe(false);
  });
});
