import { resourceKindOf, servedVersions } from '../../constructs/resources/kinds';
import type { MeshContent } from '../session/session';
import type { Check, Finding } from './check';
import { MINORS_BESIDE, MINORS_IN_PLACE, minorAt, minorsBetween } from './upgrade/minors';
import { type Upgrade, upgradesOf } from './upgrade/upgrades';

/** The option of `mesh up` that deploys a jump all the same. */
const JUMP_OPTION = '--allow-jump';

/** What the stacks deploy is at most one minor away from what runs. */
export const upgradeGoesStepByStep: Check = {
  title: 'the upgrade of Istio is one step that Istio supports',
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/setup/upgrade/',
  async look(session) {
    const [upgrades, content] = await Promise.all([upgradesOf(session), session.content()]);
    if (upgrades.length === 0) return { skipped: 'the stacks deploy no control plane' };
    return {
      note: upgrades.map(({ from, to }) => (from === undefined ? `${to}, new` : `${from} -> ${to}`)).join(', '),
      findings: upgrades.flatMap((upgrade) => [
        ...jumpInPlace(upgrade),
        ...versionsLost(upgrade, content),
        ...jumpBeside(upgrade),
      ]),
    };
  },
};

function jumpInPlace({ release, from, to }: Upgrade): readonly Finding[] {
  const steps = from === undefined ? undefined : minorsBetween(from, to);
  if (from === undefined || steps === undefined || Math.abs(steps) <= MINORS_IN_PLACE) return [];
  const next = minorAt(from, Math.sign(steps));
  return [
    {
      severity: 'bad',
      problem: `istiod ${release}: expected a step of one minor, got ${from} -> ${to}`,
      remedy: `deploy istioVersion ${next} first (ISTIO_VERSION=${next} mesh up), restart the workloads, and go on from there; or mesh up ${JUMP_OPTION}, where no one depends on the mesh`,
    },
  ];
}

/**
 * On the way back Helm reads the release that it made before, and ends where the older definitions no longer serve an API version
 * in it. Deployed objects have the newest version of the release that runs.
 */
function versionsLost({ release, from, to }: Upgrade, { objects }: MeshContent): readonly Finding[] {
  if (from === undefined || (minorsBetween(from, to) ?? 0) >= 0) return [];
  const lost = new Map<string, string>();
  for (const { apiVersion, kind, release: carrier } of objects) {
    const known = resourceKindOf(apiVersion, kind);
    const newest = known && servedVersions(known, from)[0];
    const older = known ? servedVersions(known, to) : [];
    if (carrier && newest !== undefined && !older.includes(newest)) lost.set(kind, newest);
  }
  const [first] = lost;
  if (first === undefined) return [];
  const more = lost.size > 1 ? ` and ${lost.size - 1} more kinds` : '';
  return [
    {
      severity: 'bad',
      problem: `istiod ${release}: expected a release that serves ${first[0]} ${first[1]}${more}, got ${from} -> ${to}; Helm cannot change releases that hold them`,
      remedy: `stay on ${minorAt(from, 0)}, or mesh down and deploy ${to} afresh; mesh up ${JUMP_OPTION} where the program writes older apiVersions out`,
    },
  ];
}

/** Beside another control plane Istio supports two minors; whoever keeps one that is older has a reason, or forgot it. */
function jumpBeside({ release, revision, to, beside }: Upgrade): readonly Finding[] {
  return beside.flatMap(({ name, version }): readonly Finding[] => {
    const steps = minorsBetween(version, to);
    if (steps === undefined || Math.abs(steps) <= MINORS_BESIDE) return [];
    return [
      {
        severity: 'warning',
        problem: `istiod ${release}: expected a revision at most two minors from the control plane that it replaces, got ${version} (${name}) -> ${to}`,
        remedy: `deploy revision ${revision} with istioVersion ${minorAt(version, Math.sign(steps) * MINORS_BESIDE)} first, if workloads are to move from the one to the other`,
      },
    ];
  });
}
