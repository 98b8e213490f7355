import type { IstioFeature } from '../../../versions/features';
import type { PolicyTargetReference, WorkloadSelector } from '../../generated/shared';
import { show } from '../fault';
import type { Place } from '../place';
import { checkSelector } from './labels';
import { checkRequired } from './numbers';

const TARGETS: readonly (readonly [group: string, kind: string, feature?: IstioFeature])[] = [
  ['', 'Service', 'serviceTargets'],
  ['core', 'Service', 'serviceTargets'],
  ['networking.istio.io', 'ServiceEntry', 'serviceEntryTargets'],
  ['gateway.networking.k8s.io', 'Gateway'],
  ['gateway.networking.k8s.io', 'GatewayClass', 'gatewayClassTargets'],
];

interface Targeted {
  readonly selector?: WorkloadSelector;
  readonly targetRef?: PolicyTargetReference;
  readonly targetRefs?: readonly PolicyTargetReference[];
}

function checkTarget(target: Place<PolicyTargetReference>): void {
  if (!target.exists || target.unknown) return;
  checkRequired(target.field('name'), 'the name of the target');
  const namespace = target.field('namespace');
  if (namespace.isSet)
    namespace.fault({
      got: show(namespace.text()),
      wanted: 'no value',
      text: 'not allowed: a target is in its own namespace',
    });
  const [group, kind] = [target.field('group'), target.field('kind')];
  if (group.unknown || kind.unknown) return;
  const targets = TARGETS.filter(([, , feature]) => feature === undefined || target.inspection.has(feature));
  if (!targets.some((known) => known[0] === (group.text() ?? '') && known[1] === kind.text())) {
    const got = `${group.text() ?? ''}/${kind.text() ?? ''}`;
    const wanted = targets.filter(([name]) => name !== 'core').map(([name, of]) => `${name}/${of}`);
    target.fault({ got: show(got), wanted: `one of ${wanted.join(', ')}` });
  }
}

/** What a policy is about: workloads by label, or targets by name, not both. */
export function checkTargets(spec: Place<Targeted>): void {
  const [selector, targetRef, targetRefs] = [spec.field('selector'), spec.field('targetRef'), spec.field('targetRefs')];
  const set = [
    ['selector', selector.exists],
    ['targetRef', targetRef.exists],
    ['targetRefs', targetRefs.isSet],
  ] as const;
  const chosen = set.filter(([, is]) => is).map(([name]) => name);
  if (chosen.length > 1)
    spec.fault({
      code: 'too-many-fields',
      got: chosen.join(' and '),
      wanted: 'at most one of selector, targetRef, targetRefs',
    });
  checkSelector(selector, 'matchLabels');
  checkTarget(targetRef);
  for (const target of targetRefs.items()) checkTarget(target);
}
