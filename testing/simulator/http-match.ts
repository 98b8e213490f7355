import type { networking } from '../../constructs/resources';
import { fullMatch } from './re2';
import { queryValues, type SeenRequest } from './request';

type HTTPMatchRequest = networking.HTTPMatchRequest;
type StringMatch = networking.StringMatch;

/** Whether a request meets everything that a match asks of it. Ports, gateways and sources are decided before. */
export function meets(request: SeenRequest, match: HTTPMatchRequest | undefined): boolean {
  if (!match) return true;
  const { uri, method, authority, scheme, headers = {}, withoutHeaders = {}, queryParams = {} } = match;
  return (
    meetsPath(request.path, uri, match.ignoreUriCase === true) &&
    (method === undefined || present(method) || meetsText(request.method, method)) &&
    (authority === undefined || present(authority) || meetsText(request.authority, authority)) &&
    (scheme === undefined || present(scheme) || meetsText(request.scheme, scheme)) &&
    Object.entries(headers).every(([name, wanted]) => meetsHeader(headerOf(request, name), wanted)) &&
    Object.entries(withoutHeaders).every(([name, unwanted]) => {
      const value = headerOf(request, name);
      // A header that is missing counts as an empty one, unless its mere presence is unwanted.
      return present(unwanted) ? value === undefined : !meetsText(value ?? '', unwanted);
    }) &&
    Object.entries(queryParams).every(([name, wanted]) => {
      const [first] = queryValues(request.query, name);
      return first !== undefined && (present(wanted) || meetsText(first, wanted));
    })
  );
}

/** Whether a match takes every request: Istio sorts such routes behind all others of a host and drops what follows them. */
export function takesEverything(match: HTTPMatchRequest | undefined): boolean {
  if (!match) return true;
  const { uri, method, authority, scheme, headers = {}, withoutHeaders = {}, queryParams = {} } = match;
  const anyPath = uri === undefined || uri.prefix === '/' || uri.regex === '.*' || Object.keys(uri).length === 0;
  const conditions = [headers, withoutHeaders, queryParams].some((each) => Object.keys(each).length > 0);
  return anyPath && !conditions && method === undefined && authority === undefined && scheme === undefined;
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

function meetsHeader(value: string | undefined, wanted: StringMatch): boolean {
  return value !== undefined && (present(wanted) || meetsText(value, wanted));
}

/** A match without a condition, and the regex `*`, which is none of RE2's, ask only that something is there. */
function present({ exact, prefix, regex }: StringMatch): boolean {
  return (exact === undefined && prefix === undefined && regex === undefined) || regex === '*';
}

function meetsText(text: string, { exact, prefix, regex }: StringMatch): boolean {
  if (exact !== undefined) return text === exact;
  if (prefix !== undefined) return text.startsWith(prefix);
  return regex === undefined || fullMatch(regex).test(text);
}

function meetsPath(path: string, uri: StringMatch | undefined, ignoreCase: boolean): boolean {
  if (!uri) return true;
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  if (uri.exact !== undefined) return fold(path) === fold(uri.exact);
  if (uri.prefix !== undefined) return fold(path).startsWith(fold(uri.prefix));
  // Case is the regex's own business.
  return uri.regex === undefined || fullMatch(uri.regex).test(path);
}
