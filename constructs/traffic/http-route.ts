import type { Duration } from '../duration';
import type { HeaderChanges } from './header-changes';
import type { HttpMatch, TextMatch } from './http-match';
import type { Retries } from './retries';
import type { RouteTarget } from './route-target';
import type { WeightedSplit } from './weighted-split';

/** A copy of requests, sent to another service, whose responses are discarded. */
export interface Mirror {
  /** What gets a copy of the requests; its responses are discarded. */
  readonly to: RouteTarget;
  /**
   * The share of the requests that is copied, in percent.
   * @default 100
   */
  readonly percentage?: number;
}

/** Faults put into traffic on purpose, to see how clients cope with them. */
export interface FaultInjection {
  /** Requests that are delayed. */
  readonly delay?: {
    /** How long a request is delayed. */
    readonly fixedDelay: Duration;
    /** The share of the requests, in percent. */
    readonly percentage: number;
  };
  /** Requests that are answered without reaching the service: by an HTTP status, or a gRPC one such as `UNAVAILABLE`. */
  readonly abort?: {
    /** The HTTP status of the response, from 200 to 599. */
    readonly httpStatus?: number;
    /** The gRPC status of the response, such as `UNAVAILABLE`. */
    readonly grpcStatus?: string;
    /** The share of the requests, in percent. */
    readonly percentage: number;
  };
}

/** Which pages of other origins may read the responses, in a browser. */
export interface Cors {
  /** Origins such as `https://shop.example.com`; `*` is any. */
  readonly allowOrigins: readonly TextMatch[];
  /** @default - what browsers allow without asking: GET, HEAD and POST */
  readonly allowMethods?: readonly string[];
  /** @default - what browsers allow without asking */
  readonly allowHeaders?: readonly string[];
  /** @default - what browsers expose without asking */
  readonly exposeHeaders?: readonly string[];
  /**
   * How long a browser may cache the permission, in whole seconds.
   * @default - as long as the browser decides
   */
  readonly maxAge?: Duration;
  /**
   * Whether cookies and authorization may be sent.
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * Whether a preflight request from an origin that is not allowed still reaches the service. Not in Istio 1.17.
   * @default - it does
   */
  readonly unmatchedPreflights?: 'FORWARD' | 'IGNORE';
}

/** A response given by the proxy itself. */
export interface DirectResponse {
  /** The HTTP status of the response. */
  readonly status: number;
  /** @default - empty */
  readonly body?: string;
}

/** Where a client is redirected to. What is absent stays as the client requested it. */
export interface Redirect {
  /** `http` or `https`. */
  readonly scheme?: string;
  /** The host. */
  readonly host?: string;
  /** The port: a number, the standard port of the scheme, or the port of the request. */
  readonly port?: number | 'scheme-default' | 'request-port';
  /** The whole path. */
  readonly path?: string;
  /**
   * The HTTP status of the response: 301, 302, 303, 307 or 308.
   * @default 301
   */
  readonly status?: number;
  /** @deprecated Use `path`. */
  readonly uri?: string;
  /** @deprecated Use `host`. */
  readonly authority?: string;
  /** @deprecated Use `status`. */
  readonly redirectCode?: number;
  /** @deprecated Use `port`: `scheme-default` or `request-port`. */
  readonly derivePort?: 'FROM_PROTOCOL_DEFAULT' | 'FROM_REQUEST_PORT';
}

/** What of a request is rewritten before it is sent to the service. */
export interface Rewrite {
  /** The host. */
  readonly host?: string;
  /**
   * The path: a text replaces the part that the match names (the prefix, or else the whole path); a regular expression
   * (RE2) is replaced wherever it is found, `\1` being its first group. The latter is not in Istio 1.17.
   */
  readonly path?: string | { readonly regex: string; readonly replacement: string };
  /** @deprecated Use `path`. */
  readonly uri?: string;
  /** @deprecated Use `host`. */
  readonly authority?: string;
  /** @deprecated Use `path`, with `regex` and `replacement`. */
  readonly uriRegexRewrite?: { readonly match?: string; readonly rewrite?: string };
}

/** What happens to the requests that match. */
export interface HttpRoute {
  /**
   * Shown in logs and metrics, and named in messages.
   * @default - none
   */
  readonly name?: string;
  /**
   * What a request must be like; of several, any.
   * @default - the route matches the requests that no other route matches
   */
  readonly match?: HttpMatch | readonly HttpMatch[];
  /**
   * Where the requests go.
   * @default - the service, any of its pods
   */
  readonly to?: RouteTarget | WeightedSplit;
  /** Redirects the client, in place of forwarding the request. */
  readonly redirect?: Redirect;
  /** Responds in place of the service. */
  readonly directResponse?: DirectResponse;
  /** Rewrites the path or host of the request. */
  readonly rewrite?: Rewrite;
  /** Copies requests. Several mirrors need Istio 1.30. */
  readonly mirror?: Mirror | readonly Mirror[];
  /** Delays and errors that are injected into requests, for tests. */
  readonly fault?: FaultInjection;
  /** Which pages of other origins browsers may let read the responses. */
  readonly cors?: Cors;
  /** Headers to set, add or remove, on requests and responses. */
  readonly headers?: HeaderChanges;
  /** @default - those of the whole traffic, or else Istio's own: 2 retries of what has surely not been processed */
  readonly retries?: Retries;
  /**
   * How long a request may last, retries included.
   * @default - that of the whole traffic, or else no limit
   */
  readonly timeout?: Duration;
}
