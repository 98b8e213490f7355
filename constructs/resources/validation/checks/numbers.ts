import { show } from '../fault';
import type { Place } from '../place';

/** A number that is not negative. */
export function checkNotNegative(place: Place<number>): void {
  const value = place.number();
  if (value !== undefined && value < 0)
    place.fault({ code: 'out-of-range', got: show(value), wanted: 'a number of at least 0' });
}

/** A number within bounds. */
export function checkRange(place: Place<number>, least: number, most: number): void {
  const value = place.number();
  if (value !== undefined && (value < least || value > most)) {
    place.fault({ code: 'out-of-range', got: show(value), wanted: `a number from ${least} to ${most}` });
  }
}

/** A share of requests: 0, or 0.0001 to 100 per cent. */
export function checkPercentage(place: Place<{ readonly value?: number }>): void {
  const value = place.field('value').number();
  if (value === undefined) return;
  if (value < 0 || value > 100 || (value > 0 && value < 0.0001)) {
    place.field('value').fault({ code: 'out-of-range', got: show(value), wanted: '0, or a number from 0.0001 to 100' });
  }
}

/** Something that must be there and not be empty. */
export function checkRequired(place: Place<unknown>, wanted: string): void {
  if (place.isEmpty) place.fault({ code: 'missing-field', wanted, text: `required, expected ${wanted}` });
}
