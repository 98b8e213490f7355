/** The parts of a URL that rules ask for. */
export interface GoUrl {
  /** In lower case, empty where there is none. */
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
}

const HEX = /^%[0-9a-fA-F]{2}/;
/** What Go leaves unescaped in a host, beside letters, digits and what is not ASCII. */
const HOST_CHARACTER = /^[\w.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}-]$/u;
const USER_CHARACTER = /^[\w\-._:~!$&'()*+,;=%@]*$/;

function escapesHold(text: string): boolean {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) if (!HEX.test(text.slice(at))) return false;
  return true;
}

function hostHolds(host: string): boolean {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    if (end < 0 || !/^(?::\d*)?$/.test(host.slice(end + 1))) return false;
    const zone = host.indexOf('%25');
    return zone >= 0 && zone < end ? hostTextHolds(host.slice(0, zone)) && escapesHold(host) : hostTextHolds(host);
  }
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^:\d*$/.test(host.slice(colon))) return false;
  return hostTextHolds(host);
}

function hostTextHolds(host: string): boolean {
  if (!escapesHold(host)) return false;
  // Only what is not ASCII may be escaped in a host.
  for (const [escaped] of host.matchAll(/%../g)) if (escaped !== '%25' && /^%[0-7]/.test(escaped)) return false;
  for (const character of host.replace(/%../g, '')) if (!HOST_CHARACTER.test(character)) return false;
  return true;
}

function authorityHolds(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  if (at < 0) return hostHolds(authority);
  const user = authority.slice(0, at);
  return hostHolds(authority.slice(at + 1)) && USER_CHARACTER.test(user) && escapesHold(user);
}

function schemeOf(text: string): { readonly scheme: string; readonly rest: string } | undefined {
  const match = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text);
  if (match !== null) return { scheme: (match[1] ?? '').toLowerCase(), rest: text.slice(match[0].length) };
  return text.startsWith(':') ? undefined : { scheme: '', rest: text };
}

function parse(text: string, asRequest: boolean): GoUrl | undefined {
  if ([...text].some((character) => character < ' ' || character === '\x7f') || (text === '' && asRequest))
    return undefined;
  if (text === '*') return { scheme: '', host: '', path: '*' };
  const split = schemeOf(text);
  if (split === undefined) return undefined;
  const { scheme } = split;
  let rest = split.rest.replace(/\?.*$/s, '');
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { scheme, host: '', path: '' };
    if (asRequest || /^[^/]*:/.test(rest)) return undefined;
  }
  let host = '';
  if ((scheme !== '' || (!asRequest && !rest.startsWith('///'))) && rest.startsWith('//')) {
    const slash = rest.indexOf('/', 2);
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
    rest = slash < 0 ? '' : rest.slice(slash);
    if (!authorityHolds(authority)) return undefined;
    host = authority.slice(authority.lastIndexOf('@') + 1);
  }
  return escapesHold(rest) ? { scheme, host, path: rest } : undefined;
}

/** A URL as Go's `url.Parse` reads it, or undefined where Go refuses it. */
export function parseGoUrl(text: string): GoUrl | undefined {
  const hash = text.indexOf('#');
  if (hash >= 0 && !escapesHold(text.slice(hash))) return undefined;
  return parse(hash < 0 ? text : text.slice(0, hash), false);
}

/** A URL as the API server's CEL library takes it: Go's `url.ParseRequestURI` and `url.Parse` both must. */
export function parseRequestUrl(text: string): GoUrl | undefined {
  return parse(text, true) === undefined ? undefined : parseGoUrl(text);
}
