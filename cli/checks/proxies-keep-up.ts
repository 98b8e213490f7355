import type { Check, Finding } from './check';
import { hasProxy, type Pod, proxyOf, workloadOf } from './pods-have-sidecars';
import { minorAt, minorsBetween, PROXY_SKEW } from './upgrade/minors';
import { imageVersion, type Upgrade, upgradesOf } from './upgrade/upgrades';

interface Lagging {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly versions: Set<string>;
  pods: number;
}

/** Every proxy is of a release that the istiod of the stacks supports: two minors older at most, and never newer. */
export const proxiesKeepUp: Check = {
  title: 'the proxies are of releases that istiod supports',
  group: 'Data plane',
  link: 'https://istio.io/latest/docs/releases/supported-releases/#control-planedata-plane-skew',
  async look(session) {
    const [upgrades, all] = await Promise.all([upgradesOf(session), session.list<Pod>('/api/v1/pods')]);
    if (upgrades.length === 0) return { skipped: 'the stacks deploy no control plane' };
    const pods = all.filter(hasProxy);
    const findings = upgrades.flatMap((upgrade) => {
      const own = pods.filter((pod) => revisionOf(pod) === upgrade.revision);
      return [...laggingWorkloads(own, upgrade.to).values()].map((workload) => finding(workload, upgrade));
    });
    return { note: `${pods.length} pods with a proxy`, findings };
  },
};

function laggingWorkloads(pods: readonly Pod[], istiod: string): ReadonlyMap<string, Lagging> {
  const found = new Map<string, Lagging>();
  for (const pod of pods) {
    const version = imageVersion(proxyOf(pod)?.image);
    const behind = version === undefined ? undefined : minorsBetween(version, istiod);
    if (version === undefined || behind === undefined || (behind >= 0 && behind <= PROXY_SKEW)) continue;
    const namespace = pod.metadata.namespace ?? '';
    const { kind, name } = workloadOf(pod) ?? { kind: 'Pod', name: pod.metadata.name };
    const key = `${kind} ${namespace}/${name}`;
    const workload = found.get(key) ?? { namespace, kind, name, versions: new Set<string>(), pods: 0 };
    workload.pods += 1;
    workload.versions.add(version);
    found.set(key, workload);
  }
  return found;
}

function finding({ namespace, kind, name, versions, pods }: Lagging, { to, from }: Upgrade): Finding {
  const restart =
    kind === 'Pod'
      ? `create pod ${namespace}/${name} again`
      : `kubectl -n ${namespace} rollout restart ${kind.toLowerCase()}/${name}`;
  const isUpgrade = from !== undefined && from !== to;
  return {
    severity: 'warning',
    problem: `${kind} ${namespace}/${name}: expected proxies from ${minorAt(to, -PROXY_SKEW)} to ${minorAt(to, 0)} for istiod ${to}, got ${[...versions].join(', ')} (${pods} pod${pods === 1 ? '' : 's'})`,
    remedy: isUpgrade ? `${restart}: before the upgrade gives them ${from}` : restart,
  };
}

/** The revision whose injector gave a pod its proxy. */
export function revisionOf({ metadata }: Pod): string {
  const { 'istio.io/rev': named, 'sidecar.istio.io/status': status } = metadata.annotations ?? {};
  if (named) return named;
  try {
    return (JSON.parse(status ?? '{}') as { revision?: string }).revision || 'default';
  } catch {
    return 'default';
  }
}
