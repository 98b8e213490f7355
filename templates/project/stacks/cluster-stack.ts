import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack } from 'cdktf';
import { MeshContext } from 'cdktf-istio';
import type { Construct } from 'constructs';

/** A stack that deploys to the cluster of cdktf.json, never to the one that happens to be current. */
export abstract class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = {
      configPath: process.env['KUBECONFIG'] ?? '~/.kube/config',
      configContext: process.env['KUBE_CONTEXT'] ?? this.node.tryGetContext('kubeContext') ?? 'minikube',
    };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    MeshContext.set(this, { istioVersion: '1.30.3' });
  }
}
