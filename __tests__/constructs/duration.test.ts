import { Duration, durationFaults } from '../../constructs/duration';

describe('a duration', () => {
  it.each([
    [Duration.seconds(5), '5s', 5000],
    [Duration.milliseconds(250), '0.250s', 250],
    [Duration.minutes(1.5), '90s', 90_000],
    [Duration.hours(2), '7200s', 7_200_000],
    [Duration.days(1), '86400s', 86_400_000],
    [Duration.seconds(0.1 + 0.2), '0.300s', 300],
    [Duration.seconds(0), '0s', 0],
  ])('is written in seconds: %s', (duration, text, milliseconds) => {
    expect(`${duration}`).toBe(text);
    expect(duration.inMilliseconds).toBe(milliseconds);
    expect(duration.inSeconds).toBe(milliseconds / 1000);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (amount) => {
    expect(() => Duration.seconds(amount)).toThrow(
      `Duration.seconds: expected at least 0 in whole milliseconds, got ${amount}`,
    );
  });

  it('refuses fractions of a millisecond', () => {
    expect(() => Duration.milliseconds(0.5)).toThrow(
      'Duration.milliseconds: expected at least 0 in whole milliseconds, got 0.5',
    );
  });

  it('never changes', () => {
    expect(Object.isFrozen(Duration.seconds(1))).toBe(true);
  });
});

describe('a setting that is a duration', () => {
  it.each([
    ['5s', 'Duration.seconds(5)'],
    ['1.5h', 'Duration.hours(1.5)'],
    ['250ms', 'Duration.milliseconds(250)'],
  ])('refuses the text %s, and suggests %s', (text, suggestion) => {
    expect(durationFaults('timeout', text)).toEqual([
      `timeout: expected a Duration such as Duration.seconds(5), got "${text}" (did you mean ${suggestion}?)`,
    ]);
  });

  it.each([
    [5, '5'],
    [null, 'null'],
    [{}, 'an object'],
    ['soon', '"soon"'],
  ])('refuses %p', (value, got) => {
    expect(durationFaults('timeout', value)).toEqual([
      `timeout: expected a Duration such as Duration.seconds(5), got ${got}`,
    ]);
  });

  it('refuses no time at all, and fractions of a second where those do not count', () => {
    expect(durationFaults('timeout', Duration.seconds(0))).toEqual(['timeout: expected at least 1ms, got 0s']);
    expect(durationFaults('timeout', Duration.seconds(0), { positive: false })).toEqual([]);
    expect(durationFaults('ttl', Duration.milliseconds(1500), { wholeSeconds: true })).toEqual([
      'ttl: expected whole seconds, got 1.500s',
    ]);
  });

  it('may be absent', () => expect(durationFaults('timeout', undefined)).toEqual([]));
});
