import type { IstioVersion } from '../../versions';

/** Where a VirtualService is. */
export interface Place {
  readonly namespace: string;
  /** The domain of the cluster's services. */
  readonly clusterDomain: string;
  readonly istioVersion: IstioVersion;
  /** The gateways that the traffic is bound to, by name, `mesh` among them. */
  readonly gateways: readonly string[];
}
