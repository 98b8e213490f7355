import type { Segment } from '../../model/path';
import type { KubernetesObject } from '../cluster/api';
import { type DriftedField, driftedFields } from './field-diff';
import { ownersOf } from './field-owners';

/** The names under which the programs write that a rollout is handed over to: Argo Rollouts and Flagger. */
const ROLLOUT_CONTROLLERS = /^(rollouts-controller|flagger)$/;

/** The label by which Argo Rollouts tells the pods of two versions apart, and its notes on what it manages. */
const MARKS = /^(rollouts-pod-template-hash$|argo-rollouts\.argoproj\.io\/)/;

/**
 * True for what a rollout's controller does to what is handed over to it: it moves weights, puts routes of its own before the others,
 * marks subsets, and scales the Deployment that it watches. Whatever else it changes is drift.
 */
export function isRollout(object: KubernetesObject, difference: DriftedField): boolean {
  const owners = ownersOf(object, difference.steps);
  const isTheirs = owners.length > 0 && owners.every(({ manager }) => ROLLOUT_CONTROLLERS.test(manager ?? ''));
  return isTheirs && isMoved(object, difference);
}

function isMoved({ kind }: KubernetesObject, { steps, runs, synthesized }: DriftedField): boolean {
  const last = String(steps[steps.length - 1]);
  if (last === 'weight' || MARKS.test(last)) return true;
  if (kind === 'Deployment' && isAt(steps, 'spec', 'replicas')) return true;
  return isAt(steps, 'spec', 'http') && hasRoutesBefore(runs, synthesized);
}

function isAt(steps: readonly Segment[], ...path: readonly string[]): boolean {
  return steps.length === path.length && path.every((step, index) => steps[index] === step);
}

/** Whether all routes run that were synthesized, in their order, behind others: those of a header or a mirror of the rollout. */
function hasRoutesBefore(runs: unknown, synthesized: unknown): boolean {
  if (!Array.isArray(runs) || !Array.isArray(synthesized) || runs.length < synthesized.length) return false;
  const own = runs.slice(runs.length - synthesized.length);
  return driftedFields(own, synthesized).every(({ steps }) => steps[steps.length - 1] === 'weight');
}
