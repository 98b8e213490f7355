import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
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
    MeshContext.set(this, { istioVersion: 'ISTIO_RELEASE' });
    this.keepState();
  }

  /** Where Terraform keeps the state of this stack: in the bucket of cdktf.json, which all runs share, or in a file next to it. */
  private keepState(): void {
    const name = `terraform.${this.node.id}.tfstate`;
    const bucket: string | undefined = this.node.tryGetContext('stateBucket');
    if (bucket === undefined) {
      new LocalBackend(this, { path: `${process.cwd()}/${name}` });
      return;
    }
    // One run at a time: Terraform 1.10 and newer lock with a file beside the state.
    const settings = { bucket, key: `NAME/${name}`, region: this.node.tryGetContext('stateRegion'), useLockfile: true };
    new S3Backend(this, settings);
  }
}
