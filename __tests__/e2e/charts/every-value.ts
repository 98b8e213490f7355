import type { BaseValues } from '../../../constructs/charts/generated/base-values';
import type { CniValues } from '../../../constructs/charts/generated/cni-values';
import type { GatewayValues } from '../../../constructs/charts/generated/gateway-values';
import type { IstiodValues } from '../../../constructs/charts/generated/istiod-values';
import type { ZtunnelValues } from '../../../constructs/charts/generated/ztunnel-values';
import type { GrafanaValues } from '../../../constructs/charts/grafana-chart';
import type { PrometheusValues } from '../../../constructs/charts/prometheus-chart';

/**
 * The same values with nothing left out, so that a new one cannot be forgotten here. The types of Istio's charts are made from facts of
 * all releases, which know what templates read: `__tests__/scripts/generate-values.test.ts` names every key that neither a template
 * reads nor is rendered here.
 */
type Every<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]-?: Every<NonNullable<T[K]>> }
    : T;

const MAP = { a: 'b' };
const PART = { c: 'd' };
const RESOURCES = {
  requests: { cpu: '11m', memory: '12Mi', 'ephemeral-storage': '13Mi' },
  limits: { cpu: '21m', memory: '22Mi', 'ephemeral-storage': '23Mi' },
};
const TOLERATIONS = [{ key: 'a', operator: 'Exists' }] as const;
const SPREAD = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] as const;
const NO_SUCH_PROFILE = { profile: 'no-such' };
const SELECTORS = [{ matchLabels: MAP }];

export const base: readonly BaseValues[] = [
  {
    profile: 'demo',
    defaultRevision: 'canary',
    base: {
      enableCRDTemplates: false,
      excludedCRDs: ['virtualservices.networking.istio.io'],
      validationURL: 'https://validation.example',
      validationCABundle: 'Y2E=',
    },
    global: { istioNamespace: 'mesh', imagePullSecrets: ['pull'], resourceScope: 'all' },
    experimental: { stableValidationPolicy: true },
  },
  { base: { enableCRDTemplates: true, excludedCRDs: ['virtualservices.networking.istio.io'] } },
  { global: { resourceScope: 'namespace' }, base: { enableCRDTemplates: true } },
  NO_SUCH_PROFILE,
];

const istiodValues: Omit<IstiodValues, 'profile' | 'meshConfig'> = {
  revision: 'canary',
  revisionTags: ['prod'],
  pilot: {
    autoscaleEnabled: true,
    autoscaleMin: 2,
    autoscaleMax: 7,
    cpu: { targetAverageUtilization: 33 },
    replicaCount: 3,
    rollingMaxSurge: '41%',
    rollingMaxUnavailable: '42%',
    hub: 'registry.example/pilot',
    tag: 'pilot-tag',
    image: 'pilot-image',
    traceSampling: 12,
    resources: RESOURCES,
    env: MAP,
    nodeSelector: MAP,
    affinity: PART,
    tolerations: TOLERATIONS,
    topologySpreadConstraints: SPREAD,
    podAnnotations: MAP,
    podLabels: MAP,
    deploymentLabels: MAP,
    serviceAnnotations: MAP,
    seccompProfile: PART,
    jwksResolverExtraRootCA: 'root',
    keepaliveMaxServerConnectionAge: '7m',
    configMap: true,
    cni: { enabled: true },
  },
  global: {
    istioNamespace: 'mesh',
    hub: 'registry.example/istio',
    tag: 'some-tag',
    variant: 'debug',
    imagePullPolicy: 'Always',
    imagePullSecrets: ['pull'],
    logAsJson: true,
    logging: { level: 'default:debug' },
    configValidation: false,
    priorityClassName: 'high',
    proxy: {
      image: 'proxy-image',
      autoInject: 'disabled',
      clusterDomain: 'cluster.example',
      componentLogLevel: 'misc:debug',
      logLevel: 'debug',
      excludeInboundPorts: '1',
      includeInboundPorts: '2',
      includeIPRanges: '10.0.0.0/8',
      excludeIPRanges: '11.0.0.0/8',
      includeOutboundPorts: '3',
      excludeOutboundPorts: '4',
      holdApplicationUntilProxyStarts: true,
      lifecycle: PART,
      privileged: true,
      readinessFailureThreshold: 5,
      readinessInitialDelaySeconds: 6,
      readinessPeriodSeconds: 7,
      resources: RESOURCES,
      statusPort: 15999,
      startupProbe: { enabled: false, failureThreshold: 9 },
    },
    proxy_init: { image: 'init-image' },
    meshID: 'mesh-id',
    meshNetworks: PART,
    network: 'network-1',
    multiCluster: { clusterName: 'cluster-1' },
    externalIstiod: true,
    remotePilotAddress: '192.0.2.1',
    caAddress: 'ca.example:15012',
    caName: 'ca-name',
    pilotCertProvider: 'custom',
    mountMtlsCerts: true,
    operatorManageWebhooks: false,
    omitSidecarInjectorConfigMap: false,
    defaultPodDisruptionBudget: { enabled: false },
    istiod: { enableAnalysis: true },
    sts: { servicePort: 8088 },
    waypoint: { resources: RESOURCES },
    networkPolicy: { enabled: true },
  },
  sidecarInjectorWebhook: {
    neverInjectSelector: SELECTORS,
    alwaysInjectSelector: SELECTORS,
    injectedAnnotations: MAP,
    enableNamespacesByDefault: true,
    rewriteAppHTTPProbe: false,
    templates: MAP,
    defaultTemplates: ['sidecar', 'a'],
    reinvocationPolicy: 'IfNeeded',
  },
  telemetry: {
    enabled: true,
    v2: { enabled: true, prometheus: { enabled: false }, stackdriver: { enabled: true } },
  },
  istiodRemote: { injectionURL: 'https://injection.example', injectionPath: '/elsewhere' },
  experimental: { stableValidationPolicy: true },
};

