// A service whose pods may fail: time limits, retries, a circuit breaker, and new pods eased in.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  CircuitBreaker,
  Duration,
  HelloWorld,
  LoadBalancer,
  MeshContext,
  MeshNamespace,
  Retries,
  ServiceTraffic,
  Workload,
} from '../../constructs';

class ResilienceStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'resilience' });

    new MeshNamespace(this, 'Namespace', { name: 'resilience', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: ['resilience.example.com'],
      mesh: true,
      // Three tries of two seconds, and the pauses between them, fit in.
      timeout: Duration.seconds(7),
      retries: new Retries({
        attempts: 2,
        perTryTimeout: Duration.seconds(2),
        retryOn: ['connect-failure', 'refused-stream', 'reset', 503],
      }),
      policy: {
        loadBalancer: LoadBalancer.leastRequest().withWarmup({ duration: Duration.seconds(30) }),
        circuitBreaker: new CircuitBreaker({
          connectionPool: {
            tcp: { maxConnections: 100, connectTimeout: Duration.seconds(1) },
            http: { http1MaxPendingRequests: 50, maxRetries: 10 },
          },
          outlierDetection: {
            consecutive5xxErrors: 3,
            interval: Duration.seconds(5),
            baseEjectionTime: Duration.seconds(30),
            maxEjectionPercent: 50,
          },
        }),
      },
    });
  }
}

const app = new App();
new ResilienceStack(app, 'resilience');
app.synth();
