import { Construct, type IConstruct } from 'constructs';
import { BaseChart } from '../charts/base-chart';
import type { IstiodValues } from '../charts/generated/istiod-values';
import type { ExtensionProvider } from '../charts/generated/mesh-config';
import { IstiodChart } from '../charts/istiod-chart';
import { mergeValues } from '../charts/merge-values';
import { MeshContext } from '../mesh-context';
import { compareMinors, has, type IstioMinor, istioRelease } from '../versions';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link ControlPlane}. */
export interface ControlPlaneProps {
  /**
   * Where istiod runs; must be the mesh's root namespace, and exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * The profile that the charts are given.
   * @default - none: the charts' own defaults
   */
  readonly chartProfile?: string;
  /**
   * The earlier minor whose behaviour istiod keeps, while a mesh is upgraded: `1.30` under Istio 1.31.
   * @default - none: the release's own behaviour
   */
  readonly compatibilityVersion?: IstioMinor;
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
   * would let these replace the profile's own, so name there what both are to have.
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
    super(scope, id);
    const context = MeshContext.of(this);
    const { namespace, chartProfile: profile, istiod, extensionProviders = [] } = props;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.rootNamespace);
    if (this.namespace !== context.rootNamespace) {
      throw new Error(
        `${this.node.path}: namespace: expected the mesh's root namespace "${context.rootNamespace}", got "${this.namespace}": set rootNamespace in MeshContext`,
      );
    }
    const compatibility = this.compatibility(props.compatibilityVersion);
    const dependsOn = [...(typeof namespace === 'object' ? [namespace] : []), ...(props.dependsOn ?? [])];

    this.base = new BaseChart(this, 'Base', {
      values: profile === undefined ? {} : { profile },
      timeoutSeconds: props.timeoutSeconds,
      dependsOn,
    });
    this.istiod = new IstiodChart(this, 'Istiod', {
      values: mergeValues(
        profile === undefined ? {} : { profile },
        compatibility,
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

  private compatibility(version: IstioMinor | undefined): { readonly compatibilityVersion?: string } {
    if (version === undefined) return {};
    const { minor, oldestCompatible: oldest } = istioRelease(MeshContext.of(this).istioVersion);
    if (oldest !== undefined && compareMinors(version, oldest) >= 0 && compareMinors(version, minor) < 0)
      return { compatibilityVersion: version };
    const expected = oldest === undefined ? 'none' : `a minor from ${oldest} to the one before ${minor}`;
    throw new Error(
      `${this.node.path}: compatibilityVersion: expected ${expected} under Istio ${minor}, got "${version}"`,
    );
  }
}
