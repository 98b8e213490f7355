import { isToken } from '../../delivery/terraform-template';
import type * as gatewayApi from '../../resources/generated/gateway-api';
import { cookieRegex, escapeRegex, isPresence } from '../cookie-regex';
import type { HttpMatch, TextMatch, ValueMatch } from '../http-match';
import { unsupported } from './unsupported';

/** A text compared in the two ways that the Gateway API has. */
interface Comparison {
  readonly type?: 'RegularExpression';
  readonly value: string;
}

/** Any value: in headers and query parameters, "there, whatever it is". */
const ANYTHING: Comparison = { type: 'RegularExpression', value: '.*' };

const regularExpression = (value: string): Comparison => ({ type: 'RegularExpression', value });

function comparison(match: TextMatch): Comparison {
  if (typeof match === 'string') return { value: match };
  if (match.exact !== undefined) return { value: match.exact };
  return regularExpression(match.prefix === undefined ? match.regex : `${escapeRegex(match.prefix)}.*`);
}

function valueMatch(path: string, what: string, match: ValueMatch, faults: string[]): Comparison | undefined {
  if (!isPresence(match)) return comparison(match);
  if (match.present) return ANYTHING;
  faults.push(
    unsupported(path, `match of a missing ${what}`, 'give the requests that have it a route before this one'),
  );
  return undefined;
}

/**
 * The path as an HTTPPathMatch. A prefix is one of texts, as a VirtualService has it, and not one of whole path elements: `/hello` is
 * the beginning of `/helloworld` too.
 */
function pathMatch({ path, ignorePathCase = false }: HttpMatch): gatewayApi.HTTPPathMatch | undefined {
  if (path === undefined) return undefined;
  const flags = ignorePathCase ? '(?i)' : '';
  const { exact, prefix, regex } = typeof path === 'string' ? { exact: path } : path;
  if (regex !== undefined) return { type: 'RegularExpression', value: flags + regex };
  if (exact !== undefined) {
    return ignorePathCase
      ? { type: 'RegularExpression', value: flags + escapeRegex(exact) }
      : { type: 'Exact', value: exact };
  }
  if (prefix === '/') return { type: 'PathPrefix', value: '/' };
  return { type: 'RegularExpression', value: `${flags}${escapeRegex(prefix ?? '')}.*` };
}

/** Where a prefix is replaced, the Gateway API reads it by whole path elements. */
export function prefixByElements(match: gatewayApi.HTTPRouteMatch, prefix: string): gatewayApi.HTTPRouteMatch {
  const value = prefix.length > 1 ? prefix.replace(/\/$/, '') : prefix;
  return { ...match, path: { type: 'PathPrefix', value } };
}

function methodOf(method: TextMatch | undefined, faults: string[]): gatewayApi.HTTPRouteMatch['method'] {
  if (method === undefined) return undefined;
  const { value, type } = comparison(method);
  if (type !== undefined) {
    faults.push(unsupported('method', 'match of methods by pattern', 'give each method a match of its own'));
  }
  return value as gatewayApi.HTTPRouteMatch['method'];
}

/** The headers that a match asks for. What the Gateway API cannot say is added to `faults`. */
export function headerMatches(headers: HttpMatch['headers'], faults: string[]): gatewayApi.HTTPHeaderMatch[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const compared = valueMatch(`headers.${name}`, 'header', value, faults);
    return compared === undefined ? [] : [{ name: isToken(name) ? name : name.toLowerCase(), ...compared }];
  });
}

/** The match as an HTTPRouteMatch. What the Gateway API cannot say is added to `faults`. */
export function renderHttpMatch(match: HttpMatch, faults: string[]): gatewayApi.HTTPRouteMatch {
  const headers = headerMatches(match.headers, faults);
  const cookies = Object.entries(match.cookies ?? {});
  const [cookie] = cookies;
  if (cookies.length > 1) {
    const names = cookies.map(([name]) => name).join(', ');
    faults.push(
      `cookies: expected at most one cookie, got ${names}: all cookies are one header, which is matched once`,
    );
  } else if (cookie !== undefined && headers.some(({ name }) => name === 'cookie')) {
    faults.push('cookies: expected cookies or the header "cookie", got both');
  } else if (cookie !== undefined) {
    const [name, value] = cookie;
    if (isPresence(value) && !value.present) valueMatch(`cookies.${name}`, 'cookie', value, faults);
    else {
      const { regex = '' } = cookieRegex(name, value as TextMatch | { readonly present: true });
      headers.push({ name: 'cookie', ...regularExpression(regex) });
    }
  }
  const queryParams = Object.entries(match.queryParams ?? {}).flatMap(([name, value]) => {
    const compared = valueMatch(`queryParams.${name}`, 'parameter', value, faults);
    return compared === undefined ? [] : [{ name, ...compared }];
  });
  if (match.host !== undefined) {
    faults.push(unsupported('host', 'match of hosts', 'its routes answer to whole host names: give the host in hosts'));
  }
  for (const field of ['scheme', 'port', 'sourceLabels', 'sourceNamespace', 'gateways'] as const) {
    if (match[field] !== undefined) faults.push(unsupported(field, `match by ${field}`));
  }
  return {
    path: pathMatch(match),
    method: methodOf(match.method, faults),
    headers: headers.length > 0 ? headers : undefined,
    queryParams: queryParams.length > 0 ? queryParams : undefined,
  };
}
