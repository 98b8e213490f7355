import { execFileSync, spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The kubeconfig of the cluster under test. */
export const KUBECONFIG = process.env['KUBECONFIG'] ?? join(homedir(), '.kube/config');

/** Its context there; never whatever is current. */
export const CONTEXT = process.env['KUBE_CONTEXT'] ?? 'minikube';

/** Runs kubectl against the cluster under test; says what it printed. */
export function kubectl(...args: string[]): string {
  return execFileSync('kubectl', ['--context', CONTEXT, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The same with something to read, and without an exception where it fails. */
export function kubectlWith(input: string, ...args: string[]) {
  return spawnSync('kubectl', ['--context', CONTEXT, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Sends an object past Terraform, as somebody's hand would. */
export function applyObject(object: object): void {
  execFileSync('kubectl', ['--context', CONTEXT, 'apply', '--server-side', '--force-conflicts', '-f', '-'], {
    input: JSON.stringify(object),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

/** An object as it runs, or undefined where there is none. */
export function running<T>(kind: string, name: string, namespace = 'default'): T | undefined {
  const text = kubectl('-n', namespace, 'get', kind, name, '--ignore-not-found', '-o', 'json');
  return text === '' ? undefined : (JSON.parse(text) as T);
}

/** The exact version of the Istio that runs; undefined without one. */
export function installedIstio(): string | undefined {
  const image = kubectl(
    ...['get', 'deployments', '-n', 'istio-system', '-l', 'app=istiod'],
    ...['-o', 'jsonpath={.items[*].spec.template.spec.containers[0].image}'],
  );
  return /\d+\.\d+\.\d+/.exec(image)?.[0];
}

const kinds = new Map<string, readonly string[]>();

/** Whether the cluster takes objects of a kind: that of other software in it, or of a newer release of its definitions, it may not. */
export function isServed({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  let known = kinds.get(apiVersion);
  if (known === undefined) {
    const versions = kubectl('api-versions').split('\n');
    const path = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}`;
    const { resources } = versions.includes(apiVersion) ? JSON.parse(kubectl('get', '--raw', path)) : { resources: [] };
    known = (resources as readonly { readonly kind: string }[]).map((resource) => resource.kind);
    kinds.set(apiVersion, known);
  }
  return known.includes(kind);
}
