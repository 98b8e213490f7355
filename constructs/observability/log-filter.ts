import { checkGiven } from '../shapes/check';

/**
 * Which requests an access log has. Never changes.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes
 */
export class LogFilter {
  /**
   * Those that an expression in CEL is true for.
   *
   * @example
   * LogFilter.cel('response.code >= 400 || connection.mtls == false');
   */
  static cel(expression: string): LogFilter {
    checkGiven('LogFilter.cel', { expression });
    if (expression.trim() === '')
      throw new Error('LogFilter.cel: expected an expression such as response.code >= 400, got ""');
    return new LogFilter(expression);
  }

  /** Those whose answer has this HTTP status, or a higher one; no TCP connections, which have none. */
  static statusFrom(status: number): LogFilter {
    checkGiven('LogFilter.statusFrom', { status });
    if (!Number.isInteger(status) || status < 100 || status > 599)
      throw new Error(`LogFilter.statusFrom: expected an HTTP status from 100 to 599, got ${status}`);
    return new LogFilter(`response.code >= ${status}`);
  }

  /** @param expression the filter as a Telemetry resource has it: CEL */
  private constructor(readonly expression: string) {
    Object.freeze(this);
  }

  /** Those that both filters match. */
  and(other: LogFilter): LogFilter {
    checkGiven('LogFilter.and', { other });
    return new LogFilter(`(${this.expression}) && (${other.expression})`);
  }

  /** Those that either filter matches. */
  or(other: LogFilter): LogFilter {
    checkGiven('LogFilter.or', { other });
    return new LogFilter(`(${this.expression}) || (${other.expression})`);
  }

  /** Those that the filter does not match. */
  not(): LogFilter {
    return new LogFilter(`!(${this.expression})`);
  }
}
