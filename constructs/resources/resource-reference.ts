import { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import type { ResourceKind } from './generated/kinds';

/** Which resource is meant. */
export interface ResourceReferenceProps {
  /** The resource's name. */
  readonly name: string;
  /**
   * The namespace it lives in.
   * @default - the mesh context's
   */
  readonly namespace?: string;
}

/** An Istio resource that exists without this program: known by name, never deployed. */
export class ResourceReference extends Construct {
  /** The Kubernetes kind. */
  readonly kind: ResourceKind;
  /** The resource's name. */
  readonly name: string;
  /** The namespace that the resource lives in. */
  readonly namespace: string;

  constructor(scope: Construct, id: string, kind: ResourceKind, props: ResourceReferenceProps) {
    super(scope, id);
    this.kind = kind;
    this.name = props.name;
    this.namespace = props.namespace ?? MeshContext.of(this).namespace;
  }
}
