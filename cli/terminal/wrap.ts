import { stripVTControlCharacters } from 'node:util';

/** A text of at most so many characters, cut between words. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  const space = /\s/.test(text.charAt(most)) ? most : cut.search(/\s\S*$/);
  return `${(space > 0 ? cut.slice(0, space) : cut).trimEnd()} …`;
}

const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/**
 * A line broken between words so that no part is wider than a terminal; the parts that follow begin below the first one's text, behind its mark. A word
 * that is wider by itself stays whole, so that addresses and commands can be copied.
 */
export function wrapped(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const [lead = ''] = /^\s*(?:\S{1,2}\s+)?/.exec(stripVTControlCharacters(line)) ?? [];
  const indent = ' '.repeat(lead.length < columns / 2 ? lead.length : 0);
  const parts: string[] = [];
  // The spaces at the beginning stay with the first word.
  let part = '';
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    if (part === '') part = word;
    else if (widthOf(part) + 1 + widthOf(word) <= columns) part += ` ${word}`;
    else {
      parts.push(part);
      part = `${indent}${word}`;
    }
  }
  return [...parts, part].join('\n');
}

/** Writes lines: broken between words in a terminal, as they are in a pipe, where programs look for whole lines. */
export function printLines(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  const { columns } = stream;
  const broken = stream.isTTY && columns > 20 ? lines.map((line) => wrapEach(line, columns)) : lines;
  stream.write(broken.map((line) => `${line}\n`).join(''));
}

function wrapEach(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrapped(line, columns))
    .join('\n');
}
