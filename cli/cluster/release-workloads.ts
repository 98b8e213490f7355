import { selects } from '../../model/labels';
import type { KubernetesApi, KubernetesObject } from './api';
import { podTrouble, type StartingPod } from './pod-trouble';

interface WorkloadWithPods extends KubernetesObject {
  readonly spec?: { readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> } };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** The release or workload whose pods are asked for; of a release without a name, nothing. */
export interface ReleaseName {
  readonly namespace: string;
  readonly name: string;
}

const PLURALS = ['apps/v1/{}/deployments', 'apps/v1/{}/statefulsets', 'apps/v1/{}/daemonsets', 'batch/v1/{}/jobs'];

/** What the pods of a release wait for, one line each; none where all are ready, or just starting. */
export async function troublesOfRelease(
  api: KubernetesApi,
  { namespace, name }: ReleaseName,
): Promise<readonly string[]> {
  const lists = await Promise.all(
    PLURALS.map((path) => api.list<WorkloadWithPods>(`/apis/${path.replace('{}', `namespaces/${namespace}`)}`)),
  );
  const own = lists.flat().filter(({ metadata }) => {
    const annotations = metadata.annotations ?? {};
    return (
      annotations['meta.helm.sh/release-name'] === name && annotations['meta.helm.sh/release-namespace'] === namespace
    );
  });
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
