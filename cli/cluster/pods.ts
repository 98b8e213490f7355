import { CommandError } from '../command-error';
import { ApiError, type KubernetesApi, type KubernetesObject } from './api';

/** A pod, as far as finding it goes. */
export interface RunningPod extends KubernetesObject {
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly image?: string;
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
    readonly initContainers?: readonly {
      readonly name: string;
      readonly restartPolicy?: string;
      readonly image?: string;
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export function isReady({ metadata, status }: RunningPod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status?.phase === 'Running' &&
    (status.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True')
  );
}

/**
 * The pod of a name as people give it: `POD`, `POD.NAMESPACE` as istioctl writes it, `NAMESPACE/POD`, or the name of a workload or an
 * app label, of which a ready pod is taken.
 *
 * @throws CommandError where there is none, with the ones that are close
 */
export async function findPod(api: KubernetesApi, name: string): Promise<RunningPod> {
  const found = await findPods(api, name);
  return found.find(isReady) ?? (found[0] as RunningPod);
}

/** All pods that a name stands for; never none. */
export async function findPods(api: KubernetesApi, name: string): Promise<readonly RunningPod[]> {
  const pods = await api.list<RunningPod>('/api/v1/pods');
  const [first = name, second] = name.includes('/') ? name.split('/').reverse() : name.split('.');
  const within = pods.filter(({ metadata }) => second === undefined || metadata.namespace === second);
  const exact = within.filter(({ metadata }) => metadata.name === first);
  if (exact.length > 0) return exact;
  const related = within.filter(
    ({ metadata }) =>
      metadata.labels?.['app'] === first ||
      metadata.labels?.['app.kubernetes.io/name'] === first ||
      metadata.labels?.['istio'] === first ||
      metadata.ownerReferences?.some(
        (owner) => owner.name === first || owner.name.replace(/-[a-z0-9]+$/, '') === first,
      ),
  );
  if (related.length > 0) return related;
  const names = [...new Set(pods.map(({ metadata }) => metadata.labels?.['app'] ?? metadata.name))].sort();
  throw new CommandError({
    problem: `pod ${JSON.stringify(name)}: no pod, workload or app label has that name`,
    remedy:
      names.length === 0
        ? 'there are no pods: mesh up'
        : `there are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}`,
  });
}

/** `get` that says which pod is missing instead of a bare 404. */
export function asCommandError(error: unknown, what: string): unknown {
  return error instanceof ApiError ? new CommandError({ problem: `${what}: ${error.message.trim()}` }) : error;
}
