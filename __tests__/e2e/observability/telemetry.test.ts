import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { AccessLogs } from '../../../constructs/observability/access-logs';
import { CustomTag } from '../../../constructs/observability/custom-tag';
import { LogFilter } from '../../../constructs/observability/log-filter';
import { TelemetryPolicy } from '../../../constructs/observability/telemetry-policy';
import { TelemetryProvider } from '../../../constructs/observability/telemetry-provider';
import { Tracing } from '../../../constructs/observability/tracing';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { kubectl, running } from '../cluster';
import { deliver, eventually, INGRESS } from '../ingress';
import { describeHere } from '../needs';

const here = describeHere(__filename);

/** What the gateway's proxy runs by, from its own administration port. */
async function configDump(): Promise<string> {
  const admin = process.env.ENVOY_ADMIN;
  if (admin) return await (await fetch(`${admin}/config_dump`)).text();
  const pod = kubectl('-n', INGRESS.namespace, 'get', 'pod', '-l', 'istio=ingressgateway', '-o', 'name').split('\n')[0];
  return kubectl('-n', INGRESS.namespace, 'exec', pod ?? '', '--', 'pilot-agent', 'request', 'GET', 'config_dump');
}

here('telemetry of the gateway', () => {
  let withdraw = () => {};
  afterEach(() => withdraw());

  it('is what its proxy runs by', async () => {
    const tracer = process.env.TRACING_PROVIDER ?? 'jaeger';
    withdraw = deliver((stack) => {
      // istiod leaves out a provider whose Service is not there.
      if (running('service', 'jaeger-collector', 'istio-system') === undefined) {
        new CustomResource(stack, 'Collector', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'jaeger-collector', namespace: 'istio-system' },
          spec: { ports: [{ name: 'grpc-otlp', port: 4317 }] },
        });
      }
      new TelemetryPolicy(stack, 'Telemetry', {
        target: PolicyTarget.gateway(INGRESS),
        tracing: new Tracing({ provider: TelemetryProvider.fromName(tracer), samplingPercent: 12.5 }).withTag(
          'team',
          CustomTag.literal('e2e-team'),
        ),
        accessLogs: [
          new AccessLogs({
            providers: [TelemetryProvider.ENVOY_LOG],
            filter: LogFilter.statusFrom(418).or(LogFilter.cel('request.duration > duration("7s")')),
          }),
        ],
      });
    });
    await eventually(async () => {
      // Read and written again, for one way of escaping; and told without the dump, which has thousands of lines.
      const dump = JSON.stringify(JSON.parse(await configDump()));
      expect({
        filter: dump.includes('(response.code >= 418) || (request.duration > duration(\\"7s\\"))'),
        sampling: dump.includes('"random_sampling":{"value":12.5}'),
        tag: dump.includes('{"tag":"team","literal":{"value":"e2e-team"}}'),
      }).toEqual({ filter: true, sampling: true, tag: true });
    });
  });
});
