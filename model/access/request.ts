/** The identity that a client proves with the certificate of its proxy. */
export interface PeerIdentity {
  readonly trustDomain: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** A JSON web token that a request carries. */
export interface RequestToken {
  readonly issuer: string;
  /** @default - none */
  readonly subject?: string;
  /** @default - none */
  readonly audiences?: readonly string[];
  /** Further claims by name; nested claims as objects. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /**
   * What carries it.
   * @default - the header `Authorization`, as a bearer token
   */
  readonly in?: { readonly header: string } | { readonly param: string } | { readonly cookie: string };
  /**
   * Whether its signature is good.
   * @default true
   */
  readonly valid?: boolean;
  /**
   * Whether it is past its time, or not yet in it.
   * @default false
   */
  readonly expired?: boolean;
}

/** A token as the proxy reads it. */
export interface SeenToken extends RequestToken {
  /** Claims that are lists of words with spaces between them, besides `scope` and `permission`. */
  readonly spaceDelimited?: readonly string[];
}

/**
 * A request as the proxy of the workload that receives it sees it. A member that is left out is not known: what depends on it is
 * answered with `unknown`.
 */
export interface InboundRequest {
  /** What the port speaks, as Istio takes it from the Service's port. */
  readonly protocol: 'http' | 'tcp';
  /** The port that the workload listens on. */
  readonly port?: number;
  /** The identity of the client; `none` for plain text. */
  readonly peer?: PeerIdentity | 'none';
  /** The address that the connection comes from. */
  readonly sourceIp?: string;
  /** The client's address as trusted `X-Forwarded-For` entries or the proxy protocol tell it. */
  readonly remoteIp?: string;
  /** The address that the connection goes to. */
  readonly destinationIp?: string;
  /** The server name of the TLS handshake; of a client in the mesh, of the TLS that it speaks within that of the mesh. */
  readonly sni?: string;
  readonly method?: string;
  /** The path; a query is no part of it. */
  readonly path?: string;
  readonly host?: string;
  /** Headers by name. A header that is not in it is not sent. Undefined: not known. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The token that the proxy accepted; `none` where there is none. */
  readonly token?: SeenToken | 'none';
}
