import type { Check, Finding } from './check';
import { missingReplicas } from './gateways';
import { type Workload, workloadsOf } from './workloads';

/** Every Deployment and StatefulSet of the stacks has the replicas it wants, of its newest version. */
export const workloadsRolledOut: Check = {
  title: 'the workloads are rolled out',
  group: 'Control plane',
  link: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/',
  async look(session) {
    const workloads = await workloadsOf(session);
    return { note: `${workloads.length} workloads`, findings: workloads.flatMap(faultsOf) };
  },
};

function faultsOf(workload: Workload): readonly Finding[] {
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
  return lacking === undefined
    ? []
    : [
        {
          severity: 'bad',
          problem: `${name}: ${lacking}`,
          remedy: `kubectl -n ${metadata.namespace} describe ${kind.toLowerCase()}/${metadata.name}`,
        },
      ];
}
