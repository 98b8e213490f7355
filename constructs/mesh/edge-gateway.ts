import { Construct, type IConstruct } from 'constructs';
import { GatewayChart } from '../charts/gateway-chart';
import type { GatewayServicePort, GatewayServiceType } from '../charts/gateway-service';
import type { GatewayValues } from '../charts/generated/gateway-values';
import { mergeValues } from '../charts/merge-values';
import type { DeploymentStrategy, ResourceRequirements } from '../charts/pod-values';
import { MeshContext } from '../mesh-context';
import { type IServiceAccount, ServiceAccount } from '../references/service-account';
import { has } from '../versions';
import type { ControlPlane } from './control-plane';
import { shareGateway } from './gateway-share';
import type { MeshNamespace } from './mesh-namespace';

/** What the gateways at both edges of the mesh have in common. */
export interface EdgeGatewayProps {
  /**
   * The name of the Deployment, the Service and the Helm release. Changing it replaces what runs.
   * @default - the name that Istio's profiles use
   */
  readonly name?: string;
  /**
   * Where the gateway runs; must exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * The control plane that the gateway's pods get their proxy from.
   * @default - one that is there already
   */
  readonly controlPlane?: ControlPlane;
  /**
   * How the gateway's Service is reached.
   * @default - LoadBalancer at the ingress, ClusterIP at the egress
   */
  readonly serviceType?: GatewayServiceType;
  /**
   * The ports of the Service.
   * @default - http2 80 and https 443, and the status port of the ingress
   */
  readonly ports?: readonly GatewayServicePort[];
  /**
   * What a gateway's pod asks for and may use at most.
   * @default - the chart's own
   */
  readonly resources?: ResourceRequirements;
  /**
   * Whether the gateway scales by its load; a number of pods switches that off.
   * @default true
   */
  readonly autoscaling?: boolean;
  /**
   * How many pods, where the gateway does not scale by its load.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * How pods are replaced. Ignored by releases whose chart does not take it.
   * @default - Kubernetes' own
   */
  readonly strategy?: DeploymentStrategy;
  /**
   * Further values of the chart.
   * @default - none
   */
  readonly values?: GatewayValues;
  /**
   * Values of the chart that the types lack, or that must win.
   * @default - none
   */
  readonly extraValues?: Readonly<Record<string, unknown>>;
  /**
   * Whether the deploy waits until the gateway is ready.
   * @default - only where the Service is no LoadBalancer, whose address may never come
   */
  readonly wait?: boolean;
  /**
   * How long the deploy waits, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Constructs that must be in the cluster before.
   * @default - the control plane and the namespace, where they are constructs
   */
  readonly dependsOn?: readonly IConstruct[];
}

/** What a kind of gateway starts from. */
export interface EdgeGatewayDefaults {
  /** The gateway's name where the props give none. */
  readonly name: string;
  /** The value of the `istio` label, which Gateway resources select by. */
  readonly role: string;
  /** How its Service is reached where the props do not say. */
  readonly serviceType: GatewayServiceType;
  /** The ports of its Service where the props give none. */
  readonly ports: readonly GatewayServicePort[];
}

/** A gateway at an edge of the mesh. */
export abstract class EdgeGateway extends Construct {
  /** The name of the Deployment and the Service. */
  readonly name: string;
  /** The namespace that the gateway runs in. */
  readonly namespace: string;
  /** The labels that a Gateway resource selects this gateway's pods by. */
  readonly selector: Readonly<Record<string, string>>;
  /** How the gateway's Service is reached. */
  readonly serviceType: GatewayServiceType;
  /** The ports of the gateway's Service. */
  readonly ports: readonly GatewayServicePort[];
  /** The account that the gateway runs under: what workloads behind it know it by. */
  readonly serviceAccount: IServiceAccount;
  /** The Helm chart that deploys it, for what this construct has no property for. */
  readonly chart: GatewayChart;

  protected constructor(scope: Construct, id: string, props: EdgeGatewayProps, defaults: EdgeGatewayDefaults) {
    super(scope, id);
    const context = MeshContext.of(this);
    const { namespace, controlPlane, replicas, resources, values } = props;
    const inNamespace = typeof namespace === 'object' ? [namespace] : [];
    const name = props.name ?? defaults.name;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.rootNamespace);
    this.serviceAccount = ServiceAccount.fromName(`${name}-service-account`, { namespace: this.namespace });

    const chartValues = mergeValues(
      {
        name,
        labels: { app: name, istio: defaults.role },
        // Part of the gateway's identity in certificates: the name that Istio's own installer gives.
        serviceAccount: { name: this.serviceAccount.name },
        autoscaling: { enabled: props.autoscaling ?? replicas === undefined },
        replicaCount: replicas,
        resources,
        service: { type: props.serviceType ?? defaults.serviceType, ports: props.ports ?? defaults.ports },
        strategy: has(context.istioVersion, 'gatewayStrategy') ? props.strategy : undefined,
      },
      values ?? {},
    );
    const common = {
      namespace: this.namespace,
      timeoutSeconds: props.timeoutSeconds,
      dependsOn: [...(controlPlane ? [controlPlane] : []), ...inNamespace, ...(props.dependsOn ?? [])],
    };
    const shared = shareGateway(this, name, { ...common, values: mergeValues(chartValues, props.extraValues ?? {}) });
    this.chart = new GatewayChart(this, 'Resource', {
      ...common,
      releaseName: name,
      values: chartValues as GatewayValues,
      extraValues: shared ? mergeValues(props.extraValues ?? {}, shared.own) : props.extraValues,
      wait: props.wait,
      // Pods go once others are there for them.
      dependsOn: [...common.dependsOn, ...(shared ? [shared.second] : [])],
    });
    // What is deployed, whichever way it was given.
    const deployed = this.chart.values as GatewayValues;
    this.name = deployed.name ?? name;
    this.selector = Object.freeze({ istio: deployed.labels?.['istio'] ?? defaults.role });
    this.serviceType = deployed.service?.type ?? defaults.serviceType;
    this.ports = deployed.service?.ports ?? defaults.ports;
  }
}
