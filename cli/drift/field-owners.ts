import type { Segment } from '../../model/path';
import { isFields, valueAt } from '../../model/value';
import type { KubernetesObject, ManagedFields } from '../cluster/api';
import type { DriftedField } from './field-diff';

/** What deploys the stacks writes under these names: Helm's and Terraform's providers. */
const DELIVERERS = /^(helm|terraform-provider-helm|terraform-provider-kubernetes|hashicorp|terraform|mesh-drift)/i;

/** Programs whose work it is to change what was deployed: istiod patches its webhooks, controllers scale and annotate. */
const CONTROLLERS =
  /^(pilot-discovery|istiod|istio-|kube-controller-manager|kube-scheduler|kubelet|cloud-controller-manager|cluster-autoscaler|vpa-)/;

/** Left behind by `kubectl rollout restart` and by `mesh verify --restart`: an operation, no drift. */
const OPERATIONS = new Set(['kubectl.kubernetes.io/restartedAt']);

/** Who owns a field of a running object, or the nearest thing around it that has an owner. */
export function ownersOf(object: KubernetesObject, steps: readonly Segment[]): readonly ManagedFields[] {
  let deepest = 0;
  let owners: ManagedFields[] = [];
  const missing = valueAt(object, steps) === undefined;
  for (const entry of object.metadata.managedFields ?? []) {
    const { depth, whole } = reachOf(entry.fieldsV1, object, steps);
    // Who owns what stands beside a missing field has not removed it; nobody keeps a record of that.
    if (missing && !whole) continue;
    if (depth === 0 || depth < deepest) continue;
    if (depth > deepest) owners = [];
    deepest = depth;
    owners.push(entry);
  }
  return owners;
}

/** How many steps of a path an entry has, and whether it owns all that is below the last of them. */
function reachOf(
  fields: unknown,
  object: unknown,
  steps: readonly Segment[],
): { readonly depth: number; readonly whole: boolean } {
  let at: unknown = fields;
  let value: unknown = object;
  let depth = 0;
  for (const step of steps) {
    if (!isFields(at)) break;
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
    const next = typeof step === 'string' ? at[`f:${step}`] : elementOf(at, value);
    if (next === undefined) break;
    at = next;
    depth += 1;
  }
  return { depth, whole: isFields(at) && Object.keys(at).length === 0 };
}

/** Elements of a list are named by their keys (`k:{"name":"http"}`) or by their value (`v:"text"`). */
function elementOf(fields: Record<string, unknown>, element: unknown): unknown {
  const name = Object.keys(fields).find((key) => names(key, element));
  return name === undefined ? undefined : fields[name];
}

function names(key: string, element: unknown): boolean {
  if (key.startsWith('v:')) return key.slice(2) === JSON.stringify(element);
  if (!key.startsWith('k:') || !isFields(element)) return false;
  return Object.entries(JSON.parse(key.slice(2)) as object).every(([name, value]) => element[name] === value);
}

/** True for what an operation leaves behind, be it the only annotation or one of several. */
export function isOperations({ steps, runs, synthesized }: DriftedField): boolean {
  const last = steps[steps.length - 1];
  if (last === 'annotations')
    return synthesized === undefined && isFields(runs) && Object.keys(runs).every((name) => OPERATIONS.has(name));
  return typeof last === 'string' && OPERATIONS.has(last);
}

/** True where the only ones who wrote a field are controllers: that is their work, not drift. */
export function isControllersWork(object: KubernetesObject, steps: readonly Segment[]): boolean {
  const owners = ownersOf(object, steps);
  return owners.length > 0 && owners.every(({ manager }) => CONTROLLERS.test(manager ?? ''));
}

/** Who changed a field last, for the reader: `kubectl-edit, 2026-01-31 12:00`. */
export function changedBy(object: KubernetesObject, difference: DriftedField): string | undefined {
  const others = ownersOf(object, difference.steps).filter(({ manager }) => !DELIVERERS.test(manager ?? ''));
  const [owner] = others.sort((a, b) => (b.time ?? '').localeCompare(a.time ?? ''));
  return owner ? `${owner.manager}${owner.time ? `, ${owner.time.slice(0, 16).replace('T', ' ')}` : ''}` : undefined;
}

/**
 * Fields that somebody who neither deploys the stacks nor is a controller added to an object. A server-side apply leaves them alone, so
 * that only the record of owners shows them.
 */
export function addedFields(object: KubernetesObject): readonly (readonly Segment[])[] {
  return (object.metadata.managedFields ?? [])
    .filter(
      ({ manager = '', subresource }) =>
        subresource !== 'status' && !DELIVERERS.test(manager) && !CONTROLLERS.test(manager),
    )
    .flatMap(({ fieldsV1 }) => leaves(fieldsV1, object, []));
}

function leaves(fields: unknown, value: unknown, above: readonly Segment[]): readonly (readonly Segment[])[] {
  if (!isFields(fields)) return [];
  const inner = Object.entries(fields).filter(([key]) => key !== '.');
  if (inner.length === 0) return above.length > 0 ? [above] : [];
  return inner.flatMap(([key, further]) => {
    const step = key.startsWith('f:')
      ? key.slice(2)
      : Array.isArray(value)
        ? value.findIndex((element) => names(key, element))
        : -1;
    if (step === -1 || typeof value !== 'object' || value === null) return [];
    return leaves(further, (value as Record<string | number, unknown>)[step], [...above, step]);
  });
}
