import { Lazy, TerraformStack, TerraformVariable, Testing, Token } from 'cdktf';
import { MeshContext } from '../../../constructs/mesh-context';
import { extensions, InvalidResourceError, networking, security, telemetry } from '../../../constructs/resources';
import { withoutPlaces } from '../without-places';

function stackOn(istioVersion: '1.17.2' | '1.30.3' = '1.30.3'): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'MeshStack');
  MeshContext.set(stack, { istioVersion });
  return stack;
}

function linesOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidResourceError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const metadata = { name: 'helloworld' };
const route = [{ destination: { host: 'helloworld' } }];

/** A spec as JavaScript or a cast would let it through. */
function unchecked<Spec>(spec: unknown): Spec {
  return spec as Spec;
}

describe('a resource', () => {
  test('carries what was written', () => {
    const spec = { hosts: ['helloworld'], http: [{ match: [{ uri: { exact: '/hello' } }], route }] };
    const { manifest } = new networking.VirtualService(stackOn(), 'Hello', { metadata, spec });
    expect(manifest).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'helloworld', namespace: 'default' },
      spec,
    });
  });

  test('names every fault at once, with where, got, wanted and what was probably meant', () => {
    const spec = unchecked<networking.VirtualServiceSpec>({
      hosts: ['helloworld'],
      http: [{ timeout: '0s', match: [{ uri: { exakt: '/hello' } }], route: [{ ...route[0], weight: '5' }] }],
    });
    expect(linesOf(() => new networking.VirtualService(stackOn(), 'Hello', { metadata, spec }))).toEqual([
      'MeshStack/Hello: VirtualService "helloworld": spec.http[0].timeout: expected a duration of at least 1ms, such as "10s", "1m30s" or "250ms", got "0s"',
      'MeshStack/Hello: VirtualService "helloworld": spec.http[0].match[0].uri.exakt: unknown field (did you mean "exact"?)',
      'MeshStack/Hello: VirtualService "helloworld": spec.http[0].route[0].weight: expected an integer, got "5" (a string)',
    ]);
  });

  test('leaves its id free when it is refused', () => {
    const stack = stackOn();
    const spec = unchecked<networking.GatewaySpec>({ server: [] });
    expect(() => new networking.Gateway(stack, 'Gateway', { metadata, spec })).toThrow(InvalidResourceError);
    expect(stack.node.tryFindChild('Gateway')).toBeUndefined();
  });

  test('names what only a newer release has', () => {
    const spec = { hosts: ['helloworld'], http: [{ route, mirrors: [] }] };
    expect(linesOf(() => new networking.VirtualService(stackOn('1.17.2'), 'Hello', { metadata, spec }))).toEqual([
      'MeshStack/Hello: VirtualService "helloworld": spec.http[0].mirrors: Istio 1.17 has no such field (1.19 has)',
    ]);
    expect(linesOf(() => new extensions.TrafficExtension(stackOn('1.17.2'), 'Lua', { metadata, spec: {} }))).toEqual([
      'MeshStack/Lua: TrafficExtension "helloworld": kind: Istio 1.17 has no TrafficExtension (1.30 has)',
    ]);
  });

  test('refuses a version that the release does not serve', () => {
    const props = {
      apiVersion: 'networking.istio.io/v1',
      metadata,
      spec: { hosts: ['helloworld'], http: [{ route }] },
    };
    expect(linesOf(() => new networking.VirtualService(stackOn('1.17.2'), 'Hello', props))).toEqual([
      'MeshStack/Hello: VirtualService "helloworld": apiVersion: expected one of networking.istio.io/v1beta1, networking.istio.io/v1alpha3, which Istio 1.17 serves, got "networking.istio.io/v1"',
    ]);
  });

  test.each([
    ['1.17.2', 'release', 'security.istio.io/v1beta1', 'security.istio.io/v1', 'telemetry.istio.io/v1alpha1'],
    ['1.17.2', 'manifest', 'security.istio.io/v1beta1', 'security.istio.io/v1', 'telemetry.istio.io/v1alpha1'],
    ['1.30.3', 'release', 'security.istio.io/v1', 'security.istio.io/v1', 'telemetry.istio.io/v1'],
    ['1.30.3', 'manifest', 'security.istio.io/v1beta1', 'security.istio.io/v1', 'telemetry.istio.io/v1alpha1'],
  ] as const)(
    'takes on Istio %s as a %s the version that stays',
    (istioVersion, delivery, peer, authorization, metrics) => {
      const stack = stackOn(istioVersion);
      const props = { delivery, metadata, spec: {} };
      expect(new security.PeerAuthentication(stack, 'Peer', props).apiVersion).toBe(peer);
      expect(new security.AuthorizationPolicy(stack, 'Authorization', props).apiVersion).toBe(authorization);
      expect(new telemetry.Telemetry(stack, 'Telemetry', props).apiVersion).toBe(metrics);
    },
  );

  test('checks its metadata', () => {
    const faulty = { name: 'Hello_World', labels: { 'a b': 'c', app: 'x y' }, label: {} };
    const make = () => new security.PeerAuthentication(stackOn(), 'Peer', { metadata: faulty, spec: {} });
    expect(linesOf(make).map((line) => line.replace(/^.*": /, ''))).toEqual([
      'metadata.label: unknown field (did you mean "labels"?)',
      'metadata.name: expected lowercase letters, digits, dashes and dots, letters or digits at both ends, at most 253 characters, got "Hello_World"',
      'metadata.labels["a b"]: invalid key "a b", expected an optional DNS prefix and a slash, then letters, digits and inner "-", "_", ".", at most 63 characters',
      'metadata.labels.app: expected letters, digits and inner "-", "_", ".", at most 63 characters, got "x y"',
    ]);
  });

  test('asks for a patch on read once, when somebody reads it, and checks it when the program is synthesized', () => {
    const stack = stackOn();
    const peer = new security.PeerAuthentication(stack, 'Peer', { metadata, spec: { mtls: { mode: 'STRICT' } } });
    const asked: string[] = [];
    const mode = (value: string) => () => {
      asked.push(value);
      return { spec: { mtls: { mode: value } } };
    };
    peer.patchOnRead(mode('PERMISSIVE'));
    peer.patchOnRead(mode('strict'));
    expect(asked).toEqual([]);
    peer.addLabel('team', 'shop');
    expect([peer.spec, peer.manifest.metadata.labels]).toEqual([{ mtls: { mode: 'strict' } }, { team: 'shop' }]);
    expect(asked).toEqual(['strict']);
    expect(() => Testing.synth(stack, true)).toThrow(
      /PeerAuthentication "helloworld": spec.mtls.mode: expected one of UNSET, DISABLE, PERMISSIVE, STRICT, got "strict"/,
    );
  });

  test('checks a patch like what was written, and keeps its manifest when the patch is refused', () => {
    const peer = new security.PeerAuthentication(stackOn(), 'Peer', { metadata, spec: { mtls: { mode: 'STRICT' } } });
    expect(linesOf(() => peer.patch({ spec: { mtls: { mode: 'strict' } } }))).toEqual([
      'MeshStack/Peer: PeerAuthentication "helloworld": spec.mtls.mode: expected one of UNSET, DISABLE, PERMISSIVE, STRICT, got "strict" (did you mean "STRICT"?)',
    ]);
    expect(peer.spec).toEqual({ mtls: { mode: 'STRICT' } });
  });
});

