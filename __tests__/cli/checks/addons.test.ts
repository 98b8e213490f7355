import type { Check } from '../../../cli/checks/check';
import { grafanaHasDashboards } from '../../../cli/checks/grafana-has-dashboards';
import { jaegerHasTraces } from '../../../cli/checks/jaeger-has-traces';
import { kialiHealthy } from '../../../cli/checks/kiali-healthy';
import { prometheusHasMetrics } from '../../../cli/checks/prometheus-has-metrics';
import { KubernetesApi } from '../../../cli/cluster/api';
import type { Session } from '../../../cli/session/session';
import { ApiServer } from '../api-server';

const chart = (name: string) => ({
  ...{ stack: 'addons', address: `helm_release.${name}`, name, namespace: 'istio-system', chart: name, values: {} },
  ...{ version: '1.0.0', repository: 'https://charts.example' },
});
const tracing = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'tracing', namespace: 'istio-system' } };

/** What a check says of an addon that answers a question whose path has a text in it. */
async function look(check: Check, ...answers: readonly (readonly [path: string, status: number, body: unknown])[]) {
  const server = await ApiServer.start([], ({ path }) => {
    const found = answers.find(([part]) => path.includes(part));
    return found && { status: found[1], body: found[2] };
  });
  const api = KubernetesApi.connect({ kubeconfig: [server.kubeconfig], context: 'minikube' });
  const session = {
    content: async () => ({
      charts: ['prometheus', 'grafana', 'kiali-server'].map(chart),
      objects: [{ ...tracing, stack: 'addons' }],
      ...{ stacks: [], unreadable: [] },
    }),
    api,
  };
  const { note, findings = [] } = await check.look(session as unknown as Session);
  api.close();
  await server.stop();
  return { note, findings: findings.map(({ severity, problem }) => `${severity}: ${problem}`) };
}

const series = (...names: readonly string[]) => ({
  data: { result: names.map((name) => ({ metric: { __name__: name }, value: [0, '3'] })) },
});
const refused = {
  kind: 'Status',
  message: 'error trying to reach service: dial tcp 10.1.0.2:9090: connection refused',
};

describe('an addon in good and in bad states', () => {
  it.each([
    [
      'an addon that nothing answers for',
      prometheusHasMetrics,
      [['/query', 503, refused]],
      ['bad: prometheus: nothing answers behind Service istio-system/prometheus-server'],
    ],
    ['Prometheus with series of requests', prometheusHasMetrics, [['/query', 200, series('istio_requests_total')]], []],
    [
      'Prometheus with nothing but istiod',
      prometheusHasMetrics,
      [['/query', 200, series('pilot_xds')]],
      ["warning: Prometheus: has istiod's metrics, and none of the proxies: no istio_requests_total"],
    ],
    ['Jaeger with traces of an application', jaegerHasTraces, [['/services', 200, { data: ['web.shop'] }]], []],
    [
      'Jaeger with nothing but what it traces of itself',
      jaegerHasTraces,
      [['/services', 200, { data: ['jaeger-all-in-one', 'jaeger'] }]],
      ['warning: Jaeger: no trace has arrived yet'],
    ],
    [
      "Grafana without Istio's dashboards",
      grafanaHasDashboards,
      [['/search', 200, [{ title: 'Node exporter' }]]],
      ["bad: Grafana: none of Istio's dashboards is there"],
    ],
    [
      'Kiali that reaches all that it is made from',
      kialiHealthy,
      [
        ['/healthz', 200, ''],
        ['/status', 200, [{ name: 'prometheus', status: 'Healthy' }]],
      ],
      [],
    ],
    [
      'Kiali while Prometheus and Jaeger are down',
      kialiHealthy,
      [
        ['/healthz', 200, ''],
        [
          '/status',
          200,
          [
            { name: 'prometheus', status: 'Unreachable' },
            { name: 'tracing', status: 'Unreachable' },
            { name: 'istiod', status: 'Unhealthy' },
          ],
        ],
      ],
      [
        'warning: Kiali: does not reach prometheus (Unreachable): its graph and metrics stay empty',
        'warning: Kiali: does not reach tracing (Unreachable): it shows no traces',
      ],
    ],
    [
      'Kiali that lets nobody in without a token',
      kialiHealthy,
      [
        ['/healthz', 200, ''],
        ['/status', 401, 'Unauthorized'],
      ],
      [],
    ],
  ] as const)('%s', async (_, check, answers, findings) => {
    expect((await look(check, ...answers)).findings).toEqual(findings);
  });
});
