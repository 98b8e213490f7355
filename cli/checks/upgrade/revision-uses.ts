import type { Finding } from '../check';
import { hasProxy, type Pod, workloadOf } from '../pods-have-sidecars';
import { revisionOf } from '../proxies-keep-up';
import type { UpgradeStanding } from './standing';

const SHOWN = 5;

/** What of a cluster is on a revision: tags, labels, the validator, pods. */
export function usesOf(
  revision: string,
  { tags, namespaces, validates }: UpgradeStanding,
  pods: readonly Pod[],
): readonly Finding[] {
  const inUse = (what: string, remedy: string): Finding => ({
    severity: 'bad',
    problem: `revision ${revision}: in use by ${what}`,
    remedy,
  });
  const workloads = new Map<string, number>();
  for (const pod of pods) {
    if (!hasProxy(pod) || revisionOf(pod) !== revision) continue;
    const { kind, name } = workloadOf(pod) ?? { kind: 'Pod', name: pod.metadata.name };
    const key = `${kind} ${pod.metadata.namespace}/${name}`;
    workloads.set(key, (workloads.get(key) ?? 0) + 1);
  }
  const names = [...workloads].map(([name, count]) => `${name} (${count} pod${count === 1 ? '' : 's'})`);
  const more = names.length > SHOWN ? [`${names.length - SHOWN} more`] : [];
  return [
    ...tags
      .filter((tag) => tag.revision === revision)
      .map(({ tag }) => inUse(`tag ${tag}`, 'take the step that moves it')),
    ...namespaces
      .filter(({ label }) => label === revision)
      .map(({ name }) => inUse(`namespace ${name}, whose label names it`, 'label the namespace with a tag')),
    ...(validates === revision ? [inUse('istiod-default-validator', 'take the step "default"')] : []),
    ...[...names.slice(0, SHOWN), ...more].map((name) => inUse(name, 'restart it: mesh upgrade --restart NAMESPACE')),
  ];
}
