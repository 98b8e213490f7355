import { TerraformBackend, TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';

/** Properties of {@link KubernetesBackend}. */
export interface KubernetesBackendProps {
  /** The end of the Secret's name: `tfstate-<workspace>-<suffix>`. */
  readonly secretSuffix: string;
  /** @default - default */
  readonly namespace?: string;
  /** The kubeconfig's path. */
  readonly configPath?: string;
  /** The paths of several kubeconfigs that are merged. */
  readonly configPaths?: readonly string[];
  /** The kubeconfig's context. */
  readonly configContext?: string;
  /**
   * Whether the server's certificate is not verified. Terraform does not take that from the kubeconfig here.
   * @default false
   */
  readonly insecure?: boolean;
}

/**
 * Keeps Terraform's state in a Secret of the cluster, locked by a Lease.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/kubernetes
 */
export class KubernetesBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly props: KubernetesBackendProps,
  ) {
    super(scope, 'backend', 'kubernetes');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      secret_suffix: this.props.secretSuffix,
      namespace: this.props.namespace,
      config_path: this.props.configPath,
      config_paths: this.props.configPaths,
      config_context: this.props.configContext,
      insecure: this.props.insecure,
    };
  }

  override getRemoteStateDataSource(scope: Construct, id: string, _fromStack: string): TerraformRemoteState {
    const config = Object.entries(this.synthesizeAttributes()).filter(([, value]) => value !== undefined);
    const state = new KubernetesRemoteState(scope, id, 'kubernetes', {});
    state.addOverride('config', Object.fromEntries(config));
    return state;
  }
}

class KubernetesRemoteState extends TerraformRemoteState {}
