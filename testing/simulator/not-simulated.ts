const MARK = Symbol.for('cdktf-istio.NotSimulatedError');

/** The simulator cannot know what becomes of a request: it depends on what it does not simulate, or on what is known after apply. */
export class NotSimulatedError extends Error {
  override readonly name = 'NotSimulatedError';
  readonly [MARK] = true;

  /** Whether an error is of this class, of any copy of the package. */
  static isNotSimulatedError(value: unknown): value is NotSimulatedError {
    return typeof value === 'object' && value !== null && MARK in value;
  }
}
