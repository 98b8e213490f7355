import type { TerraformProvider } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { ProviderResource } from '../delivery/provider-resource';

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
  /** What must be in the cluster before: any constructs, of this or another stack. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * A Deployment with one container.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/deployment_v1
 */
export class ApplicationDeployment extends ProviderResource {
  constructor(scope: Construct, id: string, props: ApplicationDeploymentProps) {
    const { name, namespace, labels, container = name, image, port, requests, replicas, provider, dependsOn } = props;
    super(scope, id, {
      type: 'kubernetes_deployment_v1',
      attributes: {
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
      },
      provider,
      dependsOn,
    });
  }
}
