import { Duration } from '../../constructs/duration';

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
    expect(() => Duration.seconds(amount)).toThrow(`Duration.seconds: got ${amount}, wants zero or more`);
  });

  it('refuses fractions of a millisecond', () => {
    expect(() => Duration.milliseconds(0.5)).toThrow('Duration.milliseconds: got 0.5');
  });

  it('never changes', () => {
    expect(Object.isFrozen(Duration.seconds(1))).toBe(true);
  });
});
