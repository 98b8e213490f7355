import type { DashboardFiles, SampleAddons } from './release';

const PROMETHEUS_CHARTS = 'https://prometheus-community.github.io/helm-charts';
const GRAFANA_CHARTS = 'https://grafana-community.github.io/helm-charts';
const KIALI_CHARTS = 'https://kiali.org/helm-charts';

// The addons are no part of the mesh they look at.
const NOT_INJECTED = { 'sidecar.istio.io/inject': 'false' };

const PROMETHEUS_SERVER = {
  podLabels: NOT_INJECTED,
  persistentVolume: { enabled: false },
  service: { servicePort: 9090 },
  readinessProbeInitialDelay: 0,
  global: { scrape_interval: '15s' },
  fullnameOverride: 'prometheus',
};

const WITHOUT_COMPANIONS = {
  alertmanager: { enabled: false },
  'prometheus-pushgateway': { enabled: false },
  'kube-state-metrics': { enabled: false },
  'prometheus-node-exporter': { enabled: false },
};

const CONFIG_RELOADER = {
  prometheus: { image: { repository: 'ghcr.io/prometheus-operator/prometheus-config-reloader' } },
};

/** How the samples of Prometheus are configured: by the first chart that they were made with. */
const PROMETHEUS_VALUES = {
  '15': {
    alertmanager: { enabled: false },
    pushgateway: { enabled: false },
    kubeStateMetrics: { enabled: false },
    nodeExporter: { enabled: false },
    server: { ...PROMETHEUS_SERVER, image: { repository: 'prom/prometheus' } },
  },
  '19': { ...WITHOUT_COMPANIONS, server: { ...PROMETHEUS_SERVER, image: { repository: 'prom/prometheus' } } },
  '25': {
    ...WITHOUT_COMPANIONS,
    server: { ...PROMETHEUS_SERVER, image: { repository: 'prom/prometheus' }, securityContext: null },
    configmapReload: CONFIG_RELOADER,
  },
  '27': {
    ...WITHOUT_COMPANIONS,
    server: { ...PROMETHEUS_SERVER, image: { repository: 'docker.io/prom/prometheus' }, securityContext: null },
    configmapReload: CONFIG_RELOADER,
  },
} as const;

/** Prometheus as a sample has it. */
export function prometheus(version: string, values: keyof typeof PROMETHEUS_VALUES): SampleAddons['prometheus'] {
  return { name: 'prometheus', version, repository: PROMETHEUS_CHARTS, values: PROMETHEUS_VALUES[values] };
}

/** Grafana as a sample has it. */
export function grafana(
  version: string,
  settings: {
    /** Whether the pods carry the label `app`, beside the chart's own. */
    readonly appLabel: boolean;
    /** The name and password of the administrator, who is never asked for them. */
    readonly administrator: '-' | 'admin';
    /** Whether the pods run without the chart's security context. */
    readonly plainPods: boolean;
    readonly samplingInterval: '5s' | '15s';
  },
): SampleAddons['grafana'] {
  const { appLabel, administrator, plainPods, samplingInterval } = settings;
  return {
    name: 'grafana',
    version,
    repository: GRAFANA_CHARTS,
    samplingInterval,
    values: {
      rbac: { create: false, pspEnabled: false },
      testFramework: { enabled: false },
      ldap: { existingSecret: true },
      service: { port: 3000 },
      podLabels: { ...(appLabel && { app: 'grafana' }), ...NOT_INJECTED },
      admin: { existingSecret: administrator === '-' ? true : '' },
      env: {
        GF_AUTH_BASIC_ENABLED: 'false',
        GF_AUTH_ANONYMOUS_ENABLED: 'true',
        GF_AUTH_ANONYMOUS_ORG_ROLE: 'Admin',
        GF_SECURITY_ADMIN_USER: administrator,
        GF_SECURITY_ADMIN_PASSWORD: administrator,
      },
      ...(plainPods && { securityContext: null }),
    },
  };
}

/** Kiali as a sample has it: chart 1 has other names than chart 2. */
export function kiali(version: string, deployment: Readonly<Record<string, unknown>> = {}): SampleAddons['kiali'] {
  const [major = '', minor = ''] = version.split('.');
  const isFirst = major === '1';
  return {
    name: 'kiali-server',
    version,
    repository: KIALI_CHARTS,
    urlKeys: isFirst
      ? { internal: 'in_cluster_url', external: 'url' }
      : { internal: 'internal_url', external: 'external_url' },
    values: {
      // Chart 1 takes the release's name for its objects only when both overrides say so.
      ...(isFirst && { nameOverride: 'kiali', fullnameOverride: 'kiali' }),
      auth: { strategy: 'anonymous' },
      deployment: {
        image_version: `v${major}.${minor}`,
        pod_labels: NOT_INJECTED,
        ...(isFirst && { accessible_namespaces: ['**'] }),
        ingress_enabled: false,
        ...deployment,
      },
      // Signs nothing as long as everybody is anonymous; the chart would draw a new one for every deploy.
      login_token: { signing_key: 'CHANGEME00000000' },
    },
  };
}

/** Jaeger as a sample has it. */
export function jaeger(version: string): SampleAddons['jaeger'] {
  const generation = version.startsWith('1.') ? 1 : 2;
  return { image: `docker.io/jaegertracing/${generation === 1 ? 'all-in-one' : 'jaeger'}:${version}`, generation };
}

/** The dashboards, some of which are generated files since a certain minor. */
export function dashboards(generated: readonly ('pilot' | 'mesh' | 'ztunnel')[] = []): DashboardFiles {
  const file = (name: 'pilot' | 'mesh' | 'ztunnel', written: string): string =>
    generated.includes(name) ? `${written}.gen.json` : `${written}.json`;
  return {
    istio: {
      'pilot-dashboard': file('pilot', 'pilot-dashboard'),
      ...(generated.includes('ztunnel') && { 'ztunnel-dashboard': file('ztunnel', 'ztunnel-dashboard') }),
      'istio-performance-dashboard': 'istio-performance-dashboard.json',
    },
    'istio-services': {
      'istio-workload-dashboard': 'istio-workload-dashboard.json',
      'istio-service-dashboard': 'istio-service-dashboard.json',
      'istio-mesh-dashboard': file('mesh', 'istio-mesh-dashboard'),
      'istio-extension-dashboard': 'istio-extension-dashboard.json',
    },
  };
}

/** The images of the sample application. */
export function helloWorld(tag?: string): Readonly<Record<'v1' | 'v2', string>> {
  const image = (version: string): string => `examples-helloworld-${version}${tag === undefined ? '' : `:${tag}`}`;
  return { v1: image('v1'), v2: image('v2') };
}
