import type { StartingPod } from '../cluster/pod-trouble';
import { troublesOfWorkload } from '../cluster/release-workloads';
import type { Session } from '../session/session';
import type { Check, Finding } from './check';
import { missingReplicas } from './gateways';
import { type Workload, workloadsOf } from './workloads';

/** Every Deployment and StatefulSet of the stacks has the replicas it wants, of its newest version. */
export const workloadsRolledOut: Check = {
  title: 'the workloads are rolled out',
  group: 'Control plane',
  link: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
  async look(session) {
    const [workloads, pods] = await Promise.all([workloadsOf(session), session.list<StartingPod>('/api/v1/pods')]);
    const findings = await Promise.all(workloads.map((workload) => faultsOf(session, workload, pods)));
    return { note: `${workloads.length} workloads`, findings: findings.flat() };
  },
};

async function faultsOf(
  session: Session,
  workload: Workload,
  pods: readonly StartingPod[],
): Promise<readonly Finding[]> {
  const { kind = 'Deployment', metadata, spec } = workload;
  const name = `${kind} ${metadata.namespace}/${metadata.name}`;
  if (spec.replicas === 0) {
    return [
      {
        severity: 'bad',
        problem: `${name}: scaled to 0`,
        remedy: `kubectl -n ${metadata.namespace} scale ${kind.toLowerCase()}/${metadata.name} --replicas=1`,
      },
    ];
  }
  const lacking = missingReplicas(workload);
  if (lacking === undefined) return [];
  const remedy = `kubectl -n ${metadata.namespace} describe ${kind.toLowerCase()}/${metadata.name}`;
  const troubles = await troublesOfWorkload(session.api, workload, pods);
  return [`${name}: ${lacking}`, ...troubles].map((problem) => ({ severity: 'bad', problem, remedy }));
}
