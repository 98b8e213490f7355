import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  type GatewayApiRelease,
  MeshContext,
  MeshService,
  ServiceTraffic,
  type ServiceTrafficProps,
  Subset,
  WeightedSplit,
  Workload,
} from '../../../constructs';
import { isDeliverable } from '../../../constructs/delivery/deliverable';
import { refusalsOf } from '../refusals';
import { terraformOf } from './traffic-stack';

const db = MeshService.fromName('db', { namespace: 'shop', port: 5432, selector: { app: 'db' } });
const archive = MeshService.fromName('archive', { namespace: 'data', port: 5432 });
const v1 = Subset.version('v1');
const v2 = Subset.version('v2');
const edge = { name: 'edge', namespace: 'infra' };
const atEdge = { gateways: [edge], hosts: ['a.example.com', '*.b.example.com'] };

function stackWith(gatewayApi: GatewayApiRelease = { version: '1.6', channel: 'standard' }): TerraformStack {
  const stack = new TerraformStack(new App(), 'shop');
  new HelmProvider(stack, 'helm', {});
  MeshContext.set(stack, { trafficApi: 'gateway', gatewayApi });
  return stack;
}

const trafficOf = (props: Partial<ServiceTrafficProps> = {}, stack = stackWith()): ServiceTraffic =>
  new ServiceTraffic(stack, 'Traffic', { service: db, ...props });

const objectsBelow = (construct: IConstruct, kind: string) =>
  construct.node.findAll().flatMap((one) => (isDeliverable(one) && one.kind === kind ? [one.manifest] : []));

const manifestsOf = (traffic: ServiceTraffic) => traffic.connectionRoutes.map(({ manifest }) => manifest);

