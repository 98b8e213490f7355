import { Construct, type IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { rememberPlace } from '../place';
import type { Declaration } from '../references/declarations';
import { checkGiven } from '../shapes/check';

/** A port of a Service. */
export interface DeclaredPort {
  /** The Service's port. */
  readonly port: number;
  /**
   * The port's name.
   * @default - none
   */
  readonly name?: string;
  /**
   * The port that the pods listen on.
   * @default - the Service's port
   */
  readonly targetPort?: number;
}

/** What names a Service that somebody else owns. */
export interface DeclaredServiceProps {
  /** The Service's name. */
  readonly name: string;
  /** @default - the mesh context's */
  readonly namespace?: string;
  /**
   * The Service's ports.
   * @default - not known, so that nothing is said about them
   */
  readonly ports?: readonly DeclaredPort[];
}

/** What names the pods of a gateway that somebody else owns. */
export interface DeclaredGatewayProps {
  /** The labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** @default - the mesh context's root namespace */
  readonly namespace?: string;
  /**
   * The ports of the Service in front of them.
   * @default - not known, so that nothing is said about them
   */
  readonly ports?: readonly DeclaredPort[];
}

/** What a declared object is. */
export type DeclaredDescription = Declaration<DeclaredPort> | { readonly kind: 'Provider'; readonly name: string };

// A registered symbol, so that two copies of the package in one program know each other's declarations.
const DECLARED = Symbol.for('cdktf-istio.DeclaredObject');

/** Something that exists without this program and that its resources refer to. Nothing is deployed; the checks know of it. */
export class DeclaredObject extends Construct {
  /** Whether a construct is a declaration, of whichever copy of the package. */
  static isDeclaredObject(construct: IConstruct): construct is DeclaredObject {
    return DECLARED in construct;
  }

  /** Declares a Service. */
  static serviceFromName(scope: Construct, id: string, props: DeclaredServiceProps): DeclaredObject {
    checkGiven('DeclaredObject.serviceFromName', { props });
    const { name, namespace = MeshContext.of(scope).namespace, ports } = props;
    return new DeclaredObject(scope, id, { kind: 'Service', name, namespace, ...(ports && { ports }) });
  }

  /** Declares a Secret, such as the certificate of a gateway. */
  static secretFromName(
    scope: Construct,
    id: string,
    props: { readonly name: string; readonly namespace?: string },
  ): DeclaredObject {
    checkGiven('DeclaredObject.secretFromName', { props });
    const { name, namespace = MeshContext.of(scope).namespace } = props;
    return new DeclaredObject(scope, id, { kind: 'Secret', name, namespace });
  }

  /** Declares a telemetry or authorization provider of the mesh's configuration. */
  static providerFromName(scope: Construct, id: string, name: string): DeclaredObject {
    checkGiven('DeclaredObject.providerFromName', { name });
    return new DeclaredObject(scope, id, { kind: 'Provider', name });
  }

  /** Declares the pods of a gateway and the Service in front of them. */
  static gatewayFromSelector(scope: Construct, id: string, props: DeclaredGatewayProps): DeclaredObject {
    checkGiven('DeclaredObject.gatewayFromSelector', { props });
    const { selector, namespace = MeshContext.of(scope).rootNamespace, ports } = props;
    return new DeclaredObject(scope, id, { kind: 'Gateway', selector, namespace, ...(ports && { ports }) });
  }

  private constructor(
    scope: Construct,
    id: string,
    /** What it is and what is known of it. */
    readonly description: DeclaredDescription,
  ) {
    super(scope, id);
    rememberPlace(this);
    Object.defineProperty(this, DECLARED, { value: true });
  }
}
