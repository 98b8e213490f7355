import { isToken } from '../delivery/terraform-template';
import type * as networking from '../resources/generated/networking';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import type { CircuitBreaker } from './circuit-breaker';
import type { LoadBalancer } from './load-balancer';

/** How many retries a proxy may have in flight, in relation to the requests in flight. Not in Istio 1.17. */
export interface RetryBudget {
  /**
   * Percent of the requests in flight.
   * @default 20
   */
  readonly percent?: number;
  /**
   * The retries that are always allowed, however few requests there are.
   * @default 3
   */
  readonly minRetryConcurrency?: number;
}

/** What holds for requests to one port of a service, in place of everything that holds for the others. */
export interface PortPolicy {
  /** @default - Istio's own: the less busy of two random pods */
  readonly loadBalancer?: LoadBalancer;
  /** @default - no limits, and no pod is ejected */
  readonly circuitBreaker?: CircuitBreaker;
  /**
   * TLS from the client's proxy to the service.
   * @default - mutual TLS of the mesh where both sides have it
   */
  readonly tls?: networking.ClientTLSSettings;
}

/** What applies to requests once the service or subset that they go to is decided. */
export interface TrafficPolicy extends PortPolicy {
  /** @default - no budget: retries are limited by the circuit breaker's `maxRetries` only */
  readonly retryBudget?: RetryBudget;
  /**
   * The version of the PROXY protocol that connections to the service begin with. Not in Istio 1.17.
   * @default - none
   */
  readonly proxyProtocol?: 'V1' | 'V2';
  /**
   * A proxy beyond the service that TCP connections are tunnelled through, by HTTP CONNECT or POST.
   * @default - none
   */
  readonly tunnel?: networking.TrafficPolicyTunnelSettings;
  /**
   * Policies of single ports, by number. They replace the whole policy for that port.
   * @default - the same for all ports
   */
  readonly ports?: Readonly<Record<number, PortPolicy>>;
}

function renderPort(
  policy: PortPolicy,
  istioVersion: IstioVersion,
  faults: string[],
): Pick<networking.TrafficPolicy, 'connectionPool' | 'loadBalancer' | 'outlierDetection' | 'tls'> {
  return {
    connectionPool: policy.circuitBreaker?.connectionPool,
    loadBalancer: policy.loadBalancer?.render(istioVersion, faults),
    outlierDetection: policy.circuitBreaker?.outlierDetection,
    tls: policy.tls,
  };
}

/** The policy as Istio's TrafficPolicy; undefined where it says nothing. */
export function renderTrafficPolicy(
  policy: TrafficPolicy,
  istioVersion: IstioVersion,
  faults: string[],
): networking.TrafficPolicy | undefined {
  const { retryBudget, proxyProtocol, tunnel, ports } = policy;
  if (retryBudget !== undefined && !has(istioVersion, 'retryBudget')) {
    faults.push(
      `retryBudget: Istio ${istioMinor(istioVersion)} has none (${nearestWith(istioVersion, 'retryBudget')}): limit retries with circuitBreaker.connectionPool.http.maxRetries`,
    );
  }
  const percent = retryBudget?.percent;
  if (percent !== undefined && !isToken(percent) && !(percent >= 0 && percent <= 100)) {
    faults.push(`retryBudget.percent: expected a number from 0 to 100, got ${percent}`);
  }
  const rendered: networking.TrafficPolicy = {
    ...renderPort(policy, istioVersion, faults),
    retryBudget,
    proxyProtocol: proxyProtocol && { version: proxyProtocol },
    tunnel,
    portLevelSettings:
      ports &&
      Object.entries(ports).map(([number, own]) => ({
        port: { number: Number(number) },
        ...renderPort(own, istioVersion, faults),
      })),
  };
  return Object.values(rendered).some((part) => part !== undefined) ? rendered : undefined;
}

/** Faults of a preference by place that nothing can ever trigger. */
export function localityFaults(policy: PortPolicy, fallback: PortPolicy = {}): string[] {
  const locality = (policy.loadBalancer ?? fallback.loadBalancer)?.locality;
  const outlierDetection = (policy.circuitBreaker ?? fallback.circuitBreaker)?.outlierDetection;
  if (!locality?.needsOutlierDetection || outlierDetection !== undefined) return [];
  return [
    'loadBalancer: locality failover needs a circuitBreaker with outlierDetection, which finds the pods that fail',
  ];
}
