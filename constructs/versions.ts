/** A chart at a fixed version, and the public repository that serves it. */
export interface ChartCoordinates {
  /** The chart's name in its repository. */
  readonly name: string;
  /** The chart's version. */
  readonly version: string;
  /** The public repository that serves it. */
  readonly repository: string;
}

/** An addon's chart, and the values that Istio's samples are made with, but for the addresses of other addons. */
export interface AddonChart extends ChartCoordinates {
  /** The values that Istio's own sample of the addon is made with. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Everything about one Istio release that differs from one release to the next. */
export interface IstioRelease {
  /** The charts of the mesh: base, istiod, gateway, cni, ztunnel. All carry the release's own version. */
  readonly charts: {
    readonly repository: string;
    /** The charts know Istio's profiles by themselves (`profile: demo`); otherwise a profile's values are passed in full. */
    readonly knowProfiles: boolean;
    /** istiod validates resources unless told not to; otherwise only when told to. */
    readonly validateByDefault: boolean;
    /** The gateway chart takes a rollout `strategy`; its schema refuses unknown keys. */
    readonly gatewayStrategy: boolean;
    /** The cni chart reads its values below a key `cni`. */
    readonly cniValuesBelowCni: boolean;
    /** There is a ztunnel chart, for ambient mode. */
    readonly ztunnel: boolean;
  };
  /** The registry that serves the release's images. The charts of some releases name one that is gone. */
  readonly imageHub: string;
  /** The CustomResourceDefinitions: the source of the types, validators and API versions of every kind. */
  readonly crdsUrl: string;
  /** Kubernetes minors. */
  readonly kubernetes: {
    /** Older ones are refused by the release's own tools. */
    readonly minimum: string;
    /** The newest one that the release was tested on, where newer ones are not supported. */
    readonly newestTested?: string;
  };
  /** The day, or month, after which the release gets no fixes any more. */
  readonly endOfLife: string;
  /** Traces reach `zipkin.<root namespace>:9411` unasked; otherwise only once a Telemetry resource names a provider. */
  readonly tracesByDefault: boolean;
  /** What policies may ask of the release's istiod and proxies, beyond what its schemas tell. */
  readonly policies: {
    /** Authorization policies take `{*}` and `{**}` in paths. */
    readonly pathTemplates: boolean;
    /** Authorization policies take the attributes `source.serviceAccount` and `source.trustDomain`. */
    readonly accountAttributes: boolean;
    /** A gateway takes the authority of client certificates from a secret of any name. */
    readonly clientAuthoritySecret: boolean;
    /** Local rate limits count each value of a descriptor apart. */
    readonly dynamicDescriptors: boolean;
    /** The fill intervals of local rate limits need not be multiples of each other. */
    readonly independentFillIntervals: boolean;
    /** Rate limits count each value of a query parameter apart. */
    readonly queryParameterDescriptors: boolean;
  };
  /** The addons in the versions that the release's samples have. */
  readonly addons: {
    readonly prometheus: AddonChart;
    readonly grafana: AddonChart & {
      /** How often Prometheus has new samples for Grafana, such as `15s`. */
      readonly samplingInterval: string;
    };
    readonly kiali: AddonChart & {
      /** What Kiali's configuration calls the address for itself, and the one for browsers. */
      readonly urlKeys: { readonly internal: string; readonly external: string };
    };
    readonly jaeger: {
      readonly image: string;
      /** 1: configured by environment variables, takes Zipkin and Jaeger spans. 2: configured by a file, takes OTLP as well. */
      readonly generation: 1 | 2;
    };
  };
  /** The release's dashboards for Grafana. */
  readonly dashboards: {
    /** Where the release's Grafana dashboards are, one JSON file each. */
    readonly url: string;
    /** Grafana folder -> dashboard -> file below `url`. */
    readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  /** The release's sample application. */
  readonly helloWorld: {
    /** Version of the application -> image below the image hub. */
    readonly images: Readonly<Record<'v1' | 'v2', string>>;
  };
}

const ISTIO_CHARTS = 'https://blob.istio.io/istio-release/charts';
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

const GRAFANA_VALUES = {
  rbac: { create: false, pspEnabled: false },
  testFramework: { enabled: false },
  ldap: { existingSecret: true },
  service: { port: 3000 },
};

const GRAFANA_ANONYMOUS = {
  GF_AUTH_BASIC_ENABLED: 'false',
  GF_AUTH_ANONYMOUS_ENABLED: 'true',
  GF_AUTH_ANONYMOUS_ORG_ROLE: 'Admin',
};

// Signs nothing as long as everybody is anonymous; the chart would draw a new one for every deploy.
const KIALI_SIGNING_KEY = 'CHANGEME00000000';

// Oldest first.
const CATALOGUE = {
  '1.17.2': {
    charts: {
      repository: ISTIO_CHARTS,
      knowProfiles: false,
      validateByDefault: false,
      gatewayStrategy: false,
      cniValuesBelowCni: true,
      ztunnel: false,
    },
    imageHub: 'docker.io/istio',
    crdsUrl: 'https://raw.githubusercontent.com/istio/istio/1.17.2/manifests/charts/base/crds/crd-all.gen.yaml',
    kubernetes: { minimum: '1.23', newestTested: '1.26' },
    endOfLife: '2023-10-27',
    tracesByDefault: true,
    policies: {
      pathTemplates: false,
      accountAttributes: false,
      clientAuthoritySecret: false,
      dynamicDescriptors: false,
      independentFillIntervals: false,
      queryParameterDescriptors: false,
    },
    addons: {
      prometheus: {
        name: 'prometheus',
        version: '15.9.0',
        repository: PROMETHEUS_CHARTS,
        values: {
          alertmanager: { enabled: false },
          pushgateway: { enabled: false },
          kubeStateMetrics: { enabled: false },
          nodeExporter: { enabled: false },
          server: { ...PROMETHEUS_SERVER, image: { repository: 'prom/prometheus' } },
        },
      },
      grafana: {
        name: 'grafana',
        version: '6.31.1',
        repository: GRAFANA_CHARTS,
        samplingInterval: '5s',
        values: {
          ...GRAFANA_VALUES,
          podLabels: { app: 'grafana', ...NOT_INJECTED },
          admin: { existingSecret: true },
          env: { ...GRAFANA_ANONYMOUS, GF_SECURITY_ADMIN_USER: '-', GF_SECURITY_ADMIN_PASSWORD: '-' },
        },
      },
      kiali: {
        name: 'kiali-server',
        version: '1.63.1',
        repository: KIALI_CHARTS,
        urlKeys: { internal: 'in_cluster_url', external: 'url' },
        values: {
          // The chart takes the release's name for its objects only when both overrides say so.
          nameOverride: 'kiali',
          fullnameOverride: 'kiali',
          auth: { strategy: 'anonymous' },
          deployment: {
            image_version: 'v1.63',
            pod_labels: NOT_INJECTED,
            accessible_namespaces: ['**'],
            ingress_enabled: false,
            hpa: { api_version: 'autoscaling/v2beta2' },
          },
          login_token: { signing_key: KIALI_SIGNING_KEY },
        },
      },
      jaeger: { image: 'docker.io/jaegertracing/all-in-one:1.35', generation: 1 },
    },
    dashboards: {
      url: 'https://raw.githubusercontent.com/istio/istio/1.17.2/manifests/addons/dashboards',
      files: {
        istio: {
          'pilot-dashboard': 'pilot-dashboard.json',
          'istio-performance-dashboard': 'istio-performance-dashboard.json',
        },
        'istio-services': {
          'istio-workload-dashboard': 'istio-workload-dashboard.json',
          'istio-service-dashboard': 'istio-service-dashboard.json',
          'istio-mesh-dashboard': 'istio-mesh-dashboard.json',
          'istio-extension-dashboard': 'istio-extension-dashboard.json',
        },
      },
    },
    helloWorld: { images: { v1: 'examples-helloworld-v1', v2: 'examples-helloworld-v2' } },
  },
  '1.30.3': {
    charts: {
      repository: ISTIO_CHARTS,
      knowProfiles: true,
      validateByDefault: true,
      gatewayStrategy: true,
      cniValuesBelowCni: false,
      ztunnel: true,
    },
    imageHub: 'docker.io/istio',
    crdsUrl: 'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/charts/base/files/crd-all.gen.yaml',
    kubernetes: { minimum: '1.32' },
    endOfLife: '2027-02',
    tracesByDefault: false,
    policies: {
      pathTemplates: true,
      accountAttributes: true,
      clientAuthoritySecret: true,
      dynamicDescriptors: true,
      independentFillIntervals: true,
      queryParameterDescriptors: true,
    },
    addons: {
      prometheus: {
        name: 'prometheus',
        version: '28.13.0',
        repository: PROMETHEUS_CHARTS,
        values: {
          alertmanager: { enabled: false },
          'prometheus-pushgateway': { enabled: false },
          'kube-state-metrics': { enabled: false },
          'prometheus-node-exporter': { enabled: false },
          server: {
            ...PROMETHEUS_SERVER,
            image: { repository: 'docker.io/prom/prometheus' },
            securityContext: null,
          },
          configmapReload: {
            prometheus: { image: { repository: 'ghcr.io/prometheus-operator/prometheus-config-reloader' } },
          },
        },
      },
      grafana: {
        name: 'grafana',
        version: '9.2.2',
        repository: GRAFANA_CHARTS,
        samplingInterval: '15s',
        values: {
          ...GRAFANA_VALUES,
          podLabels: NOT_INJECTED,
          admin: { existingSecret: '' },
          env: { ...GRAFANA_ANONYMOUS, GF_SECURITY_ADMIN_USER: 'admin', GF_SECURITY_ADMIN_PASSWORD: 'admin' },
          securityContext: null,
        },
      },
      kiali: {
        name: 'kiali-server',
        version: '2.26.0',
        repository: KIALI_CHARTS,
        urlKeys: { internal: 'internal_url', external: 'external_url' },
        values: {
          auth: { strategy: 'anonymous' },
          deployment: {
            image_version: 'v2.26',
            image_pull_policy: 'IfNotPresent',
            pod_labels: NOT_INJECTED,
            ingress_enabled: false,
            network_policy: { enabled: false },
          },
          login_token: { signing_key: KIALI_SIGNING_KEY },
        },
      },
      jaeger: { image: 'docker.io/jaegertracing/jaeger:2.14.0', generation: 2 },
    },
    dashboards: {
      url: 'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/addons/dashboards',
      files: {
        istio: {
          'pilot-dashboard': 'pilot-dashboard.gen.json',
          'ztunnel-dashboard': 'ztunnel-dashboard.gen.json',
          'istio-performance-dashboard': 'istio-performance-dashboard.json',
        },
        'istio-services': {
          'istio-workload-dashboard': 'istio-workload-dashboard.json',
          'istio-service-dashboard': 'istio-service-dashboard.json',
          'istio-mesh-dashboard': 'istio-mesh-dashboard.gen.json',
          'istio-extension-dashboard': 'istio-extension-dashboard.json',
        },
      },
    },
    helloWorld: { images: { v1: 'examples-helloworld-v1:1.0', v2: 'examples-helloworld-v2:1.0' } },
  },
} as const satisfies Record<string, IstioRelease>;

/** An Istio release of the catalogue. */
export type IstioVersion = keyof typeof CATALOGUE;

/** The Istio releases this package knows, oldest first. */
export const ISTIO_VERSIONS = Object.keys(CATALOGUE) as readonly IstioVersion[];

/** The release used where none is asked for: the newest. */
export const DEFAULT_ISTIO_VERSION: IstioVersion = '1.30.3';

/** What the catalogue knows of a release. */
export function istioRelease(version: IstioVersion): IstioRelease {
  return CATALOGUE[version];
}

/** Whether the catalogue has a release of that name. */
export function isIstioVersion(name: string): name is IstioVersion {
  return Object.hasOwn(CATALOGUE, name);
}

/** A release as messages name it: its minor. */
export function istioMinor(version: IstioVersion): string {
  return version.split('.', 2).join('.');
}
