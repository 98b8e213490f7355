import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import type { IstioVersion } from '../../../constructs/versions';
import { kubectl } from '../cluster';

const FACTS = resolve(__dirname, '../../../../shared/istio');

/** An object as a reference has it, or as it runs. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
}

/** Whether the manifests that Istio's own installer and samples of a release apply are at hand. */
export const referenceExists = (version: IstioVersion): boolean => existsSync(resolve(FACTS, 'demo', version));

/** The objects of a reference, such as `demo/1.30.3/istioctl-demo.yaml`. */
export function reference(path: string): KubernetesObject[] {
  const documents = parseAllDocuments(readFileSync(resolve(FACTS, path), 'utf8'));
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => document.toJS() as KubernetesObject | null).filter((object) => object !== null);
}

/**
 * What runs otherwise than the references have it: a line for each field. Fields that only run count inside ConfigMaps,
 * where nothing but the installer writes.
 */
export function deviations(references: readonly KubernetesObject[]): string[] {
  return references.flatMap((wanted) => {
    const { kind, metadata } = wanted;
    const at = `${kind} ${metadata.name}`;
    const live = lookUp(wanted);
    if (live === undefined) return [`${at}: missing`];
    return differences(comparable(wanted), comparable(live), kind === 'ConfigMap').map((line) => `${at}: ${line}`);
  });
}

function lookUp({ apiVersion, kind, metadata }: KubernetesObject): KubernetesObject | undefined {
  const [version, group] = apiVersion.split('/').reverse();
  const type = group === undefined ? kind : `${kind}.${version}.${group}`;
  const namespace = metadata.namespace === undefined ? [] : ['-n', metadata.namespace];
  const text = kubectl(...namespace, 'get', type, metadata.name, '--ignore-not-found', '-o', 'json');
  return text === '' ? undefined : JSON.parse(text);
}

/** Without what a cluster or Helm writes; with the files of ConfigMaps as objects. */
function comparable(object: KubernetesObject): unknown {
  const { kind, data, ...rest } = object as KubernetesObject & { status?: unknown; rules?: unknown };
  const files = Object.entries(data ?? {}).map(([file, text]) => [file, structured(text)]);
  delete rest.status;
  if (rest.rules === null) delete rest.rules;
  return { ...rest, apiVersion: undefined, metadata: undefined, ...(data && { data: Object.fromEntries(files) }) };
}

function structured(text: string): unknown {
  try {
    return parseYaml(text) ?? text;
  } catch {
    return text;
  }
}

function differences(wanted: unknown, live: unknown, both: boolean, path = ''): string[] {
  if (isObject(wanted) && isObject(live)) {
    const lines = Object.entries(wanted).flatMap(([key, value]) => {
      if (key in live) return differences(value, live[key], both, `${path}.${key}`);
      return isNothing(value) ? [] : [`${path}.${key}: missing`];
    });
    const extra = both ? Object.keys(live).filter((key) => !(key in wanted) && !isNothing(live[key])) : [];
    return [...lines, ...extra.map((key) => `${path}.${key}: extra`)];
  }
  if (Array.isArray(wanted) && Array.isArray(live)) {
    if (wanted.length !== live.length) return [`${path}: ${wanted.length} entries, ${live.length} run`];
    return wanted.flatMap((value, index) => differences(value, live[index], both, `${path}[${index}]`));
  }
  return String(wanted) === String(live) ? [] : [`${path}: ${brief(wanted)}, runs ${brief(live)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// What Kubernetes leaves out when it stores an object.
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === 0 ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const brief = (value: unknown): string => JSON.stringify(value)?.slice(0, 60) ?? 'nothing';
