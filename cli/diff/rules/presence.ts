import { chartFacts } from '../charts';
import { chartOf } from '../mesh-view';
import { CHART, type ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import type { Rule } from '../rule';
import { type Sentence, say, words } from '../sentence';
import { at, show } from '../values';

/** Kinds that requests depend on, and what happens without them. */
const SERVING: Readonly<Record<string, string>> = {
  DaemonSet: 'its pods stop',
  Deployment: 'its pods stop',
  DestinationRule: 'its subsets and TLS settings go: routes that use them fail',
  BackendTLSPolicy: 'gateways speak plain text to its Services',
  Gateway: 'its ports stop answering',
  GRPCRoute: 'requests it matched are no longer routed',
  HTTPRoute: 'requests it matched are no longer routed',
  Ingress: 'requests it matched are no longer routed',
  InferencePool: 'routes to it answer 500',
  ListenerSet: 'its ports stop answering',
  Namespace: 'everything in it is deleted',
  Pod: 'it stops',
  ReferenceGrant: 'the references that it let in are refused: routes answer 500, listeners have no certificate',
  Service: 'its name and address go',
  ServiceEntry: 'its hosts are no longer known to the mesh',
  StatefulSet: 'its pods stop',
  TCPRoute: 'connections it matched are closed',
  TLSRoute: 'connections it matched are closed',
  VirtualService: 'requests it matched get 404 at a gateway, and go straight to the service inside the mesh',
  WorkloadEntry: 'its address gets no requests any more',
};

/** Things that come, go, or are made anew. */
export const presence: Rule = {
  id: 'presence',
  about: 'what is added, deleted, replaced, or left to others',
  *explain(pair) {
    if (pair.carrier) return;
    if (pair.partial && pair.action !== 'forget') return;
    const risks = risksOf(pair);
    const noun = nounOf(pair);
    if (pair.action === 'create')
      yield { sentence: say`${noun}is new`, risks, explains: pair.kind === CHART ? ['spec'] : [] };
    else if (pair.action === 'delete') yield { sentence: say`${noun}is deleted`, risks };
    else if (pair.action === 'replace') yield { sentence: say`${noun}is deleted and created again`, risks };
    else if (pair.action === 'forget')
      yield { sentence: say`${noun}stays in the cluster and is no longer managed here` };
  },
};

/** Charts are known by other names than their releases. */
function nounOf(pair: ObjectPair): Sentence {
  if (pair.kind !== CHART) return say``;
  const content = pair.after ?? pair.before;
  const version = at(content, 'spec', 'version');
  const { title } = chartFacts(chartOf(content));
  return say`${words(title)}${version === undefined ? say`` : say` ${words(show(version))}`} `;
}

function risksOf(pair: ObjectPair): Risk[] {
  if (pair.action === 'create') return createRisks(pair);
  const risk = pair.action === 'replace' ? 'replaces-serving' : 'deletes-serving';
  if (pair.kind === CHART) {
    const content = pair.before ?? pair.after;
    const facts = chartFacts(chartOf(content));
    return [
      ...(facts.serves ? [{ risk, reason: `${facts.title} serves the mesh` } as const] : []),
      ...(facts.definitions
        ? [{ risk: 'deletes-crd', reason: "Istio's definitions may go, and every object of theirs" } as const]
        : []),
      ...(facts.webhooks && !facts.definitions
        ? [{ risk: 'touches-webhook', reason: 'its admission webhooks go with it' } as const]
        : []),
    ];
  }
  const consequence = SERVING[pair.kind];
  return consequence
    ? [{ risk, reason: pair.action === 'replace' ? `until it is back, ${consequence}` : consequence }]
    : [];
}

function createRisks(pair: ObjectPair): Risk[] {
  if (pair.kind !== CHART) return [];
  const facts = chartFacts(chartOf(pair.after));
  return facts.webhooks && !facts.definitions
    ? [{ risk: 'touches-webhook', reason: 'it brings admission webhooks' }]
    : [];
}
