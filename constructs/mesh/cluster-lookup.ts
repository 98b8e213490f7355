import { TerraformDataSource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { dependsOnOf } from '../delivery/dependencies';
import { MeshContext } from '../mesh-context';

/**
 * Something that is read from the cluster whenever Terraform plans. Only expressions refer to it, which is why it does
 * without the provider's class and the time that takes to load.
 */
export class ClusterLookup extends TerraformDataSource {
  /** The data source in Terraform's own language. */
  readonly address: string;

  constructor(
    scope: Construct,
    id: string,
    type: 'kubernetes_service_v1' | 'kubernetes_nodes',
    private readonly attributes: Readonly<Record<string, unknown>>,
    dependsOn: readonly IConstruct[] = [],
  ) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'kubernetes', providerVersion: '2.38.0' },
      provider: MeshContext.of(scope).providers.kubernetes,
    });
    this.address = `data.${type}.${this.friendlyUniqueId}`;
    this.dependsOn = dependsOnOf(this, dependsOn);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }
}
