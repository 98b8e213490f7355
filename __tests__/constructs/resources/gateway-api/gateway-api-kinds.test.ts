import { App, TerraformStack, Token } from 'cdktf';
import {
  type GatewayApiRelease,
  gatewayApi,
  InvalidResourceError,
  type IstioVersion,
  MeshContext,
} from '../../../../constructs';
import { gatewayApiOf } from '../../../../constructs/versions';

function stackWith(settings: { gatewayApi?: Partial<GatewayApiRelease>; istioVersion?: IstioVersion } = {}) {
  const stack = new TerraformStack(new App(), 'shop');
  MeshContext.set(stack, settings);
  return stack;
}

function faultsOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidResourceError)
      return error.message.split('\n').map((line) => line.replace(/ \([^()]*\.ts:[\d:]+\)$/, ''));
    throw error;
  }
  return [];
}

const warningsOf = (resource: { readonly node: TerraformStack['node'] }): unknown[] => {
  for (const problem of resource.node.validate()) throw new Error(problem);
  // Where the program wrote it stands behind each line.
  return resource.node.metadata.map(({ data }) => String(data).replace(/ \([^()]*\.ts:[\d:]+\)$/, ''));
};

const metadata = { name: 'reviews', namespace: 'shop' };
const backendRefs = [{ name: 'reviews', port: 9080 }];

describe('a route of the Gateway API', () => {
  it('is an object of the newest version that the definitions serve', () => {
    const spec: gatewayApi.HTTPRouteSpec = { parentRefs: [{ name: 'shared' }], rules: [{ backendRefs }] };
    const route = new gatewayApi.HTTPRoute(stackWith(), 'Reviews', { metadata, spec });
    expect(route.manifest).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata,
      spec,
    });
  });

  it('is refused with every fault, in the words of the other kinds', () => {
    const spec = {
      parentRefs: [{ name: 'shared' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: 'reviews' } }],
          filters: [{ type: 'RequestMirror', requestHeaderModifier: {} }],
          backendRef: backendRefs,
        },
      ],
    } as never;
    expect(faultsOf(() => new gatewayApi.HTTPRoute(stackWith(), 'Reviews', { metadata, spec }))).toEqual([
      'shop/Reviews: HTTPRoute "reviews": spec.rules[0].matches[0].path: expected a path that begins with "/"',
      'shop/Reviews: HTTPRoute "reviews": spec.rules[0].filters[0]: expected requestHeaderModifier with the type RequestHeaderModifier only',
      'shop/Reviews: HTTPRoute "reviews": spec.rules[0].filters[0]: expected requestMirror with the type RequestMirror',
      'shop/Reviews: HTTPRoute "reviews": spec.rules[0].backendRef: unknown field (did you mean "backendRefs"?)',
    ]);
  });

  it('lets tokens pass anywhere', () => {
    const spec = { hostnames: [Token.asString({ a: 1 })], rules: Token.asAny({ b: 1 }) } as never;
    expect(faultsOf(() => new gatewayApi.HTTPRoute(stackWith(), 'Reviews', { metadata, spec }))).toEqual([]);
  });

  it('comes from YAML of its own kind and group, with line numbers', () => {
    const text = (apiVersion: string) =>
      `apiVersion: ${apiVersion}\nkind: HTTPRoute\nmetadata:\n  name: reviews\nspec:\n  rules:\n  - backendRefs:\n    - name: reviews\n`;
    const lines = (apiVersion: string) =>
      faultsOf(() => gatewayApi.HTTPRoute.fromYaml(stackWith(), 'Reviews', text(apiVersion)));
    expect(lines('gateway.networking.k8s.io/v1')).toEqual([
      'shop/Reviews: HTTPRoute "reviews": line 8: spec.rules[0].backendRefs[0]: expected a port, because it is a Service',
    ]);
    expect(lines('networking.istio.io/v1')[0]).toBe(
      'shop/Reviews: HTTPRoute "reviews": line 1: apiVersion: expected one of gateway.networking.k8s.io/v1, gateway.networking.k8s.io/v1beta1, which Gateway API 1.6 serves, got "networking.istio.io/v1"',
    );
  });

  it('of somebody else is known by name', () => {
    const route = gatewayApi.HTTPRoute.fromName(stackWith(), 'Reviews', { name: 'reviews', namespace: 'shop' });
    expect([route.kind, route.namespace]).toEqual(['gateway.networking.k8s.io/HTTPRoute', 'shop']);
  });
});

