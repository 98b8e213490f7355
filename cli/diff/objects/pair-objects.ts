import type { PlannedAction } from '../../../model/read/plan';
import { type Fields, same } from '../values';
import { CHART, type ObjectAction, type ObjectPair, type Place, RESOURCE } from './object-pair';
import type { SideObject, StackSide } from './stack-side';

/** Both sides of one stack. */
export interface StackSides {
  readonly stack: string;
  readonly before: StackSide;
  readonly after: StackSide;
  /** What Terraform does with each resource. @default - told from the two sides */
  readonly actions?: ReadonlyMap<string, PlannedAction>;
}

/**
 * Brings the objects of both sides together: first in the same Terraform resource, then in the same stack, then anywhere, so that an object
 * that moves from one release or stack to another shows as moved and not as deleted and created.
 */
export function pairObjects(stacks: readonly StackSides[]): ObjectPair[] {
  const opaque = new Set(stacks.flatMap(({ before, after }) => [...before.opaque, ...after.opaque]));
  const told = (object: SideObject): boolean => !opaque.has(object.address) || object.kind === CHART;
  const actions = new Map(
    stacks.flatMap(({ stack, actions }) =>
      [...(actions ?? [])].map(([address, action]) => [keyOf(stack, address), action] as const),
    ),
  );
  let left = stacks.flatMap(({ before }) => before.objects.filter(told));
  let right = stacks.flatMap(({ after }) => after.objects.filter(told));
  const pairs: ObjectPair[] = [];
  for (const likeness of LIKENESSES) {
    const waiting = new Map<string, SideObject[]>();
    for (const object of left) {
      const key = likeness(object);
      const queue = waiting.get(key);
      if (queue) queue.push(object);
      else waiting.set(key, [object]);
    }
    const matched = new Set<SideObject>();
    right = right.filter((after) => {
      const before = waiting.get(likeness(after))?.shift();
      if (!before) return true;
      matched.add(before);
      pairs.push(pair(before, after, actions.get(keyOf(after.stack, after.address))));
      return false;
    });
    left = left.filter((before) => !matched.has(before));
  }
  for (const before of left) {
    pairs.push(pair(before, undefined, actions.get(keyOf(before.stack, before.address))));
  }
  for (const after of right) pairs.push(pair(undefined, after, actions.get(keyOf(after.stack, after.address))));
  return pairs;
}

const identity = ({ apiVersion, kind, namespace, name, partial }: SideObject): string =>
  JSON.stringify([apiVersion.split('/').slice(0, -1).join('/'), kind, namespace, name, partial]);

const LIKENESSES: readonly ((object: SideObject) => string)[] = [
  (object) => JSON.stringify([object.stack, object.address, identity(object)]),
  // A release or a resource of its own that was renamed is still that resource.
  (object) =>
    object.kind === CHART || object.kind === RESOURCE
      ? JSON.stringify([object.stack, object.address, object.kind])
      : JSON.stringify([object.stack, identity(object)]),
  (object) => JSON.stringify([object.stack, identity(object)]),
  identity,
];

function pair(
  before: SideObject | undefined,
  after: SideObject | undefined,
  planned: PlannedAction | undefined,
): ObjectPair {
  const here = after ?? before;
  if (!here) throw new Error('a pair needs a side');
  const { raw: _raw, content: _content, ...place } = here;
  const moved = before && after && (before.stack !== after.stack || before.address !== after.address);
  return {
    ...place,
    action: actionOf(before, after, planned),
    ...(moved ? { movedFrom: placeOf(before) } : {}),
    get before(): Fields | undefined {
      return before?.content;
    },
    get after(): Fields | undefined {
      return after?.content;
    },
  };
}

function actionOf(
  before: SideObject | undefined,
  after: SideObject | undefined,
  planned: PlannedAction | undefined,
): ObjectAction {
  if (!before) return 'create';
  if (!after) return planned === 'forget' ? 'forget' : 'delete';
  if (planned === 'replace') return 'replace';
  // The provider takes another version of a kind for another object.
  const manifest = [before, after].every(({ address }) => address.startsWith('kubernetes_manifest.'));
  if (manifest && planned === undefined && before.apiVersion !== after.apiVersion) return 'replace';
  // Helm and the provider know a release by its name and namespace, and an object by its identity.
  if (before.name !== after.name || before.namespace !== after.namespace) return 'replace';
  return same(before.raw, after.raw) ? 'none' : 'update';
}

function placeOf({ stack, address, source }: SideObject): Place {
  return { stack, address, source };
}

function keyOf(stack: string, address: string): string {
  return `${stack}\n${address}`;
}
