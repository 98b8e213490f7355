import { readdirSync, readFileSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readKubeconfig } from '../../../cli/cluster/kubeconfig';
import { targetOf } from '../../../cli/cluster/target';
import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { servedVersions } from '../../../constructs/resources/kinds';
import { resourceFaults } from '../../../constructs/resources/validation/resource-faults';
import type { IstioVersion } from '../../../constructs/versions';
import { generatedResources } from '../../constructs/resources/arbitrary-resources';

/** A resource to be judged. */
export interface Sample {
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

/** What becomes of a sample, and why where it is refused. */
export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** A sample with what is said of it here and in the cluster. */
export interface Comparison extends Sample {
  readonly here: Verdict;
  readonly there: Verdict;
}

const SERVER_FIELDS = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'];

/** Every Istio resource in the YAML files below a folder; templates are left out. */
export function readSamples(folder: string): Sample[] {
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

/** Resources of every kind that the release has, up to `perKind` of each; `raw` leaves their faults in. */
export function generatedSamples(
  istioVersion: IstioVersion,
  options: { readonly perKind: number; readonly seed: number; readonly raw?: boolean },
): Sample[] {
  return generatedResources(istioVersion, options).map(({ kind, spec }, i) => {
    const { group } = RESOURCE_KINDS[kind];
    return {
      source: `generated#${i}`,
      object: { kind, apiVersion: `${group}/${servedVersions(kind, istioVersion)[0]}`, spec },
    };
  });
}

/** Has each sample judged here and by the API server, which asks istiod's webhook. Leaves nothing in the cluster. */
export async function compare(samples: readonly Sample[], istioVersion: IstioVersion): Promise<Comparison[]> {
  const access = readKubeconfig(targetOf({}, {}));
  const agent = new Agent({ keepAlive: true });
  try {
    const comparisons: Comparison[] = [];
    for (const [position, sample] of samples.entries()) {
      const object = asSent(sample, position);
      const there = await serverVerdict(object, access.server, { ...(await access.authorize()), agent });
      comparisons.push({ ...sample, here: verdictHere(object, istioVersion), there });
    }
    return comparisons;
  } finally {
    agent.destroy();
  }
}

/** Both verdicts of a comparison in two words. */
export function outcomeOf({ here, there }: Comparison) {
  if (here.accepted) return there.accepted ? 'both accept' : 'only there refused';
  return there.accepted ? 'only here refused' : 'both refuse';
}

/** One line that says what happened to a sample, and why. */
export function describeComparison(comparison: Comparison): string {
  const { source, object, here, there } = comparison;
  const reasons = [here, there].flatMap((verdict) => (verdict.accepted ? [] : [verdict.reason]));
  return `${outcomeOf(comparison)}: ${source} ${object.kind} ${object.metadata?.name ?? ''}: ${reasons.join(' | ')}`;
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

async function serverVerdict(
  object: WrittenObject,
  server: string,
  options: RequestOptions & { readonly headers: Record<string, string> },
): Promise<Verdict> {
  const { plural } = RESOURCE_KINDS[object.kind];
  const path = `/apis/${object.apiVersion}/namespaces/default/${plural}?dryRun=All&fieldValidation=Strict`;
  const headers = { ...options.headers, 'content-type': 'application/json' };
  const sent = { ...options, method: 'POST', headers };
  const { status, body } = await send(new URL(path, server), sent, JSON.stringify(object));
  // Whether the name is free is asked last, when everything has been accepted: another test may have left it taken.
  if (status < 300 || (status === 409 && body.includes('"AlreadyExists"'))) return { accepted: true };
  // An API version that is not served is answered in plain text.
  const reason = body.startsWith('{') ? ((JSON.parse(body) as { message?: string }).message ?? `HTTP ${status}`) : body;
  // Neither is a verdict: a webhook that does not answer, and a cluster that will not have us.
  if (status >= 500 || status === 401 || (status === 403 && reason.includes('cannot create'))) throw new Error(reason);
  return { accepted: false, reason };
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
