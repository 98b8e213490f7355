import { stringify } from 'yaml';
import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { readCluster } from '../../../model/read/cluster';
import type { Fields } from '../../../model/value';
import { type Answer, expectedAnswer, questionOf } from '../../e2e/access/expected-answer';
import { generatedSets } from '../../e2e/access/generated-sets';
import { layout, MESH_CONFIG, WORKLOADS } from '../../e2e/access/layout';

import { hashOf, letterOf, madeAsRecorded, type RecordedAnswers } from '../../e2e/access/recorded-answers';
import recorded from '../../fixtures/sidecar-answers.json';

const ROOT = 'istio-system';
const GATEWAY = `${ROOT}/istio-ingressgateway`;
const ADDRESSES = {
  pods: Object.fromEntries(WORKLOADS.map(({ namespace, name }, at) => [`${namespace}/${name}`, `10.1.0.${at + 2}`])),
  gateway: '10.1.0.30',
};
const SETS = 40;

const CONTROL_PLANE: readonly Fields[] = [
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: ROOT },
    data: { mesh: stringify(MESH_CONFIG) },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istiod', namespace: ROOT, labels: { app: 'istiod' } },
    spec: { template: { metadata: { labels: { app: 'istiod' } }, spec: { containers: [] } } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'istio-ingressgateway', namespace: ROOT },
    spec: {
      template: {
        metadata: { labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' } },
        spec: { serviceAccountName: 'istio-ingressgateway', containers: [{ name: 'istio-proxy', image: 'auto' }] },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istio-ingressgateway', namespace: ROOT },
    spec: { selector: { istio: 'ingressgateway' }, ports: [{ name: 'http2', port: 80, targetPort: 8080 }] },
  },
];

const sets = generatedSets(17, SETS, ROOT, ADDRESSES);

describe('the generated sets of policies', () => {
  it('leave no decision open, and are of all sorts', () => {
    const counts = new Map<unknown, number>();
    const open: unknown[] = [];
    for (const [index, { objects, requests }] of sets.entries()) {
      const access = new MeshAccess(
        new Mesh(readCluster([...CONTROL_PLANE, ...layout({}), ...objects], () => undefined)),
      );
      for (const request of requests) {
        const decision = access.decide(questionOf(request, ADDRESSES, GATEWAY));
        const answer = expectedAnswer(decision, request.protocol);
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
        if (answer === 'unknown') open.push({ index, request, by: decision.by });
      }
    }
    expect(open).toEqual([]);
    for (const answer of [200, 401, 403, 404, 502, 'answer', 'closed', 'no connection']) {
      expect([answer, (counts.get(answer) ?? 0) > 10]).toEqual([answer, true]);
    }
  });

  it('are decided for each caller as for one of its like', () => {
    let cellsSeen = 0;
    for (const { objects } of sets) {
      const access = new MeshAccess(
        new Mesh(readCluster([...CONTROL_PLANE, ...layout({}), ...objects], () => undefined)),
      );
      for (const callee of access.callees) {
        const own = access.ownPods(callee);
        const others = access.callers.filter(({ workload }) => workload === undefined || !own.has(workload));
        const cells = access
          .row(callee)
          .cells.map(({ callers, verdicts }) => [callers.map(({ name }) => name), verdicts]);
        const found = new Map(
          cells.flatMap(([names, verdicts]) => (names as string[]).map((name) => [name, verdicts])),
        );
        const alone = others.map((caller) => [
          caller.name,
          access.rowFor(callee, [access.callerOf(caller, callee)]).cells[0]?.verdicts,
        ]);
        expect([...found].sort()).toEqual(alone.sort());
        cellsSeen += cells.length;
      }
    }
    expect(cellsSeen).toBeGreaterThan(SETS * 10);
  });
});

describe(`the answers of real sidecars and a gateway under Istio ${recorded.istio}`, () => {
  const { seed, addresses, hash, sets: answered }: RecordedAnswers = recorded;
  const asked = generatedSets(seed, answered.length, ROOT, addresses);

  it('were recorded for the sets that are generated now', () => {
    expect(hashOf(asked)).toBe(hash);
    expect(answered.map(({ answers }) => answers.length)).toEqual(asked.map(({ requests }) => requests.length));
    expect(asked.flatMap(({ requests }) => requests).length).toBeGreaterThanOrEqual(15_000);
  });

  it('are those of the model, every one', () => {
    const differences = asked.flatMap(({ objects, requests }, index) => {
      const set = answered[index] ?? { answers: '' };
      const inForce = madeAsRecorded(objects, set);
      const mesh = new Mesh(readCluster([...CONTROL_PLANE, ...layout({}), ...inForce], () => undefined));
      const access = new MeshAccess(mesh);
      return requests.flatMap((request, at) => {
        const decision = access.decide(questionOf(request, addresses, GATEWAY));
        const model = letterOf(expectedAnswer(decision, request.protocol) as Answer);
        const proxy = set.answers[at];
        return model === proxy ? [] : [{ set: index, request: at, proxy, model, by: decision.by }];
      });
    });
    expect(differences).toEqual([]);
  });
});
