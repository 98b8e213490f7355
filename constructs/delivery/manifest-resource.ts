import { TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import { MeshContext } from '../mesh-context';
import { CARRIES, type Carrier, type Deliverable } from './deliverable';
import { dependsOnOf } from './dependencies';
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
    if (adopt) {
      const place = namespace === undefined ? '' : `namespace=${namespace},`;
      this.importFrom(`apiVersion=${apiVersion},kind=${kind},${place}name=${name}`, this.provider);
    }
  }

  get [CARRIES](): readonly Deliverable[] {
    return [this.object];
  }

  override toTerraform(): object {
    this.dependsOn = dependsOnOf(this, this.object.waitsFor());
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
