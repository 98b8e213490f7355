import { readManifests } from '../../../cli/import/manifests';
import { typescriptProgram } from '../../../cli/import/typescript-program';
import { DEFAULT_ISTIO_VERSION } from '../../../constructs/versions';

const named = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`;

function read(text: string) {
  return readManifests([{ name: 'a.yaml', text }], DEFAULT_ISTIO_VERSION);
}

function programFor(text: string): string {
  const found = read(text);
  expect(found.faults).toEqual([]);
  return typescriptProgram(found, {
    className: 'Imported',
    packageName: 'cdktf-istio',
    istioVersion: DEFAULT_ISTIO_VERSION,
  });
}

describe('mesh import, of kinds under Istio’s groups', () => {
  it.each([
    [
      'networking.istio.io/v1',
      'Virtualservice',
      '2: Virtualservice "a": kind: unknown kind "Virtualservice" of networking.istio.io (did you mean "VirtualService"?)',
    ],
    [
      'networking.istio.io/v1',
      'Banana',
      expect.stringContaining('unknown kind "Banana" of networking.istio.io, which has DestinationRule'),
    ],
    [
      'networking.istio.io/v1',
      'AuthorizationPolicy',
      '1: AuthorizationPolicy "a": apiVersion: expected the group security.istio.io, got "networking.istio.io"',
    ],
    [
      'networking.istio.io/v1alpha2',
      'RouteRule',
      '2: RouteRule "a": kind: Istio no longer has networking.istio.io RouteRule, replaced by VirtualService',
    ],
    [
      'authentication.istio.io/v1alpha1',
      'MeshPolicy',
      '2: MeshPolicy "a": kind: Istio no longer has authentication.istio.io MeshPolicy, replaced by PeerAuthentication',
    ],
    [
      'rbac.istio.io/v1alpha1',
      'ServiceRole',
      '2: ServiceRole "a": kind: Istio no longer has rbac.istio.io ServiceRole, replaced by AuthorizationPolicy',
    ],
    ['config.istio.io/v1alpha2', 'rule', expect.stringContaining('replaced by Telemetry')],
    [
      'networkin.istio.io/v1',
      'Gatway',
      '1: Gatway "a": apiVersion: unknown group "networkin.istio.io" (did you mean "networking.istio.io"?)',
    ],
    [
      'networking.istio.oi/v1',
      'Gateway',
      '1: Gateway "a": apiVersion: unknown group "networking.istio.oi" (did you mean "networking.istio.io"?)',
    ],
    [
      'install.istio.io/v1alpha1',
      'IstioOperater',
      '2: IstioOperater "a": kind: unknown kind "IstioOperater" of install.istio.io (did you mean "IstioOperator"?)',
    ],
    [
      'gateway.networking.k8s.io/v1',
      'HttpRoute',
      '2: HttpRoute "a": kind: unknown kind "HttpRoute" of gateway.networking.k8s.io (did you mean "HTTPRoute"?)',
    ],
    [
      'gateway.networking.x-k8s.io/v1',
      'GRPCRoute',
      '1: GRPCRoute "a": apiVersion: expected the group gateway.networking.k8s.io, got "gateway.networking.x-k8s.io"',
    ],
    [
      'gateway.networking.k8s.io/v1',
      'VirtualService',
      '1: VirtualService "a": apiVersion: expected the group networking.istio.io, got "gateway.networking.k8s.io"',
    ],
    [
      'networking.istio.io/v1',
      'HTTPRoute',
      '1: HTTPRoute "a": apiVersion: expected the group gateway.networking.k8s.io, got "networking.istio.io"',
    ],
  ])('refuses %s %s and says what was meant', (apiVersion, kind, fault) => {
    const { faults } = read(named(apiVersion, kind));
    expect(faults).toEqual([typeof fault === 'string' ? `a.yaml:${fault}` : fault]);
  });

  it('says what is wrong with the kind before it asks for a name', () => {
    expect(read('apiVersion: install.istio.io/v1alpha1\nkind: istioOperator\nspec: {}\n').faults).toEqual([
      'a.yaml:2: istioOperator: kind: unknown kind "istioOperator" of install.istio.io (did you mean "IstioOperator"?)',
    ]);
  });

  it.each([
    ['gateway.networking.k8s.io/v1', 'UDPRoute'],
    ['gateway.networking.x-k8s.io/v1alpha1', 'XMesh'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization'],
    ['networking.internal.knative.dev/v1alpha1', 'Ingress'],
    ['sailoperator.io/v1', 'Istio'],
  ])('writes %s %s, a kind of somebody else, as a custom resource', (apiVersion, kind) => {
    expect(programFor(named(apiVersion, kind))).toContain(`kind: '${kind}'`);
  });
});

describe('mesh import, of the Gateway API', () => {
  const route = (rule: string) =>
    `${named('gateway.networking.k8s.io/v1', 'HTTPRoute')}spec: {rules: [{backendRefs: [{name: a, port: 80}]${rule}}]}\n`;

  it('writes typed resources', () => {
    const program = programFor(route(''));
    expect(program).toContain("import { DeclaredObject, gatewayApi } from 'cdktf-istio';");
    expect(program).toContain("new gatewayApi.HTTPRoute(this, 'AHTTPRoute', {");
    expect(program).not.toContain('MeshContext');
  });

  it('sets the release that has everything in the files', () => {
    const program = programFor(route(', retry: {attempts: 2}'));
    expect(program).toContain("import { DeclaredObject, MeshContext, gatewayApi } from 'cdktf-istio';");
    expect(program).toContain("MeshContext.set(this, { gatewayApi: { version: '1.6', channel: 'experimental' } });");
  });

  it('refuses what no release has', () => {
    expect(read(route(', retries: 2')).faults).toEqual([
      'a.yaml:4: HTTPRoute "a": spec.rules[0].retries: unknown field, expected one of backendRefs, filters, matches, name, timeouts',
    ]);
  });
});

describe('mesh import, of objects with expressions of Helm in their strings', () => {
  const release = `${named('helm.toolkit.fluxcd.io/v2', 'HelmRelease')}spec: {values: {fullnameOverride: "{{ .Release.Name }}-web"}}\n`;
  const pod = `${named('v1', 'Pod')}spec: {containers: [{name: a, image: a, args: ["http://grafana:{{ .Values.port }}"]}]}\n`;

  it.each([
    ['HelmRelease', release],
    ['Pod', pod],
  ])('imports a %s as it is, and warns', (kind, text) => {
    expect(programFor(text)).toContain(`kind: '${kind}'`);
    expect(read(text).warnings).toEqual([
      `a.yaml:1: ${kind} "a": contains a Helm expression, imported as the text that it is (if it is a template, import the output of "helm template")`,
    ]);
  });

  it('says nothing of templates for others, such as those of alerts', () => {
    const rule = `${named('monitoring.coreos.com/v1', 'PrometheusRule')}spec: {groups: [{name: a, rules: [{alert: a, expr: up, annotations: {summary: "{{ $labels.instance }} is {{ $value }}"}}]}]}\n`;
    expect(read(rule)).toMatchObject({ faults: [], warnings: [] });
  });
});

describe('mesh import, of files that hold no objects', () => {
  it.each([
    [
      '{{- if .Values.a }}\nkind: Gateway\n{{- end }}\n',
      '1: expected a Kubernetes object, got a Helm template: import the output of "helm template"',
    ],
    [
      `${named('networking.istio.io/v1', 'Gateway').replace('name: a', 'name: {{ .Release.Name }}')}`,
      '3: expected a Kubernetes object, got a Helm template: import the output of "helm template"',
    ],
    [
      `${named('networking.istio.io/v1', 'Gateway')}spec: {servers: [{hosts: ["{{ .Values.host }}"]}]}\n`,
      '1: Gateway "a": expected a Kubernetes object, got a Helm template: import the output of "helm template"',
    ],
    [
      `${named('v1', 'Service').replace('name: a', 'name: "{{ .Values.name }}"')}`,
      '1: Service "{{ .Values.name }}": expected a Kubernetes object, got a Helm template: import the output of "helm template"',
    ],
    [
      'resources: [a.yaml]\n',
      '1: expected a Kubernetes object, got a Kustomization of kustomize: import the output of "kubectl kustomize"',
    ],
    [
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
      '1: expected a Kubernetes object, got a Component of kustomize: import the output of "kubectl kustomize"',
    ],
    [
      '- {op: remove, path: /spec/http}\n',
      '1: expected a Kubernetes object, got a JSON patch: import the object with the patch applied',
    ],
    [
      `${named('networking.istio.io/v1', 'Gateway')}spec:\n  servers:\n  - $patch: replace\n`,
      '1: expected a Kubernetes object, got a strategic merge patch: import the object with the patch applied',
    ],
    [
      'global: {hub: a}\npilot: {}\n',
      '1: expected a Kubernetes object, got neither apiVersion nor kind (the values of a Helm chart go to the construct of that chart)',
    ],
    [
      'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      '1: expected a Kubernetes object, got the Chart.yaml of a Helm chart: import the output of "helm template"',
    ],
    ['just text\n', '1: expected a Kubernetes object, got "just text"'],
    ['kind: Gateway\napiVersion: 1\nmetadata: {name: 12}\n', '2: apiVersion: expected a string, got 1'],
  ])('%j is named as what it is', (text, fault) => {
    expect(read(text).faults[0]).toBe(`a.yaml:${fault}`);
  });

  it('keeps braces that are text: alerts, dashboards, Envoy’s own', () => {
    const config = `${named('v1', 'ConfigMap')}data: {rule: "{{ $labels.pod }} is down", lua: "a = {{1}}"}\n`;
    expect(programFor(config)).toContain('{{ $labels.pod }} is down');
  });
});

describe('mesh import, of an IstioOperator', () => {
  const OPERATOR = `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
