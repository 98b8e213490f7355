import type { Check } from '../../checks/check';
import { standingOf } from '../../checks/upgrade/standing';

/** Every istiod that runs has the replicas that it should have. */
export const revisionsReady: Check = {
  title: 'istiod of every revision is ready',
  group: 'Control plane',
  async look(session) {
    const { revisions } = await standingOf(session);
    const running = revisions.filter(({ runs }) => runs);
    return {
      note: running.map(({ name }) => name).join(', ') || 'none runs',
      findings: running
        .filter(({ ready, replicas }) => ready < Math.max(replicas, 1))
        .map(({ name, namespace, ready, replicas }) => {
          const deployment = name === 'default' ? 'istiod' : `istiod-${name}`;
          return {
            severity: 'bad',
            problem: `revision ${name}: expected ${Math.max(replicas, 1)} ready istiod, got ${ready}`,
            remedy:
              replicas === 0
                ? `kubectl -n ${namespace} scale deployment/${deployment} --replicas=1`
                : `kubectl -n ${namespace} rollout status deployment/${deployment}; mesh logs istiod`,
          };
        }),
    };
  },
};
