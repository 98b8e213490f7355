import { canonical } from '../delivery/terraform-template';
import type * as networking from '../resources/generated/networking';
import type { Backend } from './backend';
import { versionServiceFaults } from './gateway/version-services';
import type { MeshService } from './mesh-service';
import type { RouteSettings } from './route-table';
import type { Subset } from './subset';
import { localityFaults, renderTrafficPolicy, type TrafficPolicy } from './traffic-policy';

/** Those of the subsets that are not declared yet; one name is one subset. */
export function newSubsets(
  declared: ReadonlyMap<string, Subset>,
  subsets: readonly Subset[],
  faults: string[],
): readonly Subset[] {
  const added = new Map<string, Subset>();
  for (const subset of subsets) {
    const before = declared.get(subset.name) ?? added.get(subset.name);
    if (before === undefined) added.set(subset.name, subset);
    else if (before !== subset && !alike(before, subset)) {
      faults.push(
        `subset "${subset.name}": duplicate name, with labels ${labelsText(before)} and ${labelsText(subset)}, or with different policies: rename one of them`,
      );
    }
  }
  return [...added.values()];
}

/** The subsets of the service itself that routes lead to. */
export const ownSubsets = (backends: readonly Backend[]): readonly Subset[] =>
  backends.flatMap(({ isOwn, subset }) => (isOwn && subset !== undefined ? [subset] : []));

const labelsText = (subset: Subset): string =>
  `{ ${Object.entries(subset.labels)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

const alike = (one: Subset, other: Subset): boolean =>
  one.policy === other.policy &&
  JSON.stringify(canonical(one.labels).value) === JSON.stringify(canonical(other.labels).value);

/** The subset as a DestinationRule has it. Faults of its policy are added to `faults`. */
export function renderSubset(
  subset: Subset,
  policy: TrafficPolicy | undefined,
  { istioVersion }: RouteSettings,
  faults: string[],
): networking.Subset {
  const own: string[] = [];
  const trafficPolicy = renderTrafficPolicy(subset.policy ?? {}, istioVersion, own);
  if (subset.policy !== undefined) own.push(...localityFaults(subset.policy, policy));
  faults.push(...own.map((fault) => `subset "${subset.name}": ${fault}`));
  return { name: subset.name, labels: subset.labels, trafficPolicy };
}

/** Why no Service can be made for some of the subsets, to which routes of the Gateway API lead. */
export const versionFaults = (service: MeshService, subsets: readonly Subset[]): string[] =>
  subsets.flatMap((subset) => versionServiceFaults(service, subset));
