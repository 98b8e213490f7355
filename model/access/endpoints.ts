import type { DataPlaneMode } from '../data-plane';
import type { Truth } from '../truth';
import type { PolicyTarget } from './policies';
import type { HiddenHost } from './reach';
import type { PeerIdentity } from './request';

/** How a workload takes part in the mesh. */
export type DataPlane = DataPlaneMode | 'unknown';

/** Where a request comes from. */
export interface AccessSource {
  /** The identity that its proxy proves; `none` for a client outside the mesh. */
  readonly identity: PeerIdentity | 'none' | 'unknown';
  readonly dataPlane: DataPlane;
  /** The address of the connection. */
  readonly ip?: string;
  /** Set where the client's proxy does not know the destination. */
  readonly hidden?: HiddenHost;
  /**
   * The TLS mode that a DestinationRule sets for the client; undefined where Istio chooses by itself. `INHERITED`: ISTIO_MUTUAL, but only
   * where the destination's namespace has not switched mutual TLS off.
   */
  readonly tls?: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL' | 'INHERITED' | 'unknown';
  /** The server name of mutual TLS where a DestinationRule has a say in it. */
  readonly serverName?: string | 'unknown';
}

/** Whether a client wraps its connections in TLS of its own, within which proxies see nothing of HTTP. */
export function hasOwnTls({ tls }: AccessSource): boolean {
  return tls === 'SIMPLE' || tls === 'MUTUAL';
}

/** Where a request goes. */
export interface AccessDestination extends PolicyTarget {
  readonly dataPlane: DataPlane;
  /** The port that the pods listen on. */
  readonly port?: number;
  /** What the port speaks; `auto` where nothing says it, so that the proxies look at the first bytes of each connection. */
  readonly protocol: 'http' | 'tcp' | 'auto';
  /** The server name by which proxies ask for it over mutual TLS. */
  readonly serverName?: string;
  /** Whether connections go around the proxy of the pods, to the application itself. */
  readonly isBypassed?: true;
}

/** Whether anything enforces policies at a destination. */
export function enforcesPolicies({ dataPlane, isBypassed }: AccessDestination): Truth {
  if (isBypassed || dataPlane === 'none') return false;
  return dataPlane === 'unknown' ? 'unknown' : true;
}
