import { valueAt } from '../value';
import { type TextPredicate, textPattern } from './pattern';
import type { RequestToken, SeenToken } from './request';

// Istio always reads these as lists of words.
const SPACE_DELIMITED: readonly string[] = ['scope', 'permission'];

/** The values of a claim of a token, nested names from the outside in; empty where it has none. */
export function claimValues(token: SeenToken, names: readonly string[]): readonly string[] {
  const all: Record<string, unknown> = {
    ...token.claims,
    iss: token.issuer,
    ...(token.subject !== undefined && { sub: token.subject }),
    ...(token.audiences !== undefined && { aud: token.audiences }),
  };
  const value = valueAt(all, names);
  if (typeof value === 'string') {
    const [name = ''] = names;
    const isList = SPACE_DELIMITED.includes(name) || token.spaceDelimited?.includes(name) === true;
    return names.length === 1 && isList ? value.split(' ') : [value];
  }
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** A request principal: issuer and subject around the last slash. A `*` counts at one end of the whole only. */
export function requestPrincipalPattern(pattern: string): (token: RequestToken) => boolean {
  const slash = pattern.lastIndexOf('/');
  const [issuer, subject] = slash < 0 ? [pattern, ''] : [pattern.slice(0, slash), pattern.slice(slash + 1)];
  const [issuerFits, subjectFits] = principalParts(pattern, issuer, slash < 0 ? undefined : subject);
  return (token) => token.subject !== undefined && issuerFits(token.issuer) && subjectFits(token.subject);
}

function principalParts(
  pattern: string,
  issuer: string,
  subject: string | undefined,
): readonly [issuer: TextPredicate, subject: TextPredicate] {
  const anything = textPattern('*');
  const exactly = (wanted: string): TextPredicate => {
    return (text) => text === wanted;
  };
  if (pattern === '*') return [anything, anything];
  if (pattern.startsWith('*')) {
    return subject === undefined ? [anything, textPattern(pattern)] : [textPattern(issuer), exactly(subject)];
  }
  if (pattern.endsWith('*')) {
    return subject === undefined ? [textPattern(pattern), anything] : [exactly(issuer), textPattern(subject)];
  }
  return [exactly(issuer), exactly(subject ?? '')];
}
