import { isToken } from '../delivery/terraform-template';
import { checkGiven } from '../shapes/check';
import type { ServiceReference } from './mesh-service';
import type { TrafficPolicy } from './traffic-policy';

/** What a {@link Subset} is made of. */
export interface SubsetProps {
  /** The labels of the pods that belong to it. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * What holds for requests to these pods in place of the service's own policy, part by part.
   * @default - the service's
   */
  readonly policy?: TrafficPolicy;
  /**
   * The Service of these pods alone, which routes of the Gateway API lead to; other routes do without.
   * @default - where routes of the Gateway API lead to the subset, one is made: `SERVICE-SUBSET`, with the ports of the service
   */
  readonly service?: ServiceReference;
}

// A registered symbol, so that two copies of the package in one program know each other's subsets.
const SUBSET = Symbol.for('cdktf-istio.Subset');

/**
 * Some of a service's pods, selected by their labels: usually a version. Routes refer to it, and {@link ServiceTraffic}
 * declares every subset that its routes refer to, so that no route can refer to a missing one.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset
 */
export class Subset {
  /** The pods with the label `version`, as a subset of that name. */
  static version(version: string, props: Pick<SubsetProps, 'policy' | 'service'> = {}): Subset {
    checkGiven('Subset.version', { version, props });
    return new Subset(version, { labels: { version }, ...props });
  }

  /** Whether something is a subset, of whichever copy of the package. */
  static isSubset(thing: unknown): thing is Subset {
    return typeof thing === 'object' && thing !== null && SUBSET in thing;
  }

  /** The labels of the pods that belong to it. */
  readonly labels: Readonly<Record<string, string>>;
  /** What holds for requests to these pods. */
  readonly policy: TrafficPolicy | undefined;
  /** The Service of these pods alone, where it was given. */
  readonly service: ServiceReference | undefined;

  /**
   * @param name what routes call it
   * @throws Error for a name that no subset can have
   */
  constructor(
    readonly name: string,
    props: SubsetProps,
  ) {
    checkGiven('Subset.new', { name, props });
    if (isToken(name) || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw new Error(
        `subset: expected a name of at most 63 lowercase letters, digits and "-", known before the deploy, got ${JSON.stringify(name)}: new Subset('v1-2', { labels: { version: '1.2' } })`,
      );
    }
    this.labels = Object.freeze({ ...props.labels });
    this.policy = props.policy;
    this.service = props.service;
    Object.defineProperty(this, SUBSET, { value: true });
    Object.freeze(this);
  }
}
