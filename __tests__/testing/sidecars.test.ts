import type { MeshRequest } from '../../testing';
import { inWords, istio, meshOf, service } from './mesh-of-yaml';

const SHOP = service('shop', 'apps', '[{name: http, port: 80}, {name: http-alt, port: 8080, targetPort: 8081}]');
const NEXT = service('next', 'apps', '[{name: http, port: 80}]');
const TO_NEXT = '{hosts: [shop], http: [{route: [{destination: {host: next}}]}]}';

function from(namespace: string, request: Omit<MeshRequest, 'from'>): MeshRequest {
  return { ...request, from: { namespace } };
}

describe('a request from a workload', () => {
  it('passes through where nobody in sight knows the host, as ALLOW_ANY has it', () => {
    const ask = meshOf(SHOP);
    expect(ask(from('apps', { host: 'api.vendor.example' }))).toMatchObject({
      kind: 'passthrough',
      reason: expect.stringContaining('api.vendor.example'),
    });
    expect(inWords(ask(from('apps', { host: 'shop', port: 9999 })))).toBe('passthrough');
  });

  it('is lost there under REGISTRY_ONLY: answered 502 on a port of HTTP, closed on others', () => {
    const sidecar = '{outboundTrafficPolicy: {mode: REGISTRY_ONLY}, egress: [{hosts: ["*/*"]}]}';
    const ask = meshOf(SHOP, istio('Sidecar', 'default', 'apps', sidecar));
    expect(inWords(ask(from('apps', { host: 'api.vendor.example' })))).toBe('lost 502');
    expect(inWords(ask(from('apps', { host: 'api.vendor.example', port: 9999 })))).toBe('lost 0');
    expect(inWords(ask(from('other', { host: 'api.vendor.example' })))).toBe('passthrough');
  });

  it('goes to the egress proxy of a Sidecar instead', () => {
    const policy = '{mode: ALLOW_ANY, egressProxy: {host: out.apps.svc.cluster.local, port: {number: 3128}}}';
    const sidecar = `{outboundTrafficPolicy: ${policy}, egress: [{hosts: ["*/*"]}]}`;
    const ask = meshOf(SHOP, istio('Sidecar', 'default', 'apps', sidecar));
    expect(inWords(ask(from('apps', { host: 'api.vendor.example' })))).toBe('out.apps.svc.cluster.local:3128');
  });

  it('has no answer where a route names one range twice, since Envoy refuses the listener', () => {
    const db = service('db', 'apps', '[{name: tcp, port: 9000}]');
    const route = 'route: [{destination: {host: db}}]';
    const subnets = '{destinationSubnets: [10.77.1.0/24]}';
    const once = `{hosts: [db], tcp: [{match: [${subnets}], ${route}}]}`;
    const twice = `{hosts: [db], tcp: [{match: [${subnets}, ${subnets}], ${route}}]}`;
    const ask = (spec: string) => () =>
      meshOf(
        db,
        istio('VirtualService', 'db', 'apps', spec),
      )(from('apps', { host: 'db', port: 9000, scheme: 'tcp', address: '10.77.1.1' }));
    expect(inWords(ask(once)())).toBe('db.apps.svc.cluster.local:9000');
    expect(ask(twice)).toThrow(/port 9000: duplicate conditions.*Envoy refuses/);
  });

  it('does not see a Service that is exported to its own namespace', () => {
    const hidden = `
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: apps, annotations: {networking.istio.io/exportTo: '.'}}
spec: {ports: [{name: http, port: 80}]}
`;
    const ask = meshOf(hidden, NEXT);
    expect(inWords(ask(from('other', { host: 'shop.apps' })))).toBe('passthrough');
    expect(inWords(ask(from('apps', { host: 'shop.apps' })))).toBe('shop.apps.svc.cluster.local:80');
  });

  it.each([
    ["['*']", 'other', 'next.apps.svc.cluster.local:80'],
    ["['.']", 'other', 'shop.apps.svc.cluster.local:80'],
    ["['.']", 'apps', 'next.apps.svc.cluster.local:80'],
    ['[other]', 'other', 'next.apps.svc.cluster.local:80'],
    ['[other]', 'apps', 'shop.apps.svc.cluster.local:80'],
    ["['~']", 'apps', 'shop.apps.svc.cluster.local:80'],
  ])('follows a VirtualService with exportTo %s from %s to %s', (exportTo, namespace, host) => {
    const routes = TO_NEXT.replace('{hosts', `{exportTo: ${exportTo}, hosts`);
    const ask = meshOf(SHOP, NEXT, istio('VirtualService', 'shop', 'apps', routes));
    expect(inWords(ask(from(namespace, { host: 'shop.apps.svc.cluster.local' })))).toBe(host);
  });

  it('follows only the routes that its Sidecar imports: its own, its namespace’s, that of the root namespace', () => {
    const routes = istio('VirtualService', 'shop', 'apps', TO_NEXT);
    const closed = istio('Sidecar', 'default', 'closed', '{egress: [{hosts: ["closed/*", "*/shop.other.svc"]}]}');
    const root = istio('Sidecar', 'root', 'istio-system', '{egress: [{hosts: ["./*", "apps/*"]}]}');
    const selected = istio(
      'Sidecar',
      'web',
      'closed',
      '{workloadSelector: {labels: {app: web}}, egress: [{hosts: ["apps/*"]}]}',
    );
    const ask = meshOf(SHOP, NEXT, routes, closed, root, selected);
    const host = 'shop.apps.svc.cluster.local';
    expect(inWords(ask(from('closed', { host })))).toBe('passthrough');
    expect(inWords(ask({ host, from: { namespace: 'closed', labels: { app: 'web' } } }))).toBe(
      'next.apps.svc.cluster.local:80',
    );
    expect(inWords(ask(from('elsewhere', { host })))).toBe('next.apps.svc.cluster.local:80');
  });

  it('sees neither services nor routes of hosts that its Sidecar excludes', () => {
    const routes = istio('VirtualService', 'shop', 'apps', TO_NEXT);
    const sidecar = istio(
      'Sidecar',
      'default',
      'team',
      '{egress: [{hosts: ["*/*", "~apps/shop.apps.svc.cluster.local"]}]}',
    );
    const ask = meshOf(SHOP, NEXT, routes, sidecar);
    expect(inWords(ask(from('team', { host: 'shop.apps' })))).toBe('passthrough');
    expect(inWords(ask(from('team', { host: 'next.apps' })))).toBe('next.apps.svc.cluster.local:80');
    expect(inWords(ask(from('apps', { host: 'shop.apps' })))).toBe('next.apps.svc.cluster.local:80');
  });

  it('meets a host without a Service on port 80 alone', () => {
    const routes = istio(
      'VirtualService',
      'out',
      'apps',
      '{hosts: [out.example], http: [{route: [{destination: {host: next}}]}]}',
    );
    const ask = meshOf(SHOP, NEXT, routes);
    expect(inWords(ask(from('apps', { host: 'out.example' })))).toBe('next.apps.svc.cluster.local:80');
    expect(inWords(ask(from('apps', { host: 'out.example', port: 8080 })))).toBe('passthrough');
  });

  it('goes to the service itself where none of the routes is for its proxy and port', () => {
    const routes = (match: string): string =>
      istio(
        'VirtualService',
        'shop',
        'apps',
        `{hosts: [shop], gateways: [mesh, edge/front], http: [{match: [${match}], route: [{destination: {host: next}}]}]}`,
      );
    const to = (match: string): string => inWords(meshOf(SHOP, NEXT, routes(match))(from('apps', { host: 'shop' })));
    expect(to('{port: 8080}')).toBe('shop.apps.svc.cluster.local:80');
    expect(to('{gateways: [edge/front]}')).toBe('shop.apps.svc.cluster.local:80');
    expect(to('{sourceLabels: {app: web}}')).toBe('shop.apps.svc.cluster.local:80');
    expect(to('{uri: {exact: /never}}')).toBe('lost 404');
  });

  it.each([
    ['{name: http, port: 80}', 'next.apps.svc.cluster.local'],
    ['{name: grpc-api, port: 80}', 'next.apps.svc.cluster.local'],
    ['{name: api, port: 80}', 'next.apps.svc.cluster.local'],
    ['{name: tcp, port: 80}', 'raw.apps.svc.cluster.local'],
    ['{name: api, appProtocol: tcp, port: 80}', 'raw.apps.svc.cluster.local'],
    ['{name: tcp, appProtocol: http, port: 80}', 'next.apps.svc.cluster.local'],
  ])('takes the port %s for what its name or appProtocol says', (port, host) => {
    const routes =
      '{hosts: [shop], http: [{route: [{destination: {host: next}}]}], tcp: [{route: [{destination: {host: raw}}]}]}';
    const ask = meshOf(service('shop', 'apps', `[${port}]`), istio('VirtualService', 'shop', 'apps', routes));
    expect(inWords(ask(from('apps', { host: 'shop' })))).toBe(host);
  });

  it('is told apart by its server name on a port of TLS', () => {
    const entry = '{hosts: ["*.vendor.example"], ports: [{number: 443, name: tls, protocol: TLS}], resolution: NONE}';
    const routes =
      '{hosts: ["*.vendor.example"], tls: [{match: [{sniHosts: [a.vendor.example]}], route: [{destination: {host: a.example}}]}]}';
    const ask = meshOf(
      istio('ServiceEntry', 'vendor', 'apps', entry),
      istio('VirtualService', 'vendor', 'apps', routes),
    );
    const outcome = ask(from('apps', { host: 'a.vendor.example', scheme: 'https' }));
    expect(outcome).toMatchObject({ kind: 'forwarded', route: { protocol: 'tls', index: 0, match: 0 } });
    expect(inWords(outcome)).toBe('a.example');
    expect(inWords(ask(from('apps', { host: 'b.vendor.example', scheme: 'https' })))).toBe('passthrough');
    expect(inWords(ask(from('apps', { host: 'x.example', scheme: 'tls', sni: 'a.vendor.example', port: 443 })))).toBe(
      'a.example',
    );
  });

  it('says the port that the pods listen on where it is another than the service’s', () => {
    expect(meshOf(SHOP)(from('apps', { host: 'shop', port: 8080 }))).toMatchObject({
      destinations: [{ host: 'shop.apps.svc.cluster.local', port: 8080, targetPort: 8081 }],
    });
  });

  it('gets the subset of the DestinationRule that counts for it: its own namespace’s before the service’s', () => {
    const rule = (namespace: string, version: string, more = ''): string =>
      istio(
        'DestinationRule',
        'shop',
        namespace,
        `{host: shop.apps.svc.cluster.local, subsets: [{name: stable, labels: {version: ${version}}}]${more}}`,
      );
    const routes = istio(
      'VirtualService',
      'shop',
      'apps',
      '{hosts: [shop], http: [{route: [{destination: {host: shop, subset: stable}}]}]}',
    );
    const ask = meshOf(
      SHOP,
      routes,
      rule('apps', 'v1'),
      rule('team', 'v2'),
      rule('hidden', 'v3', ', exportTo: [apps]'),
    );
    const version = (namespace: string): unknown => {
      const outcome = ask(from(namespace, { host: 'shop.apps' }));
      return outcome.kind === 'forwarded' ? outcome.destinations[0]?.labels : undefined;
    };
    expect(version('team')).toEqual({ version: 'v2' });
    expect(version('elsewhere')).toEqual({ version: 'v1' });
    expect(version('hidden')).toEqual({ version: 'v1' });
  });

  it('asks for the address where a route depends on it', () => {
    const routes =
      '{hosts: [db], tcp: [{match: [{destinationSubnets: [10.1.0.0/16]}], route: [{destination: {host: near}}]}]}';
    const ask = meshOf(
      service('db', 'apps', '[{name: tcp, port: 5432}]'),
      istio('VirtualService', 'db', 'apps', routes),
    );
    expect(() => ask(from('apps', { host: 'db', scheme: 'tcp' }))).toThrow('request.address: required');
    expect(inWords(ask(from('apps', { host: 'db', scheme: 'tcp', address: '10.1.2.3' })))).toBe(
      'near.apps.svc.cluster.local',
    );
    expect(inWords(ask(from('apps', { host: 'db', scheme: 'tcp', address: '10.2.2.3' })))).toBe(
      'db.apps.svc.cluster.local:5432',
    );
  });
});
