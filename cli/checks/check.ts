import type { Problem } from '../command-error';
import type { Session } from '../session/session';

/** One thing that is wrong, and the way to put it right. */
export interface Finding extends Problem {
  /** A warning is worth reading; what is bad keeps the mesh from working. */
  readonly severity: 'bad' | 'warning';
}

/** What a check saw. No findings and nothing skipped: all is well. */
export interface Verdict {
  /** What there is to know when all is well, a few words: a version, a number. */
  readonly note?: string;
  readonly findings?: readonly Finding[];
  /** Why there was nothing to look at. */
  readonly skipped?: string;
}

/** One question asked of the cluster, the tools or the stacks. Every file of checks/ that ends in a noun and a verb is one. */
export interface Check {
  /** What holds when all is well, as a sentence without its full stop. */
  readonly title: string;
  readonly group: Group;
  /** A page that explains a failure. */
  readonly link?: string;
  look(session: Session): Promise<Verdict>;
}

/** The headings under which preflight and verify list their checks, in this order. */
export const GROUPS = [
  'Tools',
  'Cluster',
  'Charts',
  'Earlier deploys',
  'Control plane',
  'Data plane',
  'Traffic',
  'Addons',
] as const;

export type Group = (typeof GROUPS)[number];

/** A check that was run. */
export interface Checked {
  readonly check: Check;
  readonly status: 'good' | 'warning' | 'bad' | 'skipped' | 'unknown';
  readonly verdict: Verdict;
}
