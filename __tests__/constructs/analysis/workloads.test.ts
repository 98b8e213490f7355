import { Release } from '@cdktf/provider-helm/lib/release';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { Labels } from '@cdktf/provider-kubernetes/lib/labels';
import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { type Code, DeclaredObject, MeshAnalysis } from '../../../constructs/analysis';
import { IstiodChart } from '../../../constructs/charts';
import { CustomResource } from '../../../constructs/delivery';
import { MeshContext } from '../../../constructs/mesh-context';
import { networking, security } from '../../../constructs/resources';

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(Testing.app(), 'shop');
  MeshContext.set(stack, { namespace: 'shop' });
});

/** Every finding of a code, as `construct path: text`. */
function found(code: Code): string[] {
  return MeshAnalysis.findings(stack)
    .filter((finding) => finding.code === code)
    .map(({ at, path, text }) => `${at.node.id} ${path}: ${text}`);
}

function warnings(type: 'warn' | 'info' | 'error'): unknown[] {
  for (const line of stack.node.validate()) if (line.includes('IST0')) return [line];
  return stack.node
    .findAll()
    .flatMap((one) => one.node.metadata)
    .filter((entry) => entry.type === `@cdktf/${type}`)
    .map(({ data }) => data);
}

function namespace(labels: Record<string, string> = {}): NamespaceV1 {
  return new NamespaceV1(stack, 'Namespace', { metadata: { name: 'shop', labels } });
}

function deployment(
  id: string,
  labels: Record<string, string>,
  more: {
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
    readonly hostNetwork?: boolean;
  } = {},
): DeploymentV1 {
  const { namespace = 'shop', annotations, hostNetwork } = more;
  return new DeploymentV1(stack, id, {
    metadata: { name: id.toLowerCase(), namespace },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels, annotations }, spec: { hostNetwork, container: [{ name: 'main', image: 'a' }] } },
    },
  });
}

function service(id: string, port: Record<string, unknown>, more: Record<string, unknown> = {}): CustomResource {
  return new CustomResource(stack, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: id.toLowerCase(), ...(more.metadata as object) },
    spec: { selector: { app: 'reviews' }, ports: [port], ...(more.spec as object) },
  });
}

describe('a port of a Service', () => {
  test('is found when neither its name nor its appProtocol says a protocol', () => {
    service('Reviews', { port: 9080, name: 'reviews-http' });
    service('Ratings', { port: 9080 });
    service('Details', { port: 9080, name: 'http', appProtocol: 'details' });
    expect(found('IST0118')).toEqual([
      'Reviews spec.ports[0].name: port 9080 of "reviews": expected a name such as http or grpc-api, or an appProtocol that Istio knows, got "reviews-http": Istio guesses its protocol',
      'Ratings spec.ports[0].name: port 9080 of "ratings": expected a name such as http or grpc-api, or an appProtocol that Istio knows, got no name: Istio guesses its protocol',
      'Details spec.ports[0].name: port 9080 of "details": expected a name such as http or grpc-api, or an appProtocol that Istio knows, got the appProtocol "details": Istio guesses its protocol',
    ]);
  });

  test('is found in a Service of the Kubernetes provider, in a typed one and in a manifest', () => {
    new ServiceV1(stack, 'Typed', { metadata: { name: 'a' }, spec: { port: [{ port: 80, name: 'web' }] } });
    new ServiceV1(stack, 'Good', { metadata: { name: 'b' }, spec: { port: [{ port: 80, appProtocol: 'http' }] } });
    new Manifest(stack, 'Written', {
      manifest: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'c' }, spec: { ports: [{ port: 80 }] } },
    });
    expect(found('IST0118')).toEqual([
      expect.stringMatching(/^Typed spec.ports\[0\].name: port 80 of "a": expected .* got "web"/),
      expect.stringMatching(/^Written spec.ports\[0\].name: port 80 of "c": expected .* got no name/),
    ]);
  });

  test.each([
    { port: 80, name: 'http' },
    { port: 80, name: 'HTTP2-api' },
    { port: 80, name: 'grpc-web-api' },
    { port: 80, name: 'web', appProtocol: 'kubernetes.io/h2c' },
    { port: 80, name: 'web', appProtocol: 'tcp' },
    { port: 514, name: 'syslog', protocol: 'UDP' },
    { port: 3306, name: 'database' },
    { port: 80, name: '${TfToken[TOKEN.900]}' },
  ])('is not found as %j', (port) => {
    service('Reviews', port);
    expect(found('IST0118')).toEqual([]);
  });

  test('is not found in what is the control plane’s, somebody else’s, or a name for another host', () => {
    service('Pilot', { port: 1 }, { metadata: { labels: { istio: 'pilot' } } });
    service('Alias', { port: 1 }, { spec: { type: 'ExternalName', externalName: 'a.test' } });
    DeclaredObject.serviceFromName(stack, 'Declared', { name: 'declared', ports: [{ port: 1 }] });
    new CustomResource(stack, 'Knative', {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'knative' },
      spec: { ports: [{ port: 1 }] },
    });
    expect(found('IST0118')).toEqual([]);
  });

  test('is told of, and stops nothing, unless a scope or its Service says otherwise', () => {
    const reviews = service('Reviews', { port: 9080 });
    MeshAnalysis.enable(stack);
    expect(warnings('info')).toEqual([expect.stringMatching(/^IST0118: Service "reviews": /)]);
    MeshAnalysis.configure(stack, { IST0118: 'error' });
    expect(warnings('error')).toEqual([expect.stringMatching(/^shop\/Reviews: IST0118/)]);
    MeshAnalysis.silence(reviews, 'IST0118', 'speaks a protocol of its own');
    expect(warnings('error')).toEqual([]);
  });
});

