import { isPending } from '../cluster/helm-releases';
import type { Check, Finding } from './check';
import { since } from './releases-settled';

/** Every Helm release of the stacks is in the cluster and deployed. */
export const releasesDeployed: Check = {
  title: 'the releases are deployed',
  group: 'Control plane',
  link: 'https://helm.sh/docs/helm/helm_status/',
  async look(session) {
    const [{ charts, objects }, revisions] = await Promise.all([session.content(), session.revisions()]);
    const wanted = new Map(
      [...charts, ...objects.flatMap(({ release, stack }) => (release ? [{ ...release, stack }] : []))].map(
        (release) => [`${release.namespace}/${release.name}`, release.stack],
      ),
    );
    const findings: Finding[] = [];
    for (const [release, stack] of wanted) {
      const found = revisions.find(({ namespace, name }) => `${namespace}/${name}` === release);
      if (found?.status === 'deployed') continue;
      const state = found && `${found.status} since ${since(found)} (revision ${found.revision})`;
      const pending = found && isPending(found);
      findings.push({
        severity: 'bad',
        problem: `release ${release}: ${state ?? 'not in the cluster'}${pending ? ', by a deploy that is running or was killed' : ''}`,
        remedy: pending ? `wait for it; if no deploy is running: mesh up ${stack} --clear-pending` : `mesh up ${stack}`,
      });
    }
    return { note: `${wanted.size} releases`, findings };
  },
};
