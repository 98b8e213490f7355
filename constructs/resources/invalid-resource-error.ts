import type { Fault } from './validation/fault';

/** A resource that Istio would refuse. Carries every fault at once; the message has one line for each. */
export class InvalidResourceError extends Error {
  /**
   * @param where the path of the construct, such as `MeshStack/Hello`
   * @param kind the kind of the resource
   * @param resourceName the name of the resource
   * @param faults what is wrong with it
   */
  constructor(
    readonly where: string,
    /** The Kubernetes kind. */
    readonly kind: string,
    readonly resourceName: string,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map((fault) => faultLine(where, kind, resourceName, fault)).join('\n'));
    this.name = 'InvalidResourceError';
    // Node prints what can be enumerated behind the stack of an error that nobody catches: the message says it all.
    for (const key of Object.keys(this)) Object.defineProperty(this, key, { enumerable: false });
  }
}

/** One fault as a line of its own: which construct, which resource, where inside, what. */
function faultLine(where: string, kind: string, resourceName: string, fault: Fault): string {
  const place = fault.line === undefined ? '' : `line ${fault.line}: `;
  const path = fault.path === '' ? '' : `${fault.path}: `;
  const subject = resourceName === '' ? kind : `${kind} "${resourceName}"`;
  return `${where}: ${subject}: ${place}${path}${fault.text}`;
}
