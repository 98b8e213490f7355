import { readdirSync, readFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { RESOURCE_KINDS, type ResourceKind } from '../../constructs/resources/generated/kinds';
import { resourceFaults } from '../../constructs/resources/validation/resource-faults';
import { type IstioVersion, isIstioVersion } from '../../constructs/versions';
import { generatedResources } from '../constructs/resources/arbitrary-resources';

interface Sample {
  /** Where it comes from: file and position. */
  readonly source: string;
  readonly object: WrittenObject;
}

interface WrittenObject {
  readonly kind: ResourceKind;
  readonly apiVersion: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: unknown;
}

type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

const SERVER_FIELDS = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];

/** Every Istio resource in the YAML files below a folder; templates are left out. */
function readSamples(folder: string): Sample[] {
  const samples: Sample[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (text.includes('{{')) continue;
    parseAllDocuments(text, { version: '1.1', logLevel: 'silent' }).forEach((document, position) => {
      if (document.errors.length > 0) return;
      const object = document.toJS() as WrittenObject | null;
      const facts = object?.kind === undefined ? undefined : RESOURCE_KINDS[object.kind];
      if (object === null || facts === undefined || !object.apiVersion?.startsWith(`${facts.group}/`)) return;
      samples.push({ source: `${relative(folder, join(folder, name))}#${position}`, object });
    });
  }
  return samples;
}

/** The sample as it is sent: in a namespace that exists, without what a server writes. */
function asSent(sample: Sample, position: number): WrittenObject {
  const { status: _, ...object } = sample.object as WrittenObject & { status?: unknown };
  const metadata = { ...object.metadata } as Record<string, unknown>;
  for (const field of [...SERVER_FIELDS, 'generateName']) delete metadata[field];
  const name = sample.object.metadata?.name ?? `sample-${position}`;
  return { ...object, metadata: { ...metadata, name, namespace: 'default' } as WrittenObject['metadata'] };
}

function verdictHere(object: WrittenObject, istioVersion: IstioVersion): Verdict {
  const { kind, apiVersion, metadata, spec } = object;
  const faults = resourceFaults({ kind, apiVersion, metadata, spec }, { istioVersion, isUnknown: () => false });
  if (faults.length === 0) return { accepted: true };
  return { accepted: false, reason: faults.map((fault) => `${fault.path}: ${fault.text}`).join('; ') };
}

/** Asks the API server, and through it istiod's webhook, without leaving anything behind. */
async function serverVerdicts(objects: readonly WrittenObject[]): Promise<Verdict[]> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromDefault();
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error('no current cluster in KUBECONFIG');
  const options: RequestOptions = { method: 'POST', headers: { 'content-type': 'application/json' } };
  await config.applyToHTTPSOptions(options);
  const verdicts: Verdict[] = [];
  for (const object of objects) {
    const { plural } = RESOURCE_KINDS[object.kind];
    const path = `/apis/${object.apiVersion}/namespaces/default/${plural}?dryRun=All&fieldValidation=Strict`;
    const { status, body } = await send(new URL(path, server), options, JSON.stringify(object));
    if (status < 300) verdicts.push({ accepted: true });
    else
      verdicts.push({
        accepted: false,
        reason: (JSON.parse(body) as { message?: string }).message ?? `HTTP ${status}`,
      });
  }
  return verdicts;
}

function send(url: URL, options: RequestOptions, body: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const USAGE =
  'usage: compare-verdicts --istio RELEASE [--samples FOLDER] [--generated COUNT] [--seed SEED] [--raw]: COUNT resources a kind, --raw with their faults left in; ISTIO_SAMPLES names a folder too, KUBECONFIG the cluster';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      istio: { type: 'string' },
      samples: { type: 'string', default: process.env.ISTIO_SAMPLES },
      generated: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      raw: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { istio = '', samples: folder } = values;
  if (!isIstioVersion(istio)) throw new Error(USAGE);
  const generated = generatedResources(istio, {
    perKind: Number(values.generated),
    seed: Number(values.seed),
    raw: values.raw,
  }).map((resource, i) => ({
    source: `generated#${i}`,
    object: {
      kind: resource.kind,
      apiVersion: `${RESOURCE_KINDS[resource.kind].group}/${RESOURCE_KINDS[resource.kind].versions[istio]?.[0]}`,
      spec: resource.spec,
    },
  }));
  const samples: Sample[] = [...(folder === undefined ? [] : readSamples(folder)), ...generated];
  if (samples.length === 0) throw new Error(USAGE);
  const objects = samples.map(asSent);
  const there = await serverVerdicts(objects);
  const tally = { 'both accept': 0, 'both refuse': 0, 'only here refused': 0, 'only there refused': 0 };
  samples.forEach((sample, i) => {
    const here = verdictHere(objects[i] ?? sample.object, istio);
    const server = there[i] ?? { accepted: true };
    const outcome = here.accepted
      ? server.accepted
        ? 'both accept'
        : 'only there refused'
      : server.accepted
        ? 'only here refused'
        : 'both refuse';
    tally[outcome]++;
    if (here.accepted === server.accepted && !values.verbose) return;
    const reason = [here, server].flatMap((verdict) => (verdict.accepted ? [] : [verdict.reason])).join(' | ');
    console.log(`${outcome}: ${sample.source} ${sample.object.kind} ${sample.object.metadata?.name ?? ''}: ${reason}`);
  });
  console.log(
    `${samples.length} resources on Istio ${istio}: ${Object.entries(tally)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
