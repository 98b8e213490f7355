import {
  Composer,
  CST,
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type ScalarTag,
  type Tags,
  visit,
} from 'yaml';
import type { Segment } from './validation/fault';

/** A fault of the text itself, before anything is known of what it means. */
export interface YamlFault {
  /** The line, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** One YAML document, read as Kubernetes' clients read it. */
export interface YamlDocument {
  /** What it says, as JSON has it; undefined where there are faults. */
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** The line, counted from 1, of the nearest place that the document has on the way to `segments`. */
  lineOf(segments: readonly Segment[]): number;
}

const TAG = 'tag:yaml.org,2002:';
const STRING = `${TAG}str`;
const SIGN = /^[-+]?/;

type Refuse = (message: string) => void;

/** An integer with Go's prefixes: `0x1F`, `0o17` and `017` are 31, 15 and 15. */
function integer(text: string, refuse: Refuse): number {
  const plain = text.replaceAll('_', '');
  const digits = plain.replace(SIGN, '').replace(/^0(?=[0-7]+$)/, '0o');
  const value = Number(digits) * (plain.startsWith('-') ? -1 : 1);
  if (!Number.isSafeInteger(value)) {
    refuse(`expected an integer from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}, got ${text}`);
  }
  // Not -0.
  return value + 0;
}

function float(text: string, refuse: Refuse): number | string {
  const plain = text.replaceAll('_', '');
  if (/inf|nan/i.test(plain)) {
    refuse(`expected a number that JSON can hold, got ${text}`);
    return text;
  }
  const value = Number(plain);
  // Go finds no number in what is too large for one, and keeps the text.
  return Number.isFinite(value) ? value + 0 : text;
}

function scalar(tag: string, test: RegExp, resolve: ScalarTag['resolve']): ScalarTag {
  return { tag: `${TAG}${tag}`, default: true, test, resolve };
}

/**
 * What Kubernetes' clients make of a plain scalar. They read YAML with go-yaml 2, which is neither YAML 1.1 nor 1.2: `yes` and `on` are
 * booleans and `017` is octal, as in 1.1; `0o17` is octal, as in 1.2; `1:20` and dates are strings, as in neither.
 */
const SCALARS: readonly ScalarTag[] = [
  scalar('null', /^(?:~|null|Null|NULL)?$/, () => null),
  scalar('bool', /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
  scalar('bool', /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
  scalar(
    'int',
    /^[-+]?(?:0_*[xX]_*[\da-fA-F][\da-fA-F_]*|0_*[bB]_*[01][01_]*|0_*[oO]_*[0-7][0-7_]*|0[0-7_]*|[1-9][\d_]*|0[\d_]*)$/,
    integer,
  ),
  scalar('float', /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?[\d_]*\d[\d_]*)?$/, float),
  scalar('float', /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/, float),
  { tag: `${TAG}timestamp`, default: false, test: /^\d{4}-/, resolve: (text) => text },
  {
    tag: `${TAG}binary`,
    resolve: (text, refuse) => {
      const plain = text.replace(/\s/g, '');
      if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(plain)) refuse('invalid base64');
      return Buffer.from(plain, 'base64').toString();
    },
  },
];

/** The collections and the string of the library, and Kubernetes' own scalars. */
function kubernetesTags(tags: Tags): Tags {
  const kept = tags.filter(
    (tag) => typeof tag === 'object' && [`${TAG}map`, `${TAG}seq`, STRING, `${TAG}merge`].includes(tag.tag),
  );
  return [...kept, ...SCALARS];
}

/** Members that the lexer has in the one version of the library that this package depends on. */
interface LexerInside {
  /** How far the lines of a scalar or a collection have to be indented. */
  indentNext: number;
  parseQuotedScalar(): Generator<string, unknown>;
  parseFlowCollection(): Generator<string, unknown>;
}

/** A lexer to which, as to go-yaml, the indentation of lines within quotes and brackets means nothing. */
function unindentedLexer(): Lexer {
  const lexer = new Lexer();
  const inside = lexer as unknown as LexerInside;
  for (const method of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const parse = inside[method];
    inside[method] = function* (): Generator<string, unknown> {
      const { indentNext } = inside;
      inside.indentNext = 0;
      try {
        return yield* parse.call(inside);
      } finally {
        inside.indentNext = indentNext;
      }
    };
  }
  return lexer;
}

const CLOSING = new Set([',', ']', '}']);

/**
 * The lexemes of a text, but that a colon before a closing bracket or a comma belongs to the plain scalar before it, as in
 * `[2001:db8::, ::1]`: go-yaml sees a key only where a space follows.
 */
function lexemes(text: string): readonly string[] {
  const read = [...unindentedLexer().lex(text)];
  return read.flatMap((lexeme, i) => {
    if (read[i - 1] === CST.SCALAR && lexeme !== '' && endsScalar(read, i + 1)) return [`${lexeme}:`];
    // The colon that went to the scalar, and the empty value that the lexer saw after it.
    if (read[i - 2] === CST.SCALAR && read[i - 1] !== '' && endsScalar(read, i)) return [];
    if (read[i - 3] === CST.SCALAR && lexeme === CST.SCALAR && endsScalar(read, i - 1)) return [];
    if (read[i - 4] === CST.SCALAR && lexeme === '' && endsScalar(read, i - 2)) return [];
    return [lexeme];
  });
}

/** Whether a plain scalar is followed by a colon that no value follows. */
function endsScalar(read: readonly string[], colon: number): boolean {
  if (read[colon] !== ':') return false;
  const after = read[colon + 1] === CST.SCALAR && read[colon + 2] === '' ? read[colon + 3] : read[colon + 1];
  return after !== undefined && CLOSING.has(after);
}

function* tokens(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of lexemes(text)) yield* parser.next(lexeme);
  yield* parser.end();
}