describe('connections by the Gateway API', () => {
  it('are a TCPRoute of the Service, and no HTTPRoute', () => {
    const traffic = trafficOf().addTcpRoute({ to: WeightedSplit.of([v1, 90], [v2, 10]) });
    expect(traffic.httpRoute).toBeUndefined();
    expect(manifestsOf(traffic)).toMatchObject([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'TCPRoute',
        metadata: { name: 'db', namespace: 'shop' },
        spec: {
          parentRefs: [{ group: '', kind: 'Service', name: 'db' }],
          rules: [
            {
              backendRefs: [
                { name: 'db-v1', port: 5432, weight: 90 },
                { name: 'db-v2', port: 5432, weight: 10 },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('have a route for each port that they match, which stays when another port comes', () => {
    const traffic = trafficOf(atEdge)
      .addTcpRoute({ match: [{ port: 5432 }, { port: 5433 }], to: archive })
      .addTcpRoute({ match: { port: 5434 } });
    expect(manifestsOf(traffic).map(({ metadata }) => metadata.name)).toEqual(['db-5432', 'db-5433', 'db-5434']);
    expect(traffic.connectionRoutes.map(({ spec }) => spec.parentRefs)).toEqual([
      [{ ...edge, port: 5432 }],
      [{ ...edge, port: 5433 }],
      [{ ...edge, port: 5434 }],
    ]);
  });

  it('are TLSRoutes of the server names, at the gateways that they name', () => {
    const other = { name: 'other', namespace: 'shop' };
    const traffic = trafficOf({ ...atEdge, gateways: [edge, other] })
      .addTlsRoute({ match: { sniHosts: ['a.example.com'] } })
      .addTlsRoute({ match: { sniHosts: ['*.b.example.com'], port: 443, gateways: [other] } });
    expect(manifestsOf(traffic)).toMatchObject([
      {
        kind: 'TLSRoute',
        metadata: { name: 'db-a-example-com' },
        spec: { hostnames: ['a.example.com'], parentRefs: [edge, { name: 'other' }] },
      },
      {
        metadata: { name: 'db-any-b-example-com-443-other' },
        spec: { hostnames: ['*.b.example.com'], parentRefs: [{ name: 'other', port: 443 }] },
      },
    ]);
  });

  it('take back the HTTPRoute that was there for requests before the first of them', () => {
    const stack = stackWith();
    const traffic = trafficOf({ ...atEdge, policy: {} }, stack);
    expect(traffic.httpRoute).toBeDefined();
    traffic.addTcpRoute({});
    expect(traffic.httpRoute).toBeUndefined();
    expect(JSON.stringify(terraformOf(stack))).not.toContain('HTTPRoute');
    traffic.addRoute({ match: { path: '/' } });
    expect(traffic.httpRoute?.spec.rules).toHaveLength(2);
  });

  it('go to Services of versions whose port Istio reads as what it is', () => {
    const portsOf = (traffic: ServiceTraffic) =>
      objectsBelow(traffic, 'Service').map(({ spec }) => (spec as { ports: { name: string }[] }).ports[0]?.name);
    expect(portsOf(trafficOf({ subsets: [v1] }).addTcpRoute({ to: v2 }))).toEqual(['tcp', 'tcp']);
    expect(portsOf(trafficOf(atEdge).addTlsRoute({ match: { sniHosts: ['a.example.com'] }, to: v1 }))).toEqual(['tls']);
    expect(portsOf(trafficOf().addRoute({ to: v1 }))).toEqual(['http']);
  });

  it('are written in both APIs on the way from one to the other', () => {
    const traffic = trafficOf({ api: 'both' }).addTcpRoute({ match: { port: 5432 }, to: v1 });
    expect(traffic.virtualService?.spec.tcp).toMatchObject([
      { match: [{ port: 5432 }], route: [{ destination: { host: 'db', subset: 'v1' } }] },
    ]);
    expect(manifestsOf(traffic)).toMatchObject([{ kind: 'TCPRoute', metadata: { name: 'db-5432' } }]);
  });
});

describe('what the Gateway API cannot say of connections', () => {
  it('is refused by name, and changes nothing', () => {
    const traffic = trafficOf();
    expect(
      refusalsOf(() =>
        traffic.addTcpRoute({
          match: { sourceNamespace: 'a', sourceLabels: { app: 'a' }, destinationSubnets: ['10.0.0.0/8'] },
          to: v1,
        }),
      ),
    ).toEqual(
      ['destinationSubnets', 'sourceLabels', 'sourceNamespace'].map(
        (field) =>
          `shop/Traffic: TCP route 1: ${field}: the Gateway API has no match by ${field}: a VirtualService has it: set api: 'istio'`,
      ),
    );
    expect(traffic.connectionRoutes).toEqual([]);
    expect(traffic.subsets).toEqual([]);
  });

  it('is an order of routes that mean the same connections', () => {
    expect(
      refusalsOf(() =>
        trafficOf()
          .addTcpRoute({ match: { port: 1 } })
          .addTcpRoute({}),
      ),
    ).toEqual([
      "shop/Traffic: TCP route 2: match: the Gateway API has no order of routes of connections, and some connection would be like this one and db-1: give each a port of its own (match.port), or set api: 'istio'",
    ]);
    const sni = { match: { sniHosts: ['a.example.com'] } };
    expect(refusalsOf(() => trafficOf(atEdge).addTlsRoute(sni).addTlsRoute(sni))).toEqual([
      expect.stringContaining('some connection would be like this one and db-a-example-com: give each a server name'),
    ]);
    // Both are at other gateways.
    const gateways = [edge, { name: 'other', namespace: 'infra' }];
    const apart = trafficOf({ ...atEdge, gateways });
    for (const gateway of gateways) apart.addTcpRoute({ match: { gateways: [gateway] } });
    expect(apart.connectionRoutes.map(({ name }) => name)).toEqual(['db-edge', 'db-other']);
  });

  it('is a kind that the version has not, with the one that has it', () => {
    const at = (version: '1.4' | '1.5') => trafficOf(atEdge, stackWith({ version, channel: 'standard' }));
    expect(refusalsOf(() => at('1.5').addTcpRoute({}))).toEqual([
      'shop/Traffic/TCPRoute: TCPRoute "db": kind: Gateway API 1.5 has no TCPRoute (1.6 has)',
    ]);
    expect(refusalsOf(() => at('1.4').addTlsRoute({ match: { sniHosts: ['a.example.com'] } }))).toEqual([
      'shop/Traffic/TLSRoute-a-example-com: TLSRoute "db-a-example-com": kind: Gateway API 1.4 has no TLSRoute (1.5 has)',
    ]);
    const experimental = trafficOf(atEdge, stackWith({ version: '1.5', channel: 'experimental' }));
    expect(experimental.addTcpRoute({}).connectionRoutes[0]?.apiVersion).toBe('gateway.networking.k8s.io/v1alpha2');
  });

  it('is a gateway that the traffic is not bound to', () => {
    expect(
      refusalsOf(() => trafficOf(atEdge).addTcpRoute({ match: { gateways: [{ name: 'other' }, 'mesh'] } })),
    ).toEqual([
      'shop/Traffic: TCP route 1: gateways: expected some of those that the traffic is bound to (infra/edge), got "other", "mesh"',
    ]);
    const made = { gateways: [Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' })] };
    expect(refusalsOf(() => trafficOf({ ...made, hosts: ['*'] }).addTcpRoute({}))).toEqual([
      expect.stringContaining('the Gateway made here serves HTTP at port 80 only'),
    ]);
  });

  it('is several server names of others at a Service, of which istiod reads none', () => {
    const mesh = { mesh: true, ...atEdge };
    expect(
      refusalsOf(() => trafficOf(mesh).addTlsRoute({ match: { sniHosts: ['a.example.com', '*.b.example.com'] } })),
    ).toEqual([expect.stringContaining('sniHosts: istiod reads several server names of a Service only where')]);
  });
});

describe('grants for references into other namespaces', () => {
  const grantsIn = (scope: IConstruct) => objectsBelow(scope, 'ReferenceGrant');

  it('are made once for each namespace and target, with every kind that refers', () => {
    const stack = stackWith();
    const traffic = (id: string) =>
      new ServiceTraffic(stack, id, {
        service: MeshService.fromName(id.toLowerCase(), { namespace: 'shop', port: 80 }),
        ...atEdge,
      });
    traffic('A').addRoute({ match: { path: '/a' }, to: archive });
    traffic('B').addRoute({ match: { path: '/b' }, to: archive });
    traffic('C').addTcpRoute({ to: archive });
    const from = { group: 'gateway.networking.k8s.io', namespace: 'shop' };
    expect(grantsIn(stack)).toMatchObject([
      {
        metadata: { name: 'shop-to-archive', namespace: 'data' },
        spec: {
          from: [
            { ...from, kind: 'HTTPRoute' },
            { ...from, kind: 'TCPRoute' },
          ],
          to: [{ group: '', kind: 'Service', name: 'archive' }],
        },
      },
    ]);
  });

  it('are one for the stacks of a cluster too, which are deployed in the order that it asks for', () => {
    const app = Testing.app();
    const [first, second] = ['first', 'second'].map((id) => {
      const stack = new TerraformStack(app, id);
      new HelmProvider(stack, 'helm', {});
      MeshContext.set(stack, { trafficApi: 'gateway' });
      new ServiceTraffic(stack, 'Traffic', {
        service: MeshService.fromName(id, { namespace: 'shop', port: 80 }),
        ...atEdge,
      }).addRoute({ to: archive });
      return stack;
    }) as [TerraformStack, TerraformStack];
    expect([first, second].map((stack) => grantsIn(stack).length)).toEqual([1, 0]);
    app.synth();
    expect(second.dependsOn(first)).toBe(true);
  });

  it('are for the Service that a route really leads to: that of a version, and of the default route', () => {
    const away = { ...atEdge, namespace: 'team' };
    const grantedIn = (traffic: ServiceTraffic) => grantsIn(traffic).map(({ metadata }) => metadata.name);
    expect(grantedIn(trafficOf(away))).toEqual(['team-to-db']);
    expect(grantedIn(trafficOf(away).addRoute({ to: v1 }))).toEqual(['team-to-db', 'team-to-db-v1']);
  });

  it('are not needed within the mesh, nor within a namespace', () => {
    expect(grantsIn(trafficOf().addTcpRoute({ to: archive }))).toEqual([]);
    expect(grantsIn(trafficOf(atEdge).addTcpRoute({ to: archive.inNamespace('shop') }))).toEqual([]);
  });
});
