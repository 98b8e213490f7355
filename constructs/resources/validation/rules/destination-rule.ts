import type { DestinationRuleSpec } from '../../generated/networking';
import { checkExportTo } from '../checks/export-to';
import { checkLabelName, checkWildcardHost } from '../checks/hosts';
import { checkLabels, checkSelector } from '../checks/labels';
import { checkRequired } from '../checks/numbers';
import { checkFailover, checkTrafficPolicy } from '../checks/traffic-policy';
import { show } from '../fault';
import type { Place } from '../place';

/** What istiod's webhook refuses, and warns of, in a DestinationRule. */
export function checkDestinationRule(spec: Place<DestinationRuleSpec>): void {
  checkRequired(spec.field('host'), 'the host it is about');
  if (spec.field('host').isSet) checkWildcardHost(spec.field('host'));
  checkTrafficPolicy(spec.field('trafficPolicy'));
  checkFailover(spec.field('trafficPolicy'));
  const names = new Set<string>();
  for (const subset of spec.field('subsets').items()) {
    const name = subset.field('name').text();
    if (name !== undefined && names.has(name) && spec.inspection.has('distinctSubsets')) {
      subset.field('name').fault({ code: 'duplicate', got: `${show(name)}`, wanted: 'each subset once' });
    }
    if (name !== undefined) names.add(name);
    if (!subset.unknown) checkRequired(subset.field('name'), 'the name of the subset');
    if (subset.field('name').isSet) checkLabelName(subset.field('name'));
    checkLabels(subset.field('labels'));
    checkTrafficPolicy(subset.field('trafficPolicy'));
  }
  const selector = spec.field('workloadSelector');
  checkExportTo(spec.field('exportTo'), { ownOnly: selector.exists });
  checkSelector(selector, 'matchLabels');
}
