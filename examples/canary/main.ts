// A new version that gets its requests step by step: 10 % of them now, and all those of the testers.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { CanaryRollout, Duration, HelloWorld, MeshContext, MeshNamespace, Subset, Workload } from '../../constructs';

class CanaryStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'canary' });

    new MeshNamespace(this, 'Namespace', { name: 'canary', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    new CanaryRollout(this, 'Rollout', {
      service: hello,
      gateways: [ingress],
      hosts: ['canary.example.com'],
      stable: Subset.version('v1'),
      canary: Subset.version('v2'),
      // One pull request a step: the next one makes this 3, and a way back makes it 1.
      step: 2,
      steps: [{ weight: 0, mirror: 10 }, 10, 25, 50, 100],
      testers: { headers: { 'x-tester': 'yes' } },
      timeout: Duration.seconds(10),
    });
  }
}

const app = new App();
new CanaryStack(app, 'canary');
app.synth();
