import { TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import { MeshContext } from '../mesh-context';
import { CARRIES, type Carrier, type Deliverable } from './deliverable';
import { dependsOnOf, dependsOnWithImplied } from './dependencies';
import { orderStackOf, orderStacksAround } from './implied-order';
import { checkProviderOf } from './provider-checks';
import { logicalIdOf } from './release-name';
import { escapeTemplates } from './terraform-template';

/**
 * One object as a `kubernetes_manifest`.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs/resources/manifest
 */
export class ManifestResource extends TerraformResource implements Carrier {
  constructor(
    private readonly object: Deliverable,
    private readonly adopt: boolean,
    lifecycle?: TerraformResourceLifecycle,
  ) {
    super(object, 'Resource', {
      terraformResourceType: 'kubernetes_manifest',
      terraformGeneratorMetadata: {
        providerName: 'kubernetes',
        providerVersion: '2.38.0',
        providerVersionConstraint: '~> 2.0',
      },
      provider: MeshContext.of(object).providers.kubernetes,
      lifecycle,
    });
    const { apiVersion, kind, name, namespace } = object;
    const logicalId = logicalIdOf(namespace ?? 'cluster', kind.toLowerCase(), name);
    if (logicalId !== undefined) this.overrideLogicalId(logicalId);
    orderStackOf(this);
    checkProviderOf(this);
    if (adopt) {
      const place = namespace === undefined ? '' : `namespace=${namespace},`;
      this.importFrom(`apiVersion=${apiVersion},kind=${kind},${place}name=${name}`, this.provider);
    }
  }

  /** The Terraform addresses of what the object waits for, in its own stack. */
  dependencyAddresses(): readonly string[] | undefined {
    return dependsOnOf(this, this.object.waitsFor());
  }

  get [CARRIES](): readonly Deliverable[] {
    return [this.object];
  }

  override toTerraform(): object {
    orderStacksAround(this);
    this.dependsOn = dependsOnWithImplied(this);
    return super.toTerraform();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      manifest: escapeTemplates(this.object.rendered.value),
      // What Helm wrote before belongs to another field manager.
      field_manager: this.adopt ? [{ force_conflicts: true }] : undefined,
    };
  }
}
