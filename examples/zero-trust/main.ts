// Nobody may anything but who is named: mutual TLS, identities, tokens.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import {
  AccessPolicy,
  AccessRule,
  AccessSource,
  DenyByDefault,
  HelloWorld,
  JwtAuthentication,
  JwtIssuer,
  MeshContext,
  MeshNamespace,
  MutualTls,
  OutboundTrafficPolicy,
  PolicyTarget,
  ServiceAccount,
  ServiceTraffic,
  Workload,
} from '../../constructs';

// The public half of the key that the issuer signs its tokens with.
const KEYS = JSON.stringify({
  keys: [
    {
      kty: 'RSA',
      kid: 'example',
      alg: 'RS256',
      use: 'sig',
      n: 'vjG3T2Gefjrew9OLVIc-qOQraVco6kiDa6u-TZ_dSScQxBjMBAYZU9wvxIZaB-C06uNAvzboA4u1wPpUDjcyitrkck-8OjtGaEpa7m72nGlbT1-QJvhUSvK42i9yoFM2ZyysBGAgEgdYNdDPyMAuQ3hFWCabfSVBh_sCNkkuefP-Gr9r-uE1rta0Ask5PoXe9oNOlsn2b5vPk6b210CrXLRdtr6UgXKesq6xzm6vwUhFEx1PwzeZC0CLkEXKEGjFPkQ5_N16F9M9EBVK2DxKqHmpwhHoDL2BA6135cUHLzPbjGxq7yLqc7o0JQ9GUoit8Fnu1ZgzWfB1QafA2TLH7w',
      e: 'AQAB',
    },
  ],
});

class ZeroTrustStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    // The Istio release that runs in the cluster; without one, the newest that the package knows.
    MeshContext.set(this, { istioVersion: this.node.tryGetContext('istioVersion'), namespace: 'zero-trust' });

    new MeshNamespace(this, 'Namespace', { name: 'zero-trust', injection: 'enabled' });
    const hello = new HelloWorld(this, 'HelloWorld');
    const ingress = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
    new ServiceTraffic(this, 'Traffic', {
      service: hello,
      gateways: [ingress],
      hosts: ['zero-trust.example.com'],
    });

    // Servers take what the mesh encrypts and signs, and nothing else.
    new MutualTls(this, 'MutualTls', { mode: 'STRICT' });

    // The gateway may read; nobody else may anything.
    const allowed = new AccessPolicy(this, 'Readers', {
      target: PolicyTarget.workload(hello),
      rules: [
        AccessRule.from(
          AccessSource.serviceAccount(
            ServiceAccount.fromName('istio-ingressgateway-service-account', { namespace: ingress.namespace }),
          ),
        ).to({ methods: ['GET'], paths: ['/hello', '/healthz'] }),
      ],
    });
    new DenyByDefault(this, 'DenyByDefault', { dependsOn: [allowed] });

    // Requests carry a token: 401 answers a wrong one, 403 none.
    const issuer = new JwtIssuer({ issuer: 'https://accounts.example.com', jwks: KEYS, audiences: ['hello'] });
    new JwtAuthentication(this, 'Tokens', {
      target: PolicyTarget.workload(hello),
      issuers: [issuer],
      exceptPaths: ['/healthz'],
      ports: [hello.port],
    });

    // The namespace's workloads reach services that the mesh knows, and no others.
    new OutboundTrafficPolicy(this, 'Outbound');
  }
}

const app = new App();
new ZeroTrustStack(app, 'zero-trust');
app.synth();
