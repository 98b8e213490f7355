/** A port of a gateway's Service. The chart's schema admits numbers only. */
export interface GatewayServicePort {
  /** The port's name, whose prefix tells Istio the protocol. */
  readonly name: string;
  /** The port of the Service. */
  readonly port: number;
  /** The port that the proxy listens on. */
  readonly targetPort: number;
  /** The transport protocol. */
  readonly protocol?: 'TCP' | 'UDP';
  /** The port on every node; the cluster picks one where it is absent. */
  readonly nodePort?: number;
}

/** How a gateway's Service is reached. */
export type GatewayServiceType = 'LoadBalancer' | 'NodePort' | 'ClusterIP';
