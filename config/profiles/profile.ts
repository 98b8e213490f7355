import type { GatewayServicePort } from '../../constructs/charts/gateway-service';
import type { IstiodValues } from '../../constructs/charts/generated/istiod-values';
import type { DeploymentStrategy, ResourceRequirements } from '../../constructs/charts/pod-values';

/** A gateway of a profile. */
export interface GatewayProfile {
  readonly ports: readonly GatewayServicePort[];
  /** @default - the chart's own */
  readonly resources?: ResourceRequirements;
  /** Whether the gateway scales by its load. */
  readonly autoscaling: boolean;
  /**
   * How pods are replaced, where the release's chart takes it.
   * @default - Kubernetes' own
   */
  readonly strategy?: DeploymentStrategy;
}

/** What one of Istio's profiles installs, apart from what differs between the releases. */
export interface Profile {
  /** Said in a line. */
  readonly summary: string;
  /** The profile's name in charts that know profiles; none for the charts' own defaults. */
  readonly chartProfile?: string;
  /** The values that give the same where the charts know no profiles. */
  readonly istiod: IstiodValues;
  /** The names of tracing providers that the profile brings along, in the minors that have them. */
  readonly tracingProviders: readonly string[];
  /** @default - none */
  readonly ingressGateway?: GatewayProfile;
  /** @default - none */
  readonly egressGateway?: GatewayProfile;
}
