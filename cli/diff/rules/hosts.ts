import type { ObjectPair } from '../objects/object-pair';
import type { Remark, Rule } from '../rule';
import { say, words } from '../sentence';
import { type Fields, listAt, textsAt } from '../values';

/** Which hosts something answers for. */
export const hosts: Rule = {
  id: 'hosts',
  about: 'hosts that a virtual service, gateway, route or service entry answers for, or no longer does',
  kinds: ['VirtualService', 'Gateway', 'ServiceEntry', 'HTTPRoute', 'GRPCRoute', 'TLSRoute'],
  *explain(pair) {
    const { before, after } = pair;
    if (!before || !after) return;
    const [was, is] = [hostsOf(pair, before), hostsOf(pair, after)];
    const more = is.filter((host) => !was.includes(host));
    const fewer = was.filter((host) => !is.includes(host));
    if (more.length === 0 && fewer.length === 0) return;
    yield* remarks(pair, more, fewer);
  },
};

function* remarks(pair: ObjectPair, more: readonly string[], fewer: readonly string[]): Generator<Remark> {
  const explains = ['spec.hosts', 'spec.hostnames', 'spec.servers[].hosts'];
  const outside = pair.kind === 'Gateway';
  if (more.length > 0) {
    yield {
      sentence: say`answers for ${more.join(', ')} ${words(fewer.length > 0 ? 'now' : 'too')}`,
      ...(outside || more.some((host) => host.includes('*'))
        ? { risks: [{ risk: 'opens-access' as const, reason: `${more.join(', ')} can be asked for` }] }
        : {}),
      explains,
    };
  }
  if (fewer.length > 0) {
    yield {
      sentence: say`no longer answers for ${fewer.join(', ')}`,
      risks: [{ risk: 'refuses-requests', reason: `requests to ${fewer.join(', ')} are no longer taken` }],
      explains,
    };
  }
}

function hostsOf({ kind }: ObjectPair, content: Fields): string[] {
  if (kind !== 'Gateway') return textsAt(content, 'spec', kind.endsWith('Route') ? 'hostnames' : 'hosts');
  return [...new Set(listAt(content, 'spec', 'servers').flatMap((server) => textsAt(server, 'hosts')))];
}
