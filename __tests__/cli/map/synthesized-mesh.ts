import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { MapSource } from '../../../cli/map/source';
import { synthesizedSource } from '../../../cli/map/synthesized-source';
import { readSynthesizedStack } from '../../../model/read/synthesized-stack';

type Json = Record<string, unknown>;

type Manifest = Json & { readonly kind: string; readonly metadata: { readonly name: string } };

interface StackInput {
  readonly name: string;
  /** YAML documents, or the objects themselves. */
  readonly manifests: string | readonly Manifest[];
  readonly charts?: readonly {
    readonly name: string;
    readonly chart: string;
    readonly version?: string;
    readonly values?: Json;
  }[];
}

/** What `cdktf synth` writes for one stack: the objects of a YAML text in one release, and the releases of charts. */
export function synthesized({ name, manifests, charts = [] }: StackInput): Json {
  const objects =
    typeof manifests === 'string'
      ? parseAllDocuments(manifests).map((document) => document.toJS() as Manifest)
      : manifests;
  const at = (path: string): Json => ({ metadata: { path: `${name}/${path}`, uniqueId: path } });
  const releases: Json = {};
  for (const { name: release, chart, version, values } of charts) {
    releases[release] = {
      '//': at(release),
      name: release,
      namespace: 'istio-system',
      chart,
      ...(version && { version }),
      values: [JSON.stringify(values ?? {})],
    };
  }
  if (objects.length > 0) {
    const keyed = Object.fromEntries(
      objects.map((object) => [`${name}/${object.kind}-${object.metadata.name}`, object]),
    );
    releases['objects'] = {
      '//': at('Objects/Resource'),
      name: `${name}-objects`,
      namespace: 'default',
      chart: './chart',
      values: [JSON.stringify({ manifests: keyed }).replaceAll('${', '$${').replaceAll('%{', '%%{')],
    };
  }
  return { '//': { metadata: { stackName: name } }, resource: { helm_release: releases } };
}

export function sourceOf(...stacks: readonly StackInput[]): MapSource {
  const read = stacks.map((stack) => ({ stack: stack.name, ...readSynthesizedStack(synthesized(stack)) }));
  return synthesizedSource({
    stacks,
    objects: read.flatMap(({ stack, objects }) => objects.map((object) => ({ ...object, stack }))),
    charts: read.flatMap(({ stack, charts }) => charts.map((chart) => ({ ...chart, stack }))),
    unreadable: [],
  });
}

/** Writes stacks to a folder as `cdktf synth` does. */
export function writeSynthesized(folder: string, stacks: readonly StackInput[]): void {
  const listed: Json = {};
  for (const stack of stacks) {
    mkdirSync(join(folder, 'stacks', stack.name), { recursive: true });
    const path = `stacks/${stack.name}/cdk.tf.json`;
    writeFileSync(join(folder, path), JSON.stringify(synthesized(stack)));
    listed[stack.name] = {
      name: stack.name,
      synthesizedStackPath: path,
      workingDirectory: `stacks/${stack.name}`,
      dependencies: [],
    };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: '0.21.0', stacks: listed }));
}

export const MESH_STACK: StackInput = {
  name: 'mesh',
  charts: [
    { name: 'istio-base', chart: 'base', version: '1.30.3' },
    { name: 'istiod', chart: 'istiod', version: '1.30.3' },
    {
      name: 'istio-ingressgateway',
      chart: 'gateway',
      version: '1.30.3',
      values: { service: { type: 'LoadBalancer' } },
    },
  ],
  manifests: `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: istio-system}
spec: {mtls: {mode: STRICT}}
`,
};

