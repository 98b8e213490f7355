import { INJECTION_LABEL, REVISION_LABEL } from '../../../model/data-plane';
import { pathText } from '../../../model/path';
import type { MeshView, Seen } from '../mesh-view';
import type { ObjectPair } from '../objects/object-pair';
import type { Remark, Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, same, textAt } from '../values';

const TAG_LABEL = 'istio.io/tag';
const WEBHOOK = 'MutatingWebhookConfiguration';

/** Tags that lead to another revision, and namespaces that follow another one. */
export const revisions: Rule = {
  id: 'revisions',
  about:
    'namespaces and tags that move from one revision of the control plane to another, and how many workloads restart',
  kinds: ['Namespace', WEBHOOK, 'Service'],
  *explain(pair, mesh) {
    if (pair.kind === 'Namespace') yield* namespaceMoves(pair, mesh);
    else if (isTag(pair)) yield* tagMoves(pair, mesh);
  },
};

/** Whether an object is of a tag, before and after; its webhooks and selectors then follow from where the tag leads. */
export function isTag({ before, after }: Pick<ObjectPair, 'before' | 'after'>): boolean {
  const tag = labelOf(after, TAG_LABEL);
  return tag !== undefined && labelOf(before, TAG_LABEL) === tag;
}

/** Whether a namespace names a tag or a revision, before and after. */
export function namesRevision({ before, after }: Pick<ObjectPair, 'before' | 'after'>): boolean {
  return [before, after].every(
    (one) => labelOf(one, REVISION_LABEL) !== undefined && labelOf(one, INJECTION_LABEL) === undefined,
  );
}

function labelOf(content: Fields | undefined, label: string): string | undefined {
  return textAt(at(content, 'metadata', 'labels'), label);
}

function* namespaceMoves(pair: ObjectPair, mesh: MeshView): Generator<Remark> {
  if (!namesRevision(pair)) return;
  const [was, is] = [labelOf(pair.before, REVISION_LABEL) ?? '', labelOf(pair.after, REVISION_LABEL) ?? ''];
  if (was === is) return;
  const [from, to] = [revisionOf(was, mesh.before(WEBHOOK)), revisionOf(is, mesh.after(WEBHOOK))];
  const explains = [pathText(['metadata', 'labels', REVISION_LABEL])];
  if (from === to) {
    yield { sentence: say`namespace ${pair.name} stays on revision ${to}, now by the label ${is}`, explains };
    return;
  }
  const { restarting, others } = workloadsIn(pair.name, mesh);
  yield {
    sentence: say`namespace ${pair.name} moves from revision ${from} to ${to}${words(restartsOf(restarting, others))}`,
    risks:
      restarting > 0 ? [{ risk: 'restarts', reason: 'its workloads get their proxies from the other revision' }] : [],
    explains,
  };
}

function restartsOf(restarting: number, others: number): string {
  if (restarting + others === 0) return '; running pods must restart';
  const restarts = `${restarting} ${restarting === 1 ? 'workload restarts' : 'workloads restart'}`;
  return ` (${restarts})${others === 0 ? '' : `; ${others} more must be restarted`}`;
}

function* tagMoves(pair: ObjectPair, mesh: MeshView): Generator<Remark> {
  const tag = labelOf(pair.after, TAG_LABEL) ?? '';
  const [from, to] = [labelOf(pair.before, REVISION_LABEL), labelOf(pair.after, REVISION_LABEL)];
  if (from === to) return;
  const explains = [pathText(['metadata', 'labels', REVISION_LABEL]), 'webhooks[]', 'spec.selector'];
  if (pair.kind === 'Service') {
    yield { sentence: say`the Service of tag ${tag} leads to revision ${to} instead of ${from}`, explains };
    return;
  }
  // A namespace that follows another tag now has a remark of its own.
  const following = [...mesh.after('Namespace')]
    .filter(({ content }) => labelOf(content, REVISION_LABEL) === tag)
    .map(({ name }) => name);
  yield {
    sentence: say`tag ${tag} moves from revision ${from} to ${to}${words(following.length === 0 ? '' : '; new pods follow it in ')}${following.length === 0 ? undefined : following.join(', ')}`,
    risks: [{ risk: 'touches-webhook', reason: 'new pods get their proxies from the other revision' }],
    explains,
  };
}

/** Where a label leads: to the revision of a tag, or to the one that it names itself. */
function revisionOf(label: string, webhooks: Iterable<Seen>): string {
  for (const { content } of webhooks) {
    if (labelOf(content, TAG_LABEL) === label) return labelOf(content, REVISION_LABEL) ?? label;
  }
  return label;
}

/** How many workloads of a namespace are restarted by the change, and how many are not. */
function workloadsIn(namespace: string, mesh: MeshView): { readonly restarting: number; readonly others: number } {
  let restarting = 0;
  let others = 0;
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet']) {
    const before = new Map([...mesh.before(kind)].map((one) => [`${one.namespace}/${one.name}`, one.content]));
    for (const { name, namespace: own, content } of mesh.after(kind)) {
      const was = before.get(`${own}/${name}`);
      if (own !== namespace || was === undefined) continue;
      if (same(at(was, 'spec', 'template'), at(content, 'spec', 'template'))) others += 1;
      else restarting += 1;
    }
  }
  return { restarting, others };
}
