import { show } from '../fault';
import type { Place } from '../place';
import { isProtocol, PROTOCOLS } from '../protocols';

const LAST_PORT = 65535;

/** A port number. */
export function checkPort(place: Place<number>): void {
  const port = place.number();
  if (port !== undefined && (port < 1 || port > LAST_PORT)) {
    place.fault({ code: 'out-of-range', got: show(port), wanted: `a port from 1 to ${LAST_PORT}` });
  }
}

/** A port number that must be there. */
export function checkRequiredPort(place: Place<number>): void {
  if (!place.exists) place.fault({ code: 'missing-field', wanted: 'a port number', text: 'required' });
  checkPort(place);
}

/** A protocol Istio knows. */
export function checkProtocol(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && text !== '' && !isProtocol(text)) {
    place.fault({ code: 'wrong-value', got: show(text), wanted: `one of ${PROTOCOLS}` });
  }
}
