import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { printLines, shortened, wrapped } from '../../../cli/terminal/wrap';

const LONG =
  '× chart repository http://127.0.0.1:8888: nothing listens there, and this line is longer than any terminal of eighty columns';

function printed(lines: readonly string[], terminal: { readonly isTTY: boolean; readonly columns: number }): string {
  const stream = Object.assign(new PassThrough(), terminal);
  printLines(stream as unknown as NodeJS.WriteStream, lines);
  return stream.read().toString();
}

describe('lines in a terminal', () => {
  it('break between words, and go on below the text of the first', () => {
    expect(wrapped(LONG, 80)).toBe(
      '× chart repository http://127.0.0.1:8888: nothing listens there, and this line\n  is longer than any terminal of eighty columns',
    );
  });

  it.each([20, 40, 79, 80, 81, 120])('lose no word at %i columns, and are wider only where one word is', (columns) => {
    const parts = wrapped(LONG, columns).split('\n');
    expect(parts.map((part) => part.trim()).join(' ')).toBe(LONG);
    for (const part of parts) if (part.trim().includes(' ')) expect(part.length).toBeLessThanOrEqual(columns);
  });

  it('count what is seen, not what makes the colours', () => {
    const coloured = `\u001b[31m${'ab '.repeat(26)}\u001b[39m`;
    expect(stripVTControlCharacters(coloured)).toHaveLength(78);
    expect(wrapped(coloured, 80)).toBe(coloured);
  });

  it('stay whole in a pipe', () => {
    expect(printed([LONG], { isTTY: false, columns: 80 })).toBe(`${LONG}\n`);
    expect(printed([LONG], { isTTY: true, columns: 80 }).split('\n')).toHaveLength(3);
  });
});

describe('a text that is too long', () => {
  it('is cut between words', () => {
    expect(shortened('one two three', 9)).toBe('one two …');
    expect(shortened('one two three', 7)).toBe('one two …');
    expect(shortened('one two', 7)).toBe('one two');
    expect(shortened('abcdefgh', 4)).toBe('abcd …');
  });
});
