import { request as http, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { TerraformStack } from 'cdktf';
import { Workload } from '../../constructs/references/workload';
import { delivered, stackWith } from '../policy-stack';
import { kubectlWith } from './cluster';
import { ingressAddress } from './needs';

/** Istio's own ingress gateway, with helloworld at /hello behind it. */
export const INGRESS = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });

/** What the gateway answers. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request differs from GET without headers. */
export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The host name asked for: in the Host header, and in the TLS greeting. */
  readonly host?: string;
  /** Asks over TLS, with these certificates. */
  readonly tls?: SecureContextOptions & { readonly rejectUnauthorized?: boolean };
  /** Another gateway than the ingress gateway, by its address. */
  readonly at?: string;
}

let address: string | undefined;

/** Asks the ingress gateway. */
export function ask(path: string, { method = 'GET', headers = {}, host, tls, at }: Asking = {}): Promise<Answer> {
  address ??= ingressAddress();
  const options: RequestOptions = {
    ...{ host: at ?? address, path, method, agent: false, timeout: 10_000 },
    headers: { ...headers, ...(host && { host }) },
  };
  return new Promise((resolve, reject) => {
    const request = tls ? https({ ...options, servername: host, ...tls }) : http(options);
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

/** How many of so many requests got which status. */
export async function statuses(count: number, path: string, asking: Asking = {}): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let index = 0; index < count; index += 1) {
    const { status } = await ask(path, asking);
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** Waits until something holds; fails with what it last said. How long is a ceiling: nodes may be small and busy. */
export async function eventually(check: () => Promise<void> | void, seconds = 120): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Waits until the gateway answers so. */
export function answers(status: number, path: string, asking: Asking = {}): Promise<void> {
  return eventually(async () => expect((await ask(path, asking)).status).toBe(status));
}

/** Sends what a program delivers to the cluster; the function that is returned takes it away again. */
export function deliver(build: (stack: TerraformStack) => void): () => void {
  const stack = stackWith({ namespace: 'default' });
  build(stack);
  const items = delivered(stack);
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const send = (...verb: string[]) => {
    const { status, stderr } = kubectlWith(input, ...verb, '-f', '-');
    if (status !== 0) throw new Error(stderr);
  };
  send('apply');
  return () => send('delete', '--ignore-not-found', '--wait=false');
}
