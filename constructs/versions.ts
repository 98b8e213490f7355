/** A chart at a fixed version, and the public repository that serves it. */
export interface ChartCoordinates {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/** Everything about one Istio release that differs from one release to the next. */
export interface IstioRelease {
  /** The charts of the mesh: base, istiod, gateway, cni, ztunnel. All carry the release's own version. */
  readonly charts: {
    readonly repository: string;
    /** The charts know Istio's profiles by themselves (`profile: demo`); otherwise a profile's values are passed in full. */
    readonly knowProfiles: boolean;
    /** The gateway chart takes a rollout `strategy`; its schema refuses unknown keys. */
    readonly gatewayStrategy: boolean;
    /** Charts that this release has in addition to base, istiod, gateway and cni. */
    readonly ztunnel: boolean;
  };
  /** The registry of the release's images, as its charts carry it. */
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
  readonly addons: {
    readonly prometheus: ChartCoordinates;
    readonly grafana: ChartCoordinates;
    readonly kiali: ChartCoordinates & {
      /** The image's tag: the minor, so that fixes arrive. */
      readonly imageTag: string;
      /** The keys that Kiali's configuration has for URLs within the cluster. */
      readonly internalUrlKey: 'in_cluster_url' | 'internal_url';
    };
    readonly jaeger: {
      readonly image: string;
      /** 1: configured by environment variables, takes Zipkin and Jaeger spans. 2: configured by a file, takes OTLP as well. */
      readonly generation: 1 | 2;
    };
  };
  readonly dashboards: {
    /** Where the release's Grafana dashboards are, one JSON file each. */
    readonly url: string;
    /** Grafana folder -> dashboard -> file below `url`. */
    readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly helloWorld: {
    /** Version of the application -> image below the image hub. */
    readonly images: Readonly<Record<'v1' | 'v2', string>>;
  };
}

const ISTIO_CHARTS = 'https://istio-release.storage.googleapis.com/charts';
const PROMETHEUS_CHARTS = 'https://prometheus-community.github.io/helm-charts';
const GRAFANA_CHARTS = 'https://grafana.github.io/helm-charts';
const KIALI_CHARTS = 'https://kiali.org/helm-charts';

// Oldest first.
const CATALOGUE = {
  '1.17.2': {
    charts: { repository: ISTIO_CHARTS, knowProfiles: false, gatewayStrategy: false, ztunnel: false },
    imageHub: 'docker.io/istio',
    crdsUrl: 'https://raw.githubusercontent.com/istio/istio/1.17.2/manifests/charts/base/crds/crd-all.gen.yaml',
    kubernetes: { minimum: '1.23', newestTested: '1.26' },
    endOfLife: '2023-10-27',
    tracesByDefault: true,
    addons: {
      prometheus: { name: 'prometheus', version: '15.9.0', repository: PROMETHEUS_CHARTS },
      grafana: { name: 'grafana', version: '6.31.1', repository: GRAFANA_CHARTS },
      kiali: {
        name: 'kiali-server',
        version: '1.63.1',
        repository: KIALI_CHARTS,
        imageTag: 'v1.63',
        internalUrlKey: 'in_cluster_url',
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
    charts: { repository: ISTIO_CHARTS, knowProfiles: true, gatewayStrategy: true, ztunnel: true },
    imageHub: 'registry.istio.io/release',
    crdsUrl: 'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/charts/base/files/crd-all.gen.yaml',
    kubernetes: { minimum: '1.32' },
    endOfLife: '2027-02',
    tracesByDefault: false,
    addons: {
      prometheus: { name: 'prometheus', version: '28.13.0', repository: PROMETHEUS_CHARTS },
      grafana: { name: 'grafana', version: '9.2.2', repository: GRAFANA_CHARTS },
      kiali: {
        name: 'kiali-server',
        version: '2.26.0',
        repository: KIALI_CHARTS,
        imageTag: 'v2.26',
        internalUrlKey: 'internal_url',
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
