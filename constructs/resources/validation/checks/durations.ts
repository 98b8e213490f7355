import { show } from '../fault';
import { parseGoDuration } from '../go-duration';
import type { Place } from '../place';

const MILLISECOND = 1e6;
const SECOND = 1e9;

/** A duration of at least a millisecond, in whole milliseconds. */
export function checkDuration(place: Place<string>): void {
  const nanoseconds = checkDurationSyntax(place);
  if (nanoseconds === undefined) return;
  if (nanoseconds < MILLISECOND) place.fault({ got: show(place.text()), wanted: 'a duration of at least 1ms' });
  else if (nanoseconds % MILLISECOND !== 0) place.fault({ got: show(place.text()), wanted: 'whole milliseconds' });
}

/** A duration that may also be 0, which switches the timeout off. */
export function checkDurationOrZero(place: Place<string>): void {
  const nanoseconds = checkDurationSyntax(place);
  if (nanoseconds !== undefined && Math.trunc(nanoseconds / MILLISECOND) !== 0) checkDuration(place);
}

/** A duration in whole seconds. */
export function checkWholeSeconds(place: Place<string>): void {
  checkDuration(place);
  const nanoseconds = parseGoDuration(place.text() ?? '');
  if (nanoseconds !== undefined && nanoseconds % SECOND !== 0) {
    place.fault({ got: show(place.text()), wanted: 'whole seconds' });
  }
}

/** Any duration; returns its nanoseconds where it is known and well-formed. */
export function checkDurationSyntax(place: Place<string>): number | undefined {
  const text = place.text();
  if (text === undefined) return undefined;
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined)
    place.fault({ got: show(text), wanted: 'a duration such as "10s", "1m30s" or "250ms"' });
  return nanoseconds;
}
