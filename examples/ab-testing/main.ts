// Two versions side by side: who is in group b, by cookie, header, query or host name, gets the new one.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  Duration,
  HelloWorld,
  LoadBalancer,
  MeshContext,
  MeshNamespace,
  ServiceTraffic,
  Subset,
  Workload,
} from '../../constructs';

class AbTestingStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'ab-testing' });

    new MeshNamespace(this, 'Namespace', { name: 'ab-testing', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    const v1 = Subset.version('v1');
    // Whoever is in the experiment meets the same pod again for an hour.
    const v2 = Subset.version('v2', {
      policy: { loadBalancer: LoadBalancer.byCookie('experiment-pod', { ttl: Duration.hours(1) }) },
    });
    const traffic = new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: ['ab.example.com', 'beta.example.com'],
    });
    traffic
      .addRoute({
        name: 'experiment',
        match: [
          { cookies: { group: 'b' } },
          { headers: { 'x-group': 'b' } },
          { queryParams: { group: 'b' }, method: 'GET' },
          { host: 'beta.example.com' },
        ],
        to: v2,
        headers: { response: { set: { 'x-served-by': 'b' } } },
      })
      .addRoute({ name: 'moved', match: { path: '/hi' }, redirect: { path: '/hello', status: 301 } })
      .addRoute({ name: 'everybody', to: v1 });
  }
}

const app = new App();
new AbTestingStack(app, 'ab-testing');
app.synth();
