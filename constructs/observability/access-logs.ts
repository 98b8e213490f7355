import type { AccessLogging } from '../resources/generated/telemetry';
import { checkGiven } from '../shapes/check';
import type { LogFilter } from './log-filter';
import type { TelemetryProvider } from './telemetry-provider';
import type { WorkloadMode } from './workload-mode';

/** Properties of {@link AccessLogs}. */
export interface AccessLogsProps {
  /**
   * Where the lines go. The control plane must know it.
   * @default - where the wider target has them go, or the mesh's default
   */
  readonly providers?: readonly Pick<TelemetryProvider, 'name'>[];
  /**
   * The requests that are logged.
   * @default - all
   */
  readonly filter?: LogFilter;
  /**
   * Whether nothing is logged.
   * @default false
   */
  readonly disabled?: boolean;
  /**
   * @default CLIENT_AND_SERVER
   */
  readonly mode?: WorkloadMode;
}

/**
 * Which requests are logged, and where to. Never changes.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#AccessLogging
 */
export class AccessLogs {
  /** Logs nothing, or nothing at one side. */
  static disabled(mode?: WorkloadMode): AccessLogs {
    return new AccessLogs({ disabled: true, ...(mode && { mode }) });
  }

  /** The entry of a Telemetry resource. */
  readonly spec: AccessLogging;

  /**
   * @throws Error for a filter of what is not logged, and for an empty list of providers
   */
  constructor(props: AccessLogsProps) {
    checkGiven('AccessLogs.new', { props });
    const { providers, filter, disabled, mode } = props;
    if (disabled && filter)
      throw new Error('AccessLogs.filter: expected none with disabled, because nothing is logged then, got a filter');
    if (providers?.length === 0)
      throw new Error('AccessLogs.providers: expected at least one, or no list, got an empty list');
    this.spec = Object.freeze({
      ...(providers && { providers: providers.map(({ name }) => ({ name })) }),
      ...(filter && { filter: { expression: filter.expression } }),
      ...(disabled !== undefined && { disabled }),
      ...(mode && { match: { mode } }),
    });
    Object.freeze(this);
  }
}
