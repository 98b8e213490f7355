// Known services only, and those through the egress gateway.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  EgressGatewayRoute,
  ExternalService,
  HelloWorld,
  MeshContext,
  MeshNamespace,
  OutboundTrafficPolicy,
  Workload,
} from '../../constructs';

class EgressStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'egress' });

    new MeshNamespace(this, 'Namespace', { name: 'egress', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const egress = Workload.gatewayFromName('istio-egressgateway', { namespace: 'istio-system' });

    // Connections to hosts that nobody declared end at the sidecar.
    new OutboundTrafficPolicy(this, 'Outbound', { dependsOn: [hello] });

    // Encrypted by the application: the gateway passes it on by the host name in the TLS greeting.
    const payments = new ExternalService(this, 'Payments', {
      hosts: ['payments.example.com'],
    });
    new EgressGatewayRoute(this, 'PaymentsRoute', { service: payments, gateway: egress });

    // Plain HTTP for the application: in mutual TLS to the gateway, which speaks TLS to the world.
    const weather = new ExternalService(this, 'Weather', {
      hosts: ['weather.example.com'],
      ports: [
        { number: 80, protocol: 'HTTP' },
        { number: 443, protocol: 'HTTPS' },
      ],
    });
    new EgressGatewayRoute(this, 'WeatherRoute', { service: weather, gateway: egress, originateTls: {} });
  }
}

const app = new App();
new EgressStack(app, 'egress');
app.synth();
