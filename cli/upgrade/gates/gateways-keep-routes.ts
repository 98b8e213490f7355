import type { Check, Finding } from '../../checks/check';
import { DEFAULT, standingOf } from '../../checks/upgrade/standing';
import type { KubernetesObject } from '../../cluster/api';
import { progressOf } from '../progress';

/**
 * No Gateway of the Gateway API follows a tag or a namespace's label that the next step moves: the istiod which its pods
 * still ask would drop their listeners in that moment.
 */
export const gatewaysKeepRoutes: Check = {
  title: 'no gateway loses its routes when a tag moves',
  group: 'Traffic',
  link: 'https://github.com/istio/istio/issues/56321',
  async look(session) {
    const [standing, gateways] = await Promise.all([
      standingOf(session),
      session.listServed<KubernetesObject>('gateway.networking.k8s.io', 'gateways'),
    ]);
    const progress = progressOf(standing);
    if (progress === undefined) return { skipped: 'there is one revision only' };
    const { from, next } = progress;
    const labelOf = (namespace: string | undefined) =>
      standing.namespaces.find(({ name }) => name === namespace)?.label;
    const findings = gateways.flatMap(({ metadata }): readonly Finding[] => {
      const own = metadata.labels?.['istio.io/rev'];
      const label = own ?? labelOf(metadata.namespace) ?? DEFAULT;
      if (standing.revisions.some(({ name }) => name === label)) return [];
      const leadsTo = standing.tags.find(({ tag }) => tag === label)?.revision;
      if (leadsTo !== from.name) return [];
      const isMoved =
        next === 'default' || (next === 'canary' && label !== DEFAULT) || (next === 'namespaces' && own === undefined);
      if (!isMoved) return [];
      return [
        {
          severity: 'bad',
          problem: `Gateway ${metadata.namespace}/${metadata.name}: expected a label with its revision, got ${own === undefined ? 'none' : `the tag ${own}`}; it loses its listeners when ${own === undefined && label !== DEFAULT ? 'its namespace moves' : `the tag ${label} moves`}`,
          remedy: `kubectl -n ${metadata.namespace} label gateways.gateway.networking.k8s.io ${metadata.name} istio.io/rev=${from.name} --overwrite, and move it by a second Gateway`,
        },
      ];
    });
    return { note: `${gateways.length} Gateways of the Gateway API`, findings };
  },
};
