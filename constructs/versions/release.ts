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

/** The addons in the versions that a minor's samples have. */
export interface SampleAddons {
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
}

/** Grafana folder -> dashboard -> file among the release's dashboards. */
export type DashboardFiles = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What one minor of Istio brings. What its releases can and cannot do is in the table of features. */
export interface MinorRelease {
  /** Kubernetes minors. */
  readonly kubernetes: {
    /** Older ones are refused by the release's own tools. */
    readonly minimum: string;
    /** The newest one that the release is tested on. */
    readonly newestTested: string;
  };
  /** The day, or month, after which the minor gets no fixes any more. */
  readonly endOfLife: string;
  /** The version of the Gateway API that it is built with; undefined where it is not known. */
  readonly gatewayApi?: string;
  /** The oldest minor whose behaviour its charts can keep (`compatibilityVersion`); undefined where they can keep none. */
  readonly oldestCompatible?: string;
  readonly addons: SampleAddons;
  /** The minor's dashboards for Grafana. */
  readonly dashboards: DashboardFiles;
  /** Version of the sample application -> image below the image hub. */
  readonly helloWorld: Readonly<Record<'v1' | 'v2', string>>;
}

/** One Istio release: what its minor brings, and where its own parts are. */
export interface IstioRelease {
  /** The release, such as `1.31.1`. */
  readonly version: string;
  /** Its minor, such as `1.31`. */
  readonly minor: string;
  /** The charts of the mesh: base, istiod, gateway, cni, ztunnel. All carry the release's own version. */
  readonly charts: { readonly repository: string };
  /** The registry that serves the release's images. The charts of some releases name one that is gone. */
  readonly imageHub: string;
  /** Kubernetes minors. */
  readonly kubernetes: MinorRelease['kubernetes'];
  /** The day, or month, after which the release gets no fixes any more. */
  readonly endOfLife: string;
  /** The oldest minor whose behaviour its charts can keep (`compatibilityVersion`); undefined where they can keep none. */
  readonly oldestCompatible?: string;
  /** The addons in the versions that the release's samples have. */
  readonly addons: SampleAddons;
  /** The release's dashboards for Grafana. */
  readonly dashboards: {
    /** Where the release's Grafana dashboards are, one JSON file each. */
    readonly url: string;
    /** Grafana folder -> dashboard -> file below `url`. */
    readonly files: DashboardFiles;
  };
  /** The release's sample application. */
  readonly helloWorld: {
    /** Version of the application -> image below the image hub. */
    readonly images: MinorRelease['helloWorld'];
  };
}
