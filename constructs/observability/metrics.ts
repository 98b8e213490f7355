import { type Duration, durationFaults } from '../duration';
import type { MetricSelector, MetricsOverrides, Metrics as MetricsSpec } from '../resources/generated/telemetry';
import { checkGiven } from '../shapes/check';
import { TelemetryProvider } from './telemetry-provider';
import type { WorkloadMode } from './workload-mode';

/** One of Istio's own metrics, or all. */
export type IstioMetric = NonNullable<MetricSelector['metric']>;

/** Properties of {@link Metrics}. */
export interface MetricsProps {
  /**
   * The backends whose metrics change. The control plane must know them.
   * @default - Prometheus
   */
  readonly providers?: readonly Pick<TelemetryProvider, 'name'>[];
  /**
   * How often metrics of open TCP connections are brought up to date.
   * @default - 5 seconds
   */
  readonly reportingInterval?: Duration;
}

/**
 * What of Istio's metrics is reported, and with which tags. Tags multiply the number of series: remove what no one asks
 * for. Never changes: every method returns a new value.
 *
 * @example
 * new Metrics().withTag('request_host', 'request.host', 'REQUEST_COUNT').withoutTag('destination_principal').disable('REQUEST_SIZE');
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export class Metrics {
  /** The entry of a Telemetry resource. */
  readonly spec: MetricsSpec;

  /**
   * @throws Error for an empty list of providers, and an interval that is no Duration
   */
  constructor(
    props: MetricsProps = {},
    private readonly overrides: readonly MetricsOverrides[] = [],
  ) {
    checkGiven('Metrics.new', { props });
    const { providers = [TelemetryProvider.PROMETHEUS], reportingInterval } = props;
    const faults = durationFaults('Metrics.reportingInterval', reportingInterval);
    if (providers.length === 0) {
      faults.push('Metrics.providers: expected at least one provider, got none: leave the list out for the default');
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.props = props;
    this.spec = Object.freeze({
      providers: providers.map(({ name }) => ({ name })),
      ...(overrides.length > 0 && { overrides }),
      ...(reportingInterval && { reportingInterval: reportingInterval.toString() }),
    });
    Object.freeze(this);
  }

  private readonly props: MetricsProps;

  /**
   * Adds a tag to a metric, or gives one another value.
   *
   * @param expression an attribute, such as `request.host`, or an expression in CEL; a text is in quotes: `"'eu'"`
   */
  withTag(name: string, expression: string, metric: IstioMetric = 'ALL_METRICS', mode?: WorkloadMode): Metrics {
    checkGiven('Metrics.withTag', { name, expression, metric, mode });
    checkTag(name);
    if (expression === '')
      throw new Error(`Metrics.withTag: ${name}: expected an attribute such as request.host, got ""`);
    return this.with(metric, mode, { tagOverrides: { [name]: { operation: 'UPSERT', value: expression } } });
  }

  /** Removes a tag from a metric. */
  withoutTag(name: string, metric: IstioMetric = 'ALL_METRICS', mode?: WorkloadMode): Metrics {
    checkGiven('Metrics.withoutTag', { name, metric, mode });
    checkTag(name);
    return this.with(metric, mode, { tagOverrides: { [name]: { operation: 'REMOVE' } } });
  }

  /** Does not report a metric. */
  disable(metric: IstioMetric = 'ALL_METRICS', mode?: WorkloadMode): Metrics {
    checkGiven('Metrics.disable', { metric, mode });
    return this.with(metric, mode, { disabled: true });
  }

  /** Reports a metric that a wider target does not. */
  enable(metric: IstioMetric = 'ALL_METRICS', mode?: WorkloadMode): Metrics {
    checkGiven('Metrics.enable', { metric, mode });
    return this.with(metric, mode, { disabled: false });
  }

  // istiod reads the overrides in order; those of one metric and mode become one.
  private with(metric: IstioMetric, mode: WorkloadMode | undefined, change: MetricsOverrides): Metrics {
    const match = { metric, ...(mode && { mode }) };
    const same = (one: MetricsOverrides) => JSON.stringify(one.match) === JSON.stringify(match);
    const earlier = this.overrides.find(same);
    const tagOverrides = { ...earlier?.tagOverrides, ...change.tagOverrides };
    const merged: MetricsOverrides = {
      ...earlier,
      ...change,
      match,
      ...(Object.keys(tagOverrides).length > 0 && { tagOverrides }),
    };
    const overrides = earlier
      ? this.overrides.map((one) => (one === earlier ? merged : one))
      : [...this.overrides, merged];
    return new Metrics(this.props, overrides);
  }
}

function checkTag(name: string): void {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    throw new Error(
      `Metrics: tag: expected a Prometheus label: letters, digits and "_", no digit first, got ${JSON.stringify(name)}`,
    );
  }
}