describe('a namespace without an injection label', () => {
  const policy = (id = 'Policy', spec: security.AuthorizationPolicySpec = {}) =>
    new security.AuthorizationPolicy(stack, id, { metadata: { name: id.toLowerCase() }, spec });

  test('is found when policies select its pods', () => {
    namespace({ team: 'shop' });
    deployment('Reviews', { app: 'reviews' });
    policy('Other', { selector: { matchLabels: { app: 'ratings' } } });
    expect(found('IST0102')).toEqual([]);
    policy('Policy', { selector: { matchLabels: { app: 'reviews' } } });
    expect(found('IST0102')).toEqual([
      'Namespace metadata.labels: namespace "shop" has no injection label, so that shop/Policy holds for none of its pods: expected istio-injection=enabled or istio.io/rev, or istio-injection=disabled where that is meant',
    ]);
  });

  test.each<Record<string, string>>([
    { 'istio-injection': 'enabled' },
    { 'istio-injection': 'disabled' },
    { 'istio.io/rev': 'canary' },
    { 'istio.io/dataplane-mode': 'ambient' },
  ])('is none with %j', (labels) => {
    namespace(labels);
    deployment('Reviews', { app: 'reviews' });
    policy();
    expect(found('IST0102')).toEqual([]);
  });

  test('is none when the program labels it elsewhere', () => {
    namespace();
    deployment('Reviews', { app: 'reviews' });
    policy();
    new Labels(stack, 'Labels', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
      labels: { 'istio-injection': 'enabled' },
    });
    expect(found('IST0102')).toEqual([]);
  });

  test('is nobody’s business where somebody else makes it, or injection is on by default', () => {
    deployment('Reviews', { app: 'reviews' });
    policy();
    new Labels(stack, 'Labels', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
      labels: { team: 'shop' },
    });
    expect(found('IST0102')).toEqual([]);
    namespace();
    expect(found('IST0102')).toHaveLength(1);
    new IstiodChart(stack, 'Istiod', {
      namespace: 'istio-system',
      values: { sidecarInjectorWebhook: { enableNamespacesByDefault: true } },
    });
    expect(found('IST0102')).toEqual([]);
  });

  test('is not found when its pods decide for themselves, or no policy is meant for them', () => {
    namespace();
    deployment('Labelled', { app: 'a', 'sidecar.istio.io/inject': 'true' });
    deployment('Annotated', { app: 'b' }, { annotations: { 'sidecar.istio.io/inject': 'false' } });
    deployment('OnHost', { app: 'c' }, { hostNetwork: true });
    policy();
    deployment('Elsewhere', { app: 'd' }, { namespace: 'other' });
    expect(found('IST0102')).toEqual([]);
    deployment('Reviews', { app: 'reviews' });
    expect(found('IST0102')).toHaveLength(1);
  });

  test('is not found for policies that need no sidecar', () => {
    namespace();
    deployment('Reviews', { app: 'reviews' });
    policy('Policy', { targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'waypoint' }] });
    new security.PeerAuthentication(stack, 'Peer', { metadata: { name: 'peer' }, spec: { mtls: { mode: 'DISABLE' } } });
    expect(found('IST0102')).toEqual([]);
  });
});