describe('the release of the Gateway API', () => {
  const cors = { filters: [{ type: 'CORS', cors: { allowOrigins: ['*'] } }], backendRefs } as never;
  const budget = { sessionPersistence: { sessionName: 'a' }, backendRefs };

  it('is the newest that the Istio release is built with', () => {
    const built = (istio: IstioVersion) => gatewayApiOf(istio);
    expect(['1.17', '1.28', '1.29', '1.30', '1.31'].map((istio) => built(istio as IstioVersion))).toEqual([
      '1.4',
      '1.4',
      '1.4',
      '1.5',
      '1.6',
    ]);
    expect(MeshContext.of(stackWith({ istioVersion: '1.30' })).gatewayApi).toEqual({
      version: '1.5',
      channel: 'standard',
    });
  });

  it.each<[string, Partial<GatewayApiRelease>, object, string]>([
    [
      'a field of a later version',
      { version: '1.4' },
      cors,
      'spec.rules[0].filters[0].cors: Gateway API 1.4 has no such field (1.5 has)',
    ],
    [
      'a field of the other channel',
      { version: '1.6' },
      budget,
      'spec.rules[0].sessionPersistence: Gateway API 1.6 has no such field (its experimental channel has)',
    ],
  ])('names for %s who has it', (_, release, rule, expected) => {
    const spec = { rules: [rule] } as gatewayApi.HTTPRouteSpec;
    const faults = faultsOf(
      () => new gatewayApi.HTTPRoute(stackWith({ gatewayApi: release }), 'Reviews', { metadata, spec }),
    );
    expect(faults).toContain(`shop/Reviews: HTTPRoute "reviews": ${expected}`);
  });

  it('names for a kind that it lacks who has it', () => {
    const make = (release: GatewayApiRelease) => () =>
      new gatewayApi.TCPRoute(stackWith({ gatewayApi: release }), 'Reviews', {
        metadata,
        spec: { rules: [{ backendRefs }] },
      });
    expect(faultsOf(make({ version: '1.5', channel: 'standard' }))).toEqual([
      'shop/Reviews: TCPRoute "reviews": kind: Gateway API 1.5 has no TCPRoute (1.6 has)',
    ]);
    expect(faultsOf(make({ version: '1.5', channel: 'experimental' }))).toEqual([]);
    const old = () =>
      new gatewayApi.XListenerSet(stackWith(), 'Shared', {
        metadata,
        spec: { parentRef: { name: 'shared' }, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
      });
    expect(faultsOf(old)).toEqual([
      'shop/Shared: XListenerSet "reviews": kind: Gateway API 1.6 has no XListenerSet any more (experimental 1.4 has)',
    ]);
  });

  it('has to be one that the package knows', () => {
    expect(() => stackWith({ gatewayApi: { version: '1.2' as never } })).toThrow(
      'shop: MeshContext.gatewayApi.version: expected a version of the Gateway API from 1.4 to 1.7, got "1.2"',
    );
    expect(() => stackWith({ gatewayApi: { channel: 'beta' as never } })).toThrow(
      'shop: MeshContext.gatewayApi.channel: expected one of standard, experimental, got "beta"',
    );
    expect(MeshContext.of(stackWith({ gatewayApi: { version: '1.5.0' } })).gatewayApi.version).toBe('1.5.0');
  });
});

describe('what the Istio release does not read', () => {
  const experimental = { version: '1.5', channel: 'experimental' } as const;
  const tls: gatewayApi.TLSRouteSpec = { hostnames: ['a.example.com'], rules: [{ backendRefs }] };

  it('is a warning, that can be silenced on the object', () => {
    const make = (annotations: Record<string, string>) =>
      new gatewayApi.TLSRoute(stackWith({ istioVersion: '1.29', gatewayApi: experimental }), 'Route', {
        metadata: { ...metadata, annotations },
        spec: tls,
      });
    expect(warningsOf(make({}))).toEqual([
      'MESH0201: TLSRoute "reviews": kind: Istio 1.29 reads TLSRoute only where its istiod has PILOT_ENABLE_ALPHA_GATEWAY_API=true',
    ]);
    expect(warningsOf(make({ 'cdktf-istio.analysis/MESH0201': 'another controller' }))).toEqual([]);
  });

  it('may be a version of the definitions', () => {
    const stack = stackWith({ istioVersion: '1.31', gatewayApi: experimental });
    const route = new gatewayApi.TCPRoute(stack, 'Route', { metadata, spec: { rules: [{ backendRefs }] } });
    expect(warningsOf(route)).toEqual([
      'MESH0201: TCPRoute "reviews": kind: Istio 1.31 reads v1 of TCPRoute only, which experimental Gateway API 1.5 does not serve',
    ]);
    const older = stackWith({ istioVersion: '1.30', gatewayApi: { version: '1.6' } });
    expect(
      warningsOf(new gatewayApi.TCPRoute(older, 'Route', { metadata, spec: { rules: [{ backendRefs }] } })),
    ).toEqual([
      'MESH0201: TCPRoute "reviews": kind: Istio 1.30 reads v1alpha2 of TCPRoute only, which Gateway API 1.6 does not serve',
    ]);
  });

  it.each<[string, IstioVersion, object, string | undefined]>([
    [
      'a filter of an extension',
      '1.31',
      { filters: [{ type: 'ExtensionRef', extensionRef: { group: 'a.b', kind: 'C', name: 'd' } }], backendRefs },
      'spec.rules[0].filters[0].type: Istio 1.31 does not read a filter of the type ExtensionRef here, expected one of RequestHeaderModifier, ResponseHeaderModifier, RequestMirror, RequestRedirect, URLRewrite, CORS',
    ],
    [
      'a mirror on one backend',
      '1.31',
      {
        backendRefs: [
          {
            ...backendRefs[0],
            filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'b', port: 80 } } }],
          },
        ],
      },
      'spec.rules[0].backendRefs[0].filters[0].type: Istio 1.31 does not read a filter of the type RequestMirror here, expected one of RequestHeaderModifier, ResponseHeaderModifier',
    ],
    [
      'a backend of another kind',
      '1.31',
      { backendRefs: [{ group: 'a.b', kind: 'Bucket', name: 'c' }] },
      'spec.rules[0].backendRefs[0]: Istio 1.31 does not read references to the kind Bucket of a.b, expected one of Service, Hostname, ServiceImport, InferencePool',
    ],
    [
      'retries',
      '1.24',
      { retry: { attempts: 2 }, backendRefs },
      'spec.rules[0].retry: Istio 1.24 does not read this field, expected none',
    ],
    ['retries of a release that has them', '1.25', { retry: { attempts: 2 }, backendRefs }, undefined],
  ])('is named: %s', (_, istioVersion, rule, expected) => {
    const stack = stackWith({ istioVersion, gatewayApi: { version: '1.6', channel: 'experimental' } });
    const spec = { rules: [rule] } as gatewayApi.HTTPRouteSpec;
    const route = new gatewayApi.HTTPRoute(stack, 'Reviews', { metadata, spec });
    expect(warningsOf(route)).toEqual(expected === undefined ? [] : [`MESH0201: HTTPRoute "reviews": ${expected}`]);
  });

  it('is not looked for at a gateway of another controller', () => {
    const listeners = [{ name: 'dns', port: 53, protocol: 'UDP' }];
    const gateway = (gatewayClassName: string) =>
      new gatewayApi.Gateway(stackWith(), 'Edge', { metadata, spec: { gatewayClassName, listeners } });
    expect(warningsOf(gateway('cilium'))).toEqual([]);
    expect(warningsOf(gateway('istio'))).toEqual([
      'MESH0201: Gateway "reviews": spec.listeners[0].protocol: Istio 1.31 does not read listeners of the protocol UDP, expected one of HTTP, HTTPS, TLS, TCP, HBONE',
    ]);
  });
});

describe('a GatewayClass', () => {
  const spec = { controllerName: 'istio.io/gateway-controller' };

  it('belongs to no namespace', () => {
    const made = new gatewayApi.GatewayClass(stackWith(), 'Class', { metadata: { name: 'edge' }, spec });
    expect(made.namespace).toBeUndefined();
    expect(faultsOf(() => new gatewayApi.GatewayClass(stackWith(), 'Class', { metadata, spec }))).toEqual([
      'shop/Class: GatewayClass "reviews": metadata.namespace: expected no namespace, because a GatewayClass belongs to the cluster, got "shop"',
    ]);
  });
});
