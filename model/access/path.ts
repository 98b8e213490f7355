/** How proxies read paths, as `meshConfig.pathNormalization.normalization` says. */
export type PathNormalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';

const MODES: readonly unknown[] = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'];

/** The mode that a mesh's configuration sets. */
export function pathNormalizationIn(mode: unknown): PathNormalization {
  return MODES.includes(mode) ? (mode as PathNormalization) : 'BASE';
}

/**
 * The path that policies see where a client asks for one: without its query, and as the proxy reads it.
 *
 * @returns undefined for a path that the proxy refuses, with 400
 */
export function pathSeen(written: string, mode: PathNormalization): string | undefined {
  const [path = ''] = written.split(/[?#]/, 1);
  if (mode === 'NONE') return path;
  if (path.includes('%00')) return undefined;
  const slashes = mode === 'DECODE_AND_MERGE_SLASHES' ? path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\') : path;
  const resolved = withoutDots(canonical(slashes));
  return mode === 'BASE' ? resolved : withSingleSlashes(resolved);
}

/** Characters that need no escape are written without one, and those that need one with it. */
function canonical(path: string): string {
  const written = path.replaceAll('\\', '/').replace(/["<>^`{|}]/g, escapeOf);
  let read = '';
  for (let at = 0; at < written.length; at += 1) {
    const code = /^%([0-9a-f]{2})/i.exec(written.slice(at, at + 3))?.[1];
    const character = code === undefined ? undefined : String.fromCharCode(Number.parseInt(code, 16));
    if (character === undefined || !/[\w.~-]/.test(character)) {
      read += written.charAt(at);
      continue;
    }
    at += 2;
    read = withoutNewEscape(`${read}${character}`, written.charAt(at + 1));
  }
  return read;
}

/** What was no escape must not become one as characters lose theirs: `%2%66` is read as `%252f`, not as `%2f`. */
function withoutNewEscape(read: string, next: string): string {
  const [, open] = /%([0-9a-f]{1,2})$/i.exec(read) ?? [];
  if (open === undefined || (open.length === 1 && !/[0-9a-f]/i.test(next))) return read;
  return `${read.slice(0, -open.length)}25${open}`;
}

function escapeOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** `/a//b` as `/a/b`; of a path of nothing but slashes two are left. */
function withSingleSlashes(path: string): string {
  return /^\/{2,}$/.test(path) ? '//' : path.replace(/\/{2,}/g, '/');
}

/** `/a/../b` as `/b`. */
function withoutDots(path: string): string {
  const segments = path.split('/');
  const kept: string[] = [];
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1;
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
      if (isLast) kept.push('');
    } else if (segment === '.') {
      if (isLast) kept.push('');
    } else kept.push(segment);
  });
  return kept.join('/');
}
