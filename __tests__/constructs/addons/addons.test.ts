import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { Grafana } from '../../../constructs/addons/grafana';
import { Jaeger } from '../../../constructs/addons/jaeger';
import { Kiali } from '../../../constructs/addons/kiali';
import { Prometheus } from '../../../constructs/addons/prometheus';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { MeshContext } from '../../../constructs/mesh-context';
import { type IstioVersion, istioRelease } from '../../../constructs/versions';
import { type Synthesized, synthesizeIn, valuesOf } from '../../synthesized';

interface Delivered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: object;
  readonly data: Readonly<Record<string, string>>;
}

function under(istioVersion: IstioVersion, build: (stack: TerraformStack) => void): Synthesized {
  return synthesizeIn((stack) => {
    MeshContext.set(stack, { istioVersion });
    build(stack);
  });
}

function delivered(stack: Synthesized, release: string): Delivered[] {
  return Object.values(valuesOf<{ manifests: Record<string, Delivered> }>(stack, release).manifests);
}

describe('Prometheus', () => {
  test('is found by its Service', () => {
    synthesizeIn((stack) => {
      const prometheus = new Prometheus(stack, 'Prometheus');
      expect(prometheus.endpoint.url).toBe('http://prometheus.istio-system:9090');
      expect(prometheus.endpoint.from('istio-system')).toBe('http://prometheus:9090');
      const other = new Prometheus(stack, 'Other', {
        namespace: 'metrics',
        values: { server: { fullnameOverride: 'prom', service: { servicePort: 80 } } },
        extraValues: { commonMetaLabels: { a: 'b' } },
      });
      expect(other.endpoint.url).toBe('http://prom.metrics');
    });
  });

  test('is replaced across major releases of its chart, unless it keeps data', () => {
    const lifecycleOf = (enabled: boolean) =>
      synthesizeIn((stack) => {
        new Prometheus(stack, 'Prometheus', { values: { server: { persistentVolume: { enabled } } } });
      }).releases['prometheus']?.['lifecycle'];
    expect(lifecycleOf(false)).toHaveProperty('replace_triggered_by');
    expect(lifecycleOf(true)).not.toHaveProperty('replace_triggered_by');
  });
});

describe('Grafana', () => {
  test("downloads the release's dashboards from Istio's repository, or from an address of one's own", () => {
    const dashboardsUnder = (dashboards?: string) => {
      const stack = synthesizeIn((scope) => {
        new Grafana(scope, 'Grafana', { prometheus: Prometheus.fromUrl('http://prometheus.example'), dashboards });
      });
      return valuesOf<{ dashboards: Record<string, Record<string, { url: string }>> }>(stack, 'grafana').dashboards;
    };
    expect(dashboardsUnder()['istio']?.['pilot-dashboard']?.url).toBe(
      'https://raw.githubusercontent.com/istio/istio/1.31.1/manifests/addons/dashboards/pilot-dashboard.gen.json',
    );
    expect(dashboardsUnder('https://files.example/')['istio-services']?.['istio-mesh-dashboard']?.url).toBe(
      'https://files.example/istio-mesh-dashboard.gen.json',
    );
  });

  test("carries the release's dashboards from a folder, braces and dollars included", () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
    const dashboard = '{ "legend": "{{ app }} ${datasource} %{x}" }';
    const { files } = istioRelease('1.17.2').dashboards;
    for (const file of Object.values(files).flatMap((names) => Object.values(names))) {
      writeFileSync(join(folder, file), dashboard);
    }
    const stack = under('1.17.2', (scope) => {
      const prometheus = new Prometheus(scope, 'Prometheus');
      new Grafana(scope, 'Grafana', { prometheus, dashboards: folder });
    });
    expect(stack.releases['grafana']?.values).toMatchObject([
      {
        dashboardsConfigMaps: {
          istio: 'istio-grafana-dashboards',
          'istio-services': 'istio-services-grafana-dashboards',
        },
      },
    ]);
    expect(stack.releases['grafana']?.['depends_on']).toEqual([
      'helm_release.istio-system_grafana-dashboards',
      'helm_release.istio-system_prometheus',
      expect.stringMatching(/^terraform_data\./),
    ]);
    const [istio] = delivered(stack, 'grafana-dashboards');
    // As Terraform is told: its own templates are escaped.
    expect(istio?.data['pilot-dashboard.json']).toBe('{"legend":"{{ app }} $${datasource} %%{x}"}');
  });

  test('names every dashboard that a folder lacks, or that is no JSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboards-'));
    writeFileSync(join(folder, 'pilot-dashboard.json'), '{');
    const message = (() => {
      try {
        under('1.17.2', (stack) => {
          new Grafana(stack, 'Grafana', { prometheus: Prometheus.fromUrl('http://p.example'), dashboards: folder });
        });
      } catch (error) {
        return (error as Error).message.split('\n');
      }
      return [];
    })();
    expect(message).toHaveLength(6);
    expect(message[0]).toMatch(`test/Grafana: dashboards: ${folder}/pilot-dashboard.json: `);
    expect(message[1]).toBe(
      `test/Grafana: dashboards: ${folder}/istio-performance-dashboard.json: no such file; it is a dashboard of this Istio release`,
    );
  });
});

