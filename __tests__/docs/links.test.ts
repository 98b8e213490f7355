import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pages } from './snippets';

const ROOT = join(__dirname, '../..');

/** What GitHub and the site call a heading. */
function anchorOf(heading: string): string {
  const plain = heading.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return plain
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

function withoutCode(text: string): string {
  return withoutBlocks(text).replace(/`[^`\n]*`/g, '');
}

function deadLinks(page: string): string[] {
  const text = withoutCode(readFileSync(join(ROOT, page), 'utf8'));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^(https?|mailto):/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
    if (!existsSync(join(ROOT, target))) return [`${page}: ${link}: no such file`];
    if (anchor === undefined || statSync(join(ROOT, target)).isDirectory()) return [];
    const headings = withoutBlocks(readFileSync(join(ROOT, target), 'utf8')).matchAll(/^#+ (.*)$/gm);
    const known = [...headings].map(([, heading = '']) => anchorOf(heading));
    return known.includes(anchor) ? [] : [`${page}: ${link}: no such heading, there are ${known.join(', ')}`];
  });
}

describe('the links of the documentation', () => {
  it.each(pages())('%s leads to files and headings that are there', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it('reach every page from the index of the documentation, or of its folder', () => {
    const missing = pages()
      .filter((page) => page.startsWith('docs/') && !page.endsWith('README.md'))
      .filter((page) => {
        const indexes = ['docs/README.md', join(dirname(page), 'README.md')].filter((name) =>
          existsSync(join(ROOT, name)),
        );
        return !indexes.some((index) => {
          const link = relative(dirname(index), page);
          return readFileSync(join(ROOT, index), 'utf8').includes(`](${link}`);
        });
      });
    expect(missing).toEqual([]);
  });

  it('lead from the index to each page once', () => {
    const index = readFileSync(join(ROOT, 'docs/README.md'), 'utf8');
    // A section of a page may have a row of its own.
    const targets = [...index.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(targets.filter((link, i) => targets.indexOf(link) !== i)).toEqual([]);
    expect(targets.length).toBeGreaterThan(40);
  });
});
