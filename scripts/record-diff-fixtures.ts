/**
 * Records the plans that the tests of `mesh diff` read: applies the "before" of every pair in `__tests__/cli/diff/change-pairs.ts` to
 * the cluster of KUBECONFIG, plans its "after", and keeps what the plan says of each pair, scrubbed.
 *
 *     node -r tsx/cjs scripts/record-diff-fixtures.ts [STACK…] [--keep]
 *
 * Needs Terraform or OpenTofu (TERRAFORM_BINARY_NAME), an empty cluster that may be spoilt, and CHART_REPOSITORY with the charts of
 * the pairs, an istiod 1.30.4 among them (1.30.3 packaged anew will do).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { type ChangePair, PAIR_STACKS, type PairStack } from '../__tests__/cli/diff/change-pairs';
import { HelmRelease } from '../constructs/delivery/helm-release';
import { MeshContext } from '../constructs/mesh-context';
import { DEFAULT_ISTIO_VERSION, exactVersion } from '../constructs/versions';

type Json = Record<string, unknown>;

interface Fixture {
  readonly pair: string;
  readonly synthesized: Json;
  readonly resource_changes: readonly Json[];
}

const TERRAFORM = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
const FIXTURES = join(__dirname, '../__tests__/cli/diff/fixtures');
const folder = mkdtempSync(join(tmpdir(), 'diff-fixtures-'));

function main(names: readonly string[]): void {
  const made: string[] = [];
  try {
    made.unshift('prepare');
    prepare();
    for (const name of names) {
      made.unshift(name);
      record(name as PairStack);
    }
  } finally {
    if (!process.argv.includes('--keep')) for (const stack of made) terraform(stack, 'destroy', '-auto-approve');
  }
}

/** Namespaces and Istio's kinds. */
function prepare(): void {
  synth('prepare', (stack) => {
    const namespaces = new Set(['istio-system', ...Object.values(PAIR_STACKS).map(({ namespace }) => namespace)]);
    const made = [...namespaces].map((name) => new NamespaceV1(stack, name, { metadata: { name } }));
    new HelmRelease(stack, 'Base', {
      releaseName: 'istio-base',
      namespace: 'istio-system',
      chart: 'base',
      repository: chartRepository(),
      version: exactVersion(DEFAULT_ISTIO_VERSION),
      wait: false,
      dependsOn: made,
    });
  });
  terraform('prepare', 'apply', '-auto-approve');
}

function record(name: PairStack): void {
  const { delivery, namespace, pairs } = PAIR_STACKS[name];
  const side = (which: 'before' | 'after'): Json =>
    synth(name, (stack) => {
      MeshContext.set(stack, { delivery, namespace });
      for (const pair of pairs as readonly ChangePair[]) pair[which]?.(new Construct(stack, pair.name));
    });
  const before = side('before');
  terraform(name, 'apply', '-auto-approve');
  const after = side('after');
  terraform(name, 'plan', '-out=plan');
  const plan = JSON.parse(run(name, 'show', '-json', 'plan')) as Json & { resource_changes: Json[] };
  const owners = new Map([...ownersOf(before), ...ownersOf(after)]);
  const fixtures = pairs.map(
    (pair): Fixture => ({
      pair: pair.name,
      synthesized: partOf(after, pair.name),
      resource_changes: plan.resource_changes
        .filter(({ address }) => owners.get(String(address)) === pair.name)
        .map(scrubbed),
    }),
  );
  const { format_version, terraform_version } = plan;
  const text = JSON.stringify({ format_version, terraform_version, fixtures });
  writeFileSync(join(FIXTURES, `${name}.json`), `${neutral(text)}\n`);
  process.stdout.write(`${name}: ${fixtures.length} pairs, ${text.length} bytes\n`);
}

function synth(name: string, build: (stack: TerraformStack) => void): Json {
  const app = new App({ outdir: join(folder, 'out') });
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: join(folder, `${name}.tfstate`) });
  const connection = {
    configPath: process.env['KUBECONFIG'],
    configContext: process.env['KUBE_CONTEXT'] ?? 'minikube',
  };
  new KubernetesProvider(stack, 'kubernetes', connection);
  new HelmProvider(stack, 'helm', { kubernetes: connection });
  build(stack);
  app.synth();
  return JSON.parse(readFileSync(join(folder, 'out/stacks', name, 'cdk.tf.json'), 'utf8')) as Json;
}

function terraform(stack: string, command: string, ...args: readonly string[]): void {
  run(stack, 'init', '-input=false', '-no-color');
  run(stack, command, '-input=false', '-no-color', '-parallelism=6', ...args);
}

function run(stack: string, ...args: readonly string[]): string {
  const cwd = join(folder, 'out/stacks', stack);
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const { status, stdout, stderr } = spawnSync(TERRAFORM, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 29 });
  if (status !== 0) throw new Error(`${TERRAFORM} ${args[0]} of ${stack} in ${cwd}:\n${stderr}`);
  return stdout;
}

/** Address -> the pair whose construct it is. */
function ownersOf(synthesized: Json): [string, string][] {
  return Object.entries((synthesized['resource'] ?? {}) as Record<string, Record<string, Json>>).flatMap(
    ([type, byName]) =>
      Object.entries(byName).map(([name, body]): [string, string] => [
        `${type}.${name}`,
        pathOf(body).split('/')[1] ?? '',
      ]),
  );
}

function pathOf(body: Json): string {
  return (body['//'] as { metadata?: { path?: string } } | undefined)?.metadata?.path ?? '';
}

/** The pair's resources, and the locals they use. */
function partOf(synthesized: Json, pair: string): Json {
  const resource: Record<string, Json> = {};
  for (const [type, byName] of Object.entries(
    (synthesized['resource'] ?? {}) as Record<string, Record<string, Json>>,
  )) {
    for (const [name, body] of Object.entries(byName)) {
      if (pathOf(body).split('/')[1] === pair) resource[type] = { ...resource[type], [name]: body };
    }
  }
  const text = JSON.stringify(resource);
  const locals = Object.fromEntries(
    Object.entries((synthesized['locals'] ?? {}) as Json).filter(([name]) => text.includes(`local.${name})`)),
  );
  return { resource, ...(Object.keys(locals).length > 0 ? { locals } : {}) };
}

/** What Helm and the API server add is no part of what the tests are about, and differs from run to run. */
const NOISE = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'resource_version',
  'self_link',
  'uid',
]);

function scrubbed(change: Json): Json {
  const {
    address,
    mode,
    type,
    name,
    change: sides,
  } = change as { address: string; mode: string; type: string; name: string; change: Json };
  const clean: Json = {};
  for (const [key, value] of Object.entries(sides)) {
    clean[key] =
      type === 'helm_release' && isJson(value)
        ? withoutNoise(without(value, ['metadata', 'manifest', 'resources']))
        : withoutNoise(value);
  }
  return { address, mode, type, name, change: clean };
}

function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => !NOISE.has(name) && item !== null)
      .map(([name, item]) => [name, withoutNoise(item)]),
  );
}

function without(value: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function chartRepository(): string {
  return process.env['CHART_REPOSITORY'] ?? 'https://blob.istio.io/istio-release/charts';
}

/** Nothing of the machine it was recorded on. */
function neutral(text: string): string {
  return text.replaceAll(chartRepository(), 'https://charts.example.com').replaceAll(folder, '/project');
}

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
main(asked.length > 0 ? asked : Object.keys(PAIR_STACKS));
