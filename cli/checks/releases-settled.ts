import { isPending, type ReleaseRevision } from '../cluster/helm-releases';
import type { Session } from '../session/session';
import type { Check } from './check';

/** No release of the stacks was left behind by a deploy that was killed half-way. */
export const releasesSettled: Check = {
  title: 'no release was left half-way',
  group: 'Earlier deploys',
  link: 'https://helm.sh/docs/faq/troubleshooting/',
  async look(session) {
    return {
      findings: (await pendingReleases(session)).map((release) => ({
        severity: 'bad',
        problem: `release ${release.namespace}/${release.name}: ${release.status} since ${since(release)}: its deploy was killed, or is still running`,
        remedy: `if none is running: mesh up --clear-pending, or ${clearCommand(release)}`,
      })),
    };
  },
};

/** The releases of the stacks that are pending in the cluster. */
export async function pendingReleases(session: Session): Promise<readonly ReleaseRevision[]> {
  const { charts, objects } = await session.content();
  const ours = new Set(
    [...charts, ...objects.flatMap(({ release }) => (release ? [release] : []))].map(
      ({ namespace, name }) => `${namespace}/${name}`,
    ),
  );
  const revisions = await session.revisions();
  return revisions.filter((revision) => isPending(revision) && ours.has(`${revision.namespace}/${revision.name}`));
}

/** What clears a pending revision: without it, Helm continues from the one before, or installs over what is there. */
export function clearCommand({ namespace, secret }: ReleaseRevision): string {
  return `kubectl -n ${namespace} delete secret ${secret}`;
}

export function since({ modified }: ReleaseRevision): string {
  return modified === 0
    ? 'an unknown time'
    : `${new Date(modified * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
