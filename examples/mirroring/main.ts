// The new version sees a copy of every other request, and nobody sees its answers.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { HelloWorld, MeshContext, MeshNamespace, ServiceTraffic, Subset, Workload } from '../../constructs';

class MirroringStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'mirroring' });

    new MeshNamespace(this, 'Namespace', { name: 'mirroring', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: ['mirroring.example.com'],
    }).addRoute({
      name: 'shadow',
      to: Subset.version('v1'),
      mirror: { to: Subset.version('v2'), percentage: 50 },
    });
  }
}

const app = new App();
new MirroringStack(app, 'mirroring');
app.synth();
