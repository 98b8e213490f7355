import { Construct, type IConstruct } from 'constructs';
import { BaseChart } from '../charts/base-chart';
import type { IstiodValues } from '../charts/generated/istiod-values';
import type { ExtensionProvider } from '../charts/generated/mesh-config';
import { IstiodChart } from '../charts/istiod-chart';
import { mergeValues } from '../charts/merge-values';
import { MeshContext } from '../mesh-context';
import { has } from '../versions';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link ControlPlane}. */
export interface ControlPlaneProps {
  /**
   * Where istiod runs; must be the mesh's root namespace, and exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * The profile that the charts are told of.
   * @default - none: the charts' own defaults
   */
  readonly chartProfile?: string;
  /**
   * Values of istiod.
   * @default - the chart's own, or the profile's
   */
  readonly istiod?: IstiodValues;
  /**
   * Values of istiod that the types lack, or that must win.
   * @default - none
   */
  readonly extraIstiodValues?: Readonly<Record<string, unknown>>;
  /**
   * What telemetry and authorization may be sent to, besides what `istiod.meshConfig` names. Under a chart profile Helm
   * would let these replace the profile's own, so name there what both shall have.
   * @default - none
   */
  readonly extensionProviders?: readonly ExtensionProvider[];
  /**
   * How long the deploy waits for istiod, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Constructs that must be in the cluster before.
   * @default - the namespace, where it is a construct
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * The custom resource definitions and istiod of the Istio release in force. A deploy goes on once istiod is ready.
 *
 * @see https://istio.io/latest/docs/setup/install/helm/
 */
export class ControlPlane extends Construct {
  /** The namespace that istiod runs in. */
  readonly namespace: string;
  /** The chart of the custom resource definitions. */
  readonly base: BaseChart;
  /** The chart of istiod. */
  readonly istiod: IstiodChart;

  constructor(scope: Construct, id: string, props: ControlPlaneProps = {}) {
    super(scope, id);
    const context = MeshContext.of(this);
    const { namespace, chartProfile: profile, istiod, extensionProviders = [] } = props;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.rootNamespace);
    if (this.namespace !== context.rootNamespace) {
      throw new Error(
        `${this.node.path}: namespace: got "${this.namespace}", but the mesh's root namespace is "${context.rootNamespace}"; set rootNamespace in MeshContext`,
      );
    }
    const dependsOn = [...(typeof namespace === 'object' ? [namespace] : []), ...(props.dependsOn ?? [])];

    this.base = new BaseChart(this, 'Base', {
      values: profile === undefined ? {} : { profile },
      timeoutSeconds: props.timeoutSeconds,
      dependsOn,
    });
    this.istiod = new IstiodChart(this, 'Istiod', {
      values: mergeValues(
        profile === undefined ? {} : { profile },
        has(context.istioVersion, 'validationByDefault') ? {} : { global: { configValidation: true } },
        istiod ?? {},
        extensionProviders.length === 0
          ? {}
          : {
              meshConfig: {
                extensionProviders: [...(istiod?.meshConfig?.extensionProviders ?? []), ...extensionProviders],
              },
            },
      ) as IstiodValues,
      extraValues: props.extraIstiodValues,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [this.base],
    });
    this.node.defaultChild = this.istiod;
  }
}
