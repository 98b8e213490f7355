import type { KubernetesObject } from '../cluster/api';
import { resourcesInState } from '../terraform/state';
import type { Check } from './check';

/** A namespace that a stack creates is not there already: Terraform would stop at it. */
export const namespacesFree: Check = {
  title: 'the namespaces to be created are not there yet, or are the stacks’ own',
  group: 'Earlier deploys',
  link: 'https://developer.hashicorp.com/terraform/cli/commands/import',
  async look(session) {
    const { objects, stacks } = await session.content();
    const namespaces = await session.list<KubernetesObject>('/api/v1/namespaces');
    const created = objects.filter(({ kind, partial, release }) => kind === 'Namespace' && !partial && !release);
    if (created.length === 0) return { skipped: 'the stacks create none' };
    const orphans = created.filter(({ stack, metadata }) => {
      const state = stacks.find(({ name }) => name === stack);
      // With state kept elsewhere nobody knows; with an empty one the namespace is somebody else's.
      return (
        namespaces.some(
          (live) => live.metadata.name === metadata.name && live.metadata.deletionTimestamp === undefined,
        ) &&
        state !== undefined &&
        resourcesInState(state) === 0
      );
    });
    return {
      note: created.map(({ metadata }) => metadata.name).join(', '),
      findings: orphans.map(({ stack, address, metadata }) => ({
        severity: 'bad' as const,
        problem: `namespace ${metadata.name}: exists already, and stack ${stack} would create it`,
        remedy: `kubectl delete namespace ${metadata.name}, or keep it: terraform -chdir=${stacks.find(({ name }) => name === stack)?.directory} import ${address} ${metadata.name}`,
      })),
    };
  },
};
