import { isFields, valueAt } from '../../model/value';
import { ApiError, type KubernetesApi, type KubernetesObject } from '../cluster/api';
import { isAsWritten } from './as-written';
import { type DriftedField, driftedField, driftedFields, missingFields } from './field-diff';
import { addedFields, changedBy, isControllersWork, isOperations } from './field-owners';
import { isRollout } from './rollout-controllers';
import type { RunningObjects } from './running-objects';

/** An object as it was synthesized. */
export interface WantedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly manifest: Readonly<Record<string, unknown>>;
  /** True where only these labels are the stack's; the object is somebody else's. */
  readonly partial?: boolean;
}

export interface Difference extends DriftedField {
  /** Who changed it last, where that is known and is not the deploy itself. */
  readonly by?: string;
}

export type Comparison =
  | { readonly status: 'same' }
  | { readonly status: 'missing'; readonly reason: string }
  | { readonly status: 'different'; readonly differences: readonly Difference[] };

/** Fields that the API server keeps for itself. */
const SERVERS_OWN = ['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink'];

const FIELD_MANAGER = 'mesh-drift';

/**
 * Compares an object with the running one. The API server says what the object would be after a deploy (a server-side apply as a dry
 * run), so that defaults, normalized quantities and mutating webhooks make no difference.
 */
export async function compareObject(running: RunningObjects, wanted: WantedObject): Promise<Comparison> {
  const { api } = running;
  const path = await api.pathOf(wanted);
  if (path === undefined)
    return { status: 'missing', reason: `the cluster does not know ${wanted.kind} of ${wanted.apiVersion}` };
  const runs = await running.find(path);
  if (!runs) return { status: 'missing', reason: 'it is not in the cluster' };
  const manifest = adoptUnknown(wanted.manifest, runs) as KubernetesObject;
  const found = wanted.partial
    ? missingFields(runs, manifest)
    : [...(isAsWritten(runs, manifest) ? [] : await dryRun(api, path, runs, manifest)), ...additions(runs, manifest)];
  const differences = found
    .filter(
      (difference) =>
        !isOperations(difference) && !isControllersWork(runs, difference.steps) && !isRollout(runs, difference),
    )
    .map((difference) => {
      const by = changedBy(runs, difference);
      return { ...mask(wanted.kind, difference), ...(by ? { by } : {}) };
    });
  return differences.length === 0 ? { status: 'same' } : { status: 'different', differences };
}

async function dryRun(
  api: KubernetesApi,
  path: string,
  runs: KubernetesObject,
  manifest: KubernetesObject,
): Promise<readonly DriftedField[]> {
  const { status: _status, ...apply } = manifest as KubernetesObject & { status?: unknown };
  try {
    const after = await api.dryRunApply<KubernetesObject>(path, apply, FIELD_MANAGER);
    return driftedFields(comparable(runs), comparable(after));
  } catch (error) {
    // A webhook that does not answer, or an object that the server no longer takes: compare what was written, at least.
    if (error instanceof ApiError && [400, 403, 409, 422, 500, 503].includes(error.status))
      return missingFields(runs, apply);
    throw error;
  }
}

function comparable(object: KubernetesObject): unknown {
  const { status: _status, metadata, ...rest } = object as KubernetesObject & { status?: unknown };
  return {
    ...rest,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVERS_OWN.includes(key))),
  };
}

function additions(runs: KubernetesObject, manifest: KubernetesObject): readonly DriftedField[] {
  return addedFields(runs)
    .filter((steps) => valueAt(manifest, steps) === undefined && valueAt(runs, steps) !== undefined)
    .map((steps) => driftedField(steps, valueAt(runs, steps)));
}

/**
 * Takes from the running object what synthesis cannot know: values that Terraform resolves, and the types of numbers and booleans that
 * the typed resources of the provider write as text.
 */
export function adoptUnknown(wanted: unknown, runs: unknown): unknown {
  if (typeof wanted === 'string') {
    if (wanted.includes('${')) return runs ?? wanted;
    return (typeof runs === 'number' || typeof runs === 'boolean') && String(runs) === wanted
      ? runs
      : typeof runs === 'number' && /^-?\d+$/.test(wanted)
        ? Number(wanted)
        : wanted;
  }
  if (Array.isArray(wanted))
    return wanted.map((item, index) => adoptUnknown(item, Array.isArray(runs) ? runs[index] : undefined));
  if (isFields(wanted)) {
    return Object.fromEntries(
      Object.entries(wanted).map(([key, value]) => [key, adoptUnknown(value, isFields(runs) ? runs[key] : undefined)]),
    );
  }
  return wanted;
}

function mask(kind: string, difference: DriftedField): DriftedField {
  if (kind !== 'Secret' || !['data', 'stringData'].includes(String(difference.steps[0]))) return difference;
  const { runs, synthesized, ...rest } = difference;
  return {
    ...rest,
    ...(runs === undefined ? {} : { runs: '(secret)' }),
    ...(synthesized === undefined ? {} : { synthesized: '(another secret)' }),
  };
}
