import type { Fields } from '../values';

/** What a change does to one Kubernetes object. `forget`: Terraform stops managing it and leaves it in place. */
export type ObjectAction = 'none' | 'create' | 'update' | 'delete' | 'replace' | 'forget';

/** Where an object stands: in which stack, in which Terraform resource, written by which construct. */
export interface Place {
  readonly stack: string;
  readonly address: string;
  /** The construct path, or the address where no construct is known. */
  readonly source: string;
}

/** One Kubernetes object, or one release of a chart, before and after. What is secret has been taken out already. */
export interface ObjectPair extends Place {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly action: ObjectAction;
  /** Where it stood before, if it stood elsewhere. */
  readonly movedFrom?: Place;
  /** Whether only some fields of an object of others are meant, as with `kubernetes_labels`. */
  readonly partial: boolean;
  /** The Helm release the object travels in, if it travels in one. */
  readonly release?: string;
  /** Whether it is a release that carries objects, which are reported one by one. */
  readonly carrier?: true;
  readonly before?: Fields;
  readonly after?: Fields;
}

/** The kind given to a release of a chart whose objects only the chart knows: `spec` has chart, version, values and settings. */
export const CHART = 'HelmChart';

/** The kind given to a Terraform resource that is no Kubernetes object: `apiVersion` is its type, `spec` its attributes. */
export const RESOURCE = 'TerraformResource';

/** How reports name an object: `VirtualService shop/hello`. */
export function titleOf({
  kind,
  namespace,
  name,
  apiVersion,
}: Pick<ObjectPair, 'kind' | 'namespace' | 'name' | 'apiVersion'>): string {
  const place = namespace ? `${namespace}/${name}` : name;
  if (kind === CHART) return `release ${place}`;
  if (kind === RESOURCE) return `${apiVersion} ${name}`;
  return `${kind} ${place}`;
}