describe('a subset', () => {
  const subsets = (labels: Record<string, string>, host = 'reviews') =>
    new networking.DestinationRule(stack, 'Rule', {
      metadata: { name: 'reviews' },
      spec: { host, subsets: [{ name: 'v2', labels }] },
    });

  beforeEach(() => {
    service('Reviews', { port: 80, name: 'http' });
    deployment('Reviews-V1', { app: 'reviews', version: 'v1' });
    deployment('Ratings-V2', { app: 'ratings', version: 'v2' });
  });

  test('is found when no workload of its host carries its labels', () => {
    namespace();
    subsets({ version: 'v2' });
    expect(found('IST0173')).toEqual([
      'Rule spec.subsets[0].labels: no workload of "reviews" carries version=v2: requests to the subset "v2" fail with 503 (there are shop/Reviews-V1)',
    ]);
    new CustomResource(stack, 'Rollout', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'reviews-v2' },
      spec: { template: { metadata: { labels: { app: 'reviews', version: 'v2' } } } },
    });
    expect(found('IST0173')).toEqual([]);
  });

  test('stops synthesis, unless it is silenced', () => {
    namespace();
    const rule = subsets({ version: 'v2' });
    MeshAnalysis.enable(stack);
    expect(warnings('error')).toEqual([expect.stringMatching(/^shop\/Rule: IST0173: DestinationRule "reviews"/)]);
    MeshAnalysis.silence(rule, 'IST0173', 'v2 comes with the next release');
    expect(warnings('error')).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['a workload carries its labels', { version: 'v1' }],
    ['it has none', {}],
    ['its labels are the node’s', { 'topology.kubernetes.io/zone': 'a' }],
    ['its labels are a controller’s', { 'pod-template-hash': 'abc' }],
    ['its labels are not known yet', { version: '${TfToken[TOKEN.900]}' }],
  ])('is not found where %s', (_why, labels) => {
    namespace();
    subsets(labels);
    expect(found('IST0173')).toEqual([]);
  });

  test('is a hint where others may run something in the namespace, a warning where its labels are a slip', () => {
    const levels = () => MeshAnalysis.findings(stack).map(({ code, severity, text }) => `${severity} ${code} ${text}`);
    subsets({ version: 'canary' });
    expect(levels()).toContainEqual(
      expect.stringMatching(
        /^info IST0173 .* fail with 503, unless somebody else runs one \(there are shop\/Reviews-V1\)$/,
      ),
    );
    deployment('Reviews-Canary', { app: 'reviews', version: 'cannary' });
    expect(levels()).toContainEqual(expect.stringMatching(/^warning IST0173 .*\(did you mean version=cannary\?\)/));
  });

  test.each<[string, () => unknown]>([
    [
      'a chart of the namespace',
      () => {
        namespace();
        new Release(stack, 'Chart', { name: 'more', namespace: 'shop', chart: 'more' });
      },
    ],
    [
      'an object of a kind that may make pods',
      () => {
        namespace();
        const metadata = { name: 'v2' };
        new CustomResource(stack, 'Model', { apiVersion: 'example.com/v1', kind: 'Model', metadata, spec: {} });
      },
    ],
    [
      'a machine outside the cluster',
      () => {
        namespace();
        new networking.WorkloadEntry(stack, 'Vm', { metadata: { name: 'vm' }, spec: { address: '10.0.0.1' } });
      },
    ],
    [
      'a manifest that only Terraform reads',
      () => {
        namespace();
        new Manifest(stack, 'Manifest', { manifest: Token.asAny('${yamldecode(file("v2.yaml"))}') as never });
      },
    ],
    [
      'a workload whose namespace only Terraform knows',
      () => {
        namespace();
        const variable = new TerraformVariable(stack, 'where', { type: 'string' });
        deployment('Somewhere', { app: 'reviews', version: 'v2' }, { namespace: variable.stringValue });
      },
    ],
  ])('is not found where somebody else owns or may own %s', (_what, make) => {
    subsets({ version: 'v2' });
    make();
    expect(found('IST0173')).toEqual([]);
  });

  test('is not found for a host that others own', () => {
    namespace();
    DeclaredObject.serviceFromName(stack, 'Declared', { name: 'details' });
    subsets({ version: 'v2' }, 'details');
    expect(found('IST0173')).toEqual([]);
  });
});
