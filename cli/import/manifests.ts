import { LineCounter } from 'yaml';
import type { ObjectMeta } from '../../constructs/delivery/deliverable';
import { RESOURCE_KINDS, type ResourceKind } from '../../constructs/resources/generated/kinds';
import { offsetOf, parseKubernetesYaml } from '../../constructs/resources/resource-document';
import type { Segment } from '../../constructs/resources/validation/fault';
import { type PreparedNode, prepare } from '../../constructs/resources/validation/prepared-schema';
import { resourceFaults } from '../../constructs/resources/validation/resource-faults';
import type { IstioVersion } from '../../constructs/versions';

/** A file of YAML, or what came in on stdin. */
export interface ManifestFile {
  /** How it is named in faults. */
  readonly name: string;
  readonly text: string;
}

/** A Kubernetes object as somebody wrote it, without what a cluster adds. */
export interface WrittenManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  /** Everything else. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the files hold, and what is wrong with it: one line each, file and line first. */
export interface Manifests {
  readonly manifests: readonly WrittenManifest[];
  readonly faults: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const KEPT_METADATA = ['name', 'namespace', 'labels', 'annotations'] as const;
/** What the API server and `kubectl apply` write, which no program should send. */
const SERVER_METADATA = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether a kind, with its group, is one of the Istio API. */
export function istioKindOf({
  apiVersion,
  kind,
}: Pick<WrittenManifest, 'apiVersion' | 'kind'>): ResourceKind | undefined {
  if (!Object.hasOwn(RESOURCE_KINDS, kind)) return undefined;
  const known = kind as ResourceKind;
  return apiVersion.startsWith(`${RESOURCE_KINDS[known].group}/`) ? known : undefined;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Drops members that are null, as the API server does where a schema has no use for them. */
function withoutNulls(value: unknown, node: PreparedNode | undefined): unknown {
  if (node === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, node.items));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      const place = node.fields?.get(key) ?? node.values;
      return child === null && place !== undefined && !place.nullable ? [] : [[key, withoutNulls(child, place)]];
    }),
  );
}

/** Reads the objects of many files, lists taken apart, and checks those of the Istio API against a release. */
export function readManifests(files: readonly ManifestFile[], istioVersion: IstioVersion): Manifests {
  const manifests: WrittenManifest[] = [];
  const faults: string[] = [];
  const first = new Map<string, string>();
  for (const { name, text } of files) {
    const lines = new LineCounter();
    for (const document of parseKubernetesYaml(text, lines)) {
      if (document.errors.length > 0) {
        for (const { message, pos } of document.errors) {
          faults.push(`${name}:${lines.linePos(pos[0]).line}: ${message.replace(/ at line \d+[\s\S]*$/, '')}`);
        }
        continue;
      }
      const at = (segments: readonly Segment[]): string =>
        `${name}:${lines.linePos(offsetOf(document, segments)).line}`;
      for (const { value, root } of objectsOf(document.toJS({ maxAliasCount: 100 }))) {
        const manifest = written(value, (path, problem) => faults.push(`${at([...root, ...path])}: ${problem}`));
        if (manifest === undefined) continue;
        const { kind, metadata } = manifest;
        const identity = `${manifest.apiVersion.replace(/\/.*/, '')} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
        const earlier = first.get(identity);
        if (earlier !== undefined) faults.push(`${at(root)}: ${kind} "${metadata.name}": stands at ${earlier} already`);
        else first.set(identity, at(root));
        const known = istioKindOf(manifest);
        for (const key of known === undefined ? [] : Object.keys(manifest.fields)) {
          if (key !== 'spec')
            faults.push(`${at([...root, key])}: ${kind} "${metadata.name}": ${key}: unknown field, takes spec`);
        }
        const found = known === undefined ? [] : istioFaults(known, manifest, istioVersion);
        for (const { segments, path, text: problem } of found) {
          faults.push(`${at([...root, ...segments])}: ${kind} "${metadata.name}": ${path}: ${problem}`);
        }
        manifests.push(known === undefined ? manifest : pruned(known, manifest, istioVersion));
      }
    }
  }
  return { manifests, faults };
}

/** The objects of a document: itself, or the items of a list as `kubectl get` prints one. */
function objectsOf(value: unknown): { readonly value: unknown; readonly root: readonly Segment[] }[] {
  if (isMap(value) && typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.map((item: unknown, i) => ({ value: item, root: ['items', i] }));
  }
  return [{ value, root: [] }];
}

function written(
  value: unknown,
  refuse: (path: readonly Segment[], problem: string) => void,
): WrittenManifest | undefined {
  if (!isMap(value)) {
    refuse([], 'got no object, wants a Kubernetes object');
    return undefined;
  }
  const { apiVersion, kind, metadata, status: _, ...fields } = value;
  const missing = [
    ...(typeof apiVersion === 'string' ? [] : ['apiVersion']),
    ...(typeof kind === 'string' ? [] : ['kind']),
    ...(isMap(metadata) && typeof metadata.name === 'string' ? [] : ['metadata.name']),
  ];
  if (missing.length > 0) {
    refuse([], `${missing.join(', ')}: is missing, wants a Kubernetes object`);
    return undefined;
  }
  const given = metadata as Json;
  for (const key of Object.keys(given)) {
    if ((KEPT_METADATA as readonly string[]).includes(key) || SERVER_METADATA.includes(key)) continue;
    refuse(['metadata', key], `metadata.${key}: unknown field, takes ${KEPT_METADATA.join(', ')}`);
  }
  const kept = Object.fromEntries(KEPT_METADATA.flatMap((key) => (given[key] == null ? [] : [[key, given[key]]])));
  const { [LAST_APPLIED]: __, ...annotations } = (kept.annotations ?? {}) as Record<string, string>;
  const { annotations: ___, ...plain } = kept;
  return {
    apiVersion: apiVersion as string,
    kind: kind as string,
    metadata: { ...plain, ...(Object.keys(annotations).length > 0 && { annotations }) } as WrittenManifest['metadata'],
    fields,
  };
}

function pruned(kind: ResourceKind, manifest: WrittenManifest, istioVersion: IstioVersion): WrittenManifest {
  const schema = RESOURCE_KINDS[kind].schemas[istioVersion]?.();
  if (schema === undefined) return manifest;
  return { ...manifest, fields: { spec: withoutNulls(manifest.fields.spec ?? {}, prepare(schema)) } };
}

function istioFaults(kind: ResourceKind, manifest: WrittenManifest, istioVersion: IstioVersion) {
  const { apiVersion, metadata, fields } = manifest;
  // The text of a file is no program: nothing in it is a token.
  return resourceFaults({ kind, apiVersion, metadata, spec: fields.spec }, { istioVersion, isUnknown: () => false });
}
