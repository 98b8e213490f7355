import type { Report } from '../finding';
import { isUnknown, type MeshInventory } from '../mesh-inventory';

const PROTOCOLS = [
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];
const KUBERNETES_PROTOCOLS = ['kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'];
/** SMTP, DNS, MySQL and MongoDB, which Istio takes for TCP without looking. */
const TCP_PORTS = [25, 53, 3306, 27017];

/** The ports of a Service say their protocol, or Istio listens to the first bytes of every connection. */
export function checkPortNames(mesh: MeshInventory, report: Report): void {
  for (const { name, ports = [], object } of mesh.services) {
    if (object === undefined || object.spec.type === 'ExternalName' || isIstios(object.labels)) continue;
    ports.forEach((port, i) => {
      const { name: portName = '', appProtocol, protocol = 'TCP' } = port;
      if ([port.port, portName, appProtocol, protocol].some(isUnknown)) return;
      if (
        protocol === 'UDP' ||
        TCP_PORTS.includes(Number(port.port)) ||
        saysProtocol(appProtocol ?? portName, appProtocol)
      ) {
        return;
      }
      const named = portName === '' ? 'has no name' : `is named "${portName}"`;
      const got = appProtocol === undefined ? named : `has the appProtocol "${appProtocol}"`;
      const text = `port ${port.port} of "${name}" ${got}, so that Istio guesses its protocol; wants a name such as http or grpc-api, or an appProtocol that Istio knows`;
      report({ code: 'IST0118', at: object.at, path: `spec.ports[${i}].name`, text });
    });
  }
}

function saysProtocol(text: string, appProtocol: string | undefined): boolean {
  if (appProtocol !== undefined && KUBERNETES_PROTOCOLS.includes(appProtocol)) return true;
  const lower = text.toLowerCase();
  return lower.startsWith('grpc-web') || PROTOCOLS.includes(lower.split('-', 1)[0] ?? '');
}

/** Services of the control plane and of gateways are Istio's own business. */
function isIstios(labels: Readonly<Record<string, string>>): boolean {
  return labels.istio !== undefined || labels.release === 'istio' || labels['gateway.istio.io/managed'] !== undefined;
}
