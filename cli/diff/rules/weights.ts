import type { MeshView } from '../mesh-view';
import type { ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import { pairedRoutes, type Route, type Share, shareLabel } from '../routes';
import type { Remark, Rule } from '../rule';
import { joined, plain, type Sentence, say, words } from '../sentence';

/** How much of a route's requests moves, and from where to where. */
export const weights: Rule = {
  id: 'weights',
  about: 'what share of a route moves from one destination to another',
  kinds: ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  *explain(pair, mesh) {
    if (!pair.before || !pair.after) return;
    for (const { before, after } of pairedRoutes(pair)) {
      if (before && after) yield* moves(before, after, pair, mesh);
    }
  },
};

function* moves(before: Route, after: Route, pair: ObjectPair, mesh: MeshView): Generator<Remark> {
  const explains = explainedBy(pair, after);
  const all = [...before.shares, ...after.shares];
  if (all.some(({ percent }) => percent === undefined)) {
    const names = [...new Set(after.shares.map((share) => shareLabel(share, all)))];
    yield {
      sentence: say`how ${after.label} is split between ${names.join(' and ')} is known only after apply`,
      risks: [{ risk: 'cannot-judge', reason: 'weights are known only after apply' }],
      explains,
    };
    return;
  }
  const deltas = deltasOf(before.shares, after.shares);
  const gains = deltas.filter(({ delta }) => delta > 0);
  const losses = deltas.filter(({ delta }) => delta < 0);
  if (gains.length === 0 && losses.length === 0) return;
  const moved = gains.reduce((sum, { delta }) => sum + delta, 0);
  const [gain, loss] = [gains[0], losses[0]];
  const simple = gain && loss && gains.length === 1 && losses.length === 1;
  const sentence: Sentence = simple
    ? say`${percentWords(moved, after.label)} ${words(/^all requests/.test(plain(after.label)) && round(moved) !== 1 ? 'move' : 'moves')} from ${shareLabel(loss.share, all)} to ${shareLabel(gain.share, all)}${standing(gain.now)}`
    : say`${after.label} is split differently: ${joined(deltas.map(({ share, was, now }) => say`${shareLabel(share, all)} ${round(was)} -> ${round(now)} %`))}`;
  yield { sentence, risks: risksOf(moved, mesh.moveAtMostPercent), explains };
}

function percentWords(moved: number, label: Sentence): Sentence {
  return moved >= 100 ? say`100 % of ${label}` : say`${round(moved)} % of ${label}`;
}

/** Says where a destination stands now, unless the move already says so. */
function standing(now: number): Sentence {
  return now >= 100 ? say`` : say` (now ${round(now)} %)`;
}

interface Delta {
  readonly share: Share;
  readonly was: number;
  readonly now: number;
  readonly delta: number;
}

function deltasOf(before: readonly Share[], after: readonly Share[]): Delta[] {
  const shares = new Map([...before, ...after].map((share) => [share.key, share]));
  return [...shares.values()]
    .map((share) => {
      const was = before.find(({ key }) => key === share.key)?.percent ?? 0;
      const now = after.find(({ key }) => key === share.key)?.percent ?? 0;
      return { share, was, now, delta: now - was };
    })
    .filter(({ delta }) => Math.abs(delta) > 0.001);
}

function risksOf(moved: number, limit: number): Risk[] {
  return moved > limit ? [{ risk: 'moves-much', reason: `${round(moved)} % moves at once, more than ${limit} %` }] : [];
}

function explainedBy(pair: ObjectPair, { protocol }: Route): string[] {
  return pair.kind === 'VirtualService' ? [`spec.${protocol}[].route`] : ['spec.rules[].backendRefs'];
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
