import type { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Canonical } from './terraform-template';

/** The metadata of a Kubernetes object. */
export interface ObjectMeta {
  /** The object's name, unique among its kind in its namespace. */
  readonly name: string;
  /**
   * The namespace the object lives in.
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /** @default - the mesh context's */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - the mesh context's */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Kubernetes object as it is sent. */
export interface Manifest {
  /** Group and version of the object's kind. */
  readonly apiVersion: string;
  /** The Kubernetes kind. */
  readonly kind: string;
  /** The object's name and what else identifies it. */
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

// Registered symbols, so that two copies of the package in one program know each other's constructs.
/** Marks a construct whose object travels in a Terraform resource that may stand elsewhere in the tree. */
export const CARRIED_BY = Symbol.for('cdktf-istio.carriedBy');
/** Marks a Terraform resource that Kubernetes objects travel in. */
export const CARRIES = Symbol.for('cdktf-istio.carries');

/** Marks a Helm release of one of Istio's own charts. */
export const CHART_ROLE = Symbol.for('cdktf-istio.chartRole');

/** What a chart of Istio's is for, where that decides what comes before what. */
export type ChartRole = 'definitions' | 'control plane' | 'proxy';

/** A Kubernetes object of the program, as what carries and checks it sees it. */
export interface Deliverable extends IConstruct {
  /** Group and version of the object's kind. */
  readonly apiVersion: string;
  /** The Kubernetes kind. */
  readonly kind: string;
  /** The object's name in the cluster. */
  readonly name: string;
  /** Undefined for objects that belong to no namespace. */
  readonly namespace: string | undefined;
  /** The object as it is sent. */
  readonly manifest: Manifest;
  /** The manifest as JSON text, escaped for Terraform. Of use only where no tokens stand inside it. */
  readonly text: string;
  /** The manifest, and whether tokens stand inside it. */
  readonly rendered: Canonical<Manifest>;
  /** The Terraform resource that the object travels in. */
  readonly [CARRIED_BY]: TerraformResource;
  /** What the object waits for. */
  waitsFor(): Iterable<IConstruct>;
}

/** A Terraform resource that objects of this package travel in. */
export interface Carrier extends TerraformResource {
  /** The objects that travel in it; undefined where only a chart knows them. */
  readonly [CARRIES]: readonly Deliverable[] | undefined;
}

/** A Helm release of the program, as what checks it sees it. */
export interface Release extends Carrier {
  /** The release's name in the cluster. */
  readonly releaseName: string;
  /** The namespace of the release. */
  readonly namespace: string;
  /** The Terraform addresses of what the release waits for, in its own stack. */
  dependencyAddresses(): readonly string[] | undefined;
}

/** Whether a construct is a Kubernetes object of this package, of whichever copy of it. */
export function isDeliverable(construct: IConstruct): construct is Deliverable {
  return CARRIED_BY in construct;
}

/** The objects of this package that travel in a Terraform resource; undefined where there can be none. */
export function objectsIn(resource: IConstruct): readonly Deliverable[] | undefined {
  return (resource as Partial<Carrier>)[CARRIES];
}

/** Whether an object travels in a Terraform resource of its own. */
export function travelsAlone(object: Deliverable): boolean {
  return object[CARRIED_BY].node.scope === object;
}
