import { podsWithoutSidecar, workloadOf } from '../checks/pods-have-sidecars';
import { restartWorkload, workloadPath } from '../cluster/restart-workload';
import type { Session } from '../session/session';

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
    const { namespace } = pod.metadata;
    const path = workload && workloadPath(workload.kind, namespace, workload.name);
    if (path !== undefined) workloads.set(path, `${workload?.kind} ${namespace}/${workload?.name}`);
  }
  await Promise.all([...workloads.keys()].map((path) => restartWorkload(session.api, path, 'mesh-verify')));
  return [...workloads.values()].sort();
}
