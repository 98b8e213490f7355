import { isToken } from '../delivery/terraform-template';
import { type Duration, durationFaults } from '../duration';
import type * as networking from '../resources/generated/networking';
import { checkGiven } from '../shapes/check';

/** Limits on the connections and requests that one proxy keeps open to a service. What exceeds them is answered 503 immediately. */
export interface ConnectionPool {
  /** Limits of connections, for every protocol. */
  readonly tcp?: {
    /**
     * Connections to all of the service's pods together.
     * @default - no limit
     */
    readonly maxConnections?: number;
    /**
     * How long opening a connection may take.
     * @default - 10 seconds
     */
    readonly connectTimeout?: Duration;
    /**
     * How long a connection may carry no data. Not in Istio 1.17.
     * @default - 1 hour
     */
    readonly idleTimeout?: Duration;
    /**
     * How long a connection may be kept altogether.
     * @default - no limit
     */
    readonly maxConnectionDuration?: Duration;
    /**
     * Keepalive probes on idle connections.
     * @default - none
     */
    readonly tcpKeepalive?: {
      /** How many probes may go unanswered. */
      readonly probes?: number;
      /** How long a connection is idle before the first probe. */
      readonly time?: Duration;
      /** The pause between probes. */
      readonly interval?: Duration;
    };
  };
  /** Limits of requests, for HTTP/1.1, HTTP/2 and gRPC. */
  readonly http?: {
    /**
     * Requests that may wait for a connection.
     * @default - no limit
     */
    readonly http1MaxPendingRequests?: number;
    /**
     * Requests that may be in flight, in HTTP/1.1 as well.
     * @default - no limit
     */
    readonly http2MaxRequests?: number;
    /**
     * Requests that a connection serves before it is closed; 1 turns keep-alive off.
     * @default - no limit
     */
    readonly maxRequestsPerConnection?: number;
    /**
     * Retries that may be in flight.
     * @default - no limit
     */
    readonly maxRetries?: number;
    /**
     * How long a connection may carry no request.
     * @default - 1 hour
     */
    readonly idleTimeout?: Duration;
    /**
     * Whether HTTP/1.1 connections are upgraded to HTTP/2.
     * @default - the mesh's setting
     */
    readonly h2UpgradePolicy?: 'DEFAULT' | 'DO_NOT_UPGRADE' | 'UPGRADE';
    /**
     * Whether the service is called by the protocol that the client used, whatever the port is declared as; overrides
     * `h2UpgradePolicy`.
     * @default false
     */
    readonly useClientProtocol?: boolean;
    /**
     * Requests that one HTTP/2 connection may carry at a time. Not in Istio 1.17.
     * @default - 2^31-1
     */
    readonly maxConcurrentStreams?: number;
  };
}

/** When a pod that keeps failing is ejected for a while. */
export interface OutlierDetection {
  /**
   * 5xx responses and failed connections in a row; 0 disables it.
   * @default 5
   */
  readonly consecutive5xxErrors?: number;
  /**
   * 502, 503 and 504 responses in a row.
   * @default - not counted
   */
  readonly consecutiveGatewayErrors?: number;
  /**
   * Failures of the proxy's own (connecting, timing out) in a row, counted apart where `splitExternalLocalOriginErrors` is set.
   * @default 5
   */
  readonly consecutiveLocalOriginFailures?: number;
  /** @default false */
  readonly splitExternalLocalOriginErrors?: boolean;
  /**
   * How often the pods are examined.
   * @default - 10 seconds
   */
  readonly interval?: Duration;
  /**
   * How long a pod is ejected the first time; each further ejection lasts that much longer.
   * @default - 30 seconds
   */
  readonly baseEjectionTime?: Duration;
  /**
   * The pods that may be ejected at a time, in percent; one always may.
   * @default 10
   */
  readonly maxEjectionPercent?: number;
  /**
   * Below this percentage of healthy pods, outlier detection is suspended, and every pod gets requests.
   * @default 0
   */
  readonly minHealthPercent?: number;
}

/** What a {@link CircuitBreaker} is made of: at least one of the two. */
export interface CircuitBreakerProps {
  /** @default - no limits */
  readonly connectionPool?: ConnectionPool;
  /** @default - no pod is ejected */
  readonly outlierDetection?: OutlierDetection;
}

/**
 * Protects a service from overload, and its clients from failing pods. Each proxy counts on its own.
 *
 * @example
 * new CircuitBreaker({
 *   connectionPool: { http: { http1MaxPendingRequests: 100 } },
 *   outlierDetection: { consecutive5xxErrors: 3, baseEjectionTime: Duration.minutes(1), maxEjectionPercent: 50 },
 * });
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#OutlierDetection
 */
