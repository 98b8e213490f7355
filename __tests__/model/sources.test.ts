import { parseAllDocuments } from 'yaml';
import { CustomResource } from '../../constructs/delivery/custom-resource';
import { HelmRelease } from '../../constructs/delivery/helm-release';
import { planMesh, type ResourceChange, readPlan } from '../../model/read/plan';
import { isHidden, isUnknown, UNKNOWN } from '../../model/value';
import { type Declaring, type Found, foundIn, type Written } from './sources';

const SILENCE: Found = { program: [], stacks: [], plan: [], cluster: [] };

const yaml = (text: string): Written[] => parseAllDocuments(text).map((document) => document.toJS() as Written);

const SHOP = `
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: mall}
spec: {ports: [{name: http, port: 80}], selector: {app: shop}}
`;

const QUIET: readonly [name: string, declared: Declaring][] = [
  [
    'one short name in two namespaces, each with routes and rules of its own',
    yaml(
      ['north', 'south']
        .map(
          (team) => `
apiVersion: v1
kind: Service
metadata: {name: basket, namespace: ${team}}
spec: {ports: [{name: http, port: 80}], selector: {app: basket}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: basket, namespace: ${team}}
spec: {hosts: [basket], http: [{route: [{destination: {host: basket}}]}]}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: basket, namespace: ${team}}
spec: {host: basket, trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}}
`,
        )
        .join('---'),
    ),
  ],
  ...['DaemonSet', 'StatefulSet'].map((kind): [string, Declaring] => [
    `a gateway that a ${kind} runs`,
    yaml(`
apiVersion: apps/v1
kind: ${kind}
metadata: {name: door, namespace: edge}
spec:
  selector: {matchLabels: {gate: door}}
  template: {metadata: {labels: {gate: door}}, spec: {containers: [{name: istio-proxy, image: proxyv2}]}}
---
apiVersion: v1
kind: Service
metadata: {name: door, namespace: edge}
spec: {selector: {gate: door}, ports: [{name: http2, port: 80, targetPort: 8080}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: door, namespace: edge}
spec: {selector: {gate: door}, servers: [{hosts: [mall.example], port: {name: http, number: 80, protocol: HTTP}}]}
`),
  ]),
  [
    'a namespace of the ambient mesh whose sidecars are switched off',
    yaml(`
apiVersion: v1
kind: Namespace
metadata: {name: quiet, labels: {istio-injection: disabled, istio.io/dataplane-mode: ambient}}
`),
  ],
  [
    "ports of Kubernetes' own namespaces, whatever they are called",
    yaml(`
apiVersion: v1
kind: Service
metadata: {name: numbers, namespace: kube-system}
spec: {ports: [{name: page, port: 9100}], selector: {app: numbers}}
`),
  ],
  [
    'a gateway whose proxies istiod deploys',
    yaml(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: more, namespace: edge}
spec:
  selector: {gateway.networking.k8s.io/gateway-name: front}
  servers: [{hosts: [mall.example], port: {name: http, number: 80, protocol: HTTP}}]
`),
  ],
  [
    'a subset that a rule for a wildcard gives',
    yaml(`
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: bank, namespace: mall}
spec: {hosts: [pay.bank.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: bank, namespace: mall}
spec: {host: '*.bank.example', subsets: [{name: slow, trafficPolicy: {connectionPool: {tcp: {maxConnections: 3}}}}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: bank, namespace: mall}
spec: {hosts: [pay.bank.example], http: [{route: [{destination: {host: pay.bank.example, subset: slow}}]}]}
`),
  ],
  [
    'a port of a Service that Knative makes',
    yaml(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: thumbnails, namespace: mall}
spec: {template: {spec: {containers: [{image: thumbnails}]}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: thumbnails, namespace: mall}
spec: {hosts: [pictures.example], http: [{route: [{destination: {host: thumbnails, port: {number: 80}}}]}]}
`),
  ],
  [
    'delegates, which have no hosts',
    yaml(
      `${SHOP}---${['left', 'right']
        .map(
          (name) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}, namespace: mall}
spec: {http: [{route: [{destination: {host: shop}}]}]}
`,
        )
        .join('---')}`,
    ),
  ],
  [
    'routes of one host that are exported to their own namespaces alone',
    yaml(
      `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: bank, namespace: north}
spec: {hosts: [bank.example], ports: [{number: 443, name: tls, protocol: TLS}], resolution: DNS}
---${['north', 'south']
        .map(
          (team) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: bank, namespace: ${team}}
spec: {hosts: [bank.example], exportTo: [${team}], http: [{route: [{destination: {host: bank.example}}]}]}
`,
        )
        .join('---')}`,
    ),
  ],
];

