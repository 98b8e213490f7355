import * as chartClasses from '../../constructs/charts';
import { chartName, contentsOf, KNOWN_CHARTS } from '../../model/charts';
import { dataPlaneOf } from '../../model/data-plane';
import { HostIndex } from '../../model/host-index';
import { covers } from '../../model/hosts';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import { UNKNOWN } from '../../model/value';

const release = (chart: string, name: string, values = {}) => ({ chart, name, namespace: 'mesh', values, origin: 0 });

describe('a chart', () => {
  test.each([
    ['istiod', 'istiod'],
    ['/charts/istiod-1.30.3.tgz', 'istiod'],
    ['C:\\charts\\gateway', 'gateway'],
    ['oci://registry.example/charts/kiali-server:2.4.0', 'kiali-server'],
    ['./vendor/kiali-server-2.4.0-rc.1.tgz', 'kiali-server'],
    ['istio/ztunnel', 'ztunnel'],
  ])('%s is %s, wherever it comes from', (written, name) => {
    expect(chartName(written)).toBe(name);
  });

  test('of every class is known by what it makes', () => {
    const classes = Object.keys(chartClasses).filter((name) => /.Chart$/.test(name));
    const named = classes.map((name) => name.replace(/Chart$/, '').toLowerCase());
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !KNOWN_CHARTS.some((chart) => chart.split('-')[0] === name))).toEqual([]);
  });

  test('makes what its values say', () => {
    const contents = contentsOf(release('gateway', 'istio-edge', { labels: { team: 'a' } }));
    expect(contents?.workloads[0]).toMatchObject({ labels: { app: 'istio-edge', istio: 'edge', team: 'a' } });
    expect(contents?.services[0]?.ports.map(({ port }) => port)).toEqual([15021, 80, 443]);
    expect(contentsOf(release('istiod', 'istiod', { revision: 'canary' }))?.services[0]?.name).toBe('istiod-canary');
    expect(contentsOf(release('somebodys', 'x'))).toBeUndefined();
  });
});

describe('the data plane', () => {
  const mode = (namespaceLabels: object, podLabels: object = {}) =>
    dataPlaneOf({ namespace: 'shop', namespaceLabels: namespaceLabels as never, podLabels: podLabels as never }).mode;

  test('follows the labels of namespace and pod', () => {
    expect(mode({})).toBe('none');
    expect(mode({ 'istio-injection': 'enabled' })).toBe('sidecar');
    expect(mode({ 'istio-injection': 'enabled' }, { 'sidecar.istio.io/inject': 'false' })).toBe('none');
    expect(mode({ 'istio.io/rev': 'canary', 'istio-injection': 'disabled' })).toBe('none');
    expect(mode({}, { 'sidecar.istio.io/inject': 'true' })).toBe('sidecar');
    expect(mode({ 'istio.io/dataplane-mode': 'ambient' })).toBe('ambient');
    expect(mode({ 'istio.io/dataplane-mode': 'ambient' }, { 'istio.io/dataplane-mode': 'none' })).toBe('none');
    expect(mode({ 'istio-injection': UNKNOWN })).toBe('unknown');
  });

  test('leaves the pods of Kubernetes and of the network of nodes alone', () => {
    const labels = { 'istio-injection': 'enabled' };
    expect(dataPlaneOf({ namespace: 'kube-system', namespaceLabels: labels }).mode).toBe('none');
    expect(dataPlaneOf({ namespace: 'shop', namespaceLabels: labels, hostNetwork: true }).mode).toBe('none');
  });
});

test('an index of hosts finds what a look at each of them finds', () => {
  const hosts = ['*', '*.shop', 'a.shop', 'b.a.shop', '*.a.shop', '*-api.shop', 'x-api.shop', 'shop', 'a.team'];
  const index = new HostIndex<string>();
  for (const host of hosts) index.add(host, host);
  for (const host of [...hosts, 'c.shop', 'y-api.shop', '*.team', 'none']) {
    expect([...index.covering(host)].sort()).toEqual(hosts.filter((one) => covers(one, host)).sort());
    expect([...index.coveredBy(host)].sort()).toEqual(hosts.filter((one) => covers(host, one)).sort());
  }
});

describe('a mesh', () => {
  const object = (apiVersion: string, kind: string, name: unknown, spec: object, namespace: unknown = 'shop') =>
    modelObject({ apiVersion, kind, metadata: { name, namespace }, spec }, { origin: name });

  test('has the Services of charts, controllers and every cluster', () => {
    const mesh = new Mesh<unknown>({
      objects: [
        object('gateway.networking.k8s.io/v1', 'Gateway', 'edge', { gatewayClassName: 'istio', listeners: [] }),
      ],
      charts: [release('/charts/istiod-1.30.3.tgz', 'istiod')],
    });
    for (const name of ['istiod.mesh', 'edge-istio.shop', 'kubernetes.default']) {
      expect(mesh.hasHost(`${name}.svc.cluster.local`)).toBe(true);
    }
    expect(mesh.workloads.select({ 'gateway.networking.k8s.io/gateway-name': 'edge' })).toHaveLength(1);
    expect(mesh.config.rootNamespace).toBe('mesh');
  });

  test('owns a namespace where it runs something and can read everything', () => {
    const own = [object('v1', 'Namespace', 'shop', {}, undefined), object('v1', 'Service', 'cart', {})];
    expect(new Mesh({ objects: own.slice(0, 1) }).ownsNamespace('shop')).toBe(false);
    expect(new Mesh({ objects: own }).ownsNamespace('shop')).toBe(true);
    expect(new Mesh({ objects: own, isUnreadable: true }).ownsNamespace('shop')).toBe(false);
    const operator = object('apps.example.com/v1', 'Shop', 'x', {});
    expect(new Mesh({ objects: [...own, operator] }).ownsNamespace('shop')).toBe(false);
    expect(
      new Mesh<unknown>({ objects: own, charts: [{ ...release('other', 'x'), namespace: UNKNOWN }] }).ownsNamespace(
        'shop',
      ),
    ).toBe(false);
  });
});