spec:
  profile: demo
  revision: canary
  hub: registry.example/istio
  tag: 1.31.0-build.7
  meshConfig: {accessLogFile: /dev/stdout}
  values: {global: {proxy: {logLevel: warning}}, gateways: {}}
  components:
    pilot: {k8s: {resources: {requests: {cpu: 500m}}, env: [{name: A, value: "1"}], hpaSpec: {}}}
    egressGateways: [{name: istio-egressgateway, enabled: false}]
    ingressGateways: [{name: inner-gateway, namespace: inner, enabled: true, label: {istio: inner}}]
`;

  it('writes the constructs of the same mesh', () => {
    const program = programFor(OPERATOR);
    expect(program).toContain("import { ControlPlane, IngressGateway, MeshContext } from 'cdktf-istio';");
    expect(program).toContain(
      "MeshContext.set(this, { revision: 'canary', imageHub: 'registry.example/istio', imageTag: '1.31.0-build.7' });",
    );
    expect(program).not.toContain('tag:');
    expect(program).toContain("istiod: { meshConfig: { accessLogFile: '/dev/stdout' } },");
    expect(program).toContain("pilot: { resources: { requests: { cpu: '500m' } }, env: { A: '1' } },");
    expect(program).toContain("new IngressGateway(this, 'IngressGateway', { controlPlane });");
    expect(program).toContain("name: 'inner-gateway', namespace: 'inner'");
    expect(program).not.toContain('EgressGateway');
  });

  it('says that it is the input of istioctl, and which of its fields no construct has', () => {
    expect(read(OPERATOR).warnings).toEqual([
      'a.yaml:2: IstioOperator: the input of istioctl, not an object of a cluster: written as constructs',
      'a.yaml:10: IstioOperator: spec.values.gateways: not written, no construct has this value',
      'a.yaml:12: IstioOperator: spec.components.pilot.k8s.hpaSpec: not written, no construct has this value',
    ]);
  });

  it('writes how far istiod and a gateway scale', () => {
    const program = programFor(
      'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  components:\n' +
        '    pilot: {k8s: {hpaSpec: {minReplicas: 2, maxReplicas: 5}}}\n' +
        '    ingressGateways: [{enabled: true, k8s: {hpaSpec: {minReplicas: 3}}}]\n',
    );
    expect(program).toContain('pilot: { autoscaleMin: 2, autoscaleMax: 5 }');
    expect(program).toContain('values: { autoscaling: { enabled: true, minReplicas: 3 } }');
  });

  it('refuses a field and a profile that istioctl has not', () => {
    const text =
      'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec:\n  meshConfg: {}\n  profile: demoo\n';
    expect(read(text).faults).toEqual([
      'a.yaml:4: IstioOperator: spec.meshConfg: unknown field (did you mean "meshConfig"?)',
      'a.yaml:5: IstioOperator: spec.profile: expected one of default, demo, minimal, empty, ambient, openshift, openshift-ambient, preview, remote, stable, external, got "demoo" (did you mean "demo"?)',
    ]);
  });

  it('needs no name, and installs no gateways for the profile minimal', () => {
    const program = programFor(
      'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: {profile: minimal}\n',
    );
    expect(program).toContain("new ControlPlane(this, 'ControlPlane'");
    expect(program).not.toContain('Gateway');
  });
});
