import { Construct, type IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import { type Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import type { CanaryRolloutOptions, CanaryStep } from './canary-rollout-options';
import { gatewayName, isGatewayWorkload } from './gateway-reference';
import { httpRule } from './http-rule';
import { renderHttpRule } from './istio/virtual-service';
import { MeshService } from './mesh-service';
import { own, ownerFaults } from './traffic-owners';
import { renderTrafficPolicy } from './traffic-policy';

/** A metric that the canary must meet. */
export interface FlaggerMetric {
  /** `request-success-rate`, `request-duration`, or the name of a MetricTemplate. */
  readonly name: string;
  /**
   * The namespace of the MetricTemplate.
   * @default - one of Flagger's own metrics
   */
  readonly templateNamespace?: string;
  /** What is healthy: percent for the rate, milliseconds for the duration. At least one of the two. */
  readonly thresholdRange: { readonly min?: number; readonly max?: number };
  /**
   * The span of time that is evaluated.
   * @default - the interval of the analysis
   */
  readonly interval?: Duration;
}

/** Hands the whole rollout to Flagger, which watches the Deployment and creates Services, subsets and routes itself. */
export interface FlaggerHandOver {
  /** Who moves the weights. */
  readonly to: 'flagger';
  /** The Deployment whose new versions are rolled out. */
  readonly deployment: string;
  /**
   * How long each step lasts.
   * @default - 1 minute
   */
  readonly interval?: Duration;
  /**
   * How many checks may fail before Flagger goes back.
   * @default 5
   */
  readonly threshold?: number;
  /**
   * The metrics that the canary must meet.
   * @default - 99 % of the requests succeed, and 99 % finish within half a second
   */
  readonly metrics?: readonly FlaggerMetric[];
}

/** A rollout that Flagger carries out, with Services, subsets and routes of its own making. */
export interface FlaggerRolloutProps extends CanaryRolloutOptions {
  /** What Flagger is configured with. */
  readonly handOver: FlaggerHandOver;
}

/** What keeps Flagger from carrying out a rollout. */
export function flaggerFaults(service: MeshService, steps: readonly CanaryStep[]): string[] {
  const faults: string[] = [];
  if (service.construct !== undefined) {
    faults.push(
      `service: Flagger rewrites the Service "${service.name}", and every apply would write it back: leave the Service to Flagger, and pass MeshService.fromName("${service.name}", { port })`,
    );
  } else if (service.port === undefined) {
    faults.push(`service: expected a port, got none: MeshService.fromName("${service.name}", { port: 80 })`);
  }
  if (steps.some((step) => typeof step !== 'number' && step.mirror)) {
    faults.push('steps: Flagger mirrors by its own analysis settings: leave mirror out');
  }
  return faults;
}

/**
 * The Canary resource that Flagger acts on. It replaces a VirtualService and DestinationRules, which Flagger owns from
 * then on.
 *
 * @see https://docs.flagger.app/usage/how-it-works
 */
export class FlaggerCanary extends Construct {
  constructor(scope: Construct, id: string, props: FlaggerRolloutProps) {
    const { handOver, steps, policy, retries, timeout, route = {}, gateways = [], hosts, dependsOn = [] } = props;
    const { istioVersion, clusterDomain, namespace: contextNamespace } = MeshContext.of(scope);
    const service = MeshService.of(props.service);
    const namespace = props.namespace ?? service.namespace ?? contextNamespace;
    const { mesh = gateways.length === 0 } = props;
    const faults = ownerFaults(scope, namespace, service);
    const trafficPolicy = renderTrafficPolicy(policy ?? {}, istioVersion, faults);
    const rule = httpRule(route, { service, retries, timeout }, faults);
    const rendered = renderHttpRule(rule, { namespace, clusterDomain, istioVersion, gateways: [] }, faults);
    if (gateways.some(isGatewayWorkload)) {
      faults.push("gateways: expected Gateway resources, which Flagger binds routes to, got a gateway's pods");
    }
    for (const [field, span] of spansOf(handOver)) {
      faults.push(...durationFaults(`handOver.${field}`, span, { wholeSeconds: true }));
    }
    if (route.fault !== undefined) faults.push('route.fault: Flagger injects no faults: leave it out');
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    own(this, namespace, service, {
      instead: 'Flagger writes the rules from then on: say what you need in its route and policy',
    });

    new CustomResource(this, 'Resource', {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: handOver.deployment, namespace },
      delivery: props.delivery,
      dependsOn: [
        ...dependsOn,
        ...gateways.filter((gateway): gateway is typeof gateway & IConstruct => Construct.isConstruct(gateway)),
      ],
      spec: {
        provider: 'istio',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: handOver.deployment },
        service: {
          name: service.name,
          port: service.port,
          gateways: [...(mesh ? ['mesh'] : []), ...gateways.map((gateway) => gatewayName(gateway, namespace))],
          hosts,
          trafficPolicy,
          retries: rendered.retries,
          timeout: rendered.timeout,
          headers: rendered.headers,
          rewrite: rendered.rewrite,
          corsPolicy: rendered.corsPolicy,
        },
        analysis: analysisOf(handOver, steps),
      },
    });
  }
}

/** How often Flagger looks, at what, and by which steps it goes on. */
function analysisOf(handOver: FlaggerHandOver, steps: FlaggerRolloutProps['steps']): object {
  const { interval, threshold = 5, metrics = DEFAULT_METRICS } = handOver;
  const every = interval?.toString() ?? '60s';
  return {
    interval: every,
    threshold,
    stepWeights: steps.map((step) => (typeof step === 'number' ? step : step.weight)).filter((weight) => weight > 0),
    metrics: metrics.map(({ name, templateNamespace, thresholdRange, interval: span }) => ({
      name,
      ...(templateNamespace !== undefined && { templateRef: { name, namespace: templateNamespace } }),
      thresholdRange,
      interval: span?.toString() ?? every,
    })),
  };
}

function spansOf({ interval, metrics = [] }: FlaggerHandOver): readonly (readonly [field: string, span: Duration])[] {
  const all = [['interval', interval] as const, ...metrics.map((metric) => [metric.name, metric.interval] as const)];
  return all.flatMap(([field, span]) => (span === undefined ? [] : [[field, span] as const]));
}

const DEFAULT_METRICS: readonly FlaggerMetric[] = [
  { name: 'request-success-rate', thresholdRange: { min: 99 } },
  { name: 'request-duration', thresholdRange: { max: 500 } },
];
