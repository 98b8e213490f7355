import { CommandError, type Problem } from '../command-error';
import type { KubernetesApi, KubernetesObject } from './api';

/** A pod, as far as finding it goes. */
export interface RunningPod extends KubernetesObject {
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly image?: string;
      readonly args?: readonly string[];
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
    readonly initContainers?: readonly {
      readonly name: string;
      readonly restartPolicy?: string;
      readonly image?: string;
      readonly args?: readonly string[];
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface WorkloadOfPods extends KubernetesObject {
  readonly spec?: { readonly replicas?: number };
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

/** The kinds that kubectl users write before a name, and what owns the pods of each. */
const OWNERS: Readonly<Record<string, 'Pod' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet'>> = {
  ...{ po: 'Pod', pod: 'Pod', pods: 'Pod' },
  ...{ deploy: 'ReplicaSet', deployment: 'ReplicaSet', deployments: 'ReplicaSet' },
  ...{ rs: 'ReplicaSet', replicaset: 'ReplicaSet', replicasets: 'ReplicaSet' },
  ...{ sts: 'StatefulSet', statefulset: 'StatefulSet', statefulsets: 'StatefulSet' },
  ...{ ds: 'DaemonSet', daemonset: 'DaemonSet', daemonsets: 'DaemonSet' },
};

/** All pods that a name stands for; never none. */
export async function findPods(api: KubernetesApi, name: string): Promise<readonly RunningPod[]> {
  const pods = await api.list<RunningPod>('/api/v1/pods');
  const [, kind, rest = name] = /^([a-z]+)\/(.+)$/.exec(name) ?? [];
  const owner = kind === undefined ? undefined : OWNERS[kind];
  const plain = owner === undefined ? name : rest;
  const [first = plain, second] = plain.includes('/') ? plain.split('/').reverse() : plain.split('.');
  const within = pods.filter(({ metadata }) => second === undefined || metadata.namespace === second);
  const exact = within.filter(({ metadata }) => metadata.name === first);
  if (exact.length > 0 && (owner === undefined || owner === 'Pod')) return exact;
  const related = within.filter(
    ({ metadata }) =>
      (owner !== undefined && metadata.ownerReferences?.some((one) => one.kind === owner && isOwnedBy(one, first))) ||
      (owner === undefined && isRelated(metadata, first)),
  );
  if (related.length > 0) return related;
  const idle = owner === 'Pod' ? [] : await workloadsWithoutPods(api, owner, first, second);
  if (idle.length > 0) throw new CommandError(...idle);
  const names = [...new Set(pods.map(({ metadata }) => metadata.labels?.['app'] ?? metadata.name))].sort();
  throw new CommandError({
    problem: `pod ${JSON.stringify(name)}: no pod, workload or app label has that name`,
    remedy:
      names.length === 0
        ? 'there are no pods: mesh up'
        : `there are ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}`,
  });
}

/** What workloads of a name lack, of which no pod was found. */
async function workloadsWithoutPods(
  api: KubernetesApi,
  owner: string | undefined,
  name: string,
  namespace: string | undefined,
): Promise<readonly Problem[]> {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];
  const found = await Promise.all(
    kinds
      .filter((kind) => owner === undefined || owner === kind || (owner === 'ReplicaSet' && kind === 'Deployment'))
      .map(async (kind) => {
        const workloads = await api.list<WorkloadOfPods>(`/apis/apps/v1/${kind.toLowerCase()}s`);
        return workloads
          .filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace)
          .filter(({ metadata }) => metadata.name === name || metadata.labels?.['app'] === name)
          .map(({ metadata, spec }): Problem => {
            const workload = `${kind.toLowerCase()}/${metadata.name}`;
            return {
              problem: `${kind} ${metadata.namespace}/${metadata.name}: has no pods${spec?.replicas === 0 ? ': scaled to 0' : ''}`,
              remedy: `kubectl -n ${metadata.namespace} ${spec?.replicas === 0 ? `scale ${workload} --replicas=1` : `describe ${workload}`}`,
            };
          });
      }),
  );
  return found.flat();
}

/** A Deployment's ReplicaSet has its name and a hash. */
function isOwnedBy(owner: { readonly name: string }, name: string): boolean {
  return owner.name === name || owner.name.replace(/-[a-z0-9]+$/, '') === name;
}

function isRelated({ labels = {}, ownerReferences = [] }: RunningPod['metadata'], name: string): boolean {
  return (
    ['app', 'app.kubernetes.io/name', 'istio'].some((label) => labels[label] === name) ||
    ownerReferences.some((owner) => isOwnedBy(owner, name))
  );
}

/** `get` that says which pod is missing instead of a bare 404. */
