// TLS at the ingress: a certificate that cert-manager renews, and a host that asks clients for theirs.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  HelloWorld,
  IngressTls,
  MeshContext,
  MeshNamespace,
  ServiceTraffic,
  TlsCredential,
  Workload,
} from '../../constructs';

class TlsIngressStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'tls-ingress' });

    new MeshNamespace(this, 'Namespace', { name: 'tls-ingress', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    const shop = new IngressTls(this, 'Shop', {
      gateway: ingress,
      hosts: ['shop.example.com'],
      credential: TlsCredential.fromCertManager({ issuer: { name: 'letsencrypt' } }),
    });
    // The secret `partners-tls` holds the server's certificate and key, and as ca.crt the authority of the clients'.
    const partners = new IngressTls(this, 'Partners', {
      gateway: ingress,
      hosts: ['partners.example.com'],
      credential: TlsCredential.fromSecret('partners-tls'),
      clientCertificates: {},
      minProtocolVersion: 'TLSV1_3',
    });
    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [shop.resource, partners.resource],
      hosts: ['shop.example.com', 'partners.example.com'],
      dependsOn: [shop, partners],
    });
  }
}

const app = new App();
new TlsIngressStack(app, 'tls-ingress');
app.synth();
