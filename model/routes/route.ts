import { type Fields, isKnown, type Value } from '../value';
import type { ExportTo } from '../visibility/audience';

/** What a text must be. None of the members: it must only be there. */
export interface TextMatch {
  readonly exact?: Value<string>;
  readonly prefix?: Value<string>;
  /** RE2, of the whole text. */
  readonly regex?: Value<string>;
}

/** What a path must be. */
export interface PathMatch extends TextMatch {
  /** A prefix of whole segments: `/a` takes `/a` and `/a/b`, not `/ab`. */
  readonly segments?: Value<string>;
}

/** Which proxies and ports a match is for. Istio decides it when it configures the proxy, not when a request comes. */
export interface ProxyMatch {
  readonly port?: number;
  /** `mesh`, or `namespace/name`. Empty: all gateways of the routes. */
  readonly gateways: readonly string[];
  readonly sourceLabels: Readonly<Record<string, string>>;
  readonly sourceNamespace?: string;
  /** Where something of this cannot be read: the path. */
  readonly unknown?: string;
}

/** What a request must be for an HTTP route: all of it. */
export interface HttpMatch extends ProxyMatch {
  readonly name?: string;
  readonly path?: PathMatch;
  readonly method?: TextMatch;
  readonly scheme?: TextMatch;
  readonly authority?: TextMatch;
  readonly headers: Readonly<Record<string, TextMatch>>;
  readonly withoutHeaders: Readonly<Record<string, TextMatch>>;
  readonly queryParams: Readonly<Record<string, TextMatch>>;
  readonly ignorePathCase: boolean;
}

/** What a connection must be for a TLS route. */
export interface TlsMatch extends ProxyMatch {
  readonly sniHosts: readonly string[];
  readonly destinationSubnets: readonly string[];
}

/** What a connection must be for a TCP route. */
export interface TcpMatch extends ProxyMatch {
  readonly destinationSubnets: readonly string[];
}

/** What a reader of routes calls the hosts and the Gateways that they name: by full names, or as they are written. */
export interface RouteNames {
  host(written: unknown): string;
  gateway(written: unknown): string;
}

/** Where requests go. */
export interface RouteDestination {
  /** A full name. */
  readonly host: string;
  readonly subset?: string;
  readonly port?: number;
}

/** Header changes: values replaced, values added to what is there, headers taken away. */
export interface HeaderChange {
  /** Values by name, which replace those that are there. */
  readonly set?: Readonly<Record<string, string>>;
  /** Values by name, which come after those that are there. */
  readonly add?: Readonly<Record<string, string>>;
  /** Names. */
  readonly remove?: readonly string[];
}

/** Header changes of a request and of its answer. */
export interface HeaderChanges {
  /** Undefined where the request stays as it is. */
  readonly request?: HeaderChange;
  /** Undefined where the answer stays as it is. */
  readonly response?: HeaderChange;
}

/** A destination and its part of the requests. */
export interface RouteShare {
  readonly destination: RouteDestination;
  /** Undefined where the route gives none. */
  readonly weight?: Value<number>;
  readonly headers?: HeaderChanges;
  /** Why nothing is sent there, so that its part of the requests is answered with 500; undefined where something is. */
  readonly refused?: string;
}

/**
 * How much of a route's requests each of its destinations gets, in percent; undefined where weights that decide cannot be read. A
 * destination on its own gets everything, whatever its weight; among several, one without a weight gets nothing.
 */
export function percentsOf(shares: readonly RouteShare[]): readonly (number | undefined)[] {
  if (shares.length === 1) return [100];
  const weights = shares.map(({ weight = 0 }) => weight);
  if (!weights.every(isKnown)) return weights.map(() => undefined);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 0 : (weight * 100) / total));
}

