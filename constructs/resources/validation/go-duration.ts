const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};
const WHOLE = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const LIMIT = 2 ** 63;

/** Durations repeat: a program has few different ones. */
const known = new Map<string, number | undefined>();
const MOST_KNOWN = 1000;

/** The nanoseconds of a duration as Go's `time.ParseDuration` reads it, or undefined where Go refuses it. */
export function parseGoDuration(text: string): number | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  const nanoseconds = parse(text);
  known.set(text, nanoseconds);
  return nanoseconds;
}

function parse(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(PART)) total += Number(amount) * (NANOSECONDS[unit ?? ''] ?? Number.NaN);
  if (total >= LIMIT) return undefined;
  return text.startsWith('-') ? -total : total;
}
