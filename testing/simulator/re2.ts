const cache = new Map<string, RegExp | string>();

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

/**
 * A regular expression of Istio (RE2's syntax) for JavaScript. The whole text must match, as everywhere in Istio's matches.
 *
 * @throws Error for what RE2 refuses: look-around, references to groups, nothing to repeat
 */
export function fullMatch(pattern: string): RegExp {
  return compiled(`^(?:${translate(pattern)})$`, pattern);
}

/** The same for every place in a text, as Istio's `uriRegexRewrite` searches it. */
export function everywhere(pattern: string): RegExp {
  const { source, flags } = compiled(translate(pattern), pattern);
  return new RegExp(source, `${flags}g`);
}

function compiled(source: string, pattern: string): RegExp {
  const key = `${source}\n${pattern}`;
  let found = cache.get(key);
  if (found === undefined) {
    found = compile(source, pattern);
    cache.set(key, found);
  }
  if (typeof found === 'string') throw new Error(found);
  return found;
}

function compile(source: string, pattern: string): RegExp | string {
  try {
    return new RegExp(source, `${globalFlags(pattern)}u`);
  } catch (error) {
    return `regex ${JSON.stringify(pattern)}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** `(?i)` at the very start holds for the whole pattern. JavaScript has flags for that, and none inside a pattern before Node 23. */
function globalFlags(pattern: string): string {
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(pattern)?.[1] ?? '';
  return [...new Set(flags)].filter((flag) => 'ims'.includes(flag)).join('');
}

function translate(pattern: string): string {
  const out: string[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const [taken, written] = inClass ? classPiece(rest) : piece(rest, at, pattern);
    if (inClass && taken === ']') inClass = false;
    else if (!inClass && taken.startsWith('[')) inClass = true;
    out.push(written);
    at += taken.length;
  }
  return out.join('');
}

/** What stands at the start of the rest, and how JavaScript writes it. */
function piece(rest: string, at: number, pattern: string): [taken: string, written: string] {
  if (rest.startsWith('[')) {
    // A bracket right after the opening one is a literal.
    const opening = /^\[\^?\]?/.exec(rest)?.[0] ?? '[';
    return [opening, opening.endsWith(']') ? `${opening.slice(0, -1)}\\]` : opening];
  }
  if (rest.startsWith('(?')) {
    const flags = /^\(\?([imsU]+)\)/.exec(rest);
    if (flags && at === 0 && !flags[1]?.includes('U')) return [flags[0], ''];
    const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
    if (named) return [named[0], `(?<${named[1]}>`];
    if (rest.startsWith('(?:')) return ['(?:', '(?:'];
    throw new Error(
      `regex ${JSON.stringify(pattern)}: ${rest.slice(0, 4)}: ${/^\(\?(<?[=!])/.test(rest) ? 'Istio takes no look-around' : 'flags inside a pattern cannot be simulated'}`,
    );
  }
  const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
  if (quoted) return [quoted[0], escapeAll(quoted[1] ?? '')];
  if (rest.startsWith('\\')) return escaped(rest, pattern);
  // Alone, they are ordinary characters to RE2 and errors to JavaScript.
  if (rest.startsWith('{') && !/^\{\d+(?:,\d*)?\}/.test(rest)) return ['{', '\\{'];
  const repeat = /^\{\d+(?:,\d*)?\}/.exec(rest);
  if (repeat) return [repeat[0], repeat[0]];
  if (rest.startsWith('}') || rest.startsWith(']')) return [rest.charAt(0), `\\${rest.charAt(0)}`];
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return [character, character];
}

function classPiece(rest: string): [taken: string, written: string] {
  const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
  const set = CLASSES[posix?.[2] ?? ''];
  if (posix && set !== undefined) {
    if (posix[1] === '^') throw new Error(`${posix[0]} cannot be simulated inside a class`);
    return [posix[0], set];
  }
  if (rest.startsWith('\\')) return escaped(rest, rest);
  if (rest.startsWith('[')) return ['[', '\\['];
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return [character, character];
}

function escaped(rest: string, pattern: string): [taken: string, written: string] {
  const simple = rest.slice(0, 2);
  const next = rest.charAt(1);
  if (simple === '\\A') return [simple, '(?<![\\s\\S])'];
  if (simple === '\\z') return [simple, '(?![\\s\\S])'];
  if (simple === '\\a') return [simple, '\\x07'];
  if (simple === '\\C') return [simple, '[\\s\\S]'];
  // RE2's \s has no vertical tab, JavaScript's has, and all spaces of Unicode besides.
  if (simple === '\\s') return [simple, '[\\t\\n\\f\\r ]'];
  if (simple === '\\S') return [simple, '[^\\t\\n\\f\\r ]'];
  const property = /^\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/.exec(rest);
  if (property) {
    const name = property[3] ?? property[4] ?? '';
    const negative = (property[1] === 'P') !== (property[2] === '^');
    const value = name.length <= 2 ? name : `Script=${name}`;
    return [property[0], `\\${negative ? 'P' : 'p'}{${value}}`];
  }
  const hex = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
  if (hex) return [hex[0], `\\u{${hex[1] ?? hex[2]}}`];
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{2})/.exec(rest);
  if (octal) return [octal[0], `\\u{${Number.parseInt(octal[1] ?? '0', 8).toString(16)}}`];
  if (/[1-9]/.test(next))
    throw new Error(`regex ${JSON.stringify(pattern)}: ${simple}: Istio takes no references to groups`);
  if (/[bBdDwWtnrfv]/.test(next)) return [simple, simple];
  if (/[A-Za-z_]/.test(next) || next === '')
    throw new Error(`regex ${JSON.stringify(pattern)}: ${simple}: no such escape`);
  const character = String.fromCodePoint(rest.codePointAt(1) ?? 0);
  return [`\\${character}`, escapeAll(character)];
}

function escapeAll(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => (character === '-' ? '\\x2d' : `\\${character}`));
}
