import { Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { annotate } from '../annotate';
import { GatewayChart, type GatewayChartProps } from '../charts/gateway-chart';
import type { GatewayValues } from '../charts/generated/gateway-values';
import { mergeValues } from '../charts/merge-values';
import { fitReleaseName } from '../delivery/release-name';
import { MeshContext } from '../mesh-context';
import { withPlace } from '../place';
import type { IstioVersion } from '../versions';

/** How many of a gateway's pods get their proxies from another revision, in a Deployment beside the gateway's own. */
export interface GatewayShare {
  readonly istioVersion: IstioVersion;
  readonly revision: string;
  /** Above 0, below 100. */
  readonly percent: number;
  /** Whether the gateway's own pods follow that revision too, and there are as many of them as before. */
  readonly isOver: boolean;
}

// A registered symbol, so that two copies of the package in one program see each other's scopes.
const SHARE = Symbol.for('cdktf-istio.gatewayShare');

/** Says of a scope which share of the gateways below it follows another revision. */
export function setGatewayShare(scope: Construct, share: GatewayShare): void {
  Object.defineProperty(scope, SHARE, { value: share });
}

/** What is said of the nearest scope. */
function gatewayShareOf(construct: IConstruct): GatewayShare | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const share = (at as { readonly [SHARE]?: GatewayShare })[SHARE];
    if (share !== undefined) return share;
  }
  return undefined;
}

/** How a gateway is deployed while a share of its pods follows another revision. */
export interface SharedGateway {
  /** The gateway's own values. */
  readonly own: Readonly<Record<string, unknown>>;
  /** What has the others of its pods. */
  readonly second: GatewayChart;
}

/**
 * Deploys the second Deployment of a gateway: the labels, the account and the settings of the first, behind its Service.
 *
 * @returns undefined where pods cannot be shared out
 */
export function shareGateway(
  gateway: Construct,
  name: string,
  props: Pick<GatewayChartProps, 'namespace' | 'timeoutSeconds' | 'dependsOn'> & { readonly values: object },
): SharedGateway | undefined {
  const share = gatewayShareOf(gateway);
  if (share === undefined) return undefined;
  const values = props.values as GatewayValues;
  const warn = (problem: string) => annotate(gateway, 'warning', withPlace(problem, gateway));
  if (values.kind === 'DaemonSet') {
    warn('steps: expected a Deployment to share its pods out by replicas, got a DaemonSet: it moves in one step');
    return undefined;
  }
  const { service: _, podDisruptionBudget: __, autoscaling, replicaCount = 1, labels, ...settings } = values;
  const isFixed = autoscaling?.enabled === false && !Token.isUnresolved(replicaCount);
  const pods = isFixed ? replicaCount : 1;
  const moved = Math.max(1, Math.min(pods - 1, Math.round((pods * share.percent) / 100)));
  if (!isFixed && !share.isOver) {
    warn(
      `steps: expected a fixed number of replicas to share out, got none: 1 more pod follows revision ${share.revision}, however many others there are`,
    );
  }

  const scope = new Construct(gateway, 'Share');
  MeshContext.set(scope, { istioVersion: share.istioVersion, revision: share.revision });
  const first = values.name ?? name;
  const second = fitReleaseName(`${first}-${share.revision}`);
  return {
    own: isFixed && !share.isOver ? { replicaCount: Math.max(1, pods - moved) } : {},
    second: new GatewayChart(scope, 'Resource', {
      ...props,
      releaseName: second,
      // Service, account, role and disruption budget are those of the first, which count and select the pods of both.
      values: mergeValues(settings, {
        name: second,
        revision: share.revision,
        labels: { ...labels, app: labels?.['app'] ?? first, istio: labels?.['istio'] ?? first.replace(/^istio-/, '') },
        service: { type: 'None' },
        serviceAccount: { create: false },
        rbac: { enabled: false },
        autoscaling: { enabled: false },
        replicaCount: moved,
      }) as GatewayValues,
    }),
  };
}
