import { NAMESPACE_LABELS } from '../../model/data-plane';
import type { KubernetesObject } from '../cluster/api';
import type { Check, Finding } from './check';

/** Values that keep a namespace out. */
const OUT = new Set(['disabled', 'none']);

/** The namespaces still carry the labels that the stacks gave them: without one its next pods come up outside the mesh, unnoticed. */
export const namespacesLabelled: Check = {
  title: 'the namespaces have the labels that take them into the mesh',
  group: 'Data plane',
  link: 'https://istio.io/latest/docs/ops/common-problems/injection/',
  async look(session) {
    const [{ objects }, namespaces] = await Promise.all([
      session.content(),
      session.list<KubernetesObject>('/api/v1/namespaces'),
    ]);
    const labelled = new Set<string>();
    const findings: Finding[] = [];
    for (const { kind, metadata, constructPath, stack } of objects) {
      if (kind !== 'Namespace') continue;
      const live = namespaces.find((namespace) => namespace.metadata.name === metadata.name);
      for (const label of NAMESPACE_LABELS) {
        const wanted = metadata.labels?.[label];
        // What only Terraform knows cannot be compared; a namespace that is not there is missing with its release.
        if (wanted === undefined || wanted.includes('${') || !live) continue;
        labelled.add(metadata.name);
        const got = live.metadata.labels?.[label];
        if (got === wanted) continue;
        const effect = OUT.has(wanted) ? '' : '; its new pods stay out of the mesh';
        // A label that kubectl sets instead would outlive the stack: it has an owner of its own then.
        const back =
          got === undefined
            ? `mesh up ${stack}`
            : `kubectl label namespace ${metadata.name} ${label}=${wanted} --overwrite`;
        findings.push({
          severity: 'bad',
          problem:
            got === undefined
              ? `namespace ${metadata.name}: lacks the label ${label}=${wanted} of ${constructPath}${effect}`
              : `namespace ${metadata.name}: label ${label}=${got}, ${constructPath} sets ${wanted}${effect}`,
          remedy: `${back}, then mesh verify --restart`,
        });
      }
    }
    return labelled.size === 0 ? { skipped: 'the stacks label none' } : { note: [...labelled].join(', '), findings };
  },
};
