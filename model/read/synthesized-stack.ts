import { fieldsOf, isFields, isHole } from '../value';
import {
  type Json,
  mapAt,
  type StackResource as Resource,
  type ResourceSource,
  StackSource,
  textAt,
} from './stack-source';
import { CLUSTER_SCOPED, isManifest, manifestOfResource } from './typed-resources';

/** A Kubernetes object read back from a synthesized stack, and where in that stack it stands. */
export interface SynthesizedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: SynthesizedMetadata;
  /** The object as it is sent to the cluster. References that Terraform resolves later are still in it, as `${…}`. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The path of the construct that declares the object, `mesh/Hello/Route`. */
  readonly constructPath: string;
  /** The Terraform address of the resource that delivers it, `helm_release.hello`. */
  readonly address: string;
  /** The Helm release it travels in. Absent where the object is a Terraform resource of its own. */
  readonly release?: { readonly name: string; readonly namespace: string };
  /** True where the stack owns these fields of an object that something else creates (`kubernetes_labels`). */
  readonly partial: boolean;
}

/** The metadata of a synthesized object. `namespace` is the release's where the object names none and is namespaced. */
export interface SynthesizedMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Helm release of a synthesized stack whose objects only its chart knows. */
export interface SynthesizedChart {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  /** All values documents merged as Helm merges them: maps key by key, the later document wins. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly constructPath: string;
  readonly address: string;
}

/** What one synthesized stack brings to a cluster. */
export interface SynthesizedStackContent {
  readonly objects: readonly SynthesizedObject[];
  readonly charts: readonly SynthesizedChart[];
  /** Releases whose values could not be read, one line each: address and reason. */
  readonly unreadable: readonly string[];
}

/**
 * Reads the parsed `cdk.tf.json` of a stack back to what it delivers, whichever way it is delivered: objects in Helm releases of the
 * bundled chart, `kubernetes_manifest`, the provider's typed `kubernetes_*` resources, and the releases of other charts.
 *
 * @throws Error where the argument is not a synthesized stack.
 */
export function readSynthesizedStack(
  stack: unknown,
  options: { readonly unresolved?: 'text' | 'hole' } = {},
): SynthesizedStackContent {
  if (!isFields(stack)) {
    throw new Error('not a synthesized stack: expected the parsed content of a cdk.tf.json, got no JSON object');
  }
  return contentOf(new StackSource(stack, options.unresolved));
}

/** What the resources of a stack bring to a cluster. */
export function contentOf(source: ResourceSource): SynthesizedStackContent {
  const objects: SynthesizedObject[] = [];
  const charts: SynthesizedChart[] = [];
  const unreadable: string[] = [];
  for (const resource of source.resources()) {
    if (resource.type === 'helm_release') {
      const documents = source.valuesOf(resource, unreadable);
      const manifests = documents.flatMap((document) => manifestsOf(document));
      if (manifests.length > 0 || documents.some((document) => isFields(document['manifests']))) {
        objects.push(...manifests.map(([path, manifest]) => delivered(source, resource, path, manifest)));
      } else {
        charts.push(chartOf(source, resource, documents));
      }
    } else {
      const manifest = manifestOfResource(source, resource);
      if (manifest) {
        objects.push(toObject(manifest, resource.path, resource.address, resource.type === 'kubernetes_labels'));
      }
    }
  }
  return { objects, charts, unreadable };
}

/** The Kubernetes objects of {@link readSynthesizedStack}. */
export function synthesizedObjects(stack: unknown): readonly SynthesizedObject[] {
  return readSynthesizedStack(stack).objects;
}

function manifestsOf(document: Json): [string, Json][] {
  return Object.entries(mapAt(document, 'manifests')).filter((entry): entry is [string, Json] => isManifest(entry[1]));
}

function delivered(source: ResourceSource, resource: Resource, path: string, manifest: Json): SynthesizedObject {
  const release = releaseOf(source, resource);
  const object = toObject(manifest, path, resource.address, false);
  const metadata =
    object.metadata.namespace === undefined && !CLUSTER_SCOPED.has(object.kind)
      ? { ...object.metadata, namespace: release.namespace }
      : object.metadata;
  return { ...object, metadata, release };
}

function releaseOf(source: ResourceSource, { body }: Resource): { name: string; namespace: string } {
  const literal = source.literal({ name: body['name'], namespace: body['namespace'] });
  return { name: nameAt(literal, 'name', ''), namespace: nameAt(literal, 'namespace', 'default') };
}

/** A name, or the hole where it would stand: readers that ask for holes know that there may be one. */
function nameAt(map: unknown, key: string, otherwise: string): string {
  const value = fieldsOf(map)[key];
  return isHole(value) ? (value as unknown as string) : (textAt(map, key) ?? otherwise);
}

function chartOf(source: ResourceSource, resource: Resource, documents: Json[]): SynthesizedChart {
  const { values: _values, ...body } = resource.body;
  const literal = source.literal(body);
  const repository = textAt(literal, 'repository');
  const version = textAt(literal, 'version');
  return {
    name: nameAt(literal, 'name', ''),
    namespace: nameAt(literal, 'namespace', 'default'),
    chart: textAt(literal, 'chart') ?? '',
    ...(repository === undefined ? {} : { repository }),
    ...(version === undefined ? {} : { version }),
    values: documents.reduce<Json>((merged, document) => mergeValues(merged, document), {}),
    constructPath: resource.path,
    address: resource.address,
  };
}

function mergeValues(base: Json, over: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isFields(before) && isFields(value) ? mergeValues(before, value) : value;
  }
  return merged;
}

function toObject(manifest: Json, constructPath: string, address: string, partial: boolean): SynthesizedObject {
  const metadata = mapAt(manifest, 'metadata');
  return {
    apiVersion: String(manifest['apiVersion']),
    kind: String(manifest['kind']),
    metadata: { ...metadata, name: nameAt(metadata, 'name', textAt(metadata, 'generateName') ?? '') },
    manifest,
    constructPath,
    address,
    partial,
  };
}
