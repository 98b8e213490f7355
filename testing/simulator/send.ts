import { sendThroughGateway } from './gateway';
import type { MeshObjects } from './mesh-objects';
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
  const proxy: MeshProxy = request.through ? { namespace: INGRESS.namespace, ...request.through } : INGRESS;
  const port = request.port ?? (incoming.scheme === 'https' ? 443 : 80);
  const client = request.through ? 'unknown' : 'outside';
  return withNextHops(mesh, sendThroughGateway(mesh, proxy, port, incoming, client), proxy, incoming);
}
