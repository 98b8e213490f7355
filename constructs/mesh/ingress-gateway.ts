import type { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import { EdgeGateway, type EdgeGatewayProps } from './edge-gateway';

/** Properties of {@link IngressGateway}. */
export type IngressGatewayProps = EdgeGatewayProps;

/**
 * The gateway through which requests enter the mesh.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/ingress-control/
 */
export class IngressGateway extends EdgeGateway {
  constructor(scope: Construct, id: string, props: IngressGatewayProps = {}) {
    checkProps(scope, id, 'IngressGatewayProps', props);
    super(scope, id, props, {
      name: 'istio-ingressgateway',
      role: 'ingressgateway',
      serviceType: 'LoadBalancer',
      ports: [
        // First, because some load balancers check the health of the first port only.
        { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
        { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
      ],
    });
  }
}
