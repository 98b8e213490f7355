import type { JWTRule, RequestAuthenticationSpec } from '../../generated/security';
import { checkDuration } from '../checks/durations';
import { checkRequired } from '../checks/numbers';
import { checkTargets } from '../checks/targets';
import { show } from '../fault';
import { parseGoUrl } from '../go-url';
import type { Place } from '../place';

const HEADER = /^[-_A-Za-z0-9]+$/;
const KEY_TYPES = ['RSA', 'EC', 'oct', 'OKP'];

/** What istiod's webhook refuses, and warns of, in a RequestAuthentication. */
export function checkRequestAuthentication(spec: Place<RequestAuthenticationSpec>): void {
  checkTargets(spec);
  for (const rule of spec.field('jwtRules').items()) if (!rule.unknown) checkRule(rule);
}

function checkRule(rule: Place<JWTRule>): void {
  const [issuer, jwks] = [rule.field('issuer'), rule.field('jwks')];
  const uris = [rule.field('jwksUri'), rule.field('jwks_uri')];
  const mayLack = rule.inspection.has('jwtWithoutIssuer');
  if (issuer.isEmpty && (!mayLack || uris.every((uri) => uri.isEmpty))) {
    checkRequired(issuer, mayLack ? 'an issuer, or a jwksUri' : 'an issuer');
  }
  for (const uri of uris) {
    const text = uri.text();
    if (text === undefined || text === '') continue;
    const url = parseGoUrl(text);
    if (url === undefined || !['http', 'https'].includes(url.scheme))
      uri.fault({ got: show(text), wanted: 'a URL of the scheme http or https' });
  }
  const text = jwks.text();
  if (text !== undefined && text !== '' && !isKeySet(text))
    jwks.fault({ got: show(text), wanted: 'a JSON Web Key Set' });
  else if (text !== undefined && jwks.inspection.has('privateJwksWarning')) {
    for (const position of privateKeys(text)) {
      jwks.warn({
        text: `key ${position} is a private key, of which only the public part is used`,
        wanted: 'public keys',
      });
    }
  }
  for (const audience of rule.field('audiences').items()) if (audience.isEmpty) checkRequired(audience, 'an audience');
  for (const header of rule.field('fromHeaders').items()) {
    if (!header.unknown) checkRequired(header.field('name'), 'the name of a header');
  }
  for (const name of ['fromParams', 'fromCookies'] as const) {
    for (const place of rule.field(name).items()) if (place.isEmpty) checkRequired(place, 'a name');
  }
  for (const output of rule.field('outputClaimToHeaders').items()) {
    if (output.unknown) continue;
    checkRequired(output.field('claim'), 'the name of a claim');
    checkRequired(output.field('header'), 'the name of a header');
    const header = output.field('header').text();
    if (header !== undefined && header !== '' && !HEADER.test(header)) {
      output.field('header').fault({ got: show(header), wanted: 'letters, digits, "-" and "_"' });
    }
  }
  checkDuration(rule.field('timeout'));
}

/** The positions of the keys that sign. */
function privateKeys(text: string): readonly number[] {
  if (text === '') return [];
  const value = JSON.parse(text) as { readonly keys?: readonly object[] };
  const keys: readonly object[] = value.keys ?? [value];
  return keys.flatMap((key, i) => ('d' in key || ('kty' in key && key.kty === 'oct') ? [i] : []));
}

function isKeySet(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  const keys = 'keys' in value ? value.keys : [value];
  return (
    Array.isArray(keys) && keys.every((key: unknown) => KEY_TYPES.includes((key as { kty?: string } | null)?.kty ?? ''))
  );
}
