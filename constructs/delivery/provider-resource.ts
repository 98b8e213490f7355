import { type TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { rememberPlace } from '../place';
import { dependsOnOf, dependsOnWithImplied } from './dependencies';
import { orderStackOf, orderStacksAround } from './implied-order';
import { checkProviderOf } from './provider-checks';

/** What a {@link ProviderResource} is made of. */
export interface ProviderResourceProps {
  /** The resource's type, such as `kubernetes_namespace_v1`. */
  readonly type: string;
  /** The resource's arguments, in Terraform's own spelling; undefined ones are left out. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What must be in the cluster before: any constructs, of this or another stack. */
  readonly dependsOn?: readonly IConstruct[];
  /**
   * The provider configuration to deploy with.
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * A resource of a Terraform provider, without the provider's class: the packages with these classes are 150 MB, and take
 * long to load.
 */
export class ProviderResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProviderResourceProps,
  ) {
    super(scope, id, {
      terraformResourceType: props.type,
      terraformGeneratorMetadata: { providerName: props.type.slice(0, props.type.indexOf('_')) },
      provider: props.provider,
    });
    rememberPlace(this);
    orderStackOf(this);
    checkProviderOf(this);
  }

  /** The resource's arguments, in Terraform's own spelling. */
  get attributes(): Readonly<Record<string, unknown>> {
    return this.props.attributes;
  }

  /** The Terraform addresses of what the resource waits for, in its own stack. */
  dependencyAddresses(): readonly string[] | undefined {
    return dependsOnOf(this, this.props.dependsOn ?? []);
  }

  // Rendered on every call, because Aspects and validations run between cdktf's calls.
  override toTerraform(): object {
    orderStacksAround(this);
    this.dependsOn = dependsOnWithImplied(this);
    return super.toTerraform();
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.props.attributes };
  }
}
