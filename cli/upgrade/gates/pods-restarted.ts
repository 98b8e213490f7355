import type { Check, Finding } from '../../checks/check';
import { standingOf, type WaitingWorkload } from '../../checks/upgrade/standing';

/** The pods of every namespace have their proxies from the revision that its label leads to. */
export const podsRestarted: Check = {
  title: 'the pods have their proxies from the revision of their namespace',
  group: 'Data plane',
  async look(session) {
    const { namespaces } = await standingOf(session);
    const findings = namespaces.flatMap(({ name, revision, waiting }) =>
      waiting.map((workload) => findingOf(name, revision, workload)),
    );
    return { note: `${namespaces.reduce((sum, { pods }) => sum + pods, 0)} pods`, findings };
  },
};

function findingOf(namespace: string, revision: string, workload: WaitingWorkload): Finding {
  const { kind, name, pods, revision: got, neverRestarts } = workload;
  return {
    severity: 'bad',
    problem: `${kind} ${namespace}/${name}: expected proxies of revision ${revision}, got ${got} (${pods} pod${pods === 1 ? '' : 's'})${neverRestarts === undefined ? '' : `; it is never restarted: ${neverRestarts}`}`,
    remedy:
      neverRestarts === undefined
        ? `mesh upgrade --restart ${namespace}, or kubectl -n ${namespace} rollout restart ${kind.toLowerCase()}/${name}`
        : kind === 'Pod'
          ? `kubectl -n ${namespace} delete pod ${name}, and create it again`
          : `kubectl -n ${namespace} delete pod PODS, one after the other`,
  };
}
