import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { checkProps } from '../shapes/check';

/** How Terraform's providers reach a cluster. */
export interface ClusterProvidersProps {
  /**
   * The kubeconfig file, or several that are merged as kubectl merges them.
   * @default - none: the other properties say all
   */
  readonly kubeconfig?: string | readonly string[];
  /**
   * The context of the kubeconfig.
   * @default - the one that happens to be current
   */
  readonly context?: string;
  /**
   * Further arguments of both providers' connection in Terraform's own spelling, such as `host` and `exec`.
   * @default - none
   */
  readonly connection?: Readonly<Record<string, unknown>>;
  /**
   * The providers' alias, for stacks that reach several clusters; pass the providers in `MeshContext` then.
   * @default - the stack's default providers
   */
  readonly alias?: string;
}

/**
 * The `kubernetes` and `helm` providers of a stack, both connected to one cluster. The classes of `@cdktf/provider-kubernetes`
 * and `@cdktf/provider-helm` do the same; these do it without the two packages, under cdktf and cdktn alike.
 *
 * @example
 * new ClusterProviders(stack, 'Cluster', { kubeconfig: '~/.kube/config', context: 'minikube' });
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs#authentication
 */
export class ClusterProviders extends Construct {
  /** The `kubernetes` provider. */
  readonly kubernetes: TerraformProvider;
  /** The `helm` provider. */
  readonly helm: TerraformProvider;

  /**
   * @throws InvalidPropsError when nothing says which cluster is meant
   */
  constructor(scope: Construct, id: string, props: ClusterProvidersProps) {
    checkProps(scope, id, 'ClusterProvidersProps', props);
    const { kubeconfig, context, connection = {}, alias } = props;
    const paths = typeof kubeconfig === 'string' ? [kubeconfig] : (kubeconfig ?? []);
    const faults =
      paths.length === 0 && Object.keys(connection).length === 0
        ? ['kubeconfig: expected the path of a kubeconfig file, or a connection, got neither']
        : [];
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    const connected = {
      ...(paths.length === 1 && { config_path: paths[0] }),
      ...(paths.length > 1 && { config_paths: [...paths] }),
      ...(context !== undefined && { config_context: context }),
      ...connection,
    };
    // On the scope, where cdktf and this package look for a stack's default providers.
    this.kubernetes = new Provider(scope, 'kubernetes', '>= 2.30.0, < 4.0.0', connected, alias);
    this.helm = new Provider(scope, 'helm', '~> 3.0', { kubernetes: connected }, alias);
  }
}

class Provider extends TerraformProvider {
  constructor(
    scope: Construct,
    name: 'kubernetes' | 'helm',
    versions: string,
    private readonly attributes: Readonly<Record<string, unknown>>,
    private readonly givenAlias: string | undefined,
  ) {
    super(scope, givenAlias === undefined ? name : `${name}-${givenAlias}`, {
      terraformResourceType: name,
      terraformGeneratorMetadata: { providerName: name, providerVersionConstraint: versions },
      terraformProviderSource: `hashicorp/${name}`,
    });
  }

  override get alias(): string | undefined {
    return this.givenAlias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.attributes };
  }
}
