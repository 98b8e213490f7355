import type * as networking from '../resources/generated/networking';
import type { TextMatch, ValueMatch } from './http-match';

/** Whether a match asks only if something is there. */
export const isPresence = (match: ValueMatch): match is { readonly present: boolean } =>
  typeof match === 'object' && 'present' in match;

/** A text as a part of a regular expression (RE2) that matches it alone. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** One cookie among those of the header. */
export function cookieRegex(name: string, match: TextMatch | { readonly present: true }): networking.StringMatch {
  const value = ((): string => {
    if (typeof match === 'string') return escapeRegex(match);
    if ('present' in match) return '[^;]*';
    if (match.exact !== undefined) return escapeRegex(match.exact);
    if (match.prefix !== undefined) return `${escapeRegex(match.prefix)}[^;]*`;
    return `(?:${match.regex})`;
  })();
  return { regex: `(?:.*;\\s*)?${escapeRegex(name)}=${value}(?:;.*)?` };
}
