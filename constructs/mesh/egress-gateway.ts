import type { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import { EdgeGateway, type EdgeGatewayProps } from './edge-gateway';

/** Properties of {@link EgressGateway}. */
export type EgressGatewayProps = EdgeGatewayProps;

/**
 * The gateway through which requests leave the mesh, for those services whose traffic is routed to it.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class EgressGateway extends EdgeGateway {
  constructor(scope: Construct, id: string, props: EgressGatewayProps = {}) {
    checkProps(scope, id, 'EgressGatewayProps', props);
    super(scope, id, props, {
      name: 'istio-egressgateway',
      role: 'egressgateway',
      serviceType: 'ClusterIP',
      ports: [
        { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
        { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
      ],
    });
  }
}
