/**
 * The fields of Istio's and Kubernetes' objects that the map reads. Everything is optional: what runs in a cluster may have been
 * written by anyone, and a map must show the broken as well.
 */
export interface Gateway {
  readonly selector?: Labels;
  readonly servers?: readonly {
    readonly port?: { readonly number?: number; readonly protocol?: string };
    readonly hosts?: readonly string[];
    readonly tls?: { readonly mode?: string; readonly httpsRedirect?: boolean };
  }[];
}

export interface VirtualService {
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  readonly http?: readonly HttpRoute[];
  readonly tls?: readonly TcpRoute[];
  readonly tcp?: readonly TcpRoute[];
}

export interface HttpRoute {
  readonly name?: string;
  readonly match?: readonly HttpMatch[];
  readonly route?: readonly Share[];
  readonly redirect?: { readonly uri?: string; readonly authority?: string; readonly redirectCode?: number };
  readonly directResponse?: { readonly status?: number };
  readonly delegate?: { readonly name?: string; readonly namespace?: string };
  readonly rewrite?: { readonly uri?: string; readonly authority?: string };
  readonly timeout?: string;
  readonly retries?: { readonly attempts?: number };
  readonly fault?: {
    readonly delay?: FaultShare & { readonly fixedDelay?: string };
    readonly abort?: FaultShare & { readonly httpStatus?: number };
  };
  readonly mirror?: Destination;
  readonly mirrors?: readonly { readonly destination?: Destination }[];
  readonly corsPolicy?: object;
}

export interface FaultShare {
  readonly percentage?: { readonly value?: number };
}

export interface TcpRoute {
  readonly match?: readonly {
    readonly port?: number;
    readonly sniHosts?: readonly string[];
    readonly gateways?: readonly string[];
  }[];
  readonly route?: readonly Share[];
}

export interface HttpMatch {
  readonly uri?: StringMatch;
  readonly method?: StringMatch;
  readonly authority?: StringMatch;
  readonly scheme?: StringMatch;
  readonly headers?: Readonly<Record<string, StringMatch>>;
  readonly withoutHeaders?: Readonly<Record<string, StringMatch>>;
  readonly queryParams?: Readonly<Record<string, StringMatch>>;
  readonly sourceLabels?: Labels;
  readonly sourceNamespace?: string;
  readonly gateways?: readonly string[];
  readonly port?: number;
}

export interface StringMatch {
  readonly exact?: string;
  readonly prefix?: string;
  readonly regex?: string;
}

export interface Share {
  readonly destination?: Destination;
  readonly weight?: number;
}

export interface Destination {
  readonly host?: string;
  readonly subset?: string;
  readonly port?: { readonly number?: number };
}

export interface DestinationRule {
  readonly host?: string;
  readonly subsets?: readonly {
    readonly name?: string;
    readonly labels?: Labels;
    readonly trafficPolicy?: TrafficPolicy;
  }[];
  readonly trafficPolicy?: TrafficPolicy;
}

export interface TrafficPolicy {
  readonly outlierDetection?: object;
  readonly connectionPool?: object;
  readonly loadBalancer?: { readonly simple?: string; readonly consistentHash?: object };
  readonly tls?: { readonly mode?: string };
}

export interface ServiceEntry {
  readonly hosts?: readonly string[];
  readonly ports?: readonly { readonly number?: number; readonly protocol?: string }[];
  readonly location?: string;
  readonly workloadSelector?: { readonly labels?: Labels };
}

export interface Service {
  readonly selector?: Labels;
  readonly ports?: readonly { readonly port?: number; readonly name?: string }[];
}

export interface Workload {
  /** Text where the Terraform provider writes it. */
  readonly replicas?: number | string;
  readonly template?: {
    readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels };
    readonly spec?: { readonly containers?: readonly { readonly image?: string; readonly name?: string }[] };
  };
}

export interface Policy {
  readonly selector?: { readonly matchLabels?: Labels };
  readonly workloadSelector?: { readonly labels?: Labels };
  readonly targetRef?: TargetRef;
  readonly targetRefs?: readonly TargetRef[];
  readonly mtls?: { readonly mode?: string };
  readonly action?: string;
  readonly rules?: readonly object[];
}

export interface TargetRef {
  readonly kind?: string;
  readonly name?: string;
}

export type Labels = Readonly<Record<string, string>>;
