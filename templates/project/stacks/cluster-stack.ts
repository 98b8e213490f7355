import { TerraformStack } from 'cdktf';
import { ClusterProviders, MeshContext } from 'cdktf-istio';
import type { Construct } from 'constructs';

/** A stack that deploys to the cluster of cdktf.json, never to the one that happens to be current. */
export abstract class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ClusterProviders(this, 'Cluster', {
      kubeconfig: process.env['KUBECONFIG'] ?? '~/.kube/config',
      context: process.env['KUBE_CONTEXT'] ?? this.node.tryGetContext('kubeContext') ?? 'minikube',
    });
    MeshContext.set(this, { istioVersion: '1.30.3' });
  }
}
