import type { Construct } from 'constructs';

/** A construct that was given what it cannot work with. Carries every fault at once; the message has one line for each. */
export class InvalidPropsError extends Error {
  /**
   * @param where the path of the construct, such as `MeshStack/Limit`
   * @param faults each a line: the prop, what was expected, what was given
   */
  constructor(
    readonly where: string,
    readonly faults: readonly string[],
  ) {
    super(faults.map((fault) => `${where}: ${fault}`).join('\n'));
    this.name = 'InvalidPropsError';
    // Node prints what can be enumerated behind the stack of an error that nobody catches: the message says it all.
    for (const key of Object.keys(this)) Object.defineProperty(this, key, { enumerable: false });
  }

  /**
   * Refuses a construct, if there is a fault, before it is added to its scope.
   *
   * @throws InvalidPropsError
   */
  static throwIfAny(scope: Construct, id: string, faults: readonly string[]): void {
    if (faults.length === 0) return;
    throw new InvalidPropsError(scope.node.path === '' ? id : `${scope.node.path}/${id}`, faults);
  }
}
