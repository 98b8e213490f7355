import type { HttpMatch, PathMatch, TextMatch } from '../../model/routes/route';
import { not, type Truth } from '../../model/truth';
import { isHole, type Value, valueAt } from '../../model/value';
import { fullMatch } from './re2';
import { queryValues, type SeenRequest } from './request';

const CLAIMS = '@request.auth.claims';

/** Whether a request meets everything that a match asks of it. Ports, gateways and sources are decided before. */
export function meets(request: SeenRequest, match: HttpMatch | undefined): Truth {
  if (!match) return true;
  const { path, method, authority, scheme, headers, withoutHeaders, queryParams, ignorePathCase } = match;
  let result: Truth = match.unknown ? 'unknown' : true;
  const parts = function* (): Generator<Truth> {
    yield meetsPath(request.path, path, ignorePathCase);
    yield meetsText(request.method, method);
    yield meetsText(request.authority, authority);
    yield meetsText(request.scheme, scheme);
    for (const [name, wanted] of Object.entries(headers)) {
      const claim = claimOf(name);
      if (claim) yield meetsClaim(request, claim, wanted);
      else yield meetsHeader(headerOf(request, name), wanted);
    }
    for (const [name, unwanted] of Object.entries(withoutHeaders)) {
      const claim = claimOf(name);
      const value = headerOf(request, name);
      // A header that is missing counts as an empty one, unless its mere presence is unwanted.
      if (claim) yield not(meetsClaim(request, claim, unwanted));
      else yield isPresence(unwanted) ? value === undefined : not(meetsText(value ?? '', unwanted));
    }
    for (const [name, wanted] of Object.entries(queryParams)) {
      const [first] = queryValues(request.query, name);
      yield first === undefined ? false : meetsText(first, wanted);
    }
  };
  for (const part of parts()) {
    if (part === false) return false;
    if (part === 'unknown') result = 'unknown';
  }
  return result;
}

/** Whether a match takes every request: Istio sorts such routes behind all others of a host and drops what follows them. */
export function takesEverything(match: HttpMatch | undefined): boolean {
  if (!match) return true;
  const { path, method, authority, scheme, headers, withoutHeaders, queryParams } = match;
  const anyPath = path === undefined || path.prefix === '/' || path.regex === '.*' || Object.keys(path).length === 0;
  const conditions = [headers, withoutHeaders, queryParams].some((each) => Object.keys(each).length > 0);
  return anyPath && !conditions && method === undefined && authority === undefined && scheme === undefined;
}

/** What a match asks of the claims of a token, in words; undefined where it asks nothing. */
export function claimsAsked(match: HttpMatch | undefined): string | undefined {
  const names = [...Object.keys(match?.headers ?? {}), ...Object.keys(match?.withoutHeaders ?? {})];
  const asked = names.map(claimOf).filter((path) => path !== undefined);
  return asked.length === 0 ? undefined : asked.map((path) => path.join('.')).join(', ');
}

/** The claim that a header's name stands for: `@request.auth.claims.a.b`, or `@request.auth.claims[a][b]`. */
function claimOf(name: string): readonly string[] | undefined {
  if (!name.toLowerCase().startsWith(CLAIMS)) return undefined;
  const rest = name.slice(CLAIMS.length);
  if (rest.startsWith('.') && rest.length > 1) return rest.slice(1).split('.');
  return rest.startsWith('[') && rest.endsWith(']') && rest.length > 2 ? rest.slice(1, -1).split('][') : undefined;
}

function meetsClaim(request: SeenRequest, path: readonly string[], wanted: TextMatch): Truth {
  if (request.claims === undefined) return 'unknown';
  const value = valueAt(request.claims, path);
  const values = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
  const answers = values.map((each) => meetsText(each, wanted));
  return answers.includes(true) ? true : answers.includes('unknown') ? 'unknown' : false;
}

function headerOf(request: SeenRequest, name: string): string | undefined {
  switch (name.toLowerCase()) {
    case ':method':
      return request.method;
    case ':authority':
    case 'host':
      return request.authority;
    case ':scheme':
      return request.scheme;
    case ':path':
      return request.query === undefined ? request.path : `${request.path}?${request.query}`;
    default:
      return request.headers.get(name.toLowerCase());
  }
}

function meetsHeader(value: string | undefined, wanted: TextMatch): Truth {
  return value === undefined ? false : meetsText(value, wanted);
}

function isPresence({ exact, prefix, regex }: TextMatch): boolean {
  return exact === undefined && prefix === undefined && regex === undefined;
}

/** Whether a text is as wanted. One that cannot be read may be anything. */
export function meetsText(text: string, wanted: TextMatch | undefined): Truth {
  if (!wanted || isPresence(wanted)) return true;
  const { exact, prefix, regex } = wanted;
  if (isHole(exact) || isHole(prefix) || isHole(regex)) return 'unknown';
  if (exact !== undefined) return text === exact;
  if (prefix !== undefined) return text.startsWith(prefix);
  return regex === undefined || fullMatch(regex).test(text);
}

function meetsPath(path: string, wanted: PathMatch | undefined, ignoreCase: boolean): Truth {
  if (!wanted) return true;
  const fold = <Text extends Value<string>>(text: Text): Text | string =>
    ignoreCase && !isHole(text) ? text.toLowerCase() : text;
  const { exact, prefix, segments, regex } = wanted;
  if (isHole(segments)) return 'unknown';
  if (segments !== undefined) return `${fold(path)}/`.startsWith(`${fold(segments).replace(/\/$/, '')}/`);
  // Case is the regex's own business.
  if (regex !== undefined) return meetsText(path, { regex });
  if (exact !== undefined) return meetsText(fold(path), { exact: fold(exact) });
  return prefix === undefined || meetsText(fold(path), { prefix: fold(prefix) });
}
