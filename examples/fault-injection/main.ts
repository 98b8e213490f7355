// How clients cope with a slow and failing service, tried out on requests that ask for it.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { Duration, HelloWorld, MeshContext, MeshNamespace, ServiceTraffic, Workload } from '../../constructs';

class FaultInjectionStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'fault-injection' });

    new MeshNamespace(this, 'Namespace', { name: 'fault-injection', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: ['faults.example.com'],
    }).addRoute({
      name: 'rehearsal',
      // Nobody but who asks for it.
      match: { headers: { 'x-rehearsal': { present: true } } },
      fault: {
        delay: { fixedDelay: Duration.milliseconds(500), percentage: 20 },
        abort: { httpStatus: 503, percentage: 10 },
      },
    });
  }
}

const app = new App();
new FaultInjectionStack(app, 'fault-injection');
app.synth();
