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
      findings.push({
        severity: 'bad',
        problem: found
          ? `release ${release}: ${found.status} since ${since(found)} (revision ${found.revision})`
          : `release ${release}: not in the cluster`,
        remedy: `mesh up ${stack}`,
      });
    }
    return { note: `${wanted.size} releases`, findings };
  },
};