/** Reads YAML documents, empty ones left out, as Kubernetes' clients do. */
export function readKubernetesYaml(text: string): readonly YamlDocument[] {
  const lines = new LineCounter();
  const composer = new Composer({
    version: '1.1',
    merge: true,
    resolveKnownTags: false,
    logLevel: 'silent',
    customTags: kubernetesTags,
  });
  return [...composer.compose(tokens(text, lines))].flatMap((document) => {
    const read = readDocument(document as Document.Parsed, lines);
    return read === undefined ? [] : [read];
  });
}

/** The library's faults of what a text means, which it finds behind others as well as alone. */
const MEANING: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

function readDocument(document: Document.Parsed, lines: LineCounter): YamlDocument | undefined {
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  // After a broken bracket or quote the parser trips over what is right: the first fault of the syntax says it all.
  const broken = document.errors.find(({ code }) => !MEANING.has(code));
  const faults: YamlFault[] = [
    ...document.errors.filter((error) => error === broken || MEANING.has(error.code)),
    // What is no known type of YAML is read as text, but a value that its type cannot have is refused.
    ...document.warnings.filter((warning) =>
      /^Unresolved tag: tag:yaml\.org,2002:(?!set|omap|pairs)/.test(warning.message),
    ),
  ].map(({ message, pos }) => ({
    line: lineAt(pos[0]),
    text: message.replace(/^Unresolved tag: tag:yaml\.org,2002:/, 'invalid value of the type !!'),
  }));
  visit(document, {
    Pair(_key, { key }) {
      const range = (key as { range?: readonly [number, number, number] } | null)?.range;
      if (isScalar(key) && ['string', 'boolean'].includes(typeof key.value)) return;
      if (isScalar(key) && Number.isInteger(key.value) && /^[-+\w]+$/.test(`${key.source}`)) return;
      if (isScalar(key) && typeof key.value === 'symbol') return;
      const got = isScalar(key)
        ? String(key.source || 'nothing')
        : isMap(key)
          ? 'an object'
          : isSeq(key)
            ? 'a list'
            : 'an alias';
      if (isScalar(key) || isMap(key) || isSeq(key))
        faults.push({ line: lineAt(range?.[0] ?? 0), text: `expected a string as a key, got ${got}` });
    },
  });
  if (
    faults.length === 0 &&
    (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
  ) {
    return undefined;
  }
  let value: unknown;
  if (faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      // An alias without an anchor, or a merge of what is no map: the library says which, but not where.
      faults.push({ line: lineAt(document.contents?.range[0] ?? 0), text: (error as Error).message });
    }
  }
  return { value, faults, lineOf: (segments) => lineAt(offsetOf(document, segments)) };
}

/** The offset of the nearest place that a document has on the way to `segments`. */
function offsetOf(document: Document.Parsed, segments: readonly Segment[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const segment of segments) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === segment);
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node) && typeof segment === 'number') {
      const item = node.items[segment] as { range?: readonly [number, number, number] } | undefined;
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}
