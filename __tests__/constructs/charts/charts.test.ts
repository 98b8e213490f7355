import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lazy, TerraformVariable } from 'cdktf';
import { BaseChart } from '../../../constructs/charts/base-chart';
import { CniChart } from '../../../constructs/charts/cni-chart';
import { GatewayChart } from '../../../constructs/charts/gateway-chart';
import { GrafanaChart } from '../../../constructs/charts/grafana-chart';
import { IstiodChart } from '../../../constructs/charts/istiod-chart';
import { KialiChart } from '../../../constructs/charts/kiali-chart';
import { PrometheusChart } from '../../../constructs/charts/prometheus-chart';
import { ZtunnelChart } from '../../../constructs/charts/ztunnel-chart';
import { MeshContext } from '../../../constructs/mesh-context';
import { synthesizeIn } from '../../synthesized';

const ISTIO = 'https://blob.istio.io/istio-release/charts';

describe('the credentials of a chart repository', () => {
  const credentialsOf = (build: Parameters<typeof synthesizeIn>[0]) =>
    Object.values(synthesizeIn(build).releases).map((release) => [
      release.repository,
      release.repository_username,
      release.repository_password,
      release.pass_credentials,
    ]);

  test("may be a chart's own, known to Terraform alone", () => {
    const source = 'oci://registry.example:5000/charts';
    expect(
      credentialsOf((stack) => {
        const password = new TerraformVariable(stack, 'password', { type: 'string', sensitive: true });
        new IstiodChart(stack, 'Istiod', {
          source,
          repositoryUsername: 'deployer',
          repositoryPassword: password.stringValue,
          passCredentials: true,
        });
      }),
    ).toEqual([[source, 'deployer', '${var.password}', true]]);
  });

  test("are the context's for its repository, and for no other", () => {
    const chartRepository = 'https://charts.example:8443';
    expect(
      credentialsOf((stack) => {
        MeshContext.set(stack, { chartRepository, chartRepositoryCredentials: { username: 'u', password: 'p' } });
        new BaseChart(stack, 'Base');
        new IstiodChart(stack, 'Istiod', { source: 'https://elsewhere.example' });
        new CniChart(stack, 'Cni', { repositoryUsername: 'other', repositoryPassword: 'q' });
      }),
    ).toEqual([
      [chartRepository, 'u', 'p', undefined],
      [chartRepository, 'other', 'q', undefined],
      ['https://elsewhere.example', undefined, undefined, undefined],
    ]);
  });
});

