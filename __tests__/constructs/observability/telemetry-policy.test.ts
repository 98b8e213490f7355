import type { ExtensionProvider } from '../../../constructs/charts/generated/mesh-config';
import { Duration } from '../../../constructs/duration';
import { AccessLogs } from '../../../constructs/observability/access-logs';
import { CustomTag } from '../../../constructs/observability/custom-tag';
import { LogFilter } from '../../../constructs/observability/log-filter';
import { Metrics } from '../../../constructs/observability/metrics';
import { TelemetryPolicy } from '../../../constructs/observability/telemetry-policy';
import { TelemetryProvider } from '../../../constructs/observability/telemetry-provider';
import { Tracing } from '../../../constructs/observability/tracing';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { stackWith, synth } from '../../policy-stack';

const jaeger = TelemetryProvider.fromName('jaeger');

describe('a telemetry policy', () => {
  it('says of the mesh where its traces, logs and metrics go', () => {
    const stack = stackWith();
    const policy = new TelemetryPolicy(stack, 'Telemetry', {
      target: PolicyTarget.mesh(),
      tracing: new Tracing({ provider: jaeger, samplingPercent: 12.5 }),
      accessLogs: [new AccessLogs({ providers: [TelemetryProvider.ENVOY_LOG], filter: LogFilter.statusFrom(400) })],
      metrics: [new Metrics().disable('REQUEST_SIZE')],
    });
    synth(stack);
    expect(policy.resource.manifest).toMatchObject({
      apiVersion: 'telemetry.istio.io/v1',
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: {
        tracing: [{ providers: [{ name: 'jaeger' }], randomSamplingPercentage: 12.5 }],
        accessLogging: [{ providers: [{ name: 'envoy' }], filter: { expression: 'response.code >= 400' } }],
        metrics: [
          {
            providers: [{ name: 'prometheus' }],
            overrides: [{ match: { metric: 'REQUEST_SIZE' }, disabled: true }],
          },
        ],
      },
    });
  });

  it('is of the version that Istio 1.17 serves', () => {
    const stack = stackWith({ istioVersion: '1.17.2', namespace: 'shop' });
    const { resource } = new TelemetryPolicy(stack, 'Telemetry', { accessLogs: [AccessLogs.disabled()], name: 'x' });
    expect(resource.manifest).toMatchObject({
      apiVersion: 'telemetry.istio.io/v1alpha1',
      metadata: { name: 'x', namespace: 'shop' },
    });
  });

  it('grows, for a workload', () => {
    const stack = stackWith();
    const policy = new TelemetryPolicy(stack, 'Telemetry', {
      target: PolicyTarget.workload(Workload.fromName('reviews', { namespace: 'shop' })),
    })
      .addTracing(new Tracing({ provider: jaeger }))
      .addAccessLogs(AccessLogs.disabled('CLIENT'))
      .addAccessLogs(new AccessLogs({ mode: 'SERVER' }))
      .addMetrics(new Metrics().disable());
    synth(stack);
    expect(policy.resource.manifest).toMatchObject({
      metadata: { name: 'reviews', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'reviews' } },
        tracing: [{ providers: [{ name: 'jaeger' }] }],
        accessLogging: [{ disabled: true, match: { mode: 'CLIENT' } }, { match: { mode: 'SERVER' } }],
        metrics: [{ overrides: [{ match: { metric: 'ALL_METRICS' }, disabled: true }] }],
      },
    });
    expect(() => policy.addTracing(new Tracing({ provider: jaeger }))).toThrow(
      'test/Telemetry: tracing: duplicate: Istio accepts one for each target',
    );
  });

  it('stops synthesis when it changes nothing', () => {
    const stack = stackWith();
    new TelemetryPolicy(stack, 'Telemetry');
    expect(() => synth(stack)).toThrow('expected tracing, access logs or metrics, got none, so nothing changes');
  });

  it('stops synthesis when two are for one target, of which Istio would take one', () => {
    const stack = stackWith();
    const logs = { accessLogs: [AccessLogs.disabled()] };
    new TelemetryPolicy(stack, 'One', logs);
    new TelemetryPolicy(stack, 'Two', logs);
    expect(() => synth(stack)).toThrow('are one object in the cluster');
  });
});

