import { podsWithoutSidecar, workloadOf } from '../checks/pods-have-sidecars';
import type { Session } from '../session/session';

const PLURALS: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};

/**
 * Starts the workloads again whose pods lack their sidecar, as `kubectl rollout restart` does. Pods without a workload are left alone:
 * nobody would bring them back.
 *
 * @returns what was restarted, `Deployment default/helloworld-v1`
 */
export async function restartBarePods(session: Session): Promise<readonly string[]> {
  const { bare } = await podsWithoutSidecar(session);
  const workloads = new Map<string, string>();
  for (const pod of bare) {
    const workload = workloadOf(pod);
    const plural = workload && PLURALS[workload.kind];
    if (!plural) continue;
    const { namespace } = pod.metadata;
    workloads.set(
      `/apis/apps/v1/namespaces/${namespace}/${plural}/${workload.name}`,
      `${workload.kind} ${namespace}/${workload.name}`,
    );
  }
  const restartedAt = new Date().toISOString();
  await Promise.all(
    [...workloads.keys()].map((path) =>
      session.api.mergePatch(
        path,
        {
          spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt } } } },
        },
        { fieldManager: 'mesh-verify' },
      ),
    ),
  );
  return [...workloads.values()].sort();
}
