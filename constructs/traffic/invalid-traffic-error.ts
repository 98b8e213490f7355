/** Traffic rules that cannot work: every fault at once, one line each. */
export class InvalidTrafficError extends Error {
  constructor(
    /** The path of the construct, and what it is called. */
    readonly where: string,
    readonly faults: readonly string[],
  ) {
    super(faults.map((fault) => `${where}: ${fault}`).join('\n'));
    this.name = 'InvalidTrafficError';
  }

  /** Throws when there are faults. */
  static throwIf(where: string, faults: readonly string[]): void {
    if (faults.length > 0) throw new InvalidTrafficError(where, faults);
  }
}
