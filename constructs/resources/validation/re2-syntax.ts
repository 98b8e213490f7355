const MAX_REPEAT = 1000;
const MAX_LENGTH = 1024;
const CLASSES = new Set([
  'alnum',
  'alpha',
  'ascii',
  'blank',
  'cntrl',
  'digit',
  'graph',
  'lower',
  'print',
  'punct',
  'space',
  'upper',
  'word',
  'xdigit',
]);

/** Why Istio would refuse a regular expression (RE2 syntax, at most 1024 bytes), or undefined where it takes it. */
export function re2Problem(pattern: string): string | undefined {
  if (pattern === '') return 'an empty expression';
  if (Buffer.byteLength(pattern) > MAX_LENGTH) return `more than ${MAX_LENGTH} bytes`;
  return new Scanner(pattern).problem();
}

/** What a scan stops at. */
class Problem extends Error {}

/** Reads a pattern once, as Go's regexp/syntax does, and stops at the first thing RE2 has not. */
class Scanner {
  private at = 0;
  private depth = 0;
  /** Whether something stands before the cursor that may be repeated, and whether it was repeated already. */
  private repeatable: 'no' | 'yes' | 'repeated' = 'no';

  constructor(private readonly pattern: string) {}

  problem(): string | undefined {
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
        this.pass(1);
        break;
      case '|':
        this.at++;
        this.repeatable = 'no';
        break;
      case '*':
      case '+':
      case '?':
        this.repeat(1);
        break;
      case '{': {
        const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at));
        if (counts === null) this.pass(1);
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
      default:
        this.pass(1);
    }
  }

  private pass(length: number): void {
    this.at += length;
    this.repeatable = 'yes';
  }

  private repeat(length: number): void {
    if (this.repeatable === 'no') throw new Problem(`a ${this.pattern[this.at]} with nothing to repeat`);
    if (this.repeatable === 'repeated') throw new Problem('a repeat of a repeat');
    this.at += length;
    if (this.pattern[this.at] === '?') this.at++;
    this.repeatable = 'repeated';
  }

  private group(): void {
    const rest = this.pattern.slice(this.at);
    const opening = /^\((?:\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?:))?/.exec(rest)?.[0] ?? '(';
    const flags = /^\(\?[imsU]+(?:-[imsU]+)?\)|^\(\?-[imsU]+\)/.exec(rest)?.[0];
    if (flags !== undefined) {
      this.at += flags.length;
      this.repeatable = 'no';
      return;
    }
    if (opening === '(' && rest.startsWith('(?')) throw new Problem(`the group ${rest.slice(0, 4)}`);
    this.depth++;
    this.at += opening.length;
    this.repeatable = 'no';
  }

  private set(): void {
    this.at++;
    if (this.pattern[this.at] === '^') this.at++;
    let first = true;
    for (; this.pattern[this.at] !== ']' || first; first = false) {
      if (this.at >= this.pattern.length) throw new Problem('a "[" that is never closed');
      const named = /^\[:\^?(\w*):\]/.exec(this.pattern.slice(this.at));
      if (named !== null) {
        if (!CLASSES.has(named[1] ?? '')) throw new Problem(`the class ${named[0]}`);
        this.at += named[0].length;
        continue;
      }
      const low = this.member();
      // Behind a class, a dash means itself.
      if (low === undefined) continue;
      if (this.pattern[this.at] === '-' && this.at + 1 < this.pattern.length && this.pattern[this.at + 1] !== ']') {
        this.at++;
        const high = this.member();
        if (high === undefined) throw new Problem('a range between classes');
        if (high < low) throw new Problem('a range in the wrong order');
      }
    }
    this.pass(1);
  }

  /** The code point of the next member of a set; undefined for a class. */
  private member(): number | undefined {
    if (this.pattern[this.at] === '\\') return this.escape(true);
    const code = this.pattern.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private escape(inSet: boolean): number | undefined {
    const rest = this.pattern.slice(this.at);
    if (rest === '\\') throw new Problem('a "\\" at the end');
    const literal = /^\\(?:([^A-Za-z0-9])|x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\}|([0-7]{2,3}|0))/su.exec(rest);
    if (literal !== null) {
      this.at += literal[0].length;
      const [, character, short, long, octal] = literal;
      if (character !== undefined) return character.codePointAt(0);
      return octal === undefined ? Number.parseInt(short ?? long ?? '', 16) : Number.parseInt(octal, 8);
    }
    if (!inSet && rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E');
      this.at += end < 0 ? rest.length : end + 2;
      return undefined;
    }
    const known = inSet
      ? /^\\(?:[afnrtvdDsSwW]|[pP](?:\w|\{\^?\w+\}))/
      : /^\\(?:[afnrtvdDsSwWAzbB]|[pP](?:\w|\{\^?\w+\}))/;
    const match = known.exec(rest);
    if (match === null || !isProperty(match[0])) throw new Problem(`the escape ${match?.[0] ?? rest.slice(0, 2)}`);
    this.at += match[0].length;
    return undefined;
  }
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
