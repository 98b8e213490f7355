import type { Check } from '../../checks/check';
import type { Pod } from '../../checks/pods-have-sidecars';
import { usesOf } from '../../checks/upgrade/revision-uses';
import { standingOf } from '../../checks/upgrade/standing';
import { progressOf } from '../progress';

/** Nothing is on the revision that the next step removes. */
export const oldRevisionUnused: Check = {
  title: 'nothing is on the old revision any more',
  group: 'Data plane',
  async look(session) {
    const [standing, pods] = await Promise.all([standingOf(session), session.list<Pod>('/api/v1/pods')]);
    const progress = progressOf(standing);
    if (progress?.next !== 'retire') return { skipped: 'the next step does not remove it' };
    return { findings: usesOf(progress.from.name, standing, pods) };
  },
};
