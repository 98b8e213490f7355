const HTTP = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];
const TLS = ['https', 'tls'];
const KNOWN = [...HTTP, ...TLS, 'tcp', 'udp', 'mongo', 'redis', 'mysql'];

/** The protocols of ports, as messages list them. */
export const PROTOCOLS = KNOWN.map((name) => name.toUpperCase()).join(', ');

/** Whether Istio knows a protocol; its case does not matter. */
export function isProtocol(text: string): boolean {
  return KNOWN.includes(text.toLowerCase());
}

/** Whether a protocol is HTTP in the clear. */
export function isHttpProtocol(text: string): boolean {
  return HTTP.includes(text.toLowerCase());
}

/** Whether a protocol is on top of TLS. */
export function isTlsProtocol(text: string): boolean {
  return TLS.includes(text.toLowerCase());
}
