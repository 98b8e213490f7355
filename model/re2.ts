const MAX_REPEAT = 1000;
const MAX_LENGTH = 1024;

/** The named classes of RE2, as JavaScript writes them inside a set. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** A regular expression of Istio (RE2's syntax, at most 1024 bytes), read. */
export interface Re2 {
  /** Why Istio would refuse it; undefined where it accepts it. */
  readonly problem?: string;
  /** The same expression for JavaScript, whose flag `u` it needs. */
  readonly source: string;
  /** JavaScript's flags for what holds in the whole pattern. */
  readonly flags: string;
  /** What of it JavaScript cannot say. */
  readonly untranslated?: string;
}

/** Reads a regular expression. */
export function readRe2(pattern: string): Re2 {
  if (pattern === '') return { problem: 'an empty expression', source: '', flags: '' };
  if (Buffer.byteLength(pattern) > MAX_LENGTH) {
    return { problem: `more than ${MAX_LENGTH} bytes`, source: '', flags: '' };
  }
  return new Scanner(pattern).read();
}

/** What a scan stops at. */
class Problem extends Error {}

/** Reads a pattern once, as Go's regexp/syntax does, writes it for JavaScript, and stops at the first thing RE2 has not. */
class Scanner {
  private at = 0;
  private depth = 0;
  /** Whether something stands before the cursor that may be repeated, and whether it was repeated already. */
  private repeatable: 'no' | 'yes' | 'repeated' = 'no';

  private readonly written: string[] = [];
  private flags = '';
  private untranslated: string | undefined;

  constructor(private readonly pattern: string) {}

  read(): Re2 {
    const problem = this.problem();
    return {
      ...(problem === undefined ? {} : { problem }),
      source: this.written.join(''),
      flags: this.flags,
      ...(this.untranslated === undefined ? {} : { untranslated: this.untranslated }),
    };
  }

  private problem(): string | undefined {
    try {
      while (this.at < this.pattern.length) this.step();
      return this.depth > 0 ? 'a "(" that is never closed' : undefined;
    } catch (error) {
      if (error instanceof Problem) return error.message;
      throw error;
    }
  }

