import { isToken } from '../delivery/terraform-template';
import type { Duration } from '../duration';
import type * as networking from '../resources/generated/networking';
import type { HttpMatch, TextMatch } from './http-match';
import type { Retries } from './retries';
import type { RouteTarget } from './route-target';
import type { WeightedSplit } from './weighted-split';

/** A copy of requests sent elsewhere, its answers thrown away. */
export interface Mirror {
  /** What gets a copy of the requests; its answers are thrown away. */
  readonly to: RouteTarget;
  /**
   * The share of the requests that is copied, in percent.
   * @default 100
   */
  readonly percentage?: number;
}

/** Faults put into traffic on purpose, to see what clients make of them. */
export interface FaultInjection {
  /** Requests that are held up. */
  readonly delay?: {
    readonly fixedDelay: Duration;
    /** The share of the requests, in percent. */
    readonly percentage: number;
  };
  /** Requests that are answered without reaching the service: by an HTTP status, or a gRPC one such as `UNAVAILABLE`. */
  readonly abort?: {
    readonly httpStatus?: number;
    readonly grpcStatus?: string;
    /** The share of the requests, in percent. */
    readonly percentage: number;
  };
}

/** Which pages of other origins may read the answers, in a browser. */
export interface Cors {
  /** Origins such as `https://shop.example.com`; `*` is any. */
  readonly allowOrigins: readonly TextMatch[];
  /** @default - what browsers allow unasked: GET, HEAD and POST */
  readonly allowMethods?: readonly string[];
  /** @default - what browsers allow unasked */
  readonly allowHeaders?: readonly string[];
  /** @default - what browsers show unasked */
  readonly exposeHeaders?: readonly string[];
  /**
   * How long a browser may remember the permission, in whole seconds.
   * @default - as long as the browser likes
   */
  readonly maxAge?: Duration;
  /**
   * Whether cookies and authorization may come along.
   * @default false
   */
  readonly allowCredentials?: boolean;
  /**
   * Whether a preflight from an origin that is not allowed still reaches the service. Not in Istio 1.17.
   * @default - it does
   */
  readonly unmatchedPreflights?: 'FORWARD' | 'IGNORE';
}

/** An answer given by the proxy itself. */
export interface DirectResponse {
  /** The HTTP status of the answer. */
  readonly status: number;
  /** @default - empty */
  readonly body?: string;
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
   * @default - the route takes what no other route does
   */
  readonly match?: HttpMatch | readonly HttpMatch[];
  /**
   * Where the requests go.
   * @default - the service, any of its pods
   */
  readonly to?: RouteTarget | WeightedSplit;
  /** Sends the client elsewhere, in place of answering. */
  readonly redirect?: networking.HTTPRedirect;
  /** Answers in place of the service. */
  readonly directResponse?: DirectResponse;
  /** Changes the path or host on the way. */
  readonly rewrite?: networking.HTTPRewrite;
  /** Copies requests. Several mirrors need Istio 1.30. */
  readonly mirror?: Mirror | readonly Mirror[];
  /** Delays and errors that are put in the way of requests, for tests. */
  readonly fault?: FaultInjection;
  /** Which pages of other origins browsers may let in. */
  readonly cors?: Cors;
  /** Headers to set, add or remove, on requests and responses. */
  readonly headers?: networking.Headers;
  /** @default - those of the whole traffic, or else Istio's own: 2 tries more of what surely was not done */
  readonly retries?: Retries;
  /**
   * How long a request may take, retries included.
   * @default - that of the whole traffic, or else no limit
   */
  readonly timeout?: Duration;
}

function percentFaults(path: string, percentage: number): string[] {
  if (isToken(percentage) || (percentage >= 0 && percentage <= 100)) return [];
  return [`${path}.percentage: got ${percentage}, takes 0 to 100`];
}

