import { parse } from '@babel/parser';

interface Token {
  /** The kind of a comment is a text, that of a token an object. */
  readonly type: string | { readonly label: string };
  readonly value?: unknown;
  readonly start: number;
  readonly end: number;
}

function tokensOf(source: string): readonly Token[] {
  return (
    parse(source, { sourceType: 'unambiguous', plugins: ['typescript'], tokens: true, errorRecovery: true }).tokens ??
    []
  );
}

function labelOf(token: Token | undefined): string | undefined {
  return typeof token?.type === 'object' ? token.type.label : undefined;
}

function tabbed(text: string): string {
  return text.replace(/(?<=\n)(?: {4})+/g, (spaces) => '\t'.repeat(spaces.length / 4));
}

/** Whether two tokens would be others without a space between them. */
function needSpace(left: string, right: string): boolean {
  if (/[\w$\P{ASCII}]$/u.test(left))
    return /^[\w$#\P{ASCII}]/u.test(right) || (/^\d/.test(left) && right.startsWith('.'));
  return /[-+/<?]$/.test(left) && /^[-+/!.]/.test(right);
}

/** Indents by tabs, but for what lies inside of a text. */
export function compactDeclarations(source: string): string {
  let end = 0;
  return tokensOf(source)
    .map((token) => {
      const between = tabbed(source.slice(end, token.start));
      const own = source.slice(token.start, token.end);
      end = token.end;
      return between + (typeof token.type === 'string' ? tabbed(own) : own);
    })
    .join('');
}

/** Leaves every line where it is, for the traces of errors, without the spaces and quotes that no engine reads. */
export function compactModule(source: string): string {
  const tokens = tokensOf(source);
  let end = 0;
  let left = '';
  return tokens
    .map((token, at) => {
      const gap = source.slice(end, token.start);
      const written = source.slice(token.start, token.end);
      const isKey =
        labelOf(token) === 'string' &&
        ['{', ','].includes(labelOf(tokens[at - 1]) ?? '') &&
        labelOf(tokens[at + 1]) === ':' &&
        written.slice(1, -1) === token.value &&
        /^[a-z_$][\w$]*$/i.test(token.value);
      const own = isKey ? written.slice(1, -1) : written;
      const between = /^ +$/.test(gap) ? (needSpace(left, own) ? ' ' : '') : tabbed(gap);
      end = token.end;
      left = own;
      return between + own;
    })
    .join('');
}
