import { selects } from '../../model/labels';
import type { KubernetesApi, KubernetesObject } from './api';
import { podTrouble, type StartingPod } from './pod-trouble';

interface WorkloadWithPods extends KubernetesObject {
  readonly spec?: { readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> } };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** A Helm release, or a workload of its own, whose pods are asked for. */
export interface Deployed {
  readonly namespace: string;
  readonly name: string;
  /** @default - a release */
  readonly kind?: string;
}

/** Where the workloads of a namespace are, by their kind. */
const LISTS: Readonly<Record<string, (namespace: string) => string>> = {
  Deployment: (namespace) => `/apis/apps/v1/namespaces/${namespace}/deployments`,
  StatefulSet: (namespace) => `/apis/apps/v1/namespaces/${namespace}/statefulsets`,
  DaemonSet: (namespace) => `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
  Job: (namespace) => `/apis/batch/v1/namespaces/${namespace}/jobs`,
};

/** Whether objects of a kind have pods that a deploy waits for. */
export function hasPods(kind: string): boolean {
  return Object.hasOwn(LISTS, kind);
}

/** What the pods of a release or workload wait for, one line each; none where all are ready, or just starting. */
export async function troublesOf(api: KubernetesApi, { namespace, name, kind }: Deployed): Promise<readonly string[]> {
  const lists = Object.entries(LISTS).filter(([one]) => kind === undefined || one === kind);
  const workloads = await Promise.all(lists.map(([, listIn]) => api.list<WorkloadWithPods>(listIn(namespace))));
  const ofRelease = ({ annotations = {} }: KubernetesObject['metadata']): boolean =>
    annotations['meta.helm.sh/release-name'] === name && annotations['meta.helm.sh/release-namespace'] === namespace;
  const own = workloads
    .flat()
    .filter(({ metadata }) => (kind === undefined ? ofRelease(metadata) : metadata.name === name));
  const pods = own.length === 0 ? [] : await api.list<StartingPod>(`/api/v1/namespaces/${namespace}/pods`);
  return (await Promise.all(own.map((workload) => troublesOfWorkload(api, workload, pods)))).flat();
}

/** What the pods of a workload wait for, one line each. */
export async function troublesOfWorkload(
  api: KubernetesApi,
  { metadata, spec, status }: WorkloadWithPods,
  pods: readonly StartingPod[],
): Promise<readonly string[]> {
  const selector = spec?.selector?.matchLabels ?? {};
  const own = pods.filter(
    (pod) =>
      pod.metadata.namespace === metadata.namespace &&
      Object.keys(selector).length > 0 &&
      selects(selector, pod.metadata.labels ?? {}),
  );
  // A quota, or a webhook that does not answer, keeps pods from being made at all.
  const refused = status?.conditions?.find(({ type, status: value }) => type === 'ReplicaFailure' && value === 'True');
  const troubles = await Promise.all(own.map((pod) => podTrouble(api, pod)));
  return [
    ...(refused?.message ? [`${metadata.namespace}/${metadata.name}: no pod is created: ${refused.message}`] : []),
    ...troubles.filter((trouble) => trouble !== undefined),
  ];
}
