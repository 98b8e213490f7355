import type { Headers } from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';

const TOKEN = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
// istiod takes a comma among the characters of a name, and Envoy sends the names with commas between them.
const TOKENS = /^[!#$%&'*+,\-.^_`|~A-Za-z0-9]+$/;
const NARROW_NAME = /^[-_A-Za-z0-9]+$/;
const PSEUDO = [':method', ':scheme', ':authority', ':path', ':status'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Envoy refuses
const VALUE = /^[^\u0000-\u0008\u000A-\u001F\u007F]*$/;

/** Whether a header's name means a claim of a JWT, as in `@request.auth.claims.group`. */
export function isClaimName(name: string): boolean {
  return /^@request\.auth\.claims(?:\..+|\[.+\])$/is.test(name);
}

/** The name of a header that a CORS policy allows or exposes: one, several with commas between them, or `*` for all. */
export function checkCorsHeader(place: Place<string>): void {
  const name = place.text();
  if (name === undefined || name === '*') return;
  const { inspection } = place;
  const names = inspection.has('narrowHeaderNames') ? NARROW_NAME : TOKENS;
  const holds = inspection.has('corsHeaderNames') ? names.test(name) : name !== '';
  if (!holds) place.fault({ got: show(name), wanted: 'the name of a header' });
}

/** Whether a header is the one that names the host asked for. */
function isAuthorityHeader(name: string): boolean {
  return ['host', ':authority'].includes(name.toLowerCase());
}

/** The name of a header to match: a header, a pseudo-header or a claim. */
export function checkMatchedHeader(name: string, place: Place<unknown>): void {
  const isName = place.inspection.has('narrowHeaderNames')
    ? NARROW_NAME.test(name)
    : TOKEN.test(name) || PSEUDO.includes(name);
  if (!isClaimName(name) && !isName) {
    const wanted = 'the name of a header';
    place.fault({ text: `invalid key ${show(name)}, expected ${wanted}`, wanted });
  }
}

/** Whether Envoy can read a header's value: every `%` opens a known form or is doubled. */
function valueProblem(value: string): string | undefined {
  if (!VALUE.test(value)) return 'a control character';
  let at = 0;
  while (at < value.length) {
    if (value[at] !== '%') at++;
    else if (value[at + 1] === '%') at += 2;
    else {
      const variable =
        /^%(?:[^%(]*%|[^%(]*\( *(?:\[ *"(?:[^"\\]|\\.)*" *(?:, *"(?:[^"\\]|\\.)*" *)*\] *\)|(?:[^)\\]|\\.)*\)) *%)/s.exec(
          value.slice(at),
        );
      if (variable === null) return 'a "%" that opens nothing';
      at += variable[0].length;
    }
  }
  return undefined;
}

function checkSettable(name: string, place: Place<unknown>, authority: boolean): void {
  const wanted = authority ? 'a header, or :authority' : 'a header other than host';
  const internal = name.startsWith(':') || name.toLowerCase() === 'host';
  if (name === '' || (internal && !(authority && isAuthorityHeader(name)))) {
    place.fault({ text: `invalid header ${show(name)}, expected ${wanted}`, wanted });
  }
}

/** What is added to, set in and removed from the headers of requests and responses. */
export function checkHeaders(headers: Place<Headers>): void {
  if (!headers.exists) return;
  for (const [side, authority] of [
    ['request', true],
    ['response', false],
  ] as const) {
    const operations = headers.field(side);
    for (const map of [operations.field('add'), operations.field('set')]) {
      for (const [name, value] of map.entries()) {
        checkSettable(name, value, authority);
        const problem = valueProblem(value.text() ?? '');
        if (problem !== undefined) {
          value.fault({ got: problem, wanted: 'a value for Envoy, with "%" doubled where it means itself' });
        }
      }
    }
    for (const name of operations.field('remove').items()) {
      const text = name.text();
      if (text !== undefined) checkSettable(text, name, false);
    }
  }
}

/** The host is rewritten in one place at most. */
export function checkAuthorityOnce(rewrite: Place<{ readonly authority?: string }>, headers: Place<Headers>): void {
  if (!headers.exists) return;
  const request = headers.field('request');
  const written = [
    ...(rewrite.field('authority').isSet ? [rewrite.field('authority')] : []),
    ...[request.field('set'), request.field('add')].flatMap((map) =>
      map.entries().flatMap(([name, value]) => (isAuthorityHeader(name) ? [value] : [])),
    ),
  ];
  written.slice(1).forEach((place) => {
    place.fault({ code: 'duplicate', got: 'the host set again', wanted: 'one rewrite of the host' });
  });
}
