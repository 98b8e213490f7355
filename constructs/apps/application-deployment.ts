import { type TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** Properties of {@link ApplicationDeployment}. */
export interface ApplicationDeploymentProps {
  /** The Deployment's name, and its container's where `container` is not given. */
  readonly name: string;
  readonly namespace: string;
  /** The labels of the Deployment and its pods, by which it also selects them. */
  readonly labels: Readonly<Record<string, string>>;
  /** @default - the Deployment's name */
  readonly container?: string;
  /** The image, with its tag. */
  readonly image: string;
  /** The port that the container listens on. */
  readonly port: number;
  /** What the container asks for, such as `{ cpu: '100m' }`. */
  readonly requests: Readonly<Record<string, string>>;
  readonly replicas: number;
  /**
   * The provider configuration to deploy with.
   * @default - the stack's default one
   */
  readonly provider?: TerraformProvider;
}

/**
 * A Deployment with one container. Written out here because the provider's class knows every field of every pod: loading
 * it takes longer than the rest of the program.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs/resources/deployment_v1
 */
export class ApplicationDeployment extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApplicationDeploymentProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'kubernetes_deployment_v1',
      terraformGeneratorMetadata: { providerName: 'kubernetes', providerVersion: '2.38.0' },
      provider: props.provider,
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { name, namespace, labels, container = name, image, port, requests, replicas } = this.props;
    return {
      metadata: { name, namespace, labels },
      spec: {
        replicas: `${replicas}`,
        selector: { match_labels: labels },
        template: {
          metadata: { labels },
          spec: {
            container: [
              {
                name: container,
                image,
                image_pull_policy: 'IfNotPresent',
                resources: { requests },
                port: [{ container_port: port }],
              },
            ],
          },
        },
      },
    };
  }
}
