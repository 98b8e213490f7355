import type { Check } from '../../checks/check';
import { standingOf } from '../../checks/upgrade/standing';
import { progressOf, STEPS, stepsOf } from '../progress';
import { declaredIn } from '../stacks';

/** What the stacks say is at most one step from what the cluster has, forwards or backwards. */
export const oneStep: Check = {
  title: 'the stacks are one step from the cluster at most',
  group: 'Earlier deploys',
  async look(session) {
    const [content, standing] = await Promise.all([session.content(), standingOf(session)]);
    const progress = progressOf(standing);
    if (progress === undefined) return { skipped: 'there is one revision only' };
    const declared = stepsOf(progress, declaredIn(content));
    const isGoingOn = declared.done > Math.floor(progress.done) + 1;
    const isGoingBack = declared.done < Math.ceil(progress.done) - 1;
    if (!isGoingOn && !isGoingBack) return {};
    const next = isGoingOn ? STEPS[Math.floor(progress.done)] : STEPS[Math.ceil(progress.done) - 2];
    return {
      findings: [
        {
          severity: 'bad',
          problem: `the stacks: expected one step ${isGoingOn ? 'after' : 'before'} "${nameOf(progress.done)}", which the cluster is at, got "${nameOf(declared.done)}"`,
          remedy: `set the step to "${next ?? 'before'}" first`,
        },
      ],
    };
  },
};

function nameOf(done: number): string {
  return STEPS[Math.ceil(done) - 1] ?? 'before';
}
