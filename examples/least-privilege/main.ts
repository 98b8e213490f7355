// What a workload calls is declared once; everything else is denied.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  CustomResource,
  DeclaredWorkload,
  Gateway,
  LeastPrivilege,
  MeshContext,
  MeshNamespace,
  MutualTls,
  ResourceBundle,
  ServiceAccount,
  VirtualService,
  Workload,
} from '../../constructs';

const NAMESPACE = 'least-privilege';

/** A Deployment with an account of its own, and a Service in front of it. */
class ShopService extends Construct {
  readonly declared: DeclaredWorkload;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    const metadata = { name, namespace: NAMESPACE };
    const labels = { app: name };
    new CustomResource(this, 'Account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    new CustomResource(this, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            containers: [
              { name: 'app', image: 'docker.io/istio/examples-helloworld-v1:1.0', ports: [{ containerPort: 5000 }] },
            ],
          },
        },
      },
    });
    new CustomResource(this, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 5000 }] },
    });
    this.declared = new DeclaredWorkload({ name, namespace: NAMESPACE });
  }
}

export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: NAMESPACE });

    const namespace = new MeshNamespace(this, 'Namespace', { name: NAMESPACE, injection: 'enabled' });
    const shop = new ResourceBundle(this, 'Shop', { namespace: namespace.name, releaseName: 'shop' });
    const [web, cart, payments] = ['web', 'cart', 'payments'].map((name) => new ShopService(shop, name, name).declared);
    if (!web || !cart || !payments) throw new Error('a shop has three services');

    new Gateway(this, 'Gateway', {
      metadata: { name: 'shop' },
      spec: {
        selector: { istio: 'ingressgateway' },
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['shop.example.com'] }],
      },
    });
    new VirtualService(this, 'Route', {
      metadata: { name: 'web' },
      spec: { hosts: ['shop.example.com'], gateways: ['shop'], http: [{ route: [{ destination: { host: 'web' } }] }] },
    });

    // Servers accept what the mesh encrypts and signs, and nothing else.
    new MutualTls(this, 'MutualTls', { mode: 'STRICT' });

    // Who calls whom.
    const ingress = DeclaredWorkload.of(
      Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' }),
      {
        serviceAccount: ServiceAccount.fromName('istio-ingressgateway-service-account', { namespace: 'istio-system' }),
        calls: [web.on('GET')],
      },
    );
    web.call(cart, payments.on('GET', '/methods'));
    cart.call(payments.on('POST', '/pay'));
    new LeastPrivilege(this, 'LeastPrivilege', { workloads: [web, cart, payments], callers: [ingress] });
  }
}

const app = new App();
new ShopStack(app, 'least-privilege');
app.synth();