/** What a route does with a request. */
export type HttpAction =
  | { readonly kind: 'forward' }
  | {
      readonly kind: 'redirect';
      readonly path?: string;
      /** Instead of the prefix that the match took, the rest of the path stays. */
      readonly prefix?: string;
      readonly authority?: string;
      readonly scheme?: string;
      /** A number, or that of the request. */
      readonly port?: number | 'request';
      readonly status: number;
    }
  | { readonly kind: 'respond'; readonly status: number; readonly body?: string };

/** What a route changes of a path or an authority before it sends a request on. */
export interface Rewrite {
  /** Instead of what the match took. */
  readonly path?: string;
  readonly authority?: string;
  readonly pattern?: { readonly match: string; readonly rewrite: string };
}

/** A copy of requests. */
export interface RouteMirror {
  readonly destination: RouteDestination;
  /** 0 to 100. */
  readonly percent: number;
}

/** A fault that a route injects. */
export interface RouteFault {
  readonly abort?: { readonly status: number; readonly percent: number };
  readonly delay?: { readonly duration: string; readonly percent: number };
}

/** What a route answers to a browser that asks before it sends a request to another origin. */
export interface CorsPolicy {
  readonly allowOrigins: readonly TextMatch[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** In seconds. */
  readonly maxAge?: number;
  readonly allowCredentials: boolean;
  /** Whether a preflight from another origin goes on to the destination. */
  readonly forwardUnmatched: boolean;
}

/** Where a route of the Gateway API is written: its table may have been merged from several objects. */
export interface RouteSource {
  readonly kind: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute';
  readonly name: string;
  readonly namespace: string;
  /** The place of its match in its rule; undefined for a rule without matches. */
  readonly match?: number;
}

/** An HTTP route of any API. */
export interface HttpRoute {
  /** Undefined for a route of the VirtualService that the table is of. */
  readonly source?: RouteSource;
  /** Its place in the object that it is written in, from 0; of the root route where it comes by a delegate. */
  readonly index: number;
  readonly name?: string;
  /** One is enough; none takes everything. */
  readonly matches: readonly HttpMatch[];
  readonly action: HttpAction;
  readonly shares: readonly RouteShare[];
  readonly mirrors: readonly RouteMirror[];
  readonly rewrite?: Rewrite;
  readonly headers?: HeaderChanges;
  readonly fault?: RouteFault;
  readonly cors?: CorsPolicy;
  readonly timeout?: string;
  readonly retries?: Fields;
  /** The route whose rules it stands for, as written. */
  readonly delegate?: { readonly name: string; readonly namespace?: string };
  /** Where what it does cannot be read: the path. */
  readonly unknown?: string;
}

/** A route of connections of any API. */
export interface ConnectionRoute<Match extends ProxyMatch> {
  /** Undefined for a route of the VirtualService that the table is of. */
  readonly source?: RouteSource;
  readonly index: number;
  readonly matches: readonly Match[];
  readonly shares: readonly RouteShare[];
}

/** The routes of a VirtualService, or those that istiod merges of the Gateway API: for which hosts, at which gateways, and who sees them. */
export interface RouteTable {
  /** Which API they are written in. Some of Istio's rules differ between the two. */
  readonly api: 'istio' | 'gateway';
  /** When the object was made, as Kubernetes writes it; empty before it is. */
  readonly age: string;
  readonly name: string;
  readonly namespace: string;
  /** Full names. */
  readonly hosts: readonly string[];
  /** `mesh` for the sidecars, and `namespace/name` of Gateways. */
  readonly gateways: readonly string[];
  readonly exportTo: ExportTo;
  /** Where its hosts, gateways or audience cannot be read: the path. */
  readonly unknown?: string;
  /** The kind of the object that cannot be read; undefined for a VirtualService. */
  readonly kind?: RouteSource['kind'];
  readonly http: readonly HttpRoute[];
  readonly tls: readonly ConnectionRoute<TlsMatch>[];
  readonly tcp: readonly ConnectionRoute<TcpMatch>[];
  /** Full host names of the destinations for clients of a namespace, with the ports they name; 0 for none. */
  destinationsFrom(namespace: string): ReadonlyMap<string, ReadonlySet<number>>;
}
