import { DEFAULT, type RevisionStanding, type UpgradeStanding } from '../checks/upgrade/standing';

/** The steps of an upgrade by revisions, in their order. */
export const STEPS = ['install', 'canary', 'namespaces', 'gateways', 'default', 'retire'] as const;

export type Step = (typeof STEPS)[number];

/** How far an upgrade is. */
export interface Progress {
  readonly from: RevisionStanding;
  readonly to: RevisionStanding;
  /** How many steps are done; between two of them while namespaces or gateways move in shares. */
  readonly done: number;
  /** Undefined once the old revision is gone. */
  readonly next: Step | undefined;
  /** How many of the namespaces that follow a tag other than `default` have moved. */
  readonly namespaces: Moved;
  /** How many of the Deployments of gateways have moved. */
  readonly gateways: Moved;
}

/** How many of several have moved to the new revision. */
export interface Moved {
  readonly moved: number;
  readonly all: number;
}

/** What decides how far an upgrade is, of the cluster or of the stacks. */
export type Decisive = Pick<UpgradeStanding, 'tags' | 'validates'> & {
  readonly installed: readonly string[];
  readonly namespaces: readonly { readonly label: string; readonly revision: string }[];
  readonly gateways: readonly { readonly revisions: readonly string[] }[];
};

/** Which revision an upgrade leaves, and which it goes to; undefined where there is but one. */
function pairOf(
  standing: UpgradeStanding,
): { readonly from: RevisionStanding; readonly to: RevisionStanding } | undefined {
  const to = standing.revisions.at(-1);
  const others = standing.revisions.slice(0, -1);
  if (to === undefined) return undefined;
  const current = standing.tags.find(({ tag }) => tag === DEFAULT)?.revision ?? standing.validates;
  const from = others.find(({ name }) => name === current) ?? others.at(-1);
  return from && { from, to };
}

/** How far the cluster is with an upgrade; undefined where none is under way. */
export function progressOf(standing: UpgradeStanding): Progress | undefined {
  const pair = pairOf(standing);
  if (pair === undefined) return undefined;
  const installed = standing.revisions.filter(({ runs }) => runs).map(({ name }) => name);
  return stepsOf(pair, { ...standing, installed });
}

/** How far what is given is with the upgrade from one revision to another. */
export function stepsOf(
  pair: { readonly from: RevisionStanding; readonly to: RevisionStanding },
  at: Decisive,
): Progress {
  const from = pair.from.name;
  const to = pair.to.name;
  // One that names a revision itself is moved by no step; the last one finds it.
  const following = at.namespaces.filter(({ label }) => label !== DEFAULT && at.tags.some(({ tag }) => tag === label));
  const moved = following.filter(({ revision }) => revision === to).length;
  const namespaces = { moved, all: following.length };
  const isMoved = ({ revisions }: { readonly revisions: readonly string[] }) => revisions.every((one) => one === to);
  const gateways = { moved: at.gateways.filter(isMoved).length, all: at.gateways.length };
  const own = at.tags.filter(({ tag }) => tag !== DEFAULT);
  const fallback = at.tags.find(({ tag }) => tag === DEFAULT)?.revision;
  const isDone: Readonly<Record<Step, boolean>> = {
    install: at.installed.includes(to),
    canary: own.length === 0 || own.some(({ revision }) => revision === to),
    namespaces: moved === following.length,
    gateways: gateways.moved === gateways.all,
    default:
      own.every(({ revision }) => revision === to) &&
      (fallback === undefined || fallback === to) &&
      (at.validates === undefined || at.validates === to),
    retire: !at.installed.includes(from),
  };
  const index = STEPS.findIndex((step) => !isDone[step]);
  const next = STEPS[index];
  const isUnderWay = (next === 'namespaces' && moved > 0) || (next === 'gateways' && gateways.moved > 0);
  const done = index === -1 ? STEPS.length : isUnderWay ? index + 0.5 : index;
  return { ...pair, done, next, namespaces, gateways };
}
