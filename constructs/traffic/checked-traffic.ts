import type { Construct } from 'constructs';
import { durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import type * as networking from '../resources/generated/networking';
import { newSubsets, ownSubsets, renderSubset, versionFaults } from './declared-subsets';
import { retriesFaults } from './retries';
import type { ServiceTrafficProps } from './service-traffic-props';
import type { Subset } from './subset';
import { gatewayApiFaults, placeFaults } from './traffic-faults';
import { ownerFaults, ownerOf } from './traffic-owners';
import { localityFaults, renderTrafficPolicy } from './traffic-policy';
import { type Side, sidesOf } from './traffic-side';

/** Traffic about which everything has passed. */
export interface CheckedTraffic {
  readonly sides: readonly [Side, ...Side[]];
  /** Whether timeout and retries are applied by the owner of the service's routes. */
  readonly isLimitedElsewhere: boolean;
  readonly trafficPolicy: networking.TrafficPolicy | undefined;
  /** The subsets, those of the routes among them. */
  readonly added: readonly Subset[];
  /** The same as a DestinationRule has them. */
  readonly rendered: readonly networking.Subset[];
  readonly warnings: readonly string[];
}

/**
 * Checks all that is given for the traffic of a service.
 *
 * @throws InvalidPropsError with every fault, one line each
 */
export function checkTraffic(scope: Construct, id: string, props: ServiceTrafficProps): CheckedTraffic {
  const sides = sidesOf(scope, props);
  const [{ settings, table: first }] = sides;
  const { service, namespace, istioVersion } = settings;
  const { gateways = [], routes = [], policy = {}, timeout, retries } = props;
  const owner = ownerOf(scope, namespace, service);
  // The owner of the routes, where there is one, may apply a timeout and retries to them.
  const limit = gateways.length + routes.length === 0 ? owner?.limit : undefined;
  const faults = sides.flatMap((side) => placeFaults(side, props));
  if (limit === undefined) faults.push(...ownerFaults(scope, namespace, service));
  faults.push(...durationFaults('timeout', timeout), ...retriesFaults('retries', retries));
  const warnings: string[] = [];
  for (const { table } of sides) {
    for (const route of routes) {
      const checked = table.checkHttp(route, faults);
      if (checked.field === 'http') warnings.push(...table.warnings(checked));
      table.add(checked);
    }
  }
  const trafficPolicy = renderTrafficPolicy(policy, istioVersion, faults);
  faults.push(...localityFaults(policy));
  const added = newSubsets(new Map(), [...(props.subsets ?? []), ...ownSubsets(first.backends)], faults);
  const rendered = added.map((subset) => renderSubset(subset, policy, settings, faults));
  for (const side of sides) {
    if (side.settings.api === 'gateway') {
      faults.push(...gatewayApiFaults(side.settings, props), ...versionFaults(service, added));
    }
  }
  if (faults.length === 0 && limit !== undefined) faults.push(...limit({ timeout, retries }));
  InvalidPropsError.throwIfAny(scope, id, [...new Set(faults)]);
  return { sides, isLimitedElsewhere: limit !== undefined, trafficPolicy, added, rendered, warnings };
}
