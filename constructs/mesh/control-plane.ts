import { Construct, type IConstruct } from 'constructs';
import { BaseChart } from '../charts/base-chart';
import { IstiodChart } from '../charts/istiod-chart';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import { type IstiodSettings, istiodValues } from './istiod-settings';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link ControlPlane}. */
export interface ControlPlaneProps extends IstiodSettings {
  /**
   * Where istiod runs; must be the mesh's root namespace, and exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
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
 * @throws Error for a `compatibilityVersion` that the release's charts do not have
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
    checkProps(scope, id, 'ControlPlaneProps', props);
    super(scope, id);
    const context = MeshContext.of(this);
    const { namespace, chartProfile: profile } = props;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.rootNamespace);
    if (this.namespace !== context.rootNamespace) {
      throw new Error(
        `${this.node.path}: namespace: expected the mesh's root namespace "${context.rootNamespace}", got "${this.namespace}": set rootNamespace in MeshContext`,
      );
    }
    const dependsOn = [...(typeof namespace === 'object' ? [namespace] : []), ...(props.dependsOn ?? [])];

    this.base = new BaseChart(this, 'Base', {
      values: profile === undefined ? {} : { profile },
      timeoutSeconds: props.timeoutSeconds,
      dependsOn,
    });
    this.istiod = new IstiodChart(this, 'Istiod', {
      values: istiodValues(this, props),
      extraValues: props.extraIstiodValues,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [this.base],
    });
    this.node.defaultChild = this.istiod;
  }
}
