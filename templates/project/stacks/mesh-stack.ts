import { ControlPlane, IngressGateway, MeshNamespace } from 'cdktf-istio';
import type { Construct } from 'constructs';
import { ClusterStack } from './cluster-stack';

/** Istio itself, and the gateway that lets requests in. */
export class MeshStack extends ClusterStack {
  readonly ingress: IngressGateway;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const namespace = new MeshNamespace(this, 'Namespace', { name: 'istio-system' });
    const controlPlane = new ControlPlane(this, 'ControlPlane', { namespace });
    this.ingress = new IngressGateway(this, 'Ingress', { controlPlane });
  }
}
