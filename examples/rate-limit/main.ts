// Limits that each proxy counts by itself, and quotas that one service counts for all.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  ClientQuota,
  Descriptor,
  HelloWorld,
  LocalRateLimit,
  MeshContext,
  MeshNamespace,
  PolicyTarget,
  Rate,
  RateLimitService,
  ServiceTraffic,
  TokenBucket,
  Workload,
} from '../../constructs';

const HOST = 'rate-limit.example.com';

class RateLimitStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'rate-limit' });

    new MeshNamespace(this, 'Namespace', { name: 'rate-limit', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: [HOST],
    });

    // Each pod: 100 requests a second, but 10 with POST.
    new LocalRateLimit(this, 'PodLimit', {
      target: PolicyTarget.workload(hello),
      bucket: TokenBucket.of(Rate.perSecond(100)),
      limits: [{ when: [Descriptor.method('POST')], bucket: TokenBucket.of(Rate.perSecond(10)) }],
    });

    // Each gateway pod: 20 requests a minute to each route of this host, and no other host is touched.
    new LocalRateLimit(this, 'GatewayLimit', {
      target: PolicyTarget.gateway(ingress),
      routes: [{ host: HOST, port: 80, bucket: TokenBucket.of(Rate.perMinute(20)) }],
      rateLimitHeaders: true,
      name: 'rate-limit-example',
    });

    // All gateway pods together: 5 requests a minute for each key, 50 for gold, no limit for the monitoring.
    const service = new RateLimitService(this, 'RateLimitService');
    new ClientQuota(this, 'Quota', {
      target: PolicyTarget.gateway(ingress),
      service,
      client: Descriptor.header('x-api-key'),
      rate: Rate.perMinute(5),
      clients: { gold: Rate.perMinute(50), monitoring: 'unlimited' },
      anonymous: Rate.perMinute(2),
      limit: { routes: [{ host: HOST, port: 80 }] },
      name: 'quota-example',
    });
  }
}

const app = new App();
new RateLimitStack(app, 'rate-limit');
app.synth();