describe('Jaeger', () => {
  test('takes Zipkin spans under both releases, and OTLP under the newer one', () => {
    const ports = (version: IstioVersion) => {
      const services = delivered(
        under(version, (stack) => {
          new Jaeger(stack, 'Jaeger');
        }),
        'jaeger',
      ).filter(({ kind }) => kind === 'Service');
      return Object.fromEntries(
        services.map(({ metadata, spec }) => [
          metadata.name,
          (spec as { ports: { port: number }[] }).ports.map(({ port }) => port),
        ]),
      );
    };
    expect(ports('1.17.2')).toEqual({ tracing: [80, 16685], zipkin: [9411], 'jaeger-collector': [14268, 14250, 9411] });
    expect(ports('1.30.3')).toEqual({
      tracing: [80, 16685],
      zipkin: [9411],
      'jaeger-collector': [14268, 14250, 9411, 4317, 4318],
    });
  });

  test('gets the traces of gateways and namespaces, where the release does not send them unasked', () => {
    const telemetries = (version: IstioVersion) =>
      delivered(
        under(version, (stack) => {
          const ingress = new IngressGateway(stack, 'Ingress');
          new Jaeger(stack, 'Jaeger', { traces: [ingress, { namespace: 'shop' }], provider: 'spans' });
        }),
        'jaeger',
      ).filter(({ kind }) => kind === 'Telemetry');
    expect(telemetries('1.17.2')).toEqual([]);
    const tracing = [{ providers: [{ name: 'spans' }] }];
    expect(telemetries('1.30.3')).toMatchObject([
      {
        metadata: { name: 'jaeger-ingressgateway', namespace: 'istio-system' },
        spec: { selector: { matchLabels: { istio: 'ingressgateway' } }, tracing },
      },
      { metadata: { name: 'jaeger', namespace: 'shop' }, spec: { tracing } },
    ]);
  });

  test('runs another image, in another namespace', () => {
    const stack = synthesizeIn((scope) => {
      const jaeger = new Jaeger(scope, 'Jaeger', { namespace: 'traces', image: 'registry.example/jaeger:2' });
      expect(jaeger.endpoint.url).toBe('http://tracing.traces:16685/jaeger');
    });
    expect(stack.releases['jaeger']?.['namespace']).toBe('traces');
    expect(JSON.stringify(delivered(stack, 'jaeger'))).toContain('"image":"registry.example/jaeger:2"');
    for (const { metadata } of delivered(stack, 'jaeger')) expect(metadata.namespace).toBe('traces');
  });
});

describe('Kiali', () => {
  const services = (version: IstioVersion, build: (stack: TerraformStack) => void) =>
    valuesOf<{ external_services: object }>(under(version, build), 'kiali').external_services;

  test.each([
    ['1.17.2', 'in_cluster_url', 'url'],
    ['1.30.3', 'internal_url', 'external_url'],
  ] as const)('under %s knows the other addons by URL, and where browsers find them', (version, internal, external) => {
    const found = services(version, (stack) => {
      const prometheus = new Prometheus(stack, 'Prometheus');
      const grafana = new Grafana(stack, 'Grafana', { prometheus });
      const jaeger = new Jaeger(stack, 'Jaeger');
      const links = { grafana: 'http://localhost:3000', tracing: 'http://localhost:16686' };
      new Kiali(stack, 'Kiali', { prometheus, grafana, jaeger, links });
    });
    expect(found).toEqual({
      prometheus: { url: 'http://prometheus.istio-system:9090' },
      grafana: {
        enabled: true,
        [internal]: 'http://grafana.istio-system:3000',
        [external]: 'http://localhost:3000',
      },
      tracing: {
        enabled: true,
        [internal]: 'http://tracing.istio-system:16685/jaeger',
        [external]: 'http://localhost:16686',
        use_grpc: true,
      },
    });
  });

  test('does without dashboards and traces, and with addons of somebody else', () => {
    expect(
      services('1.30.3', (stack) => {
        new Kiali(stack, 'Kiali', {
          prometheus: Prometheus.fromUrl('https://prometheus.example'),
          jaeger: Jaeger.fromUrl('https://traces.example'),
        });
      }),
    ).toEqual({
      prometheus: { url: 'https://prometheus.example' },
      grafana: { enabled: false },
      tracing: { enabled: true, internal_url: 'https://traces.example', use_grpc: false },
    });
  });

  test('looks at a mesh from a namespace of its own', () => {
    expect(
      services('1.30.3', (stack) => {
        const kiali = new Kiali(stack, 'Kiali', {
          prometheus: Prometheus.fromUrl('https://prometheus.example'),
          namespace: 'kiali',
          values: { server: { port: 80, web_root: '/' } },
        });
        expect(kiali.endpoint.url).toBe('http://kiali.kiali/');
      }),
    ).toMatchObject({ istio: { root_namespace: 'istio-system' } });
  });
});

describe('addons of somebody else', () => {
  test.each([
    () => Prometheus.fromUrl('prometheus:9090'),
    () => Grafana.fromUrl('ftp://grafana.example'),
    () => Jaeger.fromUrl('https://'),
    () => Kiali.fromUrl(''),
  ])('are named by an http(s) URL', (make) => {
    expect(make).toThrow('expected an http(s):// URL');
  });
});