/** Values that only matter where others are off. */
export const istiod: readonly [IstiodValues, ...IstiodValues[]] = [
  { ...istiodValues, meshConfig: { accessLogFile: '/dev/stdout' }, profile: 'demo' },
  {
    pilot: { autoscaleEnabled: false, replicaCount: 3, configMap: false },
    telemetry: { enabled: false, v2: { enabled: false } },
    global: { operatorManageWebhooks: true, omitSidecarInjectorConfigMap: true, configValidation: true },
    istiodRemote: { injectionPath: '/elsewhere' },
  },
  {
    telemetry: { enabled: true, v2: { enabled: false } },
    istiodRemote: { injectionURL: 'https://injection.example' },
    global: { proxy: { startupProbe: { failureThreshold: 9 } } },
  },
  { telemetry: { enabled: false } },
  NO_SUCH_PROFILE,
];

export const gateway: readonly GatewayValues[] = [
  {
    name: 'edge',
    kind: 'DaemonSet',
    revision: 'canary',
    replicaCount: 3,
    labels: { ...MAP, istio: 'edge' },
    annotations: MAP,
    podAnnotations: MAP,
    rbac: { enabled: false },
    serviceAccount: { create: true, name: 'account', annotations: MAP },
    service: {
      type: 'LoadBalancer',
      ports: [{ name: 'a', port: 1, targetPort: 2, protocol: 'TCP', nodePort: 30001 }],
      annotations: { e: 'f' },
      loadBalancerIP: '192.0.2.1',
      loadBalancerSourceRanges: ['192.0.2.0/24'],
      externalTrafficPolicy: 'Local',
      externalIPs: ['192.0.2.2'],
      loadBalancerClass: 'some',
      internalTrafficPolicy: 'Local',
      allocateLoadBalancerNodePorts: false,
    },
    autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 7, targetCPUUtilizationPercentage: 33 },
    resources: RESOURCES,
    env: MAP,
    nodeSelector: MAP,
    affinity: PART,
    tolerations: TOLERATIONS,
    topologySpreadConstraints: SPREAD,
    securityContext: PART,
    containerSecurityContext: PART,
    imagePullPolicy: 'Always',
    imagePullSecrets: [{ name: 'pull' }],
    networkGateway: 'network-1',
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 2 } },
    podDisruptionBudget: { minAvailable: 1, maxUnavailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    terminationGracePeriodSeconds: 77,
    priorityClassName: 'high',
    minReadySeconds: 8,
    volumes: [PART],
    volumeMounts: [PART],
  },
  {
    replicaCount: 3,
    serviceAccount: { create: false },
    autoscaling: { enabled: false },
    service: { type: 'ClusterIP', ports: [{ name: 'a', port: 1, targetPort: 2 }] },
    podDisruptionBudget: { maxUnavailable: 2 },
    strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
  },
  { autoscaling: { minReplicas: 2, maxReplicas: 7, targetCPUUtilizationPercentage: 33 } },
];

export const cni: readonly [CniValues] = [
  {
    hub: 'registry.example/istio',
    tag: 'some-tag',
    image: 'cni-image',
    pullPolicy: 'Always',
    cniBinDir: '/bin/elsewhere',
    cniConfDir: '/conf/elsewhere',
    cniConfFileName: 'conf-file',
    excludeNamespaces: ['a'],
    podAnnotations: MAP,
    chained: false,
    repair: { enabled: false, labelPods: true, deletePods: true },
    seccompProfile: PART,
    resources: RESOURCES,
    resourceQuotas: { enabled: true, pods: 7 },
    ambient: { enabled: true, dnsCapture: false, ipv6: false },
  },
];

