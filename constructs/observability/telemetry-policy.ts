import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { checkAtSynthesis } from '../place';
import { PolicyTarget } from '../references/policy-target';
import { Telemetry } from '../resources/telemetry/telemetry';
import { checkGiven, checkProps } from '../shapes/check';
import type { AccessLogs } from './access-logs';
import type { Metrics } from './metrics';
import type { Tracing } from './tracing';

/** Properties of {@link TelemetryPolicy}. */
export interface TelemetryPolicyProps {
  /**
   * What is observed. A narrower target starts from what the wider ones say.
   * @default - every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * @default - as the wider target says
   */
  readonly tracing?: Tracing;
  /**
   * @default - as the wider target says
   */
  readonly accessLogs?: readonly AccessLogs[];
  /**
   * @default - as the wider target says
   */
  readonly metrics?: readonly Metrics[];
  /**
   * The name of the Telemetry resource.
   * @default - `default` for the mesh and for namespaces, the workload's name for workloads
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * What the proxies of the mesh, of a namespace or of a workload report: traces, access logs and metrics.
 *
 * Makes one Telemetry resource: Istio accepts one for each target, which is why the three are together.
 *
 * @example
 * new TelemetryPolicy(this, 'Telemetry', {
 *   target: PolicyTarget.mesh(),
 *   tracing: new Tracing({ provider: jaeger, samplingPercent: 10 }),
 *   accessLogs: [new AccessLogs({ providers: [TelemetryProvider.ENVOY_LOG], filter: LogFilter.statusFrom(400) })],
 * });
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export class TelemetryPolicy extends Construct {
  /** The Telemetry resource. */
  readonly resource: Telemetry;
  private tracing: Tracing | undefined;
  private accessLogs: readonly AccessLogs[];
  private metrics: readonly Metrics[];

  constructor(scope: Construct, id: string, props: TelemetryPolicyProps = {}) {
    checkProps(scope, id, 'TelemetryPolicyProps', props);
    super(scope, id);
    const { target = PolicyTarget.namespace(), tracing, accessLogs = [], metrics = [] } = props;
    const { namespace, workload } = target.resolve(this);
    this.tracing = tracing;
    this.accessLogs = accessLogs;
    this.metrics = metrics;
    this.resource = new Telemetry(this, 'Resource', {
      metadata: { name: props.name ?? workload ?? 'default', namespace },
      spec: { ...target.attachment(this), ...this.settings() },
      dependsOn: props.dependsOn,
    });
    checkAtSynthesis(this, () =>
      Object.keys(this.settings()).length > 0
        ? []
        : ['expected tracing, access logs or metrics, got none, so nothing changes: give one, or remove this'],
    );
  }

  /**
   * Says where spans go.
   *
   * @throws InvalidPropsError where that is said already: Istio accepts one for each target
   */
  addTracing(tracing: Tracing): this {
    checkGiven('TelemetryPolicy.addTracing', { tracing }, this);
    if (this.tracing !== undefined) {
      throw new InvalidPropsError(this.node.path, ['tracing: duplicate: Istio accepts one for each target']);
    }
    this.tracing = tracing;
    return this.update();
  }

  /** Adds where access logs go. */
  addAccessLogs(accessLogs: AccessLogs): this {
    checkGiven('TelemetryPolicy.addAccessLogs', { accessLogs }, this);
    this.accessLogs = [...this.accessLogs, accessLogs];
    return this.update();
  }

  /** Adds what is reported of metrics. */
  addMetrics(metrics: Metrics): this {
    checkGiven('TelemetryPolicy.addMetrics', { metrics }, this);
    this.metrics = [...this.metrics, metrics];
    return this.update();
  }

  private update(): this {
    this.resource.patch({ spec: this.settings() });
    return this;
  }

  private settings() {
    return {
      ...(this.tracing && { tracing: [this.tracing.spec] }),
      ...(this.accessLogs.length > 0 && { accessLogging: this.accessLogs.map(({ spec }) => spec) }),
      ...(this.metrics.length > 0 && { metrics: this.metrics.map(({ spec }) => spec) }),
    };
  }
}
