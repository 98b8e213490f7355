import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { chartName } from '../../model/charts';
import { dataPlaneOf, INJECT_LABEL } from '../../model/data-plane';
import type { Labels } from '../../model/labels';
import { type Fields, fieldsOf } from '../../model/value';
import { CHART_ROLE, type ChartRole, type Deliverable, objectsIn, type Release } from './deliverable';

/** A namespace, or the labels of one that somebody else makes. */
export interface NamespaceArrival {
  readonly role: 'namespace' | 'labels';
  readonly name: string;
  /** Whether pods of the namespace get a sidecar. */
  readonly injects: boolean;
  readonly at: TerraformResource;
}

/** The definitions of Istio's kinds, or an istiod. */
export interface IstioArrival {
  readonly role: 'definitions' | 'control plane';
  readonly at: TerraformResource;
}

/** The definition of a custom kind. */
export interface DefinitionArrival {
  readonly role: 'definition';
  /** Its group and kind: `shop.example.com/Widget`. */
  readonly name: string;
  readonly at: TerraformResource;
}

/** Something that others cannot be deployed without. */
export type Arrival = NamespaceArrival | IstioArrival | DefinitionArrival;

/** What a resource cannot be deployed without. */
export interface Needs {
  /** The namespaces it has something in, and whether that may be pods. */
  readonly namespaces: ReadonlyMap<string, boolean>;
  /** The groups and kinds of its objects: `shop.example.com/Widget`. */
  readonly kinds: ReadonlySet<string>;
  /** Whether istiod validates or injects something of it wherever it is. */
  readonly istio: boolean;
}

const WORKLOADS = /^(CronJob|DaemonSet|Deployment|Job|Pod|ReplicaSet|ReplicationController|StatefulSet)$/;
const WORKLOAD_TYPES =
  /^kubernetes_(cron_job|daemonset|daemon_set|deployment|job|pod|replication_controller|stateful_set)(_v1)?$/;

/** An argument of a resource, of this package or of a provider's class. */
function argument(resource: TerraformResource, name: string): unknown {
  const { attributes } = resource as { readonly attributes?: Fields };
  return attributes === undefined ? (resource as unknown as Fields)[`${name}Input`] : attributes[name];
}

function injects(name: string, labels: unknown): boolean {
  return dataPlaneOf({ namespace: name, namespaceLabels: fieldsOf(labels) as Labels }).mode === 'sidecar';
}

/** What arrives in the cluster with a construct that others may have to wait for. */
export function arrivalsOf(at: IConstruct): readonly Arrival[] {
  if (!TerraformResource.isTerraformResource(at)) return [];
  const { terraformResourceType: type } = at;
  const objects = objectsIn(at);
  if (objects !== undefined) {
    // A manifest is made when it is read.
    return objects.flatMap((one) => (ARRIVING.has(one.kind) ? arrivalsOfObject(one.manifest, at) : []));
  }
  if (type === 'helm_release') {
    const role = roleOf(at);
    return role === 'definitions' || role === 'control plane' ? [{ role, at }] : [];
  }
  if (type === 'kubernetes_manifest') return arrivalsOfObject(fieldsOf(argument(at, 'manifest')), at);
  const { name, labels } = fieldsOf(argument(at, 'metadata'));
  if (typeof name !== 'string') return [];
  if (type === 'kubernetes_namespace' || type === 'kubernetes_namespace_v1') {
    return [{ role: 'namespace', name, injects: injects(name, labels), at }];
  }
  return type === 'kubernetes_labels' && argument(at, 'kind') === 'Namespace'
    ? [{ role: 'labels', name, injects: injects(name, argument(at, 'labels')), at }]
    : [];
}

const ARRIVING: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition']);

function arrivalsOfObject({ apiVersion, kind, metadata, spec }: Fields, at: TerraformResource): readonly Arrival[] {
  if (kind === 'Namespace' && apiVersion === 'v1') {
    const { name, labels } = fieldsOf(metadata);
    return typeof name === 'string' ? [{ role: 'namespace', name, injects: injects(name, labels), at }] : [];
  }
  if (kind !== 'CustomResourceDefinition') return [];
  const { group, names } = fieldsOf(spec);
  return [{ role: 'definition', name: `${String(group)}/${String(fieldsOf(names)['kind'])}`, at }];
}

function roleOf(release: TerraformResource): ChartRole | undefined {
  const role = (release as { [CHART_ROLE]?: ChartRole })[CHART_ROLE];
  if (role !== undefined) return role;
  // The provider's own class.
  return chartName(String(argument(release, 'chart'))) === 'istiod' ? 'control plane' : undefined;
}

/** What a resource cannot be deployed without. */
export function needsOf(resource: TerraformResource): Needs {
  const { terraformResourceType: type } = resource;
  const namespaces = new Map<string, boolean>();
  const add = (name: unknown, pods: boolean): void => {
    if (typeof name === 'string') namespaces.set(name, pods || namespaces.get(name) === true);
  };
  const objects = objectsIn(resource);
  if (objects !== undefined) {
    const kinds = new Set<string>();
    let istio = false;
    for (const object of objects) {
      add(object.namespace, WORKLOADS.test(object.kind));
      kinds.add(kindNameOf(object.apiVersion, object.kind));
      istio ||= isIstios(object.apiVersion) || asksForSidecar(object);
    }
    if (type === 'helm_release') add((resource as Release).namespace, false);
    return { namespaces, kinds, istio };
  }
  const none: ReadonlySet<string> = new Set();
  if (type === 'helm_release') {
    const { namespace = argument(resource, 'namespace') } = resource as { readonly namespace?: unknown };
    const role = roleOf(resource);
    add(namespace, role === undefined);
    return { namespaces, kinds: none, istio: role === 'proxy' };
  }
  if (!type.startsWith('kubernetes_')) return { namespaces, kinds: none, istio: false };
  const manifest = fieldsOf(argument(resource, 'manifest'));
  const metadata = fieldsOf(argument(resource, 'metadata') ?? manifest.metadata);
  const isNamespace = type === 'kubernetes_labels' && argument(resource, 'kind') === 'Namespace';
  add(
    isNamespace ? metadata.name : metadata.namespace,
    WORKLOAD_TYPES.test(type) || WORKLOADS.test(String(manifest.kind)),
  );
  const kinds = new Set([kindNameOf(String(manifest.apiVersion), String(manifest.kind))]);
  return { namespaces, kinds, istio: isIstios(String(manifest.apiVersion)) };
}

function kindNameOf(apiVersion: string, kind: string): string {
  return `${apiVersion.slice(0, apiVersion.indexOf('/'))}/${kind}`;
}

function isIstios(apiVersion: string): boolean {
  return /\.istio\.io\//.test(apiVersion);
}

function asksForSidecar({ kind, manifest }: Deliverable): boolean {
  if (!WORKLOADS.test(kind)) return false;
  const template = kind === 'Pod' ? manifest : fieldsOf(fieldsOf(manifest.spec).template);
  const { labels, annotations } = fieldsOf(template.metadata);
  return String(fieldsOf(labels)[INJECT_LABEL] ?? fieldsOf(annotations)[INJECT_LABEL]) === 'true';
}
