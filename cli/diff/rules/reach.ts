import type { Remark, Rule } from '../rule';
import { scopeOf } from '../scope';
import { say, words } from '../sentence';
import { at, type Fields, fieldsAt, listAt, show, textsAt } from '../values';

/** What workloads can see and call: services from outside, and the range of their sidecars. */
export const reach: Rule = {
  id: 'reach',
  about: 'services outside that the mesh knows or forgets, their ports, and the hosts a sidecar can see',
  kinds: ['ServiceEntry', 'Sidecar'],
  *explain(pair, mesh) {
    const { before, after } = pair;
    if (pair.kind === 'Sidecar') {
      const scope = scopeOf(pair, fieldsAt(after ?? before, 'spec'), mesh);
      if (!before)
        yield {
          sentence: say`proxies of ${scope} see ${egress(after).join(', ')} only`,
          risks: [narrow],
          explains: ['spec'],
        };
      else if (!after) yield { sentence: say`proxies of ${scope} see all hosts again` };
      else {
        const [was, is] = [egress(before), egress(after)];
        yield* compare(
          is.filter((host) => !was.includes(host)),
          was.filter((host) => !is.includes(host)),
          say`proxies of ${scope}`,
        );
      }
      return;
    }
    const hosts = textsAt(after ?? before, 'spec', 'hosts').join(', ');
    if (!before) {
      const outside = show(at(after, 'spec', 'location') ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL';
      yield {
        sentence: say`the mesh knows ${hosts} on ${ports(after).join(', ')} as ${words(outside ? 'a service outside' : 'a service inside')}`,
        ...(outside
          ? {
              risks: [
                {
                  risk: 'opens-access' as const,
                  reason: 'workloads may call it where only known services may be called',
                },
              ],
            }
          : {}),
        explains: ['spec'],
      };
    } else if (!after) {
      yield { sentence: say`the mesh no longer knows ${hosts}` };
    } else {
      const [was, is] = [ports(before), ports(after)];
      const [more, fewer] = [is.filter((port) => !was.includes(port)), was.filter((port) => !is.includes(port))];
      if (more.length + fewer.length > 0) {
        yield { sentence: say`ports of ${hosts}: ${was.join(', ')} -> ${is.join(', ')}`, explains: ['spec.ports'] };
      }
    }
  },
};

const narrow = { risk: 'refuses-requests', reason: 'calls to other hosts may fail' } as const;

function* compare(
  more: readonly string[],
  fewer: readonly string[],
  subject: ReturnType<typeof say>,
): Generator<Remark> {
  const explains = ['spec.egress'];
  if (more.length > 0) yield { sentence: say`${subject} also see ${more.join(', ')}`, explains };
  if (fewer.length > 0)
    yield { sentence: say`${subject} no longer see ${fewer.join(', ')}`, risks: [narrow], explains };
}

function egress(content: Fields | undefined): string[] {
  return listAt(content, 'spec', 'egress').flatMap((entry) => textsAt(entry, 'hosts'));
}

function ports(content: Fields | undefined): string[] {
  return listAt(content, 'spec', 'ports').map(
    (port) => `${show(at(port, 'number'))} ${show(at(port, 'protocol') ?? 'TCP')}`,
  );
}
