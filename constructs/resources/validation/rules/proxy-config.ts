import type { ProxyConfigSpec } from '../../generated/networking';
import { checkSelector } from '../checks/labels';
import { checkNotNegative } from '../checks/numbers';
import type { Place } from '../place';

/** What istiod's webhook refuses, and warns of, in a ProxyConfig. */
export function checkProxyConfig(spec: Place<ProxyConfigSpec>): void {
  checkSelector(spec.field('selector'), 'matchLabels');
  checkNotNegative(spec.field('concurrency'));
}