/** The faults to inject, as Istio's HTTPFaultInjection. */
export function renderFault(fault: FaultInjection, faults: string[]): networking.HTTPFaultInjection {
  const { delay, abort } = fault;
  if (delay === undefined && abort === undefined) faults.push('fault: injects nothing: give delay or abort');
  if (delay !== undefined) {
    faults.push(...percentFaults('fault.delay', delay.percentage));
    if (delay.fixedDelay.inMilliseconds === 0) faults.push('fault.delay.fixedDelay: got 0s, takes 1ms or more');
  }
  if (abort !== undefined) {
    faults.push(...percentFaults('fault.abort', abort.percentage));
    const { httpStatus, grpcStatus } = abort;
    if ((httpStatus === undefined) === (grpcStatus === undefined)) {
      faults.push('fault.abort: takes one of httpStatus and grpcStatus');
    }
    if (
      httpStatus !== undefined &&
      !isToken(httpStatus) &&
      !(Number.isInteger(httpStatus) && httpStatus >= 200 && httpStatus <= 599)
    ) {
      faults.push(`fault.abort.httpStatus: got ${httpStatus}, takes 200 to 599`);
    }
  }
  return {
    delay: delay && { fixedDelay: delay.fixedDelay.toString(), percentage: { value: delay.percentage } },
    abort: abort && { ...abort, percentage: { value: abort.percentage } },
  } as networking.HTTPFaultInjection;
}

/** The permission as Istio's CorsPolicy. */
export function renderCors(cors: Cors, faults: string[]): networking.CorsPolicy {
  const { allowOrigins, maxAge, ...same } = cors;
  if (allowOrigins.length === 0) faults.push('cors.allowOrigins: names no origin');
  const anyOrigin = allowOrigins.some((origin) => origin === '*' || (origin as { exact?: string }).exact === '*');
  if (anyOrigin && cors.allowCredentials) {
    faults.push("cors: any origin with credentials would hand every page the user's session: name the origins");
  }
  for (const origin of allowOrigins) {
    if (
      typeof origin === 'string' &&
      origin !== '*' &&
      !isToken(origin) &&
      !/^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(origin)
    ) {
      faults.push(
        `cors.allowOrigins: got "${origin}", wants scheme and host as browsers send them: "https://${origin.replace(/^.*:\/\//, '').replace(/\/.*$/, '')}"`,
      );
    }
  }
  if (maxAge !== undefined && !Number.isInteger(maxAge.inSeconds)) {
    faults.push(`cors.maxAge: got ${maxAge}, takes whole seconds`);
  }
  return {
    ...same,
    allowOrigins: allowOrigins.map((origin) => (typeof origin === 'string' ? { exact: origin } : origin)),
    maxAge: maxAge?.toString(),
  };
}

/** The mirrors, as the fields of Istio's HTTPRoute that the release has. */
export function renderMirrors(
  mirrors: readonly Mirror[],
  destination: (target: RouteTarget) => networking.Destination,
  severalAllowed: boolean,
  faults: string[],
): Pick<networking.HTTPRoute, 'mirror' | 'mirrorPercentage' | 'mirrors'> {
  const rendered = mirrors.map(({ to, percentage = 100 }) => {
    faults.push(...percentFaults('mirror', percentage));
    return { destination: destination(to), percentage: { value: percentage } };
  });
  const [only, ...more] = rendered;
  if (more.length === 0) return { mirror: only?.destination, mirrorPercentage: only?.percentage };
  if (!severalAllowed) faults.push(`mirror: Istio 1.17 takes one (1.30 takes several), got ${rendered.length}`);
  return { mirrors: rendered };
}

/** What a route that answers by itself cannot do as well. */
export function answerFaults(route: HttpRoute): string[] {
  const answer = route.redirect !== undefined ? 'redirect' : 'directResponse';
  if (route[answer] === undefined) return [];
  const idle = (['directResponse', 'to', 'rewrite', 'mirror', 'fault', 'retries', 'timeout'] as const).filter(
    (field) => field !== answer && route[field] !== undefined,
  );
  return idle.length === 0
    ? []
    : [`${answer}: answers by itself, so ${idle.join(', ')} cannot apply: leave out one or the other`];
}
