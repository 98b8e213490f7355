import { readFileSync } from 'node:fs';
import type { TerraformStack } from 'cdktf';
import {
  CanaryUpgrade,
  ControlPlane,
  CustomResource,
  Gateway,
  IngressGateway,
  type IstioVersion,
  MeshContext,
  MeshNamespace,
  ResourceBundle,
  type UpgradeStep,
  VirtualService,
} from '../../../constructs';
import { CONTAINER } from '../sidecars/pods';
import { PROGRAM, type Targets } from './traffic';

/** The two releases between which the mesh goes. */
export const OLD = (process.env['UPGRADE_FROM'] ?? '1.30.3') as IstioVersion;
export const NEW = (process.env['UPGRADE_TO'] ?? '1.31.0') as IstioVersion;

export const SERVERS = 'upgrade-servers';
export const CALLERS = 'upgrade-callers';
export const STACK = 'mesh';
export const GATEWAY = 'istio-ingressgateway';
export const HOST = 'upgrade.example.com';

/** All that there are: namespaces one by one, gateways by weights. */
export const STEPS: readonly UpgradeStep[] = [
  'install',
  'canary',
  { namespaces: [SERVERS] },
  { namespaces: 100 },
  { gateways: 50 },
  'gateways',
  'default',
  'retire',
];

/** How many times as many requests a second as 200 through the gateway, and as many from pod to pod. */
const PACE = Number(process.env['UPGRADE_PACE'] ?? 1);

const PORTS = [
  { name: 'http', port: 5000 },
  { name: 'http2', port: 5001 },
  { name: 'grpc', port: 5003, targetPort: 5001 },
  { name: 'tcp', port: 5002 },
];

const inside = `server.${SERVERS}.svc.cluster.local`;

/** What a caller in a pod sends to the servers. */
const FROM_PODS: Targets = {
  http1: { address: inside, port: 5000, rate: 50 * PACE },
  http2: { address: inside, port: 5001, rate: 25 * PACE },
  grpc: { address: inside, port: 5003, rate: 25 * PACE, path: '/hello.Greeter/SayHello' },
  tcp: { address: inside, port: 5002, rate: 2, streams: 2 },
};

/** What is sent through the ingress gateway. */
export function throughGateway(address: string): Targets {
  return {
    http1: { address, port: 80, rate: 100 * PACE, host: HOST },
    http2: { address, port: 80, rate: 50 * PACE, host: HOST },
    grpc: { address, port: 80, rate: 50 * PACE, host: HOST, path: '/hello.Greeter/SayHello' },
    tcp: { address, port: 31400, rate: 2, streams: 4 },
  };
}

function workload(scope: ResourceBundle, name: string, env: readonly object[], annotations = {}): void {
  const container = { ...CONTAINER, command: ['node', '-e', readFileSync(PROGRAM, 'utf8')], env, ports: undefined };
  const { readinessProbe, ...caller } = container;
  new CustomResource(scope, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: {
          labels: { app: name, version: 'v1' },
          annotations: { ...annotations, 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' },
        },
        spec: {
          terminationGracePeriodSeconds: 30,
          containers: [env.length === 0 ? { ...caller, readinessProbe } : caller],
        },
      },
    },
  });
}

/** Servers, callers and the routes to the servers, in namespaces that are there. */
export function application(stack: TerraformStack, annotations: Readonly<Record<string, string>>): void {
  const servers = new ResourceBundle(stack, 'Servers', { namespace: SERVERS, releaseName: 'upgrade-servers' });
  workload(servers, 'server', [], annotations);
  new CustomResource(servers, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'server' },
    spec: { selector: { app: 'server' }, ports: PORTS },
  });
  new Gateway(servers, 'Gateway', {
    metadata: { name: 'door' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [HOST] },
        { port: { number: 31400, name: 'tcp', protocol: 'TCP' }, hosts: ['*'] },
      ],
    },
  });
  const to = (number: number) => [{ destination: { host: inside, port: { number } } }];
  new VirtualService(servers, 'Routes', {
    metadata: { name: 'door' },
    spec: {
      hosts: [HOST],
      gateways: ['door'],
      http: [{ match: [{ uri: { prefix: '/hello.Greeter/' } }], route: to(5003) }, { route: to(5000) }],
    },
  });
  new VirtualService(servers, 'Streams', {
    metadata: { name: 'streams' },
    spec: { hosts: ['*'], gateways: ['door'], tcp: [{ match: [{ port: 31400 }], route: to(5002) }] },
  });
  // Callers count from their first request.
  const callers = new ResourceBundle(stack, 'Callers', {
    namespace: CALLERS,
    releaseName: 'upgrade-callers',
    dependsOn: [servers],
  });
  workload(callers, 'caller', [{ name: 'TRAFFIC', value: JSON.stringify(FROM_PODS) }], annotations);
}

/** How the ingress gateway is deployed. */
export const INGRESS = {
  replicas: 2,
  ports: [
    { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
    { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
    { name: 'tcp', port: 31400, protocol: 'TCP', targetPort: 31400 },
  ],
} as const;

/** The mesh after so many steps of the upgrade, with what a test adds to it. */
export const byRevisions =
  (step: number, add: (stack: TerraformStack) => void = () => {}) =>
  (stack: TerraformStack): void => {
    const chartRepository = process.env['CHART_REPOSITORY'];
    MeshContext.set(stack, { ...(chartRepository !== undefined && { chartRepository }) });
    const system = new MeshNamespace(stack, 'System', { name: 'istio-system' });
    const namespaces = [SERVERS, CALLERS].map((name) => ({ name, create: true }));
    const upgrade = new CanaryUpgrade(stack, 'Mesh', {
      ...{ namespace: system, from: { istioVersion: OLD }, to: { istioVersion: NEW } },
      ...{ namespaces, steps: STEPS, step },
    });
    MeshContext.set(stack, { istioVersion: upgrade.istioVersion });
    new IngressGateway(upgrade.gateways, 'Ingress', INGRESS);
    application(stack, {});
    add(stack);
  };

/** The mesh of one istiod at a release; its workloads restart with it. */
export const inPlace =
  (istioVersion: IstioVersion) =>
  (stack: TerraformStack): void => {
    const chartRepository = process.env['CHART_REPOSITORY'];
    MeshContext.set(stack, { istioVersion, ...(chartRepository !== undefined && { chartRepository }) });
    const system = new MeshNamespace(stack, 'System', { name: 'istio-system' });
    const controlPlane = new ControlPlane(stack, 'ControlPlane', { namespace: system });
    for (const name of [SERVERS, CALLERS]) {
      new MeshNamespace(stack, name, { name, injection: 'enabled', dependsOn: [controlPlane] });
    }
    new IngressGateway(stack, 'Ingress', { ...INGRESS, controlPlane });
    application(stack, { 'example.com/istio': istioVersion });
  };