describe('an override', () => {
  const timeout = (produce: string) => Lazy.stringValue({ produce: () => produce });
  const hello = (http: networking.HTTPRoute) =>
    new networking.VirtualService(stackOn(), 'Hello', { metadata, spec: { hosts: ['helloworld'], http: [http] } });

  test('is never checked: not when it is made, not by a later patch', () => {
    const peer = new security.PeerAuthentication(stackOn(), 'Peer', { metadata, spec: { mtls: { mode: 'STRICT' } } });
    peer.addOverride('spec.mtls.mode', 'FUTURE');
    peer.patch({ spec: { selector: { matchLabels: { app: 'helloworld' } } } });
    expect(peer.manifest.spec).toEqual({
      mtls: { mode: 'FUTURE' },
      selector: { matchLabels: { app: 'helloworld' } },
    });
    expect(linesOf(() => peer.patch({ spec: { mtls: { mode: 'strict' } } }))).toHaveLength(1);
  });

  test('is not checked in synthesis either, where tokens stand beside it', () => {
    const resource = hello({ timeout: timeout('1s'), route });
    resource.addOverride('spec.http.0.retries', { attempts: 'many' });
    expect(resource.node.validate()).toEqual([]);
    expect(hello({ timeout: timeout('1x'), route }).node.validate()).toHaveLength(1);
  });

  test('makes good what a token stood for', () => {
    const resource = hello({ timeout: timeout('1x'), route });
    resource.addOverride('spec.hosts.0', 'Not A Host');
    expect(resource.node.validate()).toEqual([
      expect.stringMatching(
        /^.*spec\.http\[0\]\.timeout: expected .*, got "1x" \(\S+istio-resource\.test\.ts:\d+:\d+\)$/,
      ),
    ]);
    resource.addOverride('spec.http.0.timeout', '1s');
    expect(resource.node.validate()).toEqual([]);
  });
});

