import { DEFAULT_CLUSTER_DOMAIN } from '../../model/hosts';
import { checkGiven } from '../shapes/check';

/** A Kubernetes service account: what a workload of the mesh is known by. */
export interface IServiceAccount {
  /** The service account's name. */
  readonly name: string;
  /** The namespace of the service account. */
  readonly namespace: string;
}

/** What names a service account that somebody else owns. */
export interface ServiceAccountAttributes {
  /** The namespace of the service account. */
  readonly namespace: string;
  /**
   * The trust domain that the account belongs to.
   * @default - the mesh's own, whatever it is called
   */
  readonly trustDomain?: string;
}

/** A service account that somebody else owns; nothing is deployed. */
export class ServiceAccount implements IServiceAccount {
  /** Refers to a service account by name. */
  static fromName(name: string, attributes: ServiceAccountAttributes): ServiceAccount {
    checkGiven('ServiceAccount.fromName', { name, attributes });
    return new ServiceAccount(name, attributes.namespace, attributes.trustDomain);
  }

  /** The service account as authorization policies name it: the path of its SPIFFE identity. */
  static principalOf(account: IServiceAccount): string {
    checkGiven('ServiceAccount.principalOf', { account });
    const { name, namespace, trustDomain } = account as ServiceAccount;
    // Which istiod reads as the mesh's own trust domain, whatever that is called.
    return `${trustDomain ?? DEFAULT_CLUSTER_DOMAIN}/ns/${namespace}/sa/${name}`;
  }

  private constructor(
    /** The service account's name. */
    readonly name: string,
    /** The namespace of the service account. */
    readonly namespace: string,
    /** The trust domain of its identity. */
    readonly trustDomain: string | undefined,
  ) {
    Object.freeze(this);
  }
}
