import { readRe2 } from '../../model/re2';

const cache = new Map<string, RegExp>();

/**
 * A regular expression of Istio (RE2's syntax) for JavaScript. The whole text must match, as everywhere in Istio's matches.
 *
 * @throws Error for what RE2 refuses: look-around, references to groups, nothing to repeat
 */
export function fullMatch(pattern: string): RegExp {
  return compiled(pattern, (source) => `^(?:${source})$`, '');
}

/** The same for every place in a text, as Istio's `uriRegexRewrite` searches it. */
export function everywhere(pattern: string): RegExp {
  return compiled(pattern, (source) => source, 'g');
}

function compiled(pattern: string, around: (source: string) => string, more: string): RegExp {
  const key = `${more} ${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const { problem, source, flags, untranslated } = readRe2(pattern);
  const place = `regex ${JSON.stringify(pattern)}`;
  if (problem !== undefined) throw new Error(`${place}: Istio refuses ${problem}`);
  if (untranslated !== undefined) throw new Error(`${place}: ${untranslated} cannot be simulated`);
  const made = new RegExp(around(source), `${flags}u${more}`);
  cache.set(key, made);
  return made;
}