describe('a token', () => {
  test('may stand anywhere, and faults beside it are still found', () => {
    const stack = stackOn();
    const variable = new TerraformVariable(stack, 'variable', { type: 'any' });
    const spec = unchecked<networking.VirtualServiceSpec>({
      hosts: variable.listValue,
      exportTo: [`$${variable.stringValue}"\\`],
      http: [
        { timeout: `${variable.stringValue}s`, route: [{ weight: variable.numberValue, destination: variable.value }] },
        Token.asAny(variable.value),
        { route, match: [{ headers: Token.asStringMap(variable.value), uri: { exakt: variable.stringValue } }] },
      ],
    });
    expect(linesOf(() => new networking.VirtualService(stack, 'Hello', { metadata, spec }))).toEqual([
      'MeshStack/Hello: VirtualService "helloworld": spec.http[2].match[0].uri.exakt: unknown field (did you mean "exact"?)',
    ]);
  });

  test('is looked behind once it is resolved', () => {
    const stack = stackOn();
    const timeout = Lazy.stringValue({ produce: () => '1x' });
    const resource = new networking.VirtualService(stack, 'Hello', {
      metadata,
      spec: { hosts: ['helloworld'], http: [{ timeout, route }] },
    });
    expect(resource.node.validate().map(withoutPlaces)).toEqual([
      'VirtualService "helloworld": spec.http[0].timeout: expected a duration of at least 1ms, such as "10s", "1m30s" or "250ms", got "1x"',
    ]);
  });
});

describe('fromYaml', () => {
  test('takes one document of its kind', () => {
    const text = [
      'apiVersion: networking.istio.io/v1beta1',
      'kind: Gateway',
      'metadata: {name: helloworld, namespace: apps}',
      'spec:',
      '  selector: {istio: ingressgateway}',
      '  servers:',
      '  - port: {number: 80, name: http, protocol: HTTP}',
      '    hosts: ["*"]',
    ].join('\n');
    const gateway: networking.Gateway = networking.Gateway.fromYaml(stackOn(), 'Gateway', text);
    expect(gateway.apiVersion).toBe('networking.istio.io/v1beta1');
    expect(gateway.namespace).toBe('apps');
    expect(gateway.spec.servers?.[0]?.hosts).toEqual(['*']);
  });

  test('says in which line a fault stands', () => {
    const text =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\nspec:\n  mtls:\n    mod: STRICT\n';
    expect(linesOf(() => security.PeerAuthentication.fromYaml(stackOn(), 'Peer', text, { file: 'peer.yaml' }))).toEqual(
      [
        'MeshStack/Peer (peer.yaml): PeerAuthentication "a": line 7: spec.mtls.mod: unknown field (did you mean "mode"?)',
      ],
    );
  });

  test.each([
    [
      'text that is not YAML',
      'a: [b',
      'line 1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['nothing', '# nothing\n', 'expected one document of the kind Sidecar, got 0 documents'],
    ['two documents', 'a: b\n---\nc: d\n', 'expected one document of the kind Sidecar, got 2 documents'],
    ['a list', '- a\n', 'line 1: expected an object of the kind Sidecar, got a list'],
    ['another kind', 'apiVersion: v1\nkind: Service\n', 'line 2: kind: expected Sidecar, got "Service"'],
  ])('refuses %s', (_, text, fault) => {
    expect(linesOf(() => networking.Sidecar.fromYaml(stackOn(), 'Sidecar', text))).toEqual([
      `MeshStack/Sidecar: Sidecar: ${fault}`,
    ]);
  });
});

test('fromName refers to what somebody else owns, and deploys nothing', () => {
  const stack = stackOn();
  const gateway = networking.Gateway.fromName(stack, 'Shared', { name: 'shared', namespace: 'istio-ingress' });
  expect(gateway).toMatchObject({ kind: 'Gateway', name: 'shared', namespace: 'istio-ingress' });
  expect(gateway.node.findAll()).toHaveLength(1);
});
