import { HelloWorld, MeshContext, MeshNamespace } from 'cdktf-istio';
import { CanaryRollout, Subset } from 'cdktf-istio/traffic';
import type { Construct } from 'constructs';
import { ClusterStack } from './cluster-stack';
import type { MeshStack } from './mesh-stack';

/** Istio's sample application in two versions, the second of which is being rolled out. */
export class HelloStack extends ClusterStack {
  readonly rollout: CanaryRollout;

  constructor(scope: Construct, id: string, mesh: MeshStack) {
    super(scope, id);
    this.addDependency(mesh);
    MeshContext.set(this, { namespace: 'hello' });

    const namespace = new MeshNamespace(this, 'Namespace', { name: 'hello', injection: 'enabled' });
    const hello = new HelloWorld(this, 'Hello', { dependsOn: [namespace] });
    this.rollout = new CanaryRollout(this, 'Rollout', {
      service: hello,
      gateways: [mesh.ingress],
      hosts: ['*'],
      stable: Subset.version('v1'),
      canary: Subset.version('v2'),
      steps: [5, 25, 50, 100],
      // The one number that a pull request changes: 0 before the rollout, 4 at its end.
      step: 1,
      dependsOn: [namespace],
    });
  }
}
