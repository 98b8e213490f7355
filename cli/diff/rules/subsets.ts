import { completeHost } from '../../../model/hosts';
import type { MeshView, Seen } from '../mesh-view';
import type { ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import { routesOf } from '../routes';
import type { Remark, Rule } from '../rule';
import { say } from '../sentence';
import { type Fields, fieldsAt, listAt, same, show, textAt } from '../values';

/** The versions of a service that routes can choose from. */
export const subsets: Rule = {
  id: 'subsets',
  about: 'subsets that are added, removed or point to other pods, and routes that still need them',
  kinds: ['DestinationRule'],
  *explain(pair, mesh) {
    const host = show(fieldsAt(pair.after ?? pair.before, 'spec')['host']);
    const [before, after] = [subsetsOf(pair.before), subsetsOf(pair.after)];
    for (const [name, labels] of after) {
      const was = before.get(name);
      if (!was)
        yield { sentence: say`subset ${name} of ${host} is new: ${labelWords(labels)}`, explains: ['spec.subsets[]'] };
      else if (!same(was, labels)) {
        yield {
          sentence: say`subset ${name} of ${host} points to other pods: ${labelWords(was)} -> ${labelWords(labels)}`,
          explains: ['spec.subsets[].labels'],
        };
      }
    }
    for (const name of before.keys()) if (!after.has(name)) yield gone(name, host, pair, mesh);
  },
};

function gone(name: string, host: string, pair: ObjectPair, mesh: MeshView): Remark {
  const uses = (seen: Iterable<Seen>): Seen[] =>
    [...seen].filter(({ content, namespace }) =>
      routesOf('VirtualService', content).some(({ shares }) =>
        shares.some(
          (share) =>
            share.subset === name && share.percent !== 0 && sameHost(share.host, namespace, host, pair.namespace),
        ),
      ),
    );
  const [still] = uses(mesh.after('VirtualService'));
  const [used] = uses(mesh.before('VirtualService')).filter(
    ({ release }) => release !== undefined && release === pair.release,
  );
  const risks: Risk[] = still
    ? [{ risk: 'deletes-serving', reason: `VirtualService ${still.name} still routes to it: requests get 503` }]
    : used
      ? [
          {
            risk: 'break-before-make',
            reason: `release ${pair.release} removes it before VirtualService ${used.name} stops using it`,
          },
        ]
      : [];
  return { sentence: say`subset ${name} of ${host} is gone`, risks, explains: ['spec.subsets[]'] };
}

/** Whether two host names mean one service; a short name means one in the namespace of the object that has it. */
function sameHost(a: string, aNamespace: string | undefined, b: string, bNamespace: string | undefined): boolean {
  return completeHost(a, aNamespace ?? 'default') === completeHost(b, bNamespace ?? 'default');
}

function subsetsOf(content: Fields | undefined): Map<string, Fields> {
  return new Map(
    listAt(content, 'spec', 'subsets').map(
      (subset) => [textAt(subset, 'name') ?? '', fieldsAt(subset, 'labels')] as const,
    ),
  );
}

function labelWords(labels: Fields): string {
  return (
    Object.entries(labels)
      .map(([name, value]) => `${name}=${show(value)}`)
      .join(', ') || 'all pods'
  );
}
