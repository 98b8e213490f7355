import { field, text } from './fields';

/** What Istio takes a port to speak. `auto`: nobody said, so that the proxy looks at the first bytes. */
export type PortProtocol = 'http' | 'tls' | 'tcp' | 'mongo' | 'mysql' | 'udp' | 'auto';

/** Ports whose servers speak first: looking at the first bytes would break them. */
const NEVER_SNIFFED = new Set([25, 53, 3306, 27017]);

/** The protocol of a port of a Gateway, Sidecar or ServiceEntry. */
export function protocolOfPort(written: string): PortProtocol {
  switch (written.toLowerCase()) {
    case 'http':
    case 'http2':
    case 'grpc':
    case 'grpc-web':
    case 'http_proxy':
      return 'http';
    case 'https':
    case 'tls':
      return 'tls';
    case 'tcp':
    case 'redis':
      return 'tcp';
    case 'mongo':
      return 'mongo';
    case 'mysql':
      return 'mysql';
    case 'udp':
      return 'udp';
    default:
      return 'auto';
  }
}

/** The protocol of a Service's port: its `appProtocol`, else the beginning of its name. */
export function protocolOfServicePort(number: number, port: unknown): PortProtocol {
  if (field(port, 'protocol') === 'UDP') return 'udp';
  const written = text(field(port, 'appProtocol'));
  switch (written) {
    case 'kubernetes.io/h2c':
    case 'kubernetes.io/ws':
      return 'http';
    case 'kubernetes.io/wss':
      return 'tls';
    default: {
      const name = written ?? text(field(port, 'name')) ?? '';
      if (/^grpc-web/i.test(name)) return 'http';
      const protocol = protocolOfPort(name.replace(/-.*$/s, ''));
      return protocol === 'auto' && NEVER_SNIFFED.has(number) ? 'tcp' : protocol;
    }
  }
}

/** Whether HTTP routes can hold on such a port. */
export function carriesHttp(protocol: PortProtocol): boolean {
  return protocol === 'http' || protocol === 'auto';
}
