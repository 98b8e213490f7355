import type { PartlyLabels } from './labels';
import { type Fields, fieldsOf, isHole, textOf, type Value } from './value';

/** The metadata of an object, as far as the model asks for it. */
export interface ObjectMetadata {
  readonly name: Value<string>;
  /** Undefined for objects that belong to no namespace. */
  readonly namespace: Value<string> | undefined;
  readonly labels: PartlyLabels;
  readonly annotations: PartlyLabels;
}

/** A Kubernetes object of whatever source, with holes where the source does not know or may not show. */
export interface ModelObject<Origin = unknown, Spec = Fields> {
  /** The API group of its kind, empty for Kubernetes' own. */
  readonly group: string;
  /** Group and version, as written. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  /** The `spec`, empty where there is none. */
  readonly spec: Spec;
  /** The whole object. */
  readonly manifest: Fields;
  /** Whether only some fields are known, of an object that something else makes. */
  readonly partial: boolean;
  /** What leads back to where the object stands: a construct, an address in a stack, a cluster. */
  readonly origin: Origin;
}

/** A kind as its group has it: `networking.istio.io/Gateway`; `Service` for Kubernetes' own group. */
export type KindName = string;

/** The name of a kind, group and all. */
export function kindName(group: string, kind: string): KindName {
  return group === '' ? kind : `${group}/${kind}`;
}

/** The group of an `apiVersion`: `networking.istio.io` of `networking.istio.io/v1`, empty of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** What a reader says of an object besides its manifest. */
export interface ObjectSource<Origin> {
  readonly origin: Origin;
  /**
   * The namespace of an object that names none.
   * @default - none: the object belongs to no namespace
   */
  readonly namespace?: Value<string>;
  /** @default false */
  readonly partial?: boolean;
}

/** An object of the model, from the manifest that its reader found. */
export function modelObject<Origin>(manifest: Fields, source: ObjectSource<Origin>): ModelObject<Origin> {
  const apiVersion = textOf(manifest['apiVersion']) ?? '';
  const { name, namespace, labels, annotations } = fieldsOf(manifest['metadata']);
  return {
    group: groupOf(apiVersion),
    apiVersion,
    kind: textOf(manifest['kind']) ?? '',
    metadata: {
      name: isHole(name) ? name : (textOf(name) ?? ''),
      namespace: isHole(namespace) ? namespace : (textOf(namespace) ?? source.namespace),
      labels: labelsIn(labels),
      annotations: labelsIn(annotations),
    },
    spec: fieldsOf(manifest['spec']),
    manifest,
    partial: source.partial ?? false,
    origin: source.origin,
  };
}

/** Labels or annotations as a manifest has them. */
export function labelsIn(value: unknown): PartlyLabels {
  return isHole(value) ? value : (fieldsOf(value) as PartlyLabels);
}

/** The labels that an object of Istio selects pods by, in its `selector` or its `workloadSelector`; empty for all pods. */
export function selectorOf(spec: Fields): PartlyLabels {
  const { selector, workloadSelector } = spec;
  if (isHole(selector)) return selector;
  if (isHole(workloadSelector)) return workloadSelector;
  // A DestinationRule has matchLabels there, and all others have labels.
  const { labels, matchLabels = labels } = fieldsOf(workloadSelector);
  return labelsIn(fieldsOf(selector)['matchLabels'] ?? matchLabels);
}
