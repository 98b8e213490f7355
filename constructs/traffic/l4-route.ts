import type { GatewayReference } from './gateway-reference';
import type { RouteTarget } from './route-target';
import type { WeightedSplit } from './weighted-split';

/** What a connection must be like: all of what is given here. */
export interface L4Match {
  /** The port that the client requested. */
  readonly port?: number;
  /** Networks of the address that the client requested, such as `10.1.0.0/16`. */
  readonly destinationSubnets?: readonly string[];
  /** Labels of the client's pod. Within the mesh only. */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** The namespace of the client's pod. Within the mesh only. */
  readonly sourceNamespace?: string;
  /**
   * Where the match holds: some of the gateways that the traffic is bound to, or `mesh`.
   * @default - all of them
   */
  readonly gateways?: readonly (GatewayReference | 'mesh')[];
}

/** What a TLS connection, left encrypted, must be like. */
export interface TlsMatch extends L4Match {
  /** The server names (SNI) that the client requests; each among the traffic's hosts. */
  readonly sniHosts: readonly string[];
}

/** Where connections of a TCP port go. */
export interface TcpRoute {
  /**
   * What a connection must be like; of several, any.
   * @default - the route matches every connection
   */
  readonly match?: L4Match | readonly L4Match[];
  /**
   * Where the connections go.
   * @default - the service, any of its pods
   */
  readonly to?: RouteTarget | WeightedSplit;
}

/** Where TLS connections go that are passed on without being decrypted. */
export interface TlsRoute {
  /** What a connection must be like; of several, any. */
  readonly match: TlsMatch | readonly TlsMatch[];
  /**
   * Where the connections go.
   * @default - the service, any of its pods
   */
  readonly to?: RouteTarget | WeightedSplit;
}
