import { releasesInState } from '../terraform/state';
import type { Check } from './check';
import { releasesOf } from './istio-charts';
import type { Pod } from './pods-have-sidecars';
import { usesOf } from './upgrade/revision-uses';
import { standingOf } from './upgrade/standing';

/** An istiod that this deploy removes is one that nothing is on any more. */
export const revisionsInUseStay: Check = {
  title: 'no revision is removed that is in use',
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/setup/upgrade/canary/#uninstall-old-control-plane',
  async look(session) {
    const [content, standing, pods] = await Promise.all([
      session.content(),
      standingOf(session),
      session.list<Pod>('/api/v1/pods'),
    ]);
    const kept = releasesOf(content);
    const removed = new Set(
      content.stacks.flatMap((stack) => [...(releasesInState(stack) ?? [])]).filter((release) => !kept.has(release)),
    );
    const gone = standing.revisions.filter(({ runs, deployed, name, namespace }) => {
      const release = `${namespace}/${name === 'default' ? 'istiod' : `istiod-${name}`}`;
      return runs && !deployed && removed.has(release);
    });
    if (gone.length === 0) return { skipped: 'this deploy removes none' };
    return {
      note: gone.map(({ name }) => name).join(', '),
      findings: gone.flatMap(({ name }) => usesOf(name, standing, pods)),
    };
  },
};
