import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGoDuration } from '../../../constructs/resources/validation/go-duration';
import { parseRequestUrl } from '../../../constructs/resources/validation/go-url';
import { isCidr, isIpAddress } from '../../../constructs/resources/validation/host-names';
import { readRe2 } from '../../../model/re2';

interface Verdicts {
  readonly urls: readonly { readonly text: string; readonly scheme: string | null }[];
  readonly durations: readonly { readonly text: string; readonly milliseconds: number | null }[];
  readonly expressions: readonly { readonly pattern: string; readonly holds: boolean }[];
  readonly addresses: readonly { readonly text: string; readonly address: boolean; readonly range: boolean }[];
}

// What net/url, time, regexp and net/netip of Go 1.26 say of each text.
const go = JSON.parse(readFileSync(join(__dirname, '../../fixtures/resources/go-semantics.json'), 'utf8')) as Verdicts;

/** Known differences, none of which anybody writes in a mesh. */
const DIFFERENT = new Set([
  // Within a nanosecond of the longest duration.
  '9223372036854775807ns',
  '2562047h47m16.854775807s',
  // A repeat of nothing but flags.
  'a(?i)*',
  // Repeats that multiply beyond the limit.
  '(a{500}){500}',
  // A zone with a slash inside.
  'fe80::%eth0/64',
]);

test.each(go.urls)('reads the URL $text as Go does', ({ text, scheme }) => {
  expect(parseRequestUrl(text)?.scheme ?? null).toBe(scheme);
});

test.each(go.durations.filter(({ text }) => !DIFFERENT.has(text)))(
  'reads the duration $text as Go does',
  ({ text, milliseconds }) => {
    const nanoseconds = parseGoDuration(text);
    const whole = nanoseconds === undefined ? null : Math.trunc(nanoseconds / 1e6) + 0;
    expect(whole).toBe(milliseconds);
  },
);

test.each(go.expressions.filter(({ pattern }) => pattern !== '' && !DIFFERENT.has(pattern)))(
  'takes the expression $pattern where Go does',
  ({ pattern, holds }) => {
    expect(readRe2(pattern).problem === undefined).toBe(holds);
  },
);

test('refuses an empty expression and one that is too long, as istiod does', () => {
  expect(readRe2('').problem).toBe('an empty expression');
  expect(readRe2('a'.repeat(1025)).problem).toBe('more than 1024 bytes');
});

test.each(go.addresses.filter(({ text }) => !DIFFERENT.has(text)))(
  'reads the address $text as Go does',
  ({ text, address, range }) => {
    expect({ address: isIpAddress(text), range: isCidr(text) }).toEqual({ address, range });
  },
);
