import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { charts } from '../../constructs';
import { generatedValues } from '../../scripts/generate-values';
import type { ChartFacts } from '../../scripts/values/facts';
import facts from '../../scripts/values/facts.json';
import { readProtos, resolveName } from '../../scripts/values/proto';
import { base, cni, gateway, istiod, ztunnel } from '../e2e/charts/every-value';

const everyValue: Readonly<Record<string, readonly object[]>> = {
  base,
  cni,
  gateway,
  istiod,
  ztunnel,
};

const GENERATED = join(__dirname, '../../constructs/charts/generated');

describe('the types of the values', () => {
  it.each(Object.entries(generatedValues()))('%s is what the facts make', (name, text) => {
    expect(readFileSync(join(GENERATED, name), 'utf8')).toBe(text);
  });

  it.each(Object.entries(facts.charts))('of %s have every key that a template reads', (name, { reads }) => {
    const text = generatedValues()[`${name}-values.ts`] ?? '';
    const declared = new Set([...text.matchAll(/readonly (\w+)\?:/g)].map(([, key]) => key));
    // Below a map of strings any key may be.
    const open = /\.(labels|env|annotations|podAnnotations)\./;
    // The mesh configuration has types of its own.
    const untyped = Object.keys(reads).filter(
      (path) =>
        !path.startsWith('meshConfig.') && !open.test(`.${path}`) && !path.split('.').every((key) => declared.has(key)),
    );
    expect(untyped).toEqual([]);
  });

  it('have no other key than those that a template reads, that are rendered, or that are known to be idle', () => {
    const rendered = (values: object, path = ''): string[] =>
      Object.entries(values).flatMap(([key, value]) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? [path + key, ...rendered(value, `${path}${key}.`)]
          : [path + key],
      );
    const idle = Object.entries(facts.charts as unknown as Readonly<Record<string, ChartFacts>>).flatMap(
      ([chart, { values, reads }]) => {
        const shown = new Set((everyValue[chart] ?? []).flatMap((one) => rendered(one)));
        const isRead = (path: string): boolean =>
          Object.keys(reads).some((read) => `${path}.`.startsWith(`${read}.`) || read.startsWith(`${path}.`));
        return Object.keys(values)
          .filter((path) => !isRead(path) && !shown.has(path))
          .map((path) => `${chart}: ${path}`);
      },
    );
    expect(idle).toMatchInlineSnapshot(`
      [
        "base: base.enableIstioConfigCRDs",
        "istiod: base.enableIstioConfigCRDs",
        "istiod: defaultRevision",
        "istiod: sidecarInjectorWebhook.injectionURL",
        "istiod: sidecarInjectorWebhook.objectSelector",
        "istiod: sidecarInjectorWebhook.useLegacySelectors",
        "istiod: telemetry.v2.access_log_policy",
        "istiod: telemetry.v2.access_log_policy.enabled",
        "istiod: telemetry.v2.access_log_policy.logWindowDuration",
        "istiod: telemetry.v2.metadataExchange",
        "istiod: telemetry.v2.metadataExchange.wasmEnabled",
        "istiod: telemetry.v2.metadata_exchange",
        "istiod: telemetry.v2.metadata_exchange.wasmEnabled",
        "istiod: telemetry.v2.prometheus.config_override",
        "istiod: telemetry.v2.prometheus.config_override.gateway",
        "istiod: telemetry.v2.prometheus.config_override.inboundSidecar",
        "istiod: telemetry.v2.prometheus.config_override.outboundSidecar",
        "istiod: telemetry.v2.stackdriver.monitoring",
        "istiod: telemetry.v2.stackdriver.topology",
        "gateway: defaultRevision",
        "gateway: enabled",
        "gateway: pilot",
        "gateway: runAsRoot",
        "gateway: unprivilegedPort",
        "cni: enabled",
        "cni: repair.createEvents",
        "cni: repair.hub",
        "cni: repair.image",
        "cni: repair.tag",
        "cni: resource_quotas",
        "cni: resource_quotas.enabled",
        "cni: resource_quotas.pods",
        "ztunnel: redirectMode",
      ]
    `);
  });

  it('leave little to a type that admits anything', () => {
    const unknown = Object.values(generatedValues()).flatMap((text) => [
      ...text.matchAll(/readonly (\w+)\?: unknown;/g),
    ]);
    expect(unknown.map(([, key]) => key).sort()).toMatchInlineSnapshot(`
      [
        "capNetBindService",
        "defaults",
        "defaults",
        "defaults",
        "defaults",
        "defaults",
        "dynatrace",
        "enabled",
        "environment",
        "prometheus",
        "proxyProtocol",
        "revision",
        "trafficDistribution",
        "trustBundleName",
        "trustDomain",
        "validateGateway",
        "validationCABundle",
        "validationFailurePolicy",
        "validationFailurePolicy",
        "validationURL",
        "variant",
      ]
    `);
  });

  it('have what was asked for and not there', () => {
    const gateway: charts.GatewayValues = {
      service: {
        ipFamilyPolicy: 'PreferDualStack',
        ipFamilies: ['IPv4', 'IPv6'],
        clusterIP: 'None',
        selectorLabels: {},
      },
      lifecycle: { preStop: { exec: { command: ['sleep', '15'] } } },
      readinessProbe: { httpGet: { path: '/healthz/ready', port: 15021 } },
      autoscaling: {
        autoscaleBehavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
      podDisruptionBudget: { minAvailable: 1 },
      envVarFrom: [],
      initContainers: [],
      additionalContainers: [],
    };
    const istiod: charts.IstiodValues = {
      pilot: {
        pdb: { minAvailable: 1 },
        autoscaleBehavior: {},
        volumes: [],
        envVarFrom: [],
        ipFamilies: ['IPv4'],
      },
      meshConfig: {
        defaultHttpRetryPolicy: { attempts: 3 },
        localityLbSetting: {
          enabled: true,
          failover: [{ from: 'a', to: 'b' }],
        },
        defaultConfig: {
          gatewayTopology: { numTrustedProxies: 2 },
          proxyStatsMatcher: { inclusionRegexps: ['.*'] },
          drainDuration: '45s',
        },
        meshMTLS: { minProtocolVersion: 'TLSV1_3' },
        serviceSettings: [{ settings: { clusterLocal: true }, hosts: ['*'] }],
      },
    };
    expect([gateway, istiod]).toHaveLength(2);
  });
});

describe('a Protobuf file', () => {
  const protos = readProtos([
    `message A { // a comment; message X {
       message B { enum Mode { OFF = 0; ON = 1; } Mode mode = 1 [deprecated = true]; }
       oneof kind { B b = 1; string text = 2; }
       repeated istio.mesh.v1alpha1.A.B list = 3; map<string, B> by_name = 4; /* int32 no = 5; */
     }`,
  ]);

  it('is read with its nested messages, enums and oneofs', () => {
    expect([...(protos.messages.get('A') ?? [])]).toEqual([
      ['b', { type: 'B', holds: 'one', deprecated: false }],
      ['text', { type: 'string', holds: 'one', deprecated: false }],
      ['list', { type: 'istio.mesh.v1alpha1.A.B', holds: 'list', deprecated: false }],
      ['by_name', { type: 'B', holds: 'map', deprecated: false }],
    ]);
    expect(protos.messages.get('A.B')?.get('mode')).toEqual({
      type: 'Mode',
      holds: 'one',
      deprecated: true,
    });
    expect(protos.enums.get('A.B.Mode')).toEqual(['OFF', 'ON']);
  });

  it('means by a name what is nearest', () => {
    expect(resolveName('Mode', 'A.B', protos)).toBe('A.B.Mode');
    expect(resolveName('istio.mesh.v1alpha1.A.B', 'A', protos)).toBe('A.B');
    expect(resolveName('google.protobuf.Struct', 'A', protos)).toBeUndefined();
  });
});