export const ztunnel: readonly ZtunnelValues[] = [
  {
    profile: 'demo',
    hub: 'registry.example/istio',
    tag: 'some-tag',
    variant: 'debug',
    image: 'ztunnel-image',
    network: 'network-1',
    resourceName: 'tunnel',
    revision: 'canary',
    labels: MAP,
    annotations: MAP,
    podLabels: MAP,
    podAnnotations: MAP,
    resources: RESOURCES,
    resourceQuotas: { enabled: true, pods: 7 },
    env: MAP,
    imagePullPolicy: 'Always',
    imagePullSecrets: [{ name: 'pull' }],
    multiCluster: { clusterName: 'cluster-1' },
    meshConfig: { defaultConfig: { proxyMetadata: MAP } },
    caAddress: 'ca.example:15012',
    xdsAddress: 'xds.example:15012',
    istioNamespace: 'mesh',
    logLevel: 'debug',
    logAsJson: true,
    terminationGracePeriodSeconds: 77,
    nodeSelector: MAP,
    affinity: PART,
    tolerations: TOLERATIONS,
    volumes: [PART],
    volumeMounts: [PART],
    seLinuxOptions: PART,
    updateStrategy: { type: 'OnDelete', rollingUpdate: { maxSurge: 3, maxUnavailable: 4 } },
  },
  { istioNamespace: 'mesh' },
  NO_SUCH_PROFILE,
];

const PROMETHEUS_OFF = {
  alertmanager: { enabled: false },
  pushgateway: { enabled: false },
  'prometheus-pushgateway': { enabled: false },
  kubeStateMetrics: { enabled: false },
  'kube-state-metrics': { enabled: false },
  nodeExporter: { enabled: false },
  'prometheus-node-exporter': { enabled: false },
};

export const prometheus: readonly [Every<PrometheusValues>, ...PrometheusValues[]] = [
  {
    ...PROMETHEUS_OFF,
    configmapReload: {
      prometheus: { enabled: true, image: { repository: 'registry.example/reload', tag: 'r' }, resources: RESOURCES },
    },
    server: {
      fullnameOverride: 'prom',
      image: { repository: 'registry.example/prometheus', tag: 'v2.0.0' },
      podLabels: MAP,
      podAnnotations: MAP,
      persistentVolume: { enabled: true, existingClaim: 'claim', size: '9Gi', storageClass: 'fast' },
      service: { servicePort: 9090, type: 'NodePort', annotations: MAP },
      readinessProbeInitialDelay: 7,
      global: { scrape_interval: '15s', scrape_timeout: '14s', evaluation_interval: '13s', external_labels: MAP },
      retention: '3d',
      remoteWrite: [{ url: 'https://metrics.example' }],
      resources: RESOURCES,
      nodeSelector: MAP,
      affinity: PART,
      tolerations: TOLERATIONS,
      securityContext: PART,
      extraFlags: ['web.enable-admin-api'],
    },
    serverFiles: { 'alerts.yml': { groups: [] } },
    extraScrapeConfigs: '- job_name: a\n',
  },
  {
    configmapReload: { prometheus: { enabled: false } },
    server: { persistentVolume: { enabled: false } },
  },
  { server: { persistentVolume: { size: '9Gi', storageClass: 'fast' } } },
];

export const grafana: readonly [Every<GrafanaValues>, ...GrafanaValues[]] = [
  {
    rbac: { create: false, pspEnabled: false },
    testFramework: { enabled: false },
    podLabels: MAP,
    podAnnotations: MAP,
    admin: { existingSecret: 'secret' },
    ldap: { existingSecret: 'ldap' },
    env: MAP,
    service: { port: 3000, type: 'NodePort', annotations: MAP },
    image: { repository: 'registry.example/grafana', tag: 'g' },
    downloadDashboardsImage: { repository: 'registry.example/curl', tag: 'c' },
    securityContext: PART,
    persistence: { enabled: true, size: '9Gi', storageClassName: 'fast' },
    resources: RESOURCES,
    nodeSelector: MAP,
    affinity: PART,
    tolerations: TOLERATIONS,
    dashboardProviders: {
      'dashboardproviders.yaml': {
        apiVersion: 1,
        providers: [{ name: 'a', type: 'file', options: { path: '/a' } }],
      },
    },
    dashboardsConfigMaps: MAP,
    dashboards: { a: { b: { url: 'https://dashboards.example/b.json' } } },
    datasources: {
      'datasources.yaml': { apiVersion: 1, datasources: [{ name: 'a', type: 'b', url: 'https://c.example' }] },
    },
    'grafana.ini': { server: { domain: 'grafana.example' } },
  },
  { rbac: { create: true, pspEnabled: true } },
];