describe('tracing', () => {
  it('has all it is given in its spec', () => {
    const tracing = new Tracing({
      provider: jaeger,
      samplingPercent: 0,
      tags: { team: CustomTag.literal('blue'), pod: CustomTag.environment('POD_NAME', 'none') },
      disableSpanReporting: true,
      useRequestIdForTraceSampling: false,
      enableIstioTags: false,
      disableContextPropagation: true,
      mode: 'SERVER',
    });
    expect(tracing.spec).toEqual({
      providers: [{ name: 'jaeger' }],
      randomSamplingPercentage: 0,
      customTags: {
        team: { literal: { value: 'blue' } },
        pod: { environment: { name: 'POD_NAME', defaultValue: 'none' } },
      },
      disableSpanReporting: true,
      useRequestIdForTraceSampling: false,
      enableIstioTags: false,
      disableContextPropagation: true,
      match: { mode: 'SERVER' },
    });
  });

  it('never changes: another tag makes another', () => {
    const plain = new Tracing({ provider: jaeger });
    const tagged = plain
      .withTag('user', CustomTag.header('x-user', 'nobody'))
      .withTag('code', CustomTag.formatter('%RESPONSE_CODE%'));
    expect(plain.spec.customTags).toBeUndefined();
    expect(tagged.spec.customTags).toEqual({
      user: { header: { name: 'x-user', defaultValue: 'nobody' } },
      code: { formatter: { value: '%RESPONSE_CODE%' } },
    });
  });

  it('knows what Istio 1.17 lacks', () => {
    const stack = stackWith({ istioVersion: '1.17.2' });
    const tracing = new Tracing({ enableIstioTags: false });
    expect(() => new TelemetryPolicy(stack, 'Telemetry', { tracing })).toThrow('Istio 1.17 has no such field');
  });

  it.each([
    [() => new Tracing({ samplingPercent: 101 }), 'Tracing.samplingPercent: expected a number from 0 to 100, got 101'],
    [
      () => new Tracing({ samplingPercent: Number.NaN }),
      'Tracing.samplingPercent: expected a number from 0 to 100, got NaN',
    ],
    [() => new Tracing({ tags: { '': CustomTag.literal('x') } }), 'Tracing.tags: expected a name for each tag'],
    [() => new Tracing({}), 'Tracing: expected a provider, a sampling or tags, got nothing'],
    [() => CustomTag.literal(''), 'CustomTag.literal: expected a text, got ""'],
    [() => CustomTag.header(''), 'CustomTag.header: expected a text, got ""'],
    [() => CustomTag.environment(''), 'CustomTag.environment: expected a text, got ""'],
    [() => CustomTag.formatter(''), 'CustomTag.formatter: expected a text, got ""'],
  ])('refuses %#', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('access logs', () => {
  it('are filtered by expressions, which combine', () => {
    const slow = LogFilter.cel('request.duration > duration("1s")');
    const filter = LogFilter.statusFrom(500).or(slow).and(LogFilter.cel('request.path != "/healthz"').not());
    expect(new AccessLogs({ filter, mode: 'CLIENT_AND_SERVER' }).spec).toEqual({
      filter: {
        expression:
          '((response.code >= 500) || (request.duration > duration("1s"))) && (!(request.path != "/healthz"))',
      },
      match: { mode: 'CLIENT_AND_SERVER' },
    });
  });

  it.each([
    [() => LogFilter.cel(' '), 'LogFilter.cel: expected an expression such as response.code >= 400, got ""'],
    [() => LogFilter.statusFrom(99), 'LogFilter.statusFrom: expected an HTTP status'],
    [
      () => new AccessLogs({ providers: [] }),
      'AccessLogs.providers: expected at least one, or no list, got an empty list',
    ],
    [
      () => new AccessLogs({ disabled: true, filter: LogFilter.statusFrom(500) }),
      'AccessLogs.filter: expected none with disabled',
    ],
  ])('refuse %#', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('metrics', () => {
  it('gain and lose tags, and are not reported', () => {
    const metrics = new Metrics({ reportingInterval: Duration.seconds(10), providers: [TelemetryProvider.PROMETHEUS] })
      .withTag('request_host', 'request.host', 'REQUEST_COUNT', 'SERVER')
      .withoutTag('destination_principal', 'REQUEST_COUNT', 'SERVER')
      .withoutTag('source_version')
      .disable('RESPONSE_SIZE', 'CLIENT')
      .enable('REQUEST_DURATION');
    expect(metrics.spec).toEqual({
      providers: [{ name: 'prometheus' }],
      reportingInterval: '10s',
      overrides: [
        {
          match: { metric: 'REQUEST_COUNT', mode: 'SERVER' },
          tagOverrides: {
            request_host: { operation: 'UPSERT', value: 'request.host' },
            destination_principal: { operation: 'REMOVE' },
          },
        },
        { match: { metric: 'ALL_METRICS' }, tagOverrides: { source_version: { operation: 'REMOVE' } } },
        { match: { metric: 'RESPONSE_SIZE', mode: 'CLIENT' }, disabled: true },
        { match: { metric: 'REQUEST_DURATION' }, disabled: false },
      ],
    });
  });

  it('never change: every method makes others', () => {
    const metrics = new Metrics();
    metrics.disable();
    expect(metrics.spec).toEqual({ providers: [{ name: 'prometheus' }] });
    expect(Object.isFrozen(metrics)).toBe(true);
  });

  it.each([
    [() => new Metrics({ providers: [] }), 'Metrics.providers: expected at least one provider, got none'],
    [() => new Metrics().withTag('request-host', 'request.host'), 'Metrics: tag: expected a Prometheus'],
    [
      () => new Metrics().withoutTag('1st'),
      'Metrics: tag: expected a Prometheus label: letters, digits and "_", no digit first, got "1st"',
    ],
    [
      () => new Metrics().withTag('host', ''),
      'Metrics.withTag: host: expected an attribute such as request.host, got ""',
    ],
  ])('refuse %#', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('a telemetry provider', () => {
  const endpoint = { service: 'collector.ops.svc.cluster.local', port: 4317 };

  it.each<[ExtensionProvider, object]>([
    [
      TelemetryProvider.opentelemetry('otel', {
        ...endpoint,
        maxTagLength: 99,
        http: { path: '/v1/traces', timeout: Duration.seconds(2) },
      }).extensionProvider,
      { name: 'otel', opentelemetry: { ...endpoint, maxTagLength: 99, http: { path: '/v1/traces', timeout: '2s' } } },
    ],
    [
      TelemetryProvider.zipkin('zipkin', { ...endpoint, enable64bitTraceId: true, maxTagLength: 1 }).extensionProvider,
      { name: 'zipkin', zipkin: { ...endpoint, enable64bitTraceId: true, maxTagLength: 1 } },
    ],
    [
      TelemetryProvider.fileLog('json', { path: '/tmp/log', format: { labels: { code: '%RESPONSE_CODE%' } } })
        .extensionProvider,
      { name: 'json', envoyFileAccessLog: { path: '/tmp/log', logFormat: { labels: { code: '%RESPONSE_CODE%' } } } },
    ],
    [
      TelemetryProvider.fileLog('text').extensionProvider,
      { name: 'text', envoyFileAccessLog: { path: '/dev/stdout' } },
    ],
    [
      TelemetryProvider.opentelemetryLog('logs', { ...endpoint, logName: 'mesh', logFormat: { labels: { a: 'b' } } })
        .extensionProvider,
      { name: 'logs', envoyOtelAls: { ...endpoint, logName: 'mesh', logFormat: { labels: { a: 'b' } } } },
    ],
  ])('is what the control plane is told: %#', (provider, wanted) => {
    expect(provider).toEqual(wanted);
  });

  it('refuses ports that are none', () => {
    expect(() => TelemetryProvider.zipkin('z', { service: 's', port: 0 })).toThrow(
      'TelemetryProvider "z": port: expected a port from 1 to 65535, got 0',
    );
  });
});
