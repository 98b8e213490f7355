import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { snippetsOf } from './snippets';
import { commandsOf } from './typed';

const ROOT = join(__dirname, '../..');
const PAIRS: readonly (readonly [english: string, korean: string])[] = [
  ['README.md', 'README.ko.md'],
  ['docs/guides/tutorial.md', 'docs/guides/tutorial.ko.md'],
];

const proseOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');

/** What is the same whatever the language: code, names, figures. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).sort();
}

function rowsOf(
  page: string,
): readonly { readonly cells: number; readonly first: string; readonly names: readonly string[] }[] {
  return (proseOf(page).match(/^\|.*\|$/gm) ?? [])
    .filter((line) => !/^\|[-|]+\|$/.test(line))
    .map((line) => {
      const cells = line.slice(1, -1).split(/(?<!\\)\|/);
      // The first cell is the name of the row where it is one.
      const first = cells[0]?.trim() ?? '';
      return { cells: cells.length, first: /^`[^`]*`$/.test(first) ? first : '', names: namesIn(line) };
    });
}

function sectionsOf(page: string) {
  const [, ...sections] = proseOf(page).split(/^(?=#+ )/m);
  return sections.map((section) => ({
    level: section.indexOf(' '),
    // Of prose the values in code, of troubleshooting its entries, of lists their points.
    entries: section.match(/^\*\*/gm)?.length ?? 0,
    points: section.match(/^(?:-|\d+\.) /gm)?.length ?? 0,
    links: [...section.matchAll(/\]\(([^)#]+)/g)]
      .map(([, link = '']) => link.replace('.ko.md', '.md'))
      .filter((link) => !/^(README|tutorial)\.md$/.test(link))
      .sort(),
  }));
}

describe.each(PAIRS)('%s and %s', (english, korean) => {
  it('have the same sections with the same entries, points and links, in the same order', () => {
    expect(sectionsOf(korean)).toEqual(sectionsOf(english));
  });

  it('have the same tables: rows, columns, names and values', () => {
    expect(rowsOf(korean)).toEqual(rowsOf(english));
  });

  it('show the same code and the same commands', () => {
    expect(snippetsOf(korean)).toEqual(snippetsOf(english));
    expect(commandsOf(korean)).toEqual(commandsOf(english));
  });

  it('are each in one language: the Korean page has no English sentence, not in a table either', () => {
    const said = proseOf(korean)
      .replace(/^ {4}.*$/gm, '')
      .replace(/`[^`]*`|\]\([^)]*\)/g, '');
    // Names such as CDK for Terraform are the same in every language.
    expect(said.match(/\b[a-z]+(?: [a-z]+){3,}\b/gi) ?? []).toEqual([]);
  });

  it('name the same exit codes, versions and settings in their prose', () => {
    const figures = (page: string) => [...new Set(proseOf(page).match(/\b\d+\.\d+(?:\.\d+)?\b/g) ?? [])].sort();
    expect(figures(korean)).toEqual(figures(english));
  });
});

it('the Korean README words the exit codes as the English one does', () => {
  expect(proseOf('README.ko.md').replace(/\s+/g, ' ')).toContain(
    '종료 코드: 0: 이상 없음, 1: 문제 발견, 2: 확인할 수 없음.',
  );
  expect(proseOf('README.md').replace(/\s+/g, ' ')).toContain('Exit codes: 0 ok, 1 problems found, 2 could not check.');
});
