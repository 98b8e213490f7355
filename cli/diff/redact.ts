import { hide } from '../../model/read/hide';
import { isHole } from '../../model/value';
import { type Fields, isFields, isList, type Value } from './values';

/** Last words of a field name whose value is a secret. */
const SECRET_WORDS = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'tokens',
  'credential',
  'credentials',
  'cookie',
  'authorization',
  'apikey',
  'jwks',
  'htpasswd',
  'dsn',
]);

/** Words that make a secret of the word "key" behind them. */
const KEY_WORDS = new Set([
  'api',
  'access',
  'private',
  'secret',
  'encryption',
  'signing',
  'client',
  'auth',
  'account',
  'ssh',
  'shared',
  'master',
  'server',
  'tls',
]);

/** Whether a field of this name holds a secret: `clientSecret`, `DB_PASSWORD`, `x-api-key`; not `secretName`. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const last = words.at(-1) ?? '';
  if (SECRET_WORDS.has(last)) return true;
  return (last === 'key' || last === 'keys') && KEY_WORDS.has(words.at(-2) ?? '');
}

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]+-----/, 'a PEM block'],
  [/\beyJ[\w-]{8,}\.[\w-]{4,}/, 'a JSON Web Token'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bnpm_\w{30,}/, 'an access token'],
  [/\bxox[abeoprs]-[\w-]{10,}|\bsk_(?:live|test)_\w{10,}|\bsk-[\w-]{20,}|\bhv[sb]\.[\w-]{16,}/, 'an access token'],
  [/\bAIza[\w-]{35}|\bya29\.[\w-]{16,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'an access token'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i, 'a URL with a password'],
  [/\b(?:bearer|basic)\s+[\w+/.=-]{8,}/i, 'an authorization header'],
  [
    /(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*[:=]\s*["']?[^\s"'{}$<]{4,}/i,
    'text with a credential',
  ],
];

/** Why this text looks like a secret, or undefined if it does not. */
export function looksSecret(text: string): string | undefined {
  if (text.length < 8) return undefined;
  for (const [shape, reason] of SHAPES) if (shape.test(text)) return reason;
  for (const [word] of text.matchAll(/(?<!sha(?:256|512)[:-])\b[A-Za-z0-9+/_-]{32,}={0,2}/g)) {
    if (/^[0-9a-f]+$/i.test(word) ? entropy(word) > 2.8 : isMixed(word) && entropy(word) > 4.1) return 'a key';
  }
  return undefined;
}

function isMixed(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word);
}

function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}

/**
 * The value with everything secret replaced: by name of its field, by its looks, and data of Secrets.
 * Rules and renderers see only what comes out of here.
 */
export function redact(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null || isHole(value)) return value;
  if (typeof value === 'string') {
    const reason = looksSecret(value);
    return reason ? hide(value, reason) : value;
  }
  if (isList(value)) return value.map((item) => redact(item) ?? null);
  if (!isFields(value)) return value;
  if (value['kind'] === 'Secret' && (isFields(value['metadata']) || 'data' in value)) return redactSecret(value);
  return redactFields(value);
}

const MATCHERS = new Set(['exact', 'prefix', 'regex', 'value', 'values', 'notValues']);

function redactFields(value: Fields): Fields {
  const out: Record<string, Value | undefined> = {};
  // { name: DB_PASSWORD, value: … } and { key: request.headers[authorization], values: […] }
  const label = value['name'] ?? value['key'];
  const labelled = typeof label === 'string' && namesSecret(label.replace(/\]$/, ''));
  for (const [name, item] of Object.entries(value)) {
    const shownName = looksSecret(name) ? '(hidden)' : name;
    if (name.endsWith('last-applied-configuration')) out[shownName] = hide(item, 'a copy of the whole object');
    else if (namesSecret(name) || (labelled && MATCHERS.has(name))) out[shownName] = redactLeaves(item, name);
    else out[shownName] = redact(item);
  }
  return out;
}

/** Under a secret's name: texts and numbers go, and so do those of header matches; references keep their names. */
function redactLeaves(item: Value | undefined, name: string): Value | undefined {
  if (isList(item)) return item.map((entry) => redactLeaves(entry, name) ?? null);
  if (isFields(item)) {
    const matcher = Object.keys(item).every((key) => MATCHERS.has(key));
    if (!matcher) return redact(item);
    return Object.fromEntries(Object.entries(item).map(([key, entry]) => [key, redactLeaves(entry, name)]));
  }
  if (typeof item === 'string' || typeof item === 'number') return item === '' ? item : hide(item, 'a credential');
  return item;
}

function redactSecret(secret: Fields): Fields {
  const out: Record<string, Value | undefined> = { ...redactFields(secret) };
  for (const part of ['data', 'stringData', 'binaryData', 'binary_data', 'data_wo']) {
    const data = secret[part];
    if (data === undefined || data === null) continue;
    out[part] = isFields(data)
      ? Object.fromEntries(Object.entries(data).map(([key, item]) => [key, hide(item, 'Secret data')]))
      : hide(data, 'Secret data');
  }
  return out;
}

/** Free text, such as an error message of Terraform, line by line without what looks like a secret. */
export function redactText(text: string): string {
  let inBlock = false;
  return text
    .split('\n')
    .map((line) => {
      if (/-----BEGIN /.test(line)) inBlock = true;
      const secret = inBlock || looksSecret(line) !== undefined;
      if (/-----END /.test(line)) inBlock = false;
      return secret ? '(line hidden: it looks like it holds a secret)' : line;
    })
    .join('\n');
}