  private step(): void {
    const character = this.pattern[this.at];
    switch (character) {
      case '(':
        this.group();
        break;
      case ')':
        if (this.depth-- === 0) throw new Problem('a ")" that was never opened');
        this.pass(1, ')');
        break;
      case '|':
        this.at++;
        this.written.push('|');
        this.repeatable = 'no';
        break;
      case '*':
      case '+':
      case '?':
        this.repeat(1);
        break;
      case '{': {
        const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at));
        if (counts === null) this.pass(1, '\\{');
        else {
          const [text, least, range, most] = counts;
          const [from, to] = [Number(least), range === undefined || most === '' ? Number(least) : Number(most)];
          if (from > MAX_REPEAT || to > MAX_REPEAT || to < from) throw new Problem(`the repeat count ${text}`);
          this.repeat(text.length);
        }
        break;
      }
      case '[':
        this.set();
        break;
      case '\\':
        this.escape(false);
        this.repeatable = 'yes';
        break;
      case '}':
      case ']':
        // Alone, they are ordinary characters to RE2 and errors to JavaScript.
        this.pass(1, `\\${character}`);
        break;
      default: {
        const whole = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
        this.pass(whole.length, whole);
      }
    }
  }

  private pass(length: number, written: string): void {
    this.at += length;
    this.written.push(written);
    this.repeatable = 'yes';
  }

  private repeat(length: number): void {
    if (this.repeatable === 'no') throw new Problem(`a ${this.pattern[this.at]} with nothing to repeat`);
    if (this.repeatable === 'repeated') throw new Problem('a repeat of a repeat');
    const lazy = this.pattern[this.at + length] === '?' ? 1 : 0;
    this.written.push(this.pattern.slice(this.at, this.at + length + lazy));
    this.at += length + lazy;
    this.repeatable = 'repeated';
  }

  private group(): void {
    const rest = this.pattern.slice(this.at);
    const opening = /^\((?:\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?:))?/.exec(rest)?.[0] ?? '(';
    const flags = /^\(\?[imsU]+(?:-[imsU]+)?\)|^\(\?-[imsU]+\)/.exec(rest)?.[0];
    if (flags !== undefined) {
      // JavaScript has flags for the whole pattern, and none inside of one before Node 23.
      const names = /^\(\?([imsU]+)\)$/.exec(flags)?.[1];
      if (this.at > 0 || names === undefined || names.includes('U')) this.untranslated ??= `the flags ${flags}`;
      else this.flags = [...new Set(names)].join('');
      this.at += flags.length;
      this.repeatable = 'no';
      return;
    }
    if (opening === '(' && rest.startsWith('(?')) throw new Problem(`the group ${rest.slice(0, 4)}`);
    if (/[imsU]/.test(opening.replace(/<.*>/, ''))) this.untranslated ??= `the flags ${opening}`;
    this.written.push(opening.replace('(?P<', '(?<').replace(/^\(\?[imsU-]+:/, '(?:'));
    this.depth++;
    this.at += opening.length;
    this.repeatable = 'no';
  }

  private set(): void {
    const opening = this.pattern[this.at + 1] === '^' ? '[^' : '[';
    this.at += opening.length;
    this.written.push(opening);
    let first = true;
    for (; this.pattern[this.at] !== ']' || first; first = false) {
      if (this.at >= this.pattern.length) throw new Problem('a "[" that is never closed');
      const named = /^\[:\^?(\w*):\]/.exec(this.pattern.slice(this.at));
      if (named !== null) {
        const members = CLASSES[named[1] ?? ''];
        if (members === undefined) throw new Problem(`the class ${named[0]}`);
        if (named[0].startsWith('[:^')) this.untranslated ??= `the class ${named[0]}`;
        this.written.push(members);
        this.at += named[0].length;
        continue;
      }
      const low = this.member();
      // Behind a class, a dash means itself.
      if (low === undefined) continue;
      if (this.pattern[this.at] === '-' && this.at + 1 < this.pattern.length && this.pattern[this.at + 1] !== ']') {
        this.at++;
        this.written.push('-');
        const high = this.member();
        if (high === undefined) throw new Problem('a range between classes');
        if (high < low) throw new Problem('a range in the wrong order');
      }
    }
    this.pass(1, ']');
  }

  /** The code point of the next member of a set; undefined for a class. */
  private member(): number | undefined {
    if (this.pattern[this.at] === '\\') return this.escape(true);
    const code = this.pattern.codePointAt(this.at) ?? 0;
    const character = String.fromCodePoint(code);
    // A dash that is no range is one to RE2 wherever it is.
    this.written.push(/[[\]^\\-]/.test(character) ? `\\${character}` : character);
    this.at += character.length;
    return code;
  }

  private escape(inSet: boolean): number | undefined {
    const rest = this.pattern.slice(this.at);
    if (rest === '\\') throw new Problem('a "\\" at the end');
    const literal = /^\\(?:([^A-Za-z0-9])|x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\}|([0-7]{2,3}|0))/su.exec(rest);
    if (literal !== null) {
      this.at += literal[0].length;
      const [, character, short, long, octal] = literal;
      const code =
        character?.codePointAt(0) ??
        (octal === undefined ? Number.parseInt(short ?? long ?? '', 16) : Number.parseInt(octal, 8));
      this.written.push(code > 0x10ffff ? '' : `\\u{${code.toString(16)}}`);
      return code;
    }
    if (!inSet && rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E');
      this.written.push(quoted(rest.slice(2, end < 0 ? undefined : end)));
      this.at += end < 0 ? rest.length : end + 2;
      return undefined;
    }
    const known = inSet
      ? /^\\(?:[afnrtvdDsSwW]|[pP](?:\w|\{\^?\w+\}))/
      : /^\\(?:[afnrtvdDsSwWAzbB]|[pP](?:\w|\{\^?\w+\}))/;
    const match = known.exec(rest);
    if (match === null || !isProperty(match[0])) throw new Problem(`the escape ${match?.[0] ?? rest.slice(0, 2)}`);
    this.at += match[0].length;
    const table = inSet ? IN_SETS : JAVASCRIPT;
    this.written.push(table[match[0]] ?? propertyIn(match[0]) ?? match[0]);
    return undefined;
  }
}

/** Escapes that mean something else in JavaScript, or nothing. RE2's space has no vertical tab, and no spaces of Unicode. */
const JAVASCRIPT: Readonly<Record<string, string>> = {
  '\\A': '(?<![\\s\\S])',
  '\\z': '(?![\\s\\S])',
  '\\a': '\\x07',
  '\\s': '[\\t\\n\\f\\r ]',
  '\\S': '[^\\t\\n\\f\\r ]',
};

/** The same inside a set. */
const IN_SETS: Readonly<Record<string, string>> = {
  '\\a': '\\x07',
  '\\s': '\\t\\n\\f\\r ',
  '\\S': '\\S\\v\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff',
};

function propertyIn(escaped: string): string | undefined {
  const [, letter, negation, name = ''] = /^\\([pP])\{?(\^?)(\w+)/.exec(escaped) ?? [];
  if (letter === undefined) return undefined;
  const isNegative = (letter === 'P') !== (negation === '^');
  return `\\${isNegative ? 'P' : 'p'}{${name.length <= 2 || name === 'Any' ? name : `Script=${name}`}}`;
}

function quoted(text: string): string {
  return [...text].map((character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join('');
}

/** Whether an escape such as `\p{Greek}` names a class that Unicode has; true for all other escapes. */
function isProperty(escaped: string): boolean {
  const name = /^\\[pP]\{?\^?(\w+)/.exec(escaped)?.[1];
  if (name === undefined || name === 'Any') return true;
  return [`\\p{${name}}`, `\\p{Script=${name}}`].some((pattern) => {
    try {
      new RegExp(pattern, 'u');
      return true;
    } catch {
      return false;
    }
  });
}