describe('a mesh is the same from a program, its stacks, a plan and a cluster', () => {
  test.each(QUIET)('silent about %s', (_, declared) => {
    expect(foundIn(declared)).toEqual(SILENCE);
  });

  test('silent about routes to the Services that its own charts make, packages of a folder among them', () => {
    const found = foundIn((scope) => {
      const release = (releaseName: string, chart: string): HelmRelease =>
        new HelmRelease(scope, releaseName, { releaseName, namespace: 'istio-system', chart, version: '1.30.3' });
      release('istiod', '/charts/istiod-1.30.3.tgz');
      release('istio-edge', '/charts/gateway-1.30.3.tgz');
      release('kiali', './charts/kiali-server-2.26.0.tgz');
      release('grafana', 'grafana');
      const services = { istiod: 15014, kiali: 20001, grafana: 80 };
      const objects = Object.entries(services).map(
        ([host, port]) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${host}, namespace: istio-system}
spec: {hosts: [${host}.example], gateways: [edge], http: [{route: [{destination: {host: ${host}, port: {number: ${port}}}}]}]}
`,
      );
      const gateway = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: istio-system}
spec:
  selector: {istio: edge}
  servers: [{hosts: ['*.example'], port: {name: http, number: 80, protocol: HTTP}}]
`;
      const others = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: istiod, namespace: istio-system}
spec: {host: istiod.istio-system.svc.cluster.local, trafficPolicy: {tls: {mode: DISABLE}}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: kubernetes, namespace: mall}
spec:
  hosts: [kubernetes.default.svc.cluster.local]
  http: [{timeout: 3s, route: [{destination: {host: kubernetes.default.svc.cluster.local}}]}]
`;
      for (const written of yaml([gateway, ...objects, others].join('---'))) {
        new CustomResource(scope, `${written.kind}-${written.metadata.name}`, { ...written });
      }
    });
    // A cluster lists the Services themselves, which this program leaves to its charts.
    expect({ ...found, cluster: [] }).toEqual(SILENCE);
  });

  test('says that a host with one dot is completed by nobody', () => {
    const found = foundIn(
      yaml(`${SHOP}---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: mall}
spec: {hosts: [mall.example], gateways: [mesh], http: [{route: [{destination: {host: shop.mall}}]}]}
`),
    );
    for (const codes of Object.values(found)) {
      expect(codes).toContainEqual(expect.stringContaining('shop.mall.svc.cluster.local'));
    }
  });
});

describe('a plan', () => {
  const change = (type: string, after: object, more: object = {}): ResourceChange => ({
    address: `${type}.one`,
    mode: 'managed',
    type,
    name: 'one',
    change: { actions: ['create'], before: null, after, ...more },
  });
  const objectsOf = (resource: ResourceChange, synthesized?: object) =>
    planMesh(readPlan({ format_version: '1.2', resource_changes: [resource] }, synthesized).after).objects;
  const manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'mall' } };

  test('has holes for what is known only after apply, and for what is marked sensitive', () => {
    const [object] = [
      ...objectsOf(
        change(
          'kubernetes_manifest',
          { manifest: { ...manifest, spec: { clusterIP: 'a', type: 'b', ports: [{ name: 'http' }] } } },
          {
            after_unknown: { manifest: { spec: { ports: [{ port: true }] } } },
            after_sensitive: { manifest: { spec: { clusterIP: true } } },
          },
        ),
      ),
    ];
    expect(object?.spec['type']).toBe('b');
    expect(isHidden(object?.spec['clusterIP'])).toBe(true);
    expect(object?.spec['ports']).toEqual([{ name: 'http', port: UNKNOWN }]);
  });

  test('takes the shape of a document that is known only after apply from the program', () => {
    const program = {
      resource: { helm_release: { one: { values: ['${jsonencode(local.one)}'] } } },
      locals: {
        one: { manifests: { 'a/Shop': { ...manifest, spec: { clusterIP: '${other.two.ip}', type: '$${x}' } } } },
      },
    };
    const release = { name: 'objects', namespace: 'mall', chart: './chart', values: [null] };
    const [object] = [...objectsOf(change('helm_release', release, { after_unknown: { values: [true] } }), program)];
    expect(object?.metadata.name).toBe('shop');
    expect(isUnknown(object?.spec['clusterIP'])).toBe(true);
    expect(object?.spec['type']).toBe('${x}');
  });

  test('says that there may be more where a document cannot be read', () => {
    const release = { name: 'objects', namespace: 'mall', chart: './chart', values: [null] };
    const { after } = readPlan({
      format_version: '1.2',
      resource_changes: [change('helm_release', release, { after_unknown: { values: [true] } })],
    });
    expect(planMesh(after).isUnreadable).toBe(true);
  });
});
