import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES, type Code, FORMER_CODES } from '../../constructs/analysis/codes';

const PAGE = readFileSync(join(__dirname, '../../docs/checks.md'), 'utf8');

/** The sections of codes: the name behind the code, and the text. */
const sections = PAGE.split(/^(?=#{2,3} )/m).flatMap((section) => {
  const [, code, name] = /^### ([A-Z]+\d+): (.+)$/m.exec(section) ?? [];
  return code === undefined || name === undefined ? [] : [{ code, name, section }];
});

describe('the page of the checks', () => {
  it('has one section for every code, and none for a code that does not exist', () => {
    expect(sections.map(({ code }) => code).sort()).toEqual(Object.keys(CODES).sort());
  });

  it('names no section twice', () => {
    expect(new Set(sections.map(({ name }) => name)).size).toBe(sections.length);
  });

  it('speaks of no code that does not exist, aliases aside', () => {
    const spoken = new Set(PAGE.replace(/^\| IST[^|]*\|/gm, '').match(/\b(?:IST|KIA|MESH)\d{4}\b/g));
    expect([...spoken].filter((code) => !Object.hasOwn(CODES, code))).toEqual(Object.keys(FORMER_CODES));
  });

  it('says of which codes of istioctl there is no check', () => {
    const named = [...PAGE.matchAll(/^\| (IST[^|]*)\|/gm)].flatMap(([, codes = '']) => codes.match(/IST\d{4}/g) ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((code) => Object.hasOwn(CODES, code))).toEqual([]);
  });

  it.each(sections)('says of $code its level, what it finds, what happens at run time and how to mend it', (one) => {
    const level = /^Level: (error|warning|info|off)\b/m.exec(one.section)?.[1];
    expect(level).toBe(CODES[one.code as Code].severity);
    const parts = ['Finds', 'At run time', 'Mend'].map(
      (part) => new RegExp(`^- \\*\\*${part}:\\*\\* \\S.{10,}`, 'm').exec(one.section)?.index ?? -1,
    );
    expect(parts).not.toContain(-1);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });

  it('says once how findings are silenced', () => {
    for (const way of ['silence', 'configure', 'disable']) expect(PAGE).toContain(`MeshAnalysis.${way}(`);
  });
});
