import { fieldWords } from '../field-words';
import type { Remark, Rule } from '../rule';
import { say, words } from '../sentence';
import { at, isFields, listAt, same, show, textAt, type Value } from '../values';

/** How proxies treat a destination, but for TLS: which pod they choose, how many connections, whom they leave out. */
export const trafficPolicy: Rule = {
  id: 'traffic-policy',
  about: 'connection limits, outlier detection, load balancing and tunnels towards a destination',
  kinds: ['DestinationRule'],
  *explain({ before, after }) {
    if (!after) return;
    const host = show(at(after, 'spec', 'host'));
    yield* compare(host, at(before, 'spec', 'trafficPolicy'), at(after, 'spec', 'trafficPolicy'), 'spec.trafficPolicy');
    for (const subset of listAt(after, 'spec', 'subsets').filter(isFields)) {
      const name = textAt(subset, 'name') ?? '';
      const was = listAt(before, 'spec', 'subsets').find((other) => textAt(other, 'name') === name);
      if (was)
        yield* compare(
          `${host} ${name}`,
          at(was, 'trafficPolicy'),
          subset['trafficPolicy'],
          'spec.subsets[].trafficPolicy',
        );
    }
  },
};

const PARTS: Readonly<Record<string, string>> = {
  connectionPool: 'connection limits',
  outlierDetection: 'outlier detection',
  loadBalancer: 'load balancing',
  tunnel: 'tunnel',
  proxyProtocol: 'PROXY protocol',
  retryBudget: 'retry budget',
};

function* compare(host: string, before: Value | undefined, after: Value | undefined, path: string): Generator<Remark> {
  for (const [part, name] of Object.entries(PARTS)) {
    const [was, is] = [at(before, part), at(after, part)];
    if (same(was, is)) continue;
    const explains = [`${path}.${part}`];
    if (is === undefined) {
      yield {
        sentence: say`${words(name)} towards ${host} ${words(name.endsWith('s') ? 'are' : 'is')} gone`,
        explains,
      };
      continue;
    }
    yield { sentence: say`${words(name)} towards ${host}: ${fieldWords(was, is)}`, explains };
  }
}
