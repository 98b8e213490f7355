import type { Tracing as TracingSpec } from '../resources/generated/telemetry';
import { checkGiven } from '../shapes/check';
import type { CustomTag } from './custom-tag';
import type { TelemetryProvider } from './telemetry-provider';
import type { WorkloadMode } from './workload-mode';

/** Properties of {@link Tracing}. */
export interface TracingProps {
  /**
   * Where spans go. The control plane must know it.
   * @default - the one of the wider target, or the mesh's default; without any, no span is sent
   */
  readonly provider?: Pick<TelemetryProvider, 'name'>;
  /**
   * The percentage of requests without a trace yet that begin one; hundredths count.
   * @default - that of the wider target, or the mesh's: 1, and 100 with the demo profile
   */
  readonly samplingPercent?: number;
  /**
   * Tags of every span. They replace those of the wider target.
   * @default - those of the wider target
   */
  readonly tags?: Readonly<Record<string, CustomTag>>;
  /**
   * Whether no span is sent; traces of others still go on.
   * @default false
   */
  readonly disableSpanReporting?: boolean;
  /**
   * Whether a request's id says if it is traced.
   * @default true
   */
  readonly useRequestIdForTraceSampling?: boolean;
  /**
   * Whether spans have Istio's own tags, such as `istio.namespace`. Not in Istio 1.17.
   * @default true
   */
  readonly enableIstioTags?: boolean;
  /**
   * Whether traces end here. Not in Istio 1.17.
   * @default false
   */
  readonly disableContextPropagation?: boolean;
  /**
   * @default CLIENT_AND_SERVER
   */
  readonly mode?: WorkloadMode;
}

/**
 * Where spans go, how many, and what they hold. Never changes.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing
 */
export class Tracing {
  /** The entry of a Telemetry resource. */
  readonly spec: TracingSpec;

  /**
   * @throws Error, one line a fault, for percentages that are none and tags without a name
   */
  constructor(private readonly props: TracingProps) {
    checkGiven('Tracing.new', { props });
    const { provider, samplingPercent, tags, mode, ...rest } = props;
    const faults: string[] = [];
    if (samplingPercent !== undefined && !(samplingPercent >= 0 && samplingPercent <= 100)) {
      faults.push(`Tracing.samplingPercent: expected a number from 0 to 100, got ${samplingPercent}`);
    }
    if (tags && '' in tags) faults.push('Tracing.tags: expected a name for each tag, got ""');
    if (Object.keys(props).length === 0) faults.push('Tracing: expected a provider, a sampling or tags, got nothing');
    if (faults.length > 0) throw new Error(faults.join('\n'));
    this.spec = Object.freeze({
      ...rest,
      ...(provider && { providers: [{ name: provider.name }] }),
      ...(samplingPercent !== undefined && { randomSamplingPercentage: samplingPercent }),
      ...(tags && { customTags: Object.fromEntries(Object.entries(tags).map(([name, { tag }]) => [name, tag])) }),
      ...(mode && { match: { mode } }),
    });
    Object.freeze(this);
  }

  /** The same with one more tag. */
  withTag(name: string, tag: CustomTag): Tracing {
    checkGiven('Tracing.withTag', { name, tag });
    return new Tracing({ ...this.props, tags: { ...this.props.tags, [name]: tag } });
  }
}
