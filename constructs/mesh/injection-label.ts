import { Construct, type IConstruct } from 'constructs';
import { INJECTION_LABEL, REVISION_LABEL } from '../../model/data-plane';
import { ProviderResource } from '../delivery/provider-resource';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';

/** Properties of {@link InjectionLabel}. */
export interface InjectionLabelProps {
  /** A namespace that exists already and belongs to somebody else, such as `default`. */
  readonly namespace: string;
  /** @default enabled */
  readonly injection?: 'enabled' | 'disabled';
  /**
   * Whether to overwrite a value that somebody else has set. Without it a deploy stops at one, and takes over an equal one.
   * @default false
   */
  readonly force?: boolean;
  /**
   * Constructs that must be in the cluster before.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Switches sidecar injection for an existing namespace. Owns that one label and removes it in the end; the namespace
 * itself stays as it is.
 *
 * With a revision in the mesh context the label is `istio.io/rev`, since `istio-injection` would win over it.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy
 */
export class InjectionLabel extends Construct {
  /** The namespace's name. */
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: InjectionLabelProps) {
    checkProps(scope, id, 'InjectionLabelProps', props);
    super(scope, id);
    this.namespace = props.namespace;
    const { providers, revision } = MeshContext.of(this);
    new ProviderResource(this, 'Resource', {
      type: 'kubernetes_labels',
      attributes: {
        api_version: 'v1',
        kind: 'Namespace',
        metadata: { name: props.namespace },
        labels: injectionLabels(props.injection ?? 'enabled', revision),
        force: props.force,
      },
      provider: providers.kubernetes,
      dependsOn: props.dependsOn,
    });
  }
}

/** The label that switches injection for a namespace. */
export function injectionLabels(injection: 'enabled' | 'disabled', revision?: string): Record<string, string> {
  return injection === 'enabled' && revision !== undefined
    ? { [REVISION_LABEL]: revision }
    : { [INJECTION_LABEL]: injection };
}
