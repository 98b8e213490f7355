import type { KubernetesApi } from './api';

const PLURALS: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

/** The path of a workload that Kubernetes can restart; undefined for every other kind. */
export function workloadPath(kind: string, namespace: string | undefined, name: string): string | undefined {
  const plural = PLURALS[kind];
  return plural && `/apis/apps/v1/namespaces/${namespace}/${plural}/${name}`;
}

/** Has Kubernetes replace the pods of a workload, as `kubectl rollout restart` does. */
export async function restartWorkload(api: KubernetesApi, path: string, fieldManager: string): Promise<void> {
  const restartedAt = new Date().toISOString();
  await api.mergePatch(
    path,
    { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } } } } },
    { fieldManager },
  );
}
