// What a namespace reports: traces with tags of its own, logs of what went wrong, metrics without what nobody asks for.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  AccessLogs,
  CustomTag,
  HelloWorld,
  LogFilter,
  MeshContext,
  MeshNamespace,
  Metrics,
  PolicyTarget,
  TelemetryPolicy,
  TelemetryProvider,
  Tracing,
} from '../../constructs';

// The control plane must know it: new ControlPlane(this, 'ControlPlane', { extensionProviders: [jaeger.extensionProvider] }).
export const jaeger = TelemetryProvider.zipkin('jaeger', {
  service: 'zipkin.istio-system.svc.cluster.local',
  port: 9411,
});

class ObservabilityStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'observability' });

    new MeshNamespace(this, 'Namespace', { name: 'observability', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');

    new TelemetryPolicy(this, 'Namespace-Telemetry', {
      tracing: new Tracing({ provider: jaeger, samplingPercent: 10 }).withTag('team', CustomTag.literal('greeters')),
      accessLogs: [
        new AccessLogs({
          providers: [TelemetryProvider.ENVOY_LOG],
          filter: LogFilter.statusFrom(400).or(LogFilter.cel('request.duration > duration("1s")')),
        }),
      ],
      metrics: [new Metrics().withoutTag('source_principal').withoutTag('destination_principal')],
    });

    // The narrower one wins: every request to this workload is traced, and its host counted.
    new TelemetryPolicy(this, 'HelloWorld-Telemetry', {
      target: PolicyTarget.workload(hello),
      tracing: new Tracing({
        samplingPercent: 100,
        tags: {
          user: CustomTag.header('x-user', 'nobody'),
          pod: CustomTag.environment('POD_NAME'),
        },
      }),
      metrics: [
        new Metrics().withTag('request_host', 'request.host', 'REQUEST_COUNT', 'SERVER').disable('REQUEST_SIZE'),
      ],
    });
  }
}

const app = new App();
new ObservabilityStack(app, 'observability');
app.synth();
