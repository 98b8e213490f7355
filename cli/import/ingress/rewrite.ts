import { readRe2 } from '../../../model/re2';

const META = /[\\^$.*+?()[\]{}|]/;

/** Whether a path has nothing that a regular expression reads otherwise. */
export function isPlain(path: string): boolean {
  return !META.test(path.replaceAll('.', ''));
}

/** A path that ingress-nginx reads as an expression of which a request's path is to begin: one for the whole path, whatever its case. */
export function wholePath(path: string): string {
  const expression = isPlain(path) ? path.replaceAll('.', '\\.') : path;
  const open = /(?:^|[^\\])\|/.test(withoutGroups(expression)) ? `(?:${expression})` : expression;
  const ends = /(?:\.\*\)?|[^\\]\$)$/.test(open);
  const whole = open.replace(/([^\\])\$$/, '$1') + (ends ? '' : '.*');
  return /[a-z]/i.test(whole) ? `(?i)${whole}` : whole;
}

/** What is left of an expression outside its groups. */
function withoutGroups(expression: string): string {
  let text = expression;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\((?:[^()\\]|\\.)*\)/g, '');
  }
  return text;
}

/** Why Envoy cannot read an expression of nginx's; undefined where it can. */
export function expressionProblem(path: string): string | undefined {
  return readRe2(wholePath(path)).problem;
}

/** A rewrite of the whole path by a text without groups, or by an expression. */
export type Rewrite =
  | { readonly kind: 'none' }
  /** The whole path becomes this. */
  | { readonly kind: 'whole'; readonly path: string }
  /** A prefix of path elements becomes another. */
  | { readonly kind: 'prefix'; readonly prefix: string; readonly replacement: string }
  | { readonly kind: 'expression' }
  /** Nothing but nginx can do it. */
  | { readonly kind: 'foreign' };

// What leads from the literal beginning of a path to the rest that is captured: `/a(/|$)(.*)`, `/a/(.*)`, `/a/?(.*)`, `/a(/.*)`.
const CAPTURED_REST = /^([^\\^$.*+?()[\]{}|]*?)(\(\/\|\$\)|\(\?:\/\|\$\)|\/\?|\(\/\)\?|\/)?\((\/)?\.[*+]\)(\?|\$)?$/;

/** What a `rewrite-target` means for a path. */
export function rewriteOf(path: string, target: string | undefined): Rewrite {
  if (target === undefined || target === path) return { kind: 'none' };
  if (target.includes('?') || /\$(?!\d)/.test(target)) return { kind: 'foreign' };
  if (!target.includes('$')) return { kind: 'whole', path: target };
  const [, prefix, link = '', slash] = CAPTURED_REST.exec(path) ?? [];
  const [, kept, group] = /^([^$]*)\$(\d)$/.exec(target) ?? [];
  if (prefix === undefined || kept === undefined) return { kind: 'expression' };
  const rest = /^\((?!\?:)/.test(link) ? '2' : '1';
  const joins = slash === undefined ? kept.endsWith('/') : !kept.endsWith('/');
  if (group !== rest || !joins || (link === '' && slash === undefined && !prefix.endsWith('/'))) {
    return { kind: 'expression' };
  }
  return { kind: 'prefix', prefix: prefix.replace(/\/$/, '') || '/', replacement: kept.replace(/\/$/, '') || '/' };
}

/** The rewrite as Envoy's: what is found in the whole path, and what it becomes. */
export function expressionRewrite(path: string, target: string): { readonly match: string; readonly rewrite: string } {
  if (!target.includes('$')) return { match: '^.*$', rewrite: target.replaceAll('\\', '\\\\') };
  const expression = isPlain(path) ? path.replaceAll('.', '\\.') : path;
  return {
    match: `(?i)^(?:${expression}).*$`,
    rewrite: target.replaceAll('\\', '\\\\').replace(/\$(\d)/g, '\\$1'),
  };
}
