// A gateway that istiod deploys, with TLS, and routes of HTTP and TCP.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  HelloWorld,
  IngressTls,
  ManagedGateway,
  MeshContext,
  MeshNamespace,
  MeshService,
  ServiceTraffic,
  Subset,
  TlsCredential,
  WeightedSplit,
} from '../../constructs';

class GatewayApiStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, {
      istioVersion: this.node.tryGetContext('istioVersion'),
      namespace: 'gateway-api',
      trafficApi: 'gateway',
      // TCPRoutes are of the standard channel from 1.6 on.
      gatewayApi: { version: '1.6' },
    });

    const edgeNamespace = new MeshNamespace(this, 'EdgeNamespace', { name: 'edge' });
    const edge = new ManagedGateway(this, 'Edge', {
      name: 'edge',
      namespace: edgeNamespace,
      listeners: [
        { protocol: 'HTTP', allowedRoutes: 'All' },
        { protocol: 'TCP', port: 5432, name: 'postgres', allowedRoutes: ['gateway-api'] },
      ],
    });

    const namespace = new MeshNamespace(this, 'Namespace', { name: 'gateway-api', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld', { dependsOn: [namespace] });

    // The secret `hello-tls` is in the gateway's namespace; clients of port 80 are sent to port 443.
    const encrypted = new IngressTls(this, 'Tls', {
      gateway: edge,
      hosts: ['hello.example.com'],
      credential: TlsCredential.fromSecret('hello-tls'),
    });
    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [encrypted.resource],
      hosts: ['hello.example.com'],
    }).addRoute({ to: WeightedSplit.of([Subset.version('v1'), 90], [Subset.version('v2'), 10]) });

    const database = MeshService.fromName('postgres', { namespace: 'gateway-api', port: 5432 });
    new ServiceTraffic(this, 'Database', { service: database, gateways: [edge], hosts: ['*'] }).addTcpRoute({
      match: { port: 5432 },
    });
  }
}

const app = new App();
new GatewayApiStack(app, 'gateway-api');
app.synth();
