import { Construct, type IConstruct } from 'constructs';
import { ProviderResource } from '../delivery/provider-resource';
import { MeshContext } from '../mesh-context';
import { isNamespaceName, NAMESPACE_NAME_RULE } from '../namespace-name';
import { checkProps } from '../shapes/check';
import { injectionLabels } from './injection-label';

/** Properties of {@link MeshNamespace}. */
export interface MeshNamespaceProps {
  /** The namespace's name. */
  readonly name: string;
  /**
   * Whether the pods of the namespace get a sidecar, from the revision of the mesh context.
   * @default - the namespace carries no injection label
   */
  readonly injection?: 'enabled' | 'disabled';
  /** @default - none but the injection label */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Constructs that must be in the cluster before.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * A namespace that this program creates and deletes, with everything in it. For one that exists already, see InjectionLabel.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export class MeshNamespace extends Construct {
  /** The namespace's name. */
  readonly name: string;

  /**
   * @throws Error when Kubernetes would refuse the name
   */
  constructor(scope: Construct, id: string, props: MeshNamespaceProps) {
    checkProps(scope, id, 'MeshNamespaceProps', props);
    checkNamespaceName(scope, id, props.name);
    super(scope, id);
    this.name = props.name;
    const { providers, revision } = MeshContext.of(this);
    const labels = { ...(props.injection && injectionLabels(props.injection, revision)), ...props.labels };
    new ProviderResource(this, 'Resource', {
      type: 'kubernetes_namespace_v1',
      attributes: {
        metadata: {
          name: props.name,
          ...(Object.keys(labels).length > 0 && { labels }),
          ...(props.annotations && { annotations: { ...props.annotations } }),
        },
      },
      provider: providers.kubernetes,
      dependsOn: props.dependsOn,
    });
  }
}

function checkNamespaceName(scope: Construct, id: string, name: string): void {
  if (isNamespaceName(name)) return;
  const at = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  throw new Error(`${at}: name: expected ${NAMESPACE_NAME_RULE}, got ${JSON.stringify(name)}`);
}
