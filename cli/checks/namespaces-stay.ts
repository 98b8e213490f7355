import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';

interface Namespace extends KubernetesObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** No namespace of the stacks is on its way out: nothing can be created in it until it is gone. */
export const namespacesStay: Check = {
  title: 'no namespace of the stacks is being deleted',
  group: 'Earlier deploys',
  async look(session) {
    const { charts, objects } = await session.content();
    const ours = new Set([
      ...charts.map(({ namespace }) => namespace),
      ...objects.map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata.namespace)),
    ]);
    const namespaces = await session.list<Namespace>('/api/v1/namespaces');
    return {
      findings: namespaces
        .filter(({ metadata }) => metadata.deletionTimestamp !== undefined && ours.has(metadata.name))
        .map(({ metadata, status }) => ({
          severity: 'bad',
          problem: `namespace ${metadata.name}: being deleted since ${metadata.deletionTimestamp}${reason(status)}`,
          remedy: `wait for it, or see what holds it: kubectl get namespace ${metadata.name} -o yaml`,
        })),
    };
  },
};

function reason(status: Namespace['status']): string {
  const holding = (status?.conditions ?? []).filter((condition) => condition.status === 'True' && condition.message);
  return holding.length > 0 ? `: ${holding.map(({ message }) => message).join('; ')}` : '';
}
