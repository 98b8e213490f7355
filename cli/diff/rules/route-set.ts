import type { ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import { pairedRoutes, type Route, shareLabel } from '../routes';
import type { Remark, Rule } from '../rule';
import { type Sentence, say, words } from '../sentence';
import { type Fields, textsAt } from '../values';

/** Routes that come, go, become reachable from outside, match something else or change places. */
export const routeSet: Rule = {
  id: 'routes',
  about: 'routes that are added, removed, made public, matched differently or reordered',
  kinds: ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  *explain(pair) {
    const istio = pair.kind === 'VirtualService';
    const pairs = pairedRoutes(pair);
    const hosts = textsAt(pair.after, 'spec', istio ? 'hosts' : 'hostnames');
    for (const { before, after } of pairs) {
      if (after && !before) yield added(after, hosts, istio);
      else if (before && !after) yield* removed(before, pair);
      else if (before && after) {
        yield* reached(before, after, hosts);
        yield* matched(before, after, istio);
      }
    }
    yield* reordered(pairs, istio);
    if (istio) yield* rebound(pair);
  },
};

function added(route: Route, hosts: readonly string[], istio: boolean): Remark {
  const explains = [istio ? `spec.${route.protocol}[]` : 'spec.rules[]'];
  const target = targetOf(route);
  if (route.gateways.length > 0) {
    return {
      sentence: say`route ${route.label} is now public${at(hosts)} through gateway ${route.gateways.join(', ')}${target}`,
      risks: [opens(route)],
      explains,
    };
  }
  return { sentence: say`route ${route.label} is new inside the mesh${target}`, explains };
}

function* removed(route: Route, pair: ObjectPair): Generator<Remark> {
  const explains = [pair.kind === 'VirtualService' ? `spec.${route.protocol}[]` : 'spec.rules[]'];
  yield {
    sentence: say`route ${route.label} is gone${targetOf(route, 'went')}`,
    // That the whole object goes is marked once, by the rule for what comes and goes.
    ...(pair.after
      ? {
          risks: [
            { risk: 'deletes-serving' as const, reason: 'requests it matched fall to the next route, or get 404' },
          ],
        }
      : {}),
    explains,
  };
}

function* reached(before: Route, after: Route, hosts: readonly string[]): Generator<Remark> {
  const opened = after.gateways.filter((gateway) => !before.gateways.includes(gateway));
  if (before.gateways.length === 0 && after.gateways.length > 0) {
    yield {
      sentence: say`route ${after.label} is now public${at(hosts)} through gateway ${opened.join(', ')}`,
      risks: [opens(after)],
    };
  } else if (before.gateways.length > 0 && after.gateways.length === 0) {
    yield {
      sentence: say`route ${after.label} is no longer public, only inside the mesh`,
      risks: [{ risk: 'refuses-requests', reason: 'requests from outside are no longer routed' }],
    };
  }
}

function* matched(before: Route, after: Route, istio: boolean): Generator<Remark> {
  if (before.key === after.key) return;
  yield {
    sentence: say`route ${after.name ?? 'of one name'} matches ${after.label} instead of ${before.label}`,
    ...(after.gateways.length > 0 ? { risks: [opens(after)] } : {}),
    explains: [istio ? `spec.${after.protocol}[].match` : 'spec.rules[].matches'],
  };
}

function* reordered(pairs: readonly { before?: Route; after?: Route }[], istio: boolean): Generator<Remark> {
  const kept = pairs.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    const routes = kept
      .filter(({ after }) => after.protocol === protocol)
      .sort((a, b) => a.after.place - b.after.place);
    const index = routes.findIndex(({ before }, i) => i > 0 && before.place < (routes[i - 1]?.before.place ?? 0));
    const [first, second] = [routes[index - 1], routes[index]];
    if (index > 0 && first && second) {
      yield {
        sentence: say`route ${first.after.label} is now tried before ${second.after.label}; the first that matches wins`,
        explains: [istio ? `spec.${protocol}` : 'spec.rules'],
      };
    }
  }
}

function* rebound({ before, after }: ObjectPair): Generator<Remark> {
  if (!before || !after) return;
  const [was, is] = [gateways(before), gateways(after)];
  const more = is.filter((gateway) => !was.includes(gateway));
  const fewer = was.filter((gateway) => !is.includes(gateway));
  if (more.length + fewer.length === 0) return;
  const parts: Sentence[] = [];
  if (more.length > 0) parts.push(say`is bound to ${more.join(', ')}`);
  if (fewer.length > 0) parts.push(say`is no longer bound to ${fewer.join(', ')}`);
  const [first, second] = parts;
  const sentence = first && second ? say`${first}, and ${second}` : (first ?? second);
  if (sentence) yield { sentence: say`the virtual service ${sentence}`, explains: ['spec.gateways'] };
}

function gateways(content: Fields): string[] {
  const named = textsAt(content, 'spec', 'gateways');
  return named.length === 0 ? ['mesh'] : named;
}

function opens({ gateways }: Route): Risk {
  return { risk: 'opens-access', reason: `reachable through ${gateways.join(', ')}` };
}

function at(hosts: readonly string[]): Sentence {
  return hosts.length === 0 ? say`` : hosts.includes('*') ? say` at any host` : say` at ${hosts.join(', ')}`;
}

function targetOf(route: Route, verb = 'goes'): Sentence {
  if (route.action === 'redirect') return say` and redirects`;
  if (route.action === 'respond') return say` and answers by itself`;
  const [share] = route.shares;
  if (!share) return say``;
  const more = route.shares.length - 1;
  const label = shareLabel(share, [share, { key: '', host: '' }]);
  return say`; it ${words(verb)} to ${label}${more > 0 ? say` and ${more} more` : say``}`;
}
