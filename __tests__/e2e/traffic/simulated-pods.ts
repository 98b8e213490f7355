import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { kubectl } from '../cluster';

/** The port that the pods' containers would listen on. */
const PORT = 8078;

/** A request as a pod sees it. */
export interface SeenRequest {
  readonly version: string;
  readonly host: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** How a pod answers. */
export interface PodAnswer {
  readonly status?: number;
  readonly delayMs?: number;
}

/** An answer as the client sees it. */
export interface SeenAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
  readonly milliseconds: number;
}

/**
 * Stands in for the containers of a cluster whose pods are simulated (KWOK): their addresses answer on this machine, and
 * so does this program. Names the version of the pod that was dialled.
 */
export class SimulatedPods {
  /** Everything that arrived since the last {@link forget}. */
  readonly seen: SeenRequest[] = [];
  /** How pods answer, by version and request. */
  answer: (version: string, request: IncomingMessage) => PodAnswer = () => ({});

  private readonly versions = new Map<string, string>();
  private server: Server | undefined;

  constructor(private readonly namespace: string) {}

  /** The Deployments and Services behind which the pods stand: every service has a pod of each version. */
  declare(stack: TerraformStack, services: readonly string[]): MeshNamespace {
    const namespace = new MeshNamespace(stack, 'Namespace', { name: this.namespace });
    const bundle = new ResourceBundle(stack, 'Backend', {
      namespace: this.namespace,
      releaseName: 'backend',
      dependsOn: [namespace],
    });
    for (const version of ['v1', 'v2']) this.deployment(bundle, version);
    for (const name of services) {
      new CustomResource(bundle, `Service-${name}`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
        spec: { selector: { app: 'backend' }, ports: [{ name: 'http', port: 80, targetPort: PORT }] },
      });
    }
    return namespace;
  }

  private deployment(scope: Construct, version: string): void {
    const labels = { app: 'backend', version };
    new CustomResource(scope, version, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `backend-${version}` },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'backend', image: 'backend', ports: [{ containerPort: PORT }] }] },
        },
      },
    });
  }

  async start(): Promise<void> {
    for (let tries = 0; this.versions.size < 2 && tries < 60; tries += 1) {
      const pods = JSON.parse(kubectl('-n', this.namespace, 'get', 'pods', '-l', 'app=backend', '-o', 'json'));
      for (const { status, metadata } of pods.items) {
        if (status.podIP) this.versions.set(status.podIP, metadata.labels.version);
      }
      if (this.versions.size < 2) await pause(500);
    }
    this.server = createServer((incoming, outgoing) => {
      const version = this.versions.get(incoming.socket.localAddress ?? '') ?? 'unknown';
      const { host = '' } = incoming.headers;
      this.seen.push({ version, host, url: incoming.url ?? '', headers: incoming.headers });
      const { status = 200, delayMs = 0 } = this.answer(version, incoming);
      setTimeout(() => {
        outgoing.writeHead(status, { 'content-type': 'text/plain' });
        outgoing.end(version);
      }, delayMs);
    });
    this.server.keepAliveTimeout = 60_000;
    await new Promise<void>((listening) => this.server?.listen(PORT, '0.0.0.0', listening));
    const { port } = this.server.address() as AddressInfo;
    if (port !== PORT) throw new Error(`listens on ${port}`);
  }

  forget(): void {
    this.seen.length = 0;
    this.answer = () => ({});
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((closed) => (this.server === undefined ? closed(undefined) : this.server.close(closed)));
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((over) => setTimeout(over, milliseconds));

/** Where the ingress gateway is reached. */
export function ingressAddress(): string {
  const service = JSON.parse(kubectl('-n', 'istio-system', 'get', 'service', 'istio-ingressgateway', '-o', 'json'));
  const address = service.status.loadBalancer.ingress?.[0]?.ip;
  if (address === undefined) throw new Error('the ingress gateway has no address: run "minikube tunnel"');
  return address;
}

/** Sends one request to the ingress gateway. */
export function send(
  address: string,
  host: string,
  {
    path = '/',
    method = 'GET',
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<SeenAnswer> {
  const start = performance.now();
  return new Promise((resolve) => {
    const broken = (error: Error) =>
      resolve({ status: 0, body: error.message, headers: {}, milliseconds: performance.now() - start });
    const outgoing = request({ host: address, port: 80, path, method, headers: { host, ...headers } }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('error', broken);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          body,
          headers: incoming.headers,
          milliseconds: performance.now() - start,
        }),
      );
    });
    outgoing.on('error', broken);
    outgoing.end();
  });
}

/** Sends many requests, some at a time. */
export async function sendMany(
  count: number,
  one: () => Promise<SeenAnswer>,
  atOnce = 10,
): Promise<readonly SeenAnswer[]> {
  const answers: SeenAnswer[] = [];
  let begun = 0;
  const lane = async () => {
    while (begun < count) {
      begun += 1;
      answers.push(await one());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return answers;
}

/** Waits until the gateway has a route for each host. */
export async function untilRouted(address: string, hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    for (let tries = 0; ; tries += 1) {
      const { status } = await send(address, host);
      if (status !== 404 && status !== 0) break;
      if (tries > 150) throw new Error(`${host}: the gateway has no route (${status})`);
      await pause(200);
    }
  }
}
