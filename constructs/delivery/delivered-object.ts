import { type TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { type Delivery, MeshContext } from '../mesh-context';
import { rememberPlace } from '../place';
import { checkGiven, checkProps } from '../shapes/check';
import { CARRIED_BY, type Deliverable, type Manifest, type ObjectMeta, travelsAlone } from './deliverable';
import { noteChange } from './deliveries';
import { mergePatch, setAtPath } from './manifest-changes';
import { ManifestRelease } from './manifest-release';
import { register } from './register';
import { releaseNameOf } from './release-name';
import { ResourceBundle } from './resource-bundle';
import { type Canonical, canonical, escapeTemplate, jsonText } from './terraform-template';

/** How an object is delivered, whatever its kind. */
export interface DeliveryOptions {
  /**
   * How the object reaches the cluster.
   * @default - the mesh context's
   */
  readonly delivery?: Delivery;
  /** What must be in the cluster before: any constructs, of this or another stack. */
  readonly dependsOn?: readonly IConstruct[];
  /**
   * Whether an object of this name that exists already is taken over instead of refused. As long as this is set, the object
   * stays in the cluster when its release goes or fails; remove it once the object is taken over.
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * Whether the object stays in the cluster when its release goes. Set it, deploy, and only then move the object to
   * another bundle, another stack or another way of delivery, with `adopt` there.
   * @default false
   */
  readonly retain?: boolean;
  /**
   * Whether the object, once it has left the program, leaves the cluster only after what depended on it has changed, and
   * not before: Terraform's `create_before_destroy`, which Terraform extends to all that the object depends on. Without
   * effect on objects in a bundle, which Helm removes after it has changed the others.
   * @default false
   */
  readonly outliveDependents?: boolean;
}

/** A Kubernetes object to deliver. */
export interface DeliveredObjectProps extends DeliveryOptions {
  /** Group and version of the object's kind. */
  readonly apiVersion: string;
  /** The Kubernetes kind. */
  readonly kind: string;
  /** The object's name and what else identifies it. */
  readonly metadata: ObjectMeta;
  /** Everything beside apiVersion, kind and metadata: `spec`, `data`, … */
  readonly body?: Readonly<Record<string, unknown>>;
  /**
   * Whether the object belongs to no namespace.
   * @default false
   */
  readonly clusterWide?: boolean;
}

interface Override {
  readonly path: string;
  readonly value: unknown;
}

const KEPT = { 'helm.sh/resource-policy': 'keep' };

type Strings = Readonly<Record<string, string>>;

/** Both, the second winning; undefined where that is nothing. */
function merged(first: Strings | undefined, second: Strings | undefined): Strings | undefined {
  const all = first === undefined || second === undefined ? (first ?? second) : { ...first, ...second };
  for (const _ in all) return all;
  return undefined;
}

/**
 * One Kubernetes object, delivered as the scope it stands in says: in a Helm release of its own, in the one of the
 * nearest {@link ResourceBundle} above it, or as a `kubernetes_manifest`.
 */
export abstract class DeliveredObject extends Construct implements Deliverable {
  /** Group and version of the object's kind. */
  readonly apiVersion: string;
  /** The Kubernetes kind. */
  readonly kind: string;
  /** The object's name in the cluster. */
  readonly name: string;
  /** Undefined for objects that belong to no namespace. */
  readonly namespace: string | undefined;
  /** How the object reaches the cluster. */
  readonly delivery: Delivery;
  /** The Terraform resource that the object travels in. */
  readonly [CARRIED_BY]: TerraformResource;
  private readonly dependencies: IConstruct[];

  private checked: Canonical<Manifest>;
  private awaited: (() => Readonly<Record<string, unknown>>) | undefined;
  private readonly overrides: Override[] = [];
  private current: Canonical<Manifest>;
  private textOf: Canonical<Manifest> | undefined;
  private currentText = '';
  private readonly retain: boolean;

  constructor(scope: Construct, id: string, props: DeliveredObjectProps) {
    checkProps(scope, id, 'DeliveredObjectProps', props);
    super(scope, id);
    rememberPlace(this);
    const context = MeshContext.of(this);
    const { apiVersion, kind, metadata } = props;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.name = metadata.name;
    this.namespace = props.clusterWide ? undefined : (metadata.namespace ?? context.namespace);
    this.delivery = props.delivery ?? context.delivery;
    this.dependencies = [...(props.dependsOn ?? [])];
    this.retain = props.retain ?? false;
    // A release that fails is undone, which must not take an object with it that ran before.
    const kept = (this.retain || props.adopt) && this.delivery === 'release' ? KEPT : undefined;
    this.checked = canonical<Manifest>({
      ...props.body,
      apiVersion,
      kind,
      metadata: {
        ...metadata,
        namespace: this.namespace,
        labels: merged(context.labels, metadata.labels),
        annotations: merged(merged(context.annotations, kept), metadata.annotations),
      } as ObjectMeta,
    });
    this.current = this.checked;
    this[CARRIED_BY] = this.carry(props.adopt ?? false, props.outliveDependents ?? false);
    register(this);
  }

  private carry(adopt: boolean, outliveDependents: boolean): TerraformResource {
    const lifecycle = outliveDependents ? { createBeforeDestroy: true } : undefined;
    if (this.delivery === 'manifest') {
      const { ManifestResource } = require('./manifest-resource') as typeof import('./manifest-resource');
      return new ManifestResource(this, adopt, lifecycle);
    }
    const bundle = ResourceBundle.of(this);
    if (bundle !== undefined) {
      const release = bundle.releaseFor(this);
      if (adopt) release.takeOwnership();
      release.add(this);
      return release;
    }
    const release = new ManifestRelease(this, 'Resource', {
      releaseName: releaseNameOf(this.apiVersion, this.kind, this.name, this.node.path),
      namespace: this.namespace ?? MeshContext.of(this).rootNamespace,
      takeOwnership: adopt || undefined,
      lifecycle,
    });
    release.add(this);
    return release;
  }

  /** The object as it is sent: frozen, keys sorted, with every label, patch and override so far. */
  get manifest(): Manifest {
    return this.rendered.value;
  }

  /** The manifest as JSON text, escaped for Terraform. Of use only where no tokens stand inside it. */
  get text(): string {
    const { rendered } = this;
    if (this.textOf !== rendered) {
      this.currentText = escapeTemplate(jsonText(rendered.value));
      this.textOf = rendered;
    }
    return this.currentText;
  }

  /** The manifest, and whether tokens stand inside it. */
  get rendered(): Canonical<Manifest> {
    this.settle();
    return this.current;
  }

  /** Makes the object wait for everything inside the given constructs, of this or another stack. */
  addDependency(...dependencies: readonly IConstruct[]): void {
    checkGiven('DeliveredObject.addDependency', { dependencies }, this);
    this.dependencies.push(...dependencies);
  }

  /** Sets a label of the object. */
  addLabel(key: string, value: string): void {
    checkGiven('DeliveredObject.addLabel', { key, value }, this);
    this.change({ metadata: { labels: { [key]: value } } });
  }

  /** Sets an annotation of the object. */
  addAnnotation(key: string, value: string): void {
    checkGiven('DeliveredObject.addAnnotation', { key, value }, this);
    this.change({ metadata: { annotations: { [key]: value } } });
  }

  /**
   * Merges into the manifest: objects are merged, lists replace, null deletes (RFC 7386). Checked like what was given
   * to the constructor.
   *
   * @throws whatever the constructor throws for such a manifest; the manifest is then left as it was
   */
  patch(change: Readonly<Record<string, unknown>>): void {
    checkGiven('DeliveredObject.patch', { change }, this);
    this.settle();
    const patched = canonical(mergePatch(this.checked.value, change) as Manifest);
    this.checkPatched(patched.value);
    this.become(patched);
  }

  /**
   * Merges like {@link patch}, but asks for the change only once the manifest is read, so that what grows call by call is
   * rendered once. Another call replaces a change that is still waiting. Checked when the program is synthesized.
   */
  patchOnRead(change: () => Readonly<Record<string, unknown>>): void {
    checkGiven('DeliveredObject.patchOnRead', { change }, this);
    this.awaited = change;
    noteChange(this);
  }

  /**
   * Sets a field of the manifest without any check: the way out where a cluster takes what this package does not know.
   * Holds against every label, annotation and patch, those that come later included.
   *
   * @param path fields and list positions between dots, such as `spec.http.0.timeout`; a dot inside a field is written `\.`
   * @param value undefined removes the field
   * @throws Error when the path leads through something that is neither an object nor a list
   */
  addOverride(path: string, value: unknown): void {
    checkGiven('DeliveredObject.addOverride', { path, value }, this);
    this.settle();
    const override = { path, value: value === undefined ? undefined : canonical(value).value };
    this.current = this.overridden(this.current, [override]);
    this.overrides.push(override);
    noteChange(this);
  }

  /**
   * The objects that this one is useless or harmful without, such as the subsets that a route names, as far as they travel on their
   * own: a bundle holds more than the one object, and to wait for it could close a circle that nobody wrote. It is deployed after
   * those of them in the same stack, and goes before them.
   */
  arrivesAfter(): Iterable<Deliverable> {
    return [];
  }

  /** What the object waits for: what it was told to, and {@link arrivesAfter}. */
  *waitsFor(): Iterable<IConstruct> {
    yield* this.dependencies;
    const stack = TerraformStack.of(this);
    for (const other of this.arrivesAfter()) {
      if (other !== this && travelsAlone(other) && TerraformStack.of(other) === stack) yield other;
    }
  }

  /** Refuses a patched manifest by throwing. */
  protected checkPatched(_manifest: Manifest): void {}

  /** What the checks answer for: {@link rendered} without overrides. */
  protected get withoutOverrides(): Canonical<Manifest> {
    this.settle();
    return this.checked;
  }

  private settle(): void {
    const { awaited } = this;
    if (awaited === undefined) return;
    this.awaited = undefined;
    this.change(awaited());
  }

  private change(change: Readonly<Record<string, unknown>>): void {
    this.settle();
    this.become(canonical(mergePatch(this.checked.value, change) as Manifest));
  }

  private become(checked: Canonical<Manifest>): void {
    this.current = this.overridden(checked, this.overrides);
    this.checked = checked;
    noteChange(this);
  }

  private overridden(manifest: Canonical<Manifest>, overrides: readonly Override[]): Canonical<Manifest> {
    if (overrides.length === 0) return manifest;
    return canonical(
      overrides.reduce<unknown>(
        (result, { path, value }) => setAtPath(result, path, value, this.node.path),
        manifest.value,
      ) as Manifest,
    );
  }
}
