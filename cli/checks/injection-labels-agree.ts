import { INJECTION_LABEL, REVISION_LABEL } from '../../model/data-plane';
import type { KubernetesObject } from '../cluster/api';
import { managersOf } from '../cluster/managed-fields';
import type { Check, Finding } from './check';

/** Managers under which Terraform's kubernetes provider writes labels. */
const OURS = new Set(['Terraform']);

/**
 * Nobody else set the injection label of a namespace to another value (the deploy would fail with a field manager conflict), and no
 * namespace carries both ways of asking for injection.
 */
export const injectionLabelsAgree: Check = {
  title: 'injection labels are not in conflict',
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/reference/config/analysis/ist0123/',
  async look(session) {
    const { objects } = await session.content();
    const namespaces = await session.list<KubernetesObject>('/api/v1/namespaces');
    const findings: Finding[] = [];
    for (const object of objects) {
      const live = namespaces.find(({ metadata }) => metadata.name === object.metadata.name);
      if (!object.partial || object.kind !== 'Namespace' || !live) continue;
      for (const [label, wanted] of Object.entries(object.metadata.labels ?? {})) {
        const got = live.metadata.labels?.[label];
        const managers = managersOf(live, ['metadata', 'labels', label]).filter((manager) => !OURS.has(manager));
        if (got === undefined || got === wanted || managers.length === 0) continue;
        findings.push({
          severity: 'bad',
          problem: `namespace ${live.metadata.name}: label ${label}=${got} was set by ${managers.join(', ')}; ${object.constructPath} sets ${wanted}`,
          remedy: `kubectl label namespace ${live.metadata.name} ${label}-`,
        });
      }
    }
    for (const { metadata } of namespaces) {
      const { [INJECTION_LABEL]: injection, [REVISION_LABEL]: revision } = metadata.labels ?? {};
      if (injection !== undefined && revision !== undefined) {
        findings.push({
          severity: 'warning',
          problem: `namespace ${metadata.name}: has both ${INJECTION_LABEL}=${injection} and ${REVISION_LABEL}=${revision}; the first wins`,
          remedy: `kubectl label namespace ${metadata.name} ${INJECTION_LABEL}- (or ${REVISION_LABEL}-)`,
        });
      }
    }
    return { findings };
  },
};
