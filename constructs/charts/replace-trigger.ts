import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A text in Terraform's state, for other resources to be replaced when it changes. cdktf's own class would run Terraform
 * while the program does, to see whether it is new enough.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class ReplaceTrigger extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly input: string,
  ) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.input };
  }
}
