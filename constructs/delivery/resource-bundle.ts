import { TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import type { Deliverable } from './deliverable';
import { ManifestRelease } from './manifest-release';
import { MOST_RELEASES, shortHash } from './release-name';
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
   * How many Helm releases the objects are spread over, named after `releaseName` with `-1`, `-2` and so on behind it. Which release an object
   * travels in depends on its group and this number alone: no other object that comes or goes moves it.
   * @default 1
   */
  readonly releases?: number;
  /**
   * What keeps objects together in one of several releases: those with equal answers.
   * @default - the construct of the bundle that the object stands below; an object that stands in the bundle itself, its namespace and name
   */
  readonly groupBy?: (object: Deliverable) => string;
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
 * Delivers every object below it in one Helm release: one resource in Terraform's state, one step in a plan, all or nothing. More objects than a
 * release can hold are spread over several with `releases`.
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

  /** The Helm release that carries the objects; the first of {@link releases}. */
  readonly release: ManifestRelease;
  /** The Helm releases that the objects are spread over. */
  readonly releases: readonly ManifestRelease[];
  private readonly groupBy: ((object: Deliverable) => string) | undefined;

  /**
   * @throws Error when no release name is given and the stack's name cannot be one, or for a number of releases that cannot be
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
    const { releases: count = 1 } = props;
    if (!Number.isInteger(count) || count < 1 || count > MOST_RELEASES) {
      throw new Error(`${this.node.path}: releases: expected an integer from 1 to ${MOST_RELEASES}, got ${count}`);
    }
    this.groupBy = props.groupBy;
    const { takeOwnership, dependsOn } = props;
    const releases = Array.from({ length: count }, (_, i) => {
      const [childId, name] = count === 1 ? ['Resource', releaseName] : [`Resource${i + 1}`, `${releaseName}-${i + 1}`];
      return new ManifestRelease(this, childId, { releaseName: name, namespace, takeOwnership, dependsOn });
    });
    this.releases = releases;
    this.release = releases[0] as ManifestRelease;
  }

  /** The release that an object of the bundle travels in. */
  releaseFor(object: Deliverable): ManifestRelease {
    if (this.releases.length === 1) return this.release;
    const group = this.groupBy?.(object) ?? this.groupOf(object);
    // The highest of a hash for each release: with one release more, only what goes there moves.
    const ranked = this.releases.map((release, i) => ({ release, rank: shortHash(`${i + 1} ${group}`, 16) }));
    return ranked.reduce((first, other) => (other.rank > first.rank ? other : first)).release;
  }

  /** Makes the bundle wait for everything inside the given constructs, of this or another stack. */
  addDependency(...dependencies: readonly IConstruct[]): void {
    for (const release of this.releases) release.addDependency(...dependencies);
  }

  private groupOf(object: Deliverable): string {
    const { scopes } = object.node;
    const child = scopes[scopes.indexOf(this) + 1];
    const { name, namespace = '' } = object;
    const isNamed = child === object && !isToken(name) && !isToken(namespace);
    return isNamed ? `${namespace}/${name}` : (child?.node.id ?? '');
  }
}
