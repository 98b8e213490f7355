import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { ManifestRelease } from './manifest-release';
import { isToken } from './terraform-template';

/** What a bundle of objects is made of. */
export interface ResourceBundleProps {
  /**
   * The namespace that the bundle's Helm release belongs to, and of the objects in it that name none.
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /**
   * The release's name in the cluster, unique in its namespace.
   * @default - the stack's name
   */
  readonly releaseName?: string;
  /**
   * Whether objects that exist already are taken over.
   * @default false
   */
  readonly takeOwnership?: boolean;
  /** What must be in the cluster before: any constructs, of this or another stack. */
  readonly dependsOn?: readonly IConstruct[];
}

const BUNDLE = Symbol.for('cdktf-istio.ResourceBundle');

/**
 * Delivers every object below it in one Helm release: one resource in Terraform's state, one step in a plan, all or nothing.
 *
 * Objects that are delivered as manifests stay on their own.
 *
 * @example
 * const shop = new ResourceBundle(this, 'Shop', { namespace: 'shop' });
 * new VirtualService(shop, 'Cart', { metadata: { name: 'cart' }, spec: { hosts: ['cart'] } });
 */
export class ResourceBundle extends Construct {
  /** The nearest bundle above a construct. */
  static of(construct: IConstruct): ResourceBundle | undefined {
    for (let at = construct.node.scope; at !== undefined; at = at.node.scope) {
      if (BUNDLE in at) return at as unknown as ResourceBundle;
    }
    return undefined;
  }

  /** The Helm release that carries the objects. */
  readonly release: ManifestRelease;

  /**
   * @throws Error when no release name is given and the stack's name cannot be one
   */
  constructor(scope: Construct, id: string, props: ResourceBundleProps = {}) {
    checkProps(scope, id, 'ResourceBundleProps', props);
    super(scope, id);
    Object.defineProperty(this, BUNDLE, { value: true });
    const namespace = props.namespace ?? MeshContext.of(this).namespace;
    if (props.namespace !== undefined) MeshContext.set(this, { namespace });
    const releaseName = props.releaseName ?? TerraformStack.of(this).node.id.toLowerCase();
    if (isToken(releaseName) || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(releaseName)) {
      throw new Error(
        `${this.node.path}: releaseName: expected lowercase letters, digits, "-" and ".", known before the deploy, got ${JSON.stringify(releaseName)}`,
      );
    }
    this.release = new ManifestRelease(this, 'Resource', {
      releaseName,
      namespace,
      takeOwnership: props.takeOwnership,
      dependsOn: props.dependsOn,
    });
  }

  /** Makes the bundle wait for everything inside the given constructs, of this or another stack. */
  addDependency(...dependencies: readonly IConstruct[]): void {
    this.release.addDependency(...dependencies);
  }
}
