import { Construct, type IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { rememberPlace } from '../place';
import { checkProps } from '../shapes/check';
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

// A registered symbol, so that two copies of the package in one program know each other's references.
const REFERENCE = Symbol.for('cdktf-istio.ResourceReference');

/** An Istio resource that exists without this program: known by name, never deployed. */
export class ResourceReference extends Construct {
  /** Whether a construct is a reference, of whichever copy of the package. */
  static isResourceReference(construct: IConstruct): construct is ResourceReference {
    return REFERENCE in construct;
  }

  /** The Kubernetes kind. */
  readonly kind: ResourceKind;
  /** The resource's name. */
  readonly name: string;
  /** The namespace that the resource lives in. */
  readonly namespace: string;

  constructor(scope: Construct, id: string, kind: ResourceKind, props: ResourceReferenceProps) {
    checkProps(scope, id, 'ResourceReferenceProps', props);
    super(scope, id);
    rememberPlace(this);
    Object.defineProperty(this, REFERENCE, { value: true });
    this.kind = kind;
    this.name = props.name;
    this.namespace = props.namespace ?? MeshContext.of(this).namespace;
  }
}
