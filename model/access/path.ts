/** How proxies read paths, as `meshConfig.pathNormalization.normalization` says. */
export type PathNormalization = 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';

const MODES: readonly unknown[] = ['NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'];

/** The mode that a mesh's configuration sets. */
export function pathNormalizationIn(mode: unknown): PathNormalization {
  return MODES.includes(mode) ? (mode as PathNormalization) : 'BASE';
}

/** The path that policies see where a client asks for one: without its query, and as the proxy reads it. */
export function pathSeen(written: string, mode: PathNormalization): string {
  const [path = ''] = written.split(/[?#]/, 1);
  if (mode === 'NONE') return path;
  const slashes = mode === 'DECODE_AND_MERGE_SLASHES' ? path.replace(/%2f/gi, '/').replace(/%5c/gi, '\\') : path;
  const resolved = withoutDots(decoded(slashes).replaceAll('\\', '/'));
  return mode === 'BASE' ? resolved : resolved.replace(/\/{2,}/g, '/');
}

/** Characters that need no escape are written without one. */
function decoded(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (written, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return /[\w.~-]/.test(character) ? character : written;
  });
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
