import { sendThroughGateway } from './gateway';
import { isBound, type MeshObjects } from './mesh-objects';
import { withNextHops } from './next-hop';
import type { Outcome } from './outcome';
import type { MeshProxy } from './proxy-routes';
import { type MeshRequest, seen } from './request';
import { sendInside } from './sidecar';

const INGRESS: MeshProxy = {
  labels: { app: 'istio-ingressgateway', istio: 'ingressgateway' },
  namespace: 'istio-system',
};

/**
 * What becomes of a request, by Istio's rules. Weights and partial faults are told as shares, not drawn.
 *
 * @throws NotSimulatedError where it depends on what is not simulated, or known after apply
 * @throws Error for a request that makes no sense, and for a route with a regex that Istio would refuse
 */
export function send(mesh: MeshObjects, request: MeshRequest): Outcome {
  const incoming = seen(request);
  if (request.from) {
    const { namespace, labels = {} } = request.from;
    return withNextHops(mesh, sendInside(mesh, request, incoming), { namespace, labels }, incoming);
  }
  const proxy = gatewayProxy(mesh, request);
  const port = request.port ?? (incoming.scheme === 'https' ? 443 : 80);
  const client = request.through ? 'unknown' : 'outside';
  return withNextHops(mesh, sendThroughGateway(mesh, proxy, port, incoming, client), proxy, incoming);
}

/** The gateway that a request comes in by: the ingress gateway, unless the only one is deployed for a Gateway of the Gateway API. */
function gatewayProxy({ gateways }: MeshObjects, { through }: MeshRequest): MeshProxy {
  if (through) return { namespace: INGRESS.namespace, ...through };
  if (gateways.some((gateway) => isBound(gateway, INGRESS))) return INGRESS;
  const deployed = new Map(gateways.flatMap(({ pods = [] }) => pods.map((each) => [each.service, each])));
  const [only] = deployed.values();
  return only && deployed.size === 1 ? only : INGRESS;
}
