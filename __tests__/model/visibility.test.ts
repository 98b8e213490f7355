import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import { virtualServiceRoutes } from '../../model/routes/virtual-services';
import { UNKNOWN } from '../../model/value';
import { exportedTo, isVisible } from '../../model/visibility/audience';
import { DestinationRules } from '../../model/visibility/destination-rules';
import { protocolOfServicePort } from '../../model/visibility/protocols';
import { servicesOf } from '../../model/visibility/services';

const networking = (kind: string, name: string, namespace: string, spec: Record<string, unknown>) =>
  modelObject(
    { apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec },
    { origin: undefined },
  );

describe('who sees an object', () => {
  it.each([
    [['*', '~'], 'other', true],
    [['~', 'other'], 'other', false],
    [['.'], 'own', true],
    [['.'], 'other', false],
    [['other'], 'own', false],
    [exportedTo([], ['.']), 'other', false],
    [exportedTo(undefined), 'other', true],
  ])('of the namespace own with exportTo %j: %s sees it: %s', (exportTo, viewer, seen) => {
    expect(isVisible(exportTo, 'own', viewer)).toBe(seen);
  });
});

describe('the DestinationRule that counts for a client', () => {
  const rule = (name: string, namespace: string, host: string, more: Record<string, unknown> = {}) =>
    networking('DestinationRule', name, namespace, { host, subsets: [{ name, labels: { from: name } }], ...more });
  const found = (client: string, ...rules: ReturnType<typeof rule>[]): readonly string[] => {
    const mesh = new Mesh({ objects: rules });
    const policy = new DestinationRules(mesh.objects, mesh.config).for(
      { namespace: client, labels: { app: 'web' } },
      'shop.apps.svc.cluster.local',
      'apps',
    );
    return [...(policy?.subsets.keys() ?? [])].sort();
  };

  it('is of its own namespace, else of the service’s, else of the root namespace', () => {
    const all = [
      rule('own', 'team', '*.apps.svc.cluster.local'),
      rule('service', 'apps', 'shop'),
      rule('root', 'istio-system', '*.local'),
    ];
    expect(found('team', ...all)).toEqual(['own']);
    expect(found('other', ...all)).toEqual(['service']);
    expect(found('other', rule('root', 'istio-system', '*.local'))).toEqual(['root']);
  });

  it('is the one with the most specific host', () => {
    expect(found('apps', rule('wide', 'apps', '*.local'), rule('narrow', 'apps', '*.apps.svc.cluster.local'))).toEqual([
      'narrow',
    ]);
  });

  it('has the subsets of all rules of the host that go to the same namespaces', () => {
    expect(found('apps', rule('a', 'apps', 'shop'), rule('b', 'apps', 'shop'))).toEqual(['a', 'b']);
    const forTeam = { exportTo: ['team'] };
    expect(found('team', rule('a', 'apps', 'shop', forTeam), rule('b', 'apps', 'shop', { exportTo: ['.'] }))).toEqual([
      'a',
    ]);
  });

  it('is the one that selects its pods', () => {
    const selecting = (app: string) => ({ workloadSelector: { matchLabels: { app } } });
    const all = [rule('all', 'apps', 'shop'), rule('web', 'apps', 'shop', selecting('web'))];
    expect(found('apps', ...all)).toEqual(['web']);
    expect(found('apps', rule('all', 'apps', 'shop'), rule('cart', 'apps', 'shop', selecting('cart')))).toContain(
      'all',
    );
    expect(found('team', ...all)).toEqual(['all']);
  });
});

describe('the services of a mesh', () => {
  it('are Services, hosts of ServiceEntries at each address, and what charts make', () => {
    const mesh = new Mesh({
      objects: [
        networking('ServiceEntry', 'vendor', 'apps', {
          hosts: ['a.example', 'b.example'],
          addresses: ['10.1.0.1', '10.2.0.0/16'],
          ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
        }),
      ],
      charts: [
        { name: 'istio-egressgateway', namespace: 'istio-system', chart: 'gateway', values: {}, origin: undefined },
      ],
    });
    const hosts = servicesOf(mesh).map(({ host, address }) => `${host} ${address}`);
    expect(hosts).toEqual(expect.arrayContaining(['a.example 10.1.0.1', 'b.example 10.2.0.0/16']));
    const gateway = servicesOf(mesh).find(({ name }) => name === 'istio-egressgateway');
    expect(gateway?.ports.map(({ number, protocol }) => `${number} ${protocol}`)).toContain('80 http');
  });

  it.each([
    [{ name: 'grpc-web-x' }, 80, 'http'],
    [{ name: 'tcp-x', appProtocol: 'kubernetes.io/h2c' }, 80, 'http'],
    [{ name: 'https' }, 443, 'tls'],
    [{ name: 'web' }, 8080, 'auto'],
    [{ name: 'web' }, 3306, 'tcp'],
    [{ name: 'http', protocol: 'UDP' }, 80, 'udp'],
  ])('take %j on port %d for %s', (port, number, protocol) => {
    expect(protocolOfServicePort(number, port)).toBe(protocol);
  });
});

describe('the routes of VirtualServices', () => {
  it('say where they cannot be read', () => {
    const mesh = new Mesh({
      objects: [
        networking('VirtualService', 'a', 'apps', {
          hosts: [UNKNOWN],
          http: [{ match: [{ port: UNKNOWN }], route: [{ destination: { host: UNKNOWN } }] }],
        }),
      ],
    });
    const [table] = virtualServiceRoutes(mesh.objects, mesh.config);
    expect(table).toMatchObject({ unknown: 'hosts[0]', http: [{ matches: [{ unknown: 'port' }] }] });
  });

  it('have full names, those of a delegate in its own namespace', () => {
    const mesh = new Mesh({
      objects: [
        networking('VirtualService', 'root', 'apps', {
          hosts: ['shop'],
          http: [{ delegate: { name: 'd', namespace: 'team' } }],
        }),
        networking('VirtualService', 'd', 'team', {
          http: [{ route: [{ destination: { host: 'pay', port: { number: 80 } } }] }],
        }),
      ],
    });
    const [table] = virtualServiceRoutes(mesh.objects, mesh.config);
    expect(table?.hosts).toEqual(['shop.apps.svc.cluster.local']);
    expect([...(table?.destinationsFrom('apps') ?? [])]).toEqual([['pay.team.svc.cluster.local', new Set([80])]]);
  });
});