export const CANARY_STACK: StackInput = {
  name: 'hello-world',
  manifests: `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: shop-gateway, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers:
  - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*.shop.example'], tls: {httpsRedirect: true}}
  - {port: {number: 443, name: https, protocol: HTTPS}, hosts: ['*.shop.example'], tls: {mode: SIMPLE, credentialName: shop-cert}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: checkout, namespace: shop}
spec:
  hosts: [pay.shop.example]
  gateways: [shop-gateway, mesh]
  http:
  - name: testers
    match: [{uri: {prefix: /checkout}, headers: {end-user: {exact: tester}}}]
    route: [{destination: {host: checkout, subset: v2}}]
  - match: [{uri: {exact: /old}}]
    redirect: {uri: /checkout}
  - route:
    - {destination: {host: checkout, subset: v1}, weight: 90}
    - {destination: {host: checkout, subset: v2}, weight: 10}
    mirror: {host: audit}
    timeout: 5s
    retries: {attempts: 3}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: checkout, namespace: shop}
spec:
  host: checkout
  trafficPolicy: {outlierDetection: {consecutive5xxErrors: 3}, tls: {mode: ISTIO_MUTUAL}}
  subsets:
  - {name: v1, labels: {version: v1}}
  - {name: v2, labels: {version: v2}}
---
apiVersion: v1
kind: Service
metadata: {name: checkout, namespace: shop}
spec: {selector: {app: checkout}, ports: [{port: 8080, name: http}]}
---
apiVersion: v1
kind: Service
metadata: {name: audit, namespace: shop}
spec: {selector: {app: audit}, ports: [{port: 9000, name: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout-v1, namespace: shop}
spec: {replicas: 3, template: {metadata: {labels: {app: checkout, version: v1}}, spec: {containers: [{name: c, image: 'shop/checkout:1.0'}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout-v2, namespace: shop}
spec: {replicas: 1, template: {metadata: {labels: {app: checkout, version: v2}}, spec: {containers: [{name: c, image: 'shop/checkout:2.0'}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: audit, namespace: shop}
spec: {template: {metadata: {labels: {app: audit}}, spec: {containers: [{name: c, image: 'shop/audit:7'}]}}}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: audit, namespace: shop}
spec: {selector: {matchLabels: {app: audit}}, mtls: {mode: PERMISSIVE}}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: checkout-callers, namespace: shop}
spec: {selector: {matchLabels: {app: checkout}}, action: ALLOW, rules: [{}]}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: deny-all, namespace: shop}
spec: {}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: bank, namespace: shop}
spec: {hosts: [api.bank.example], ports: [{number: 443, name: tls, protocol: TLS}], location: MESH_EXTERNAL, resolution: DNS}
`,
};

/** `stacks` stacks that share `services` services, each with a route of two rules, two subsets and two Deployments. */
export function fleet(services: number, stacks: number): StackInput[] {
  const perStack = Math.ceil(services / stacks);
  const made: StackInput[] = [MESH_STACK];
  for (let team = 0; team < stacks; team++) {
    const namespace = `team-${String(team).padStart(2, '0')}`;
    const object = (apiVersion: string, kind: string, name: string, body: Json): Manifest => ({
      apiVersion,
      kind,
      metadata: { name, ...(kind === 'Namespace' ? {} : { namespace }) },
      ...body,
    });
    const networking = 'networking.istio.io/v1';
    const manifests = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { 'istio-injection': 'enabled' } } },
      object(networking, 'Gateway', 'public', {
        spec: {
          selector: { istio: 'ingressgateway' },
          servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [`*.${namespace}.example`] }],
        },
      }),
    ];
    for (let index = 0; index < perStack && team * perStack + index < services; index++) {
      const name = `service-${String(team * perStack + index).padStart(4, '0')}`;
      const to = (subset: string): Json => ({ destination: { host: name, subset } });
      const http = [
        { match: [{ uri: { prefix: '/v2' } }], route: [to('v2')] },
        {
          route: [
            { ...to('v1'), weight: 80 },
            { ...to('v2'), weight: 20 },
          ],
        },
      ];
      const subsets = ['v1', 'v2'].map((version) => ({ name: version, labels: { version } }));
      manifests.push(
        object(networking, 'VirtualService', name, {
          spec: { hosts: [`${name}.${namespace}.example`], gateways: ['public'], http },
        }),
        object(networking, 'DestinationRule', name, { spec: { host: name, subsets } }),
        object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ port: 80, name: 'http' }] } }),
        ...['v1', 'v2'].map((version) =>
          object('apps/v1', 'Deployment', `${name}-${version}`, {
            spec: {
              template: {
                metadata: { labels: { app: name, version } },
                spec: { containers: [{ name: 'c', image: `fleet/${name}:${version}` }] },
              },
            },
          }),
        ),
      );
    }
    made.push({ name: namespace, manifests });
  }
  return made;
}