export class CircuitBreaker {
  /** The limits, as the DestinationRule has them. */
  readonly connectionPool: networking.ConnectionPoolSettings | undefined;
  /** When a pod is ejected, as the DestinationRule has it. */
  readonly outlierDetection: networking.OutlierDetection | undefined;

  /** @throws Error with every setting that is out of range, one line each */
  constructor(props: CircuitBreakerProps) {
    checkGiven('CircuitBreaker.new', { props });
    const faults = faultsOf(props);
    if (faults.length > 0) throw new Error(faults.join('\n'));

    const { connectionPool: pool, outlierDetection: outlier } = props;
    const { tcp, http } = pool ?? {};
    const keepalive = tcp?.tcpKeepalive;
    this.connectionPool = pool && {
      tcp: tcp && {
        ...tcp,
        connectTimeout: tcp.connectTimeout?.toString(),
        maxConnectionDuration: tcp.maxConnectionDuration?.toString(),
        idleTimeout: tcp.idleTimeout?.toString(),
        tcpKeepalive: keepalive && {
          ...keepalive,
          time: keepalive.time?.toString(),
          interval: keepalive.interval?.toString(),
        },
      },
      http: http && { ...http, idleTimeout: http.idleTimeout?.toString() },
    };
    this.outlierDetection = outlier && {
      ...outlier,
      interval: outlier.interval?.toString(),
      baseEjectionTime: outlier.baseEjectionTime?.toString(),
    };
    Object.freeze(this);
  }
}

/** Every setting that is out of range, one line each. */
function faultsOf(props: CircuitBreakerProps): readonly string[] {
  const faults: string[] = [];
  const { connectionPool: pool, outlierDetection: outlier } = props;
  const { tcp, http } = pool ?? {};
  if (tcp === undefined && http === undefined && outlier === undefined) {
    faults.push('circuitBreaker: expected connectionPool.tcp, connectionPool.http or outlierDetection, got none');
  }
  const whole = (path: string, value: number | undefined, least: number, most = 2 ** 31 - 1) => {
    if (value === undefined || isToken(value)) return;
    if (Number.isInteger(value) && value >= least && value <= most) return;
    const range = most === 2 ** 31 - 1 ? `of at least ${least}` : `from ${least} to ${most}`;
    faults.push(`circuitBreaker.${path}: expected an integer ${range}, got ${value}`);
  };
  const positive = (path: string, value: Duration | undefined) => {
    faults.push(...durationFaults(`circuitBreaker.${path}`, value));
  };
  whole('connectionPool.tcp.maxConnections', tcp?.maxConnections, 1);
  whole('connectionPool.http.http1MaxPendingRequests', http?.http1MaxPendingRequests, 1);
  whole('connectionPool.http.http2MaxRequests', http?.http2MaxRequests, 1);
  whole('connectionPool.http.maxRequestsPerConnection', http?.maxRequestsPerConnection, 1);
  whole('connectionPool.http.maxRetries', http?.maxRetries, 1);
  whole('connectionPool.http.maxConcurrentStreams', http?.maxConcurrentStreams, 1);
  positive('connectionPool.tcp.connectTimeout', tcp?.connectTimeout);
  positive('connectionPool.tcp.maxConnectionDuration', tcp?.maxConnectionDuration);
  positive('connectionPool.tcp.idleTimeout', tcp?.idleTimeout);
  positive('connectionPool.tcp.tcpKeepalive.time', tcp?.tcpKeepalive?.time);
  positive('connectionPool.tcp.tcpKeepalive.interval', tcp?.tcpKeepalive?.interval);
  positive('connectionPool.http.idleTimeout', http?.idleTimeout);
  whole('outlierDetection.consecutive5xxErrors', outlier?.consecutive5xxErrors, 0);
  whole('outlierDetection.consecutiveGatewayErrors', outlier?.consecutiveGatewayErrors, 0);
  whole('outlierDetection.consecutiveLocalOriginFailures', outlier?.consecutiveLocalOriginFailures, 0);
  whole('outlierDetection.maxEjectionPercent', outlier?.maxEjectionPercent, 0, 100);
  whole('outlierDetection.minHealthPercent', outlier?.minHealthPercent, 0, 100);
  positive('outlierDetection.interval', outlier?.interval);
  positive('outlierDetection.baseEjectionTime', outlier?.baseEjectionTime);
  if (outlier?.consecutiveLocalOriginFailures !== undefined && !outlier.splitExternalLocalOriginErrors) {
    faults.push(
      'circuitBreaker.outlierDetection.consecutiveLocalOriginFailures: has no effect without splitExternalLocalOriginErrors: set that to true',
    );
  }
  return faults;
}