describe('charts', () => {
  test('come in the version of the Istio release in force, from their own repositories', () => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion: '1.17.2' });
      new BaseChart(stack, 'Base');
      new IstiodChart(stack, 'Istiod');
      new GatewayChart(stack, 'Gateway', { releaseName: 'edge' });
      new CniChart(stack, 'Cni');
      new PrometheusChart(stack, 'Prometheus');
      new GrafanaChart(stack, 'Grafana');
      new KialiChart(stack, 'Kiali');
    });
    const found = Object.values(releases).map(({ name, chart, version, repository }) => ({
      name,
      chart,
      version,
      repository,
    }));
    expect(found).toEqual([
      { name: 'edge', chart: 'gateway', version: '1.17.2', repository: ISTIO },
      {
        name: 'grafana',
        chart: 'grafana',
        version: '6.31.1',
        repository: 'https://grafana-community.github.io/helm-charts',
      },
      { name: 'istio-base', chart: 'base', version: '1.17.2', repository: ISTIO },
      { name: 'istio-cni', chart: 'cni', version: '1.17.2', repository: ISTIO },
      { name: 'istiod', chart: 'istiod', version: '1.17.2', repository: ISTIO },
      { name: 'kiali', chart: 'kiali-server', version: '1.63.1', repository: 'https://kiali.org/helm-charts' },
      {
        name: 'prometheus',
        chart: 'prometheus',
        version: '15.9.0',
        repository: 'https://prometheus-community.github.io/helm-charts',
      },
    ]);
  });

  test('take values, and extra values that win: lists replace, null stays to delete a default', () => {
    const { releases } = synthesizeIn((stack) => {
      new IstiodChart(stack, 'Istiod', {
        values: {
          pilot: { env: { A: '1', B: '2' }, tolerations: [{ key: 'a' }] },
          meshConfig: { accessLogFile: '/dev/stdout' },
        },
        extraValues: {
          pilot: { env: { B: '3' }, tolerations: [{ key: 'b' }], resources: null },
          meshConfig: { protocolDetectionTimeout: '5s' },
        },
      });
    });
    expect(releases['istiod']?.values).toEqual([
      {
        global: { hub: 'docker.io/istio' },
        pilot: { env: { A: '1', B: '3' }, tolerations: [{ key: 'b' }], resources: null },
        meshConfig: { accessLogFile: '/dev/stdout', protocolDetectionTimeout: '5s' },
      },
    ]);
  });

  test('take tokens among their values', () => {
    const { releases } = synthesizeIn((stack) => {
      const size = new TerraformVariable(stack, 'size', { type: 'string' });
      new IstiodChart(stack, 'Istiod', {
        values: {
          pilot: {
            env: { SIZE: size.stringValue },
            podLabels: Lazy.anyValue({ produce: () => ({ a: 'b' }) }) as never,
          },
        },
      });
    });
    expect(JSON.stringify(releases['istiod']?.values)).toContain('jsonencode(local.');
  });

  test('pass on every argument of a release', () => {
    const { releases, resource } = synthesizeIn((stack) => {
      const base = new BaseChart(stack, 'Base', { releaseName: 'crds', namespace: 'mesh' });
      new IstiodChart(stack, 'Istiod', {
        namespace: 'mesh',
        version: '1.30.4',
        source: 'oci://registry.example/charts/',
        wait: false,
        timeoutSeconds: 60,
        replaceOnChangeOf: 'once',
        dependsOn: [base],
      });
    });
    expect(releases['istiod']).toMatchObject({
      chart: 'istiod',
      namespace: 'mesh',
      repository: 'oci://registry.example/charts',
      version: '1.30.4',
      wait: false,
      timeout: 60,
      depends_on: ['helm_release.mesh_crds'],
    });
    const [trigger] = Object.keys(resource['terraform_data'] ?? {});
    // An interpolation is what Terraform refuses here.
    expect(releases['istiod']?.['lifecycle']).toMatchObject({ replace_triggered_by: [`terraform_data.${trigger}`] });
  });

  test('find a package in a folder, or an unpacked chart of the right version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'charts-'));
    writeFileSync(join(folder, 'base-1.31.1.tgz'), '');
    mkdirSync(join(folder, 'istiod'));
    writeFileSync(join(folder, 'istiod/Chart.yaml'), 'name: istiod\nversion: 1.31.1\n');
    mkdirSync(join(folder, 'gateway'));
    writeFileSync(join(folder, 'gateway/Chart.yaml'), 'name: gateway\nversion: "1.29.0"\n');
    const { releases } = synthesizeIn((stack) => {
      expect(() => new BaseChart(stack, 'Elsewhere', { source: '/no/such/folder' })).toThrow(
        'chart base 1.31.1: /no/such/folder: no such folder; an http(s):// repository or oci:// registry works as well',
      );
      MeshContext.set(stack, { chartRepository: folder });
      new BaseChart(stack, 'Base');
      new IstiodChart(stack, 'Istiod');
      expect(() => new GatewayChart(stack, 'Gateway', { releaseName: 'edge' })).toThrow(
        `chart gateway 1.31.1: ${folder}/gateway/Chart.yaml is version 1.29.0; put gateway-1.31.1.tgz into ${folder}`,
      );
      expect(() => new CniChart(stack, 'Cni')).toThrow(
        `chart cni 1.31.1: folder ${folder} has neither cni-1.31.1.tgz nor cni/Chart.yaml`,
      );
    });
    expect(releases['istio-base']).toMatchObject({ chart: join(folder, 'base-1.31.1.tgz') });
    expect(releases['istiod']).toMatchObject({ chart: join(folder, 'istiod') });
    expect(releases['istiod']).not.toHaveProperty('repository');
    expect(releases['istiod']).not.toHaveProperty('version');
  });

  test('have their release as default child', () => {
    synthesizeIn((stack) => {
      const istiod = new IstiodChart(stack, 'Istiod');
      expect(istiod.node.defaultChild).toBe(istiod.release);
    });
  });

  test('of the definitions keep them upgradable, and take over what is left of an earlier install', () => {
    const { releases } = synthesizeIn((stack) => {
      new BaseChart(stack, 'Base');
    });
    expect(releases['istio-base']).toMatchObject({ skip_crds: true, take_ownership: true });
    expect(releases['istio-base']?.values).toMatchObject([{ base: { enableCRDTemplates: true } }]);
  });

  test('know the namespace, revision and image hub of the mesh', () => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { rootNamespace: 'mesh', revision: 'canary', imageHub: 'registry.example/istio' });
      new BaseChart(stack, 'Base');
      new IstiodChart(stack, 'Istiod');
      new GatewayChart(stack, 'Gateway', { releaseName: 'edge' });
      new CniChart(stack, 'Cni', { values: { chained: false } });
      new ZtunnelChart(stack, 'Ztunnel');
    });
    expect(Object.fromEntries(Object.values(releases).map(({ name, values }) => [name, values[0]]))).toEqual({
      'istio-base': {
        base: { enableCRDTemplates: true },
        defaultRevision: 'default',
        global: { istioNamespace: 'mesh' },
      },
      'istiod-canary': { revision: 'canary', global: { istioNamespace: 'mesh', hub: 'registry.example/istio' } },
      edge: { revision: 'canary' },
      'istio-cni': { chained: false, global: { hub: 'registry.example/istio' } },
      ztunnel: { hub: 'registry.example/istio', istioNamespace: 'mesh' },
    });
    for (const { namespace } of Object.values(releases)) expect(namespace).toBe('mesh');
  });

  test.each(['1.17', '1.31'] as const)('know the tag and the variant of the images under Istio %s', (istioVersion) => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion, imageTag: '1.31-build.7', imageVariant: 'distroless' });
      new IstiodChart(stack, 'Istiod');
      new CniChart(stack, 'Cni');
      if (istioVersion !== '1.17') new ZtunnelChart(stack, 'Ztunnel');
    });
    const images = { hub: 'docker.io/istio', tag: '1.31-build.7', variant: 'distroless' };
    expect(releases['istiod']?.values[0]).toEqual({ global: images });
    expect(releases['istio-cni']?.values[0]).toEqual({ global: images });
    if (istioVersion !== '1.17') expect(releases['ztunnel']?.values[0]).toEqual(images);
  });

  test('of the CNI plugin get their values where the release looks for them', () => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion: '1.17.2' });
      new CniChart(stack, 'Cni', { values: { chained: false }, extraValues: { cni: { logLevel: 'info' } } });
    });
    expect(releases['istio-cni']?.values).toEqual([
      { global: { hub: 'docker.io/istio' }, cni: { chained: false, logLevel: 'info' } },
    ]);
  });

  test('of ambient mode are refused by a release that has none', () => {
    synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion: '1.17.2' });
      expect(() => new ZtunnelChart(stack, 'Ztunnel')).toThrow('test: Istio 1.17 has no ztunnel chart (1.24 has)');
    });
  });

  test('of gateways wait, but not for the address of a load balancer', () => {
    const { releases } = synthesizeIn((stack) => {
      new GatewayChart(stack, 'A', { releaseName: 'a' });
      new GatewayChart(stack, 'B', { releaseName: 'b', values: { service: { type: 'ClusterIP' } } });
      new GatewayChart(stack, 'C', { releaseName: 'c', extraValues: { service: { type: 'NodePort' } } });
      new GatewayChart(stack, 'D', { releaseName: 'd', wait: true });
    });
    expect(Object.values(releases).map(({ wait }) => wait)).toEqual([false, undefined, undefined, true]);
  });
});
