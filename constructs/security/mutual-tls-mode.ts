/**
 * What servers accept. STRICT: mutual TLS only. PERMISSIVE: mutual TLS and plain text. DISABLE: plain text only.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS-Mode
 */
export type MutualTlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';
