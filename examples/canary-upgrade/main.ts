// A control plane that is upgraded beside the one that runs, one pull request a step.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { CanaryUpgrade, HelloWorld, IngressGateway, MeshContext, MeshNamespace } from '../../constructs';

class CanaryUpgradeStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });

    const system = new MeshNamespace(this, 'System', { name: 'istio-system' });
    const upgrade = new CanaryUpgrade(this, 'ControlPlane', {
      namespace: system,
      from: { istioVersion: '1.30.3' },
      to: { istioVersion: '1.31.0' },
      namespaces: [
        { name: 'tests', create: true },
        { name: 'shop', create: true },
      ],
      steps: ['install', 'canary', { namespaces: ['tests'] }, { namespaces: 100 }, 'gateways', 'default', 'retire'],
      // One pull request a step: the next one makes this 4, and a way back makes it 2.
      step: Number(process.env['STEP'] ?? 3),
    });
    // Resources are checked against the release that validates them in the cluster.
    MeshContext.set(this, { istioVersion: upgrade.istioVersion });

    const ingress = new IngressGateway(upgrade.gateways, 'Ingress', { replicas: 2 });
    new HelloWorld(this, 'HelloWorld', { namespace: 'shop', ingress });
  }
}

const app = new App();
new CanaryUpgradeStack(app, 'canary-upgrade');
app.synth();
