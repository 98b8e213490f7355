import type { StringMatch } from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';

/** A regular expression in the syntax of RE2. */
export function checkRegex(place: Place<string>): void {
  const text = place.text();
  if (text === undefined) return;
  const { readRe2 } = require('../../../../model/re2') as typeof import('../../../../model/re2');
  const { problem } = readRe2(text);
  if (problem !== undefined)
    place.fault({ got: problem, wanted: 'an RE2 expression (https://github.com/google/re2/wiki/Syntax)' });
}

/** A match whose expression, if it has one, is well-formed; an empty prefix matches everything. */
export function checkStringMatchRegex(match: Place<StringMatch>): void {
  checkRegex(match.field('regex'));
}

/** A match that is neither malformed nor an empty prefix. */
export function checkStringMatch(match: Place<StringMatch>): void {
  if (!match.exists) return;
  if (match.field('prefix').text() === '') match.field('prefix').fault({ got: show(''), wanted: 'a prefix to match' });
  checkStringMatchRegex(match);
}
