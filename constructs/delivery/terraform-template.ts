import { Token } from 'cdktf';

const MARKER = 'TfToken[';
// A run of `$` or `%` before a token would turn the token's own `${` into the escape `$${`.
const SIGN_BEFORE_TOKEN = /\$+(?=\$\{TfToken\[)/g;
// YAML, which Helm and the API server read, has no way to take these unescaped.
const NOT_IN_YAML =
  /[\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const NOT_PLAIN = /[^ -~]/;
const TEMPLATE_OPENING = /\$\{(?!TfToken\[)|%\{/g;

/** Whether a value is a cdktf token in any of its disguises: string, number, list, map or resolvable object. */
export function isToken(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.includes(MARKER);
    case 'number':
      // Number tokens are encoded as huge negative numbers.
      return value < -1e288 && Token.isUnresolved(value);
    case 'object':
      if (value === null) return false;
      if (Array.isArray(value)) return value.length === 1 && typeof value[0] !== 'object' && isToken(value[0]);
      if (typeof (value as { resolve?: unknown }).resolve === 'function') return true;
      for (const key in value) return key.includes(MARKER) && Token.isUnresolved(value);
      return false;
    default:
      return false;
  }
}

// The end of cdktf's number tokens where a template literal has made them text.
const NUMBER_TOKEN_END = /e\+(?:2[89]|30)\d/;

/** Whether a token stands somewhere in a text, that of a number included. */
export function holdsToken(text: string): boolean {
  return text.includes(MARKER) || NUMBER_TOKEN_END.test(text);
}

/** A deep, frozen copy with sorted keys and without undefined members. */
export interface Canonical<T> {
  readonly value: T;
  /** Whether a cdktf token stands anywhere inside. */
  readonly hasTokens: boolean;
}

/**
 * Copies a value into its canonical form: keys sorted, undefined members dropped, frozen. Tokens are kept as they are.
 *
 * @throws TypeError for what JSON or YAML cannot carry (functions, symbols, bigints, cycles, control characters)
 */
export function canonical<T>(value: T): Canonical<T> {
  const state = { hasTokens: false, ancestors: [] as unknown[] };
  return { value: copy(value, state) as T, hasTokens: state.hasTokens };
}

function copy(value: unknown, state: { hasTokens: boolean; ancestors: unknown[] }): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' || typeof value === 'number') {
    if (isToken(value)) state.hasTokens = true;
    else if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw new Error(`${value} cannot be written as JSON`);
    } else if (NOT_PLAIN.test(value) && NOT_IN_YAML.test(value)) {
      throw new Error(`${JSON.stringify(value).slice(0, 60)} holds a character that YAML cannot carry`);
    }
    return value;
  }
  if (typeof value !== 'object') throw new Error(`a ${typeof value} cannot be written as JSON`);
  if (typeof (value as { resolve?: unknown }).resolve === 'function') {
    state.hasTokens = true;
    return value;
  }
  if (state.ancestors.includes(value)) throw new Error('an object that contains itself cannot be written as JSON');
  state.ancestors.push(value);
  let result: unknown;
  if (Array.isArray(value)) {
    result = Object.freeze(value.map((item) => (item === undefined ? null : copy(item, state))));
  } else if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    result = copy((value as { toJSON(): unknown }).toJSON(), state);
  } else {
    const from = value as Record<string, unknown>;
    const to: Record<string, unknown> = {};
    const keys = Object.keys(from);
    if (keys.length > 1) keys.sort();
    for (const key of keys) {
      const member = from[key];
      if (member === undefined) continue;
      if (key.includes(MARKER)) state.hasTokens = true;
      // defineProperty keeps a key named __proto__ an ordinary key.
      if (key === '__proto__') Object.defineProperty(to, key, { value: copy(member, state), enumerable: true });
      else to[key] = copy(member, state);
    }
    result = Object.freeze(to);
  }
  state.ancestors.pop();
  return result;
}

/** JSON text that YAML reads the same way: JSON leaves line separators as they are, YAML folds them. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (separator) =>
    separator === '\u2028' ? '\\u2028' : '\\u2029',
  );
}

/** Writes text so that Terraform reads it back letter by letter, leaving cdktf's tokens to be interpolated. */
export function escapeTemplate(text: string): string {
  if (!text.includes('$') && !text.includes('%')) return text;
  return text
    .replace(TEMPLATE_OPENING, (opening) => (opening === '%{' ? '%%{' : '$${'))
    .replace(SIGN_BEFORE_TOKEN, (run) => '${"$"}'.repeat(run.length));
}

/** {@link escapeTemplate} for every string and key inside a value. */
export function escapeTemplates(value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return isToken(value) ? value : value.map(escapeTemplates);
  if (isToken(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [escapeTemplate(key), escapeTemplates(member)]),
  );
}
