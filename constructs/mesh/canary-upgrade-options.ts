import type { IConstruct } from 'constructs';
import type { IstioVersion } from '../versions';
import type { IstiodSettings } from './istiod-settings';
import type { MeshNamespace } from './mesh-namespace';
import type { UpgradeStep, UpgradeStepName } from './upgrade-steps';

/** A control plane, beside which another one may run. */
export interface Revision extends IstiodSettings {
  /** The Istio release. */
  readonly istioVersion: IstioVersion;
  /**
   * The revision's name, of which the name of its Helm release is made: `istiod-1-30-3`. `default` stands for the istiod
   * without a revision that ControlPlane deploys, to upgrade from it.
   * @default - the version with hyphens, `1-30-3`
   */
  readonly name?: string;
}

/** A namespace whose pods an upgrade moves from one revision to the other. */
export interface UpgradedNamespace {
  /** The namespace's name. */
  readonly name: string;
  /**
   * Whether the program creates the namespace, and deletes it with everything in it. One that exists already only gets
   * its label.
   * @default false
   */
  readonly create?: boolean;
}

/** The names of the two tags that namespaces choose a revision by. */
export interface UpgradeTags {
  /** @default stable */
  readonly stable?: string;
  /** @default canary */
  readonly canary?: string;
}

/** Properties of {@link CanaryUpgrade}. */
export interface CanaryUpgradeProps {
  /** The revision that runs before the upgrade. */
  readonly from: Revision;
  /**
   * The revision that runs after it.
   * @default - no upgrade is planned
   */
  readonly to?: Revision;
  /**
   * How many of the steps are done, as a number or by the name of the last one: 0 before the upgrade. The one value that
   * changes from one pull request to the next, up or down.
   * @default 0
   */
  readonly step?: number | UpgradeStepName;
  /**
   * The steps: install, canary, namespaces (once or several times), shares of the gateways' pods (where they are to move by
   * weights), gateways, default, retire, in this order.
   * @default - all namespaces in one step, and the gateways in another
   * @example ['install', 'canary', { namespaces: ['tests'] }, { namespaces: 100 }, { gateways: 25 }, 'gateways', 'default', 'retire']
   */
  readonly steps?: readonly UpgradeStep[];
  /**
   * The namespaces whose pods get a sidecar, in the order in which shares of them move.
   * @default - none: their labels are set elsewhere
   */
  readonly namespaces?: readonly (string | UpgradedNamespace)[];
  /**
   * The names of the tags that the namespaces' labels name.
   * @default - stable and canary
   */
  readonly tags?: UpgradeTags;
  /**
   * Whether the program's own workloads in these namespaces are restarted in the step that moves them: by an annotation
   * of their pods. Those of others are restarted by `mesh upgrade --restart NAMESPACE`.
   * @default true
   */
  readonly restart?: boolean;
  /**
   * Where the istiods run; must be the mesh's root namespace, and exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * How long the deploy waits for an istiod, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Constructs that must be in the cluster before.
   * @default - the namespace, where it is a construct
   */
  readonly dependsOn?: readonly IConstruct[];
}
