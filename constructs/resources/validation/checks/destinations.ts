import type { Destination } from '../../generated/networking';
import type { Place } from '../place';
import { checkLabelName, checkWildcardHost } from './hosts';
import { checkNotNegative, checkRequired } from './numbers';
import { checkRequiredPort } from './ports';

interface Weighted {
  readonly destination?: Destination;
  readonly weight?: number;
}

/** Destinations of a route, and the shares of the traffic they get. */
export function checkDestinations(list: Place<readonly Weighted[]>): void {
  const destinations = list.items();
  let total: number | undefined = destinations.length < 2 ? undefined : 0;
  for (const one of destinations) {
    const [weight, destination] = [one.field('weight'), one.field('destination')];
    checkNotNegative(weight);
    if (!destination.exists && !one.unknown) {
      destination.fault({ code: 'missing-field', wanted: 'a destination', text: 'required' });
    }
    checkDestination(destination);
    if (total !== undefined) total = one.unknown || weight.unknown ? undefined : total + (weight.number() ?? 0);
  }
  if (total === undefined || total === 100) return;
  const shares = destinations.map(
    (one, i) => `${nameOf(one.field('destination'), i)}: ${one.field('weight').number() ?? 0}`,
  );
  list.fault({
    got: `weights that total ${total}`,
    wanted: 'weights that total 100',
    text: `weights total ${total}, must total 100 (${shares.join(', ')})`,
  });
}

function nameOf(destination: Place<Destination>, position: number): string {
  return destination.field('subset').text() ?? destination.field('host').text() ?? `destination ${position}`;
}

/** Where requests go: a host, a port of it, and a subset. */
export function checkDestination(destination: Place<Destination>): void {
  if (!destination.exists || destination.unknown) return;
  const host = destination.field('host');
  checkRequired(host, 'a host');
  if (host.text() === '*') host.fault({ got: '"*"', wanted: 'one host' });
  else if (host.isSet) checkWildcardHost(host);
  destination.given('subset', (subset) => subset.isSet && checkLabelName(subset));
  destination.given('port', (port) => port.unknown || checkRequiredPort(port.field('number')));
}
