import { Construct, type IConstruct } from 'constructs';
import type { GatewayServicePort, GatewayServiceType } from '../charts/gateway-service';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring } from '../references/declarations';
import { type IServiceAccount, ServiceAccount } from '../references/service-account';
import type { IGateway } from '../references/workload';
import { Gateway } from '../resources/gateway-api/gateway';
import { checkGiven, checkProps } from '../shapes/check';
import type { GatewayReference } from '../traffic/gateway-reference';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import { type AllowedNamespaces, allowedNamespaces, allowedNamespacesFaults } from './allowed-namespaces';
import type { ControlPlane } from './control-plane';
import {
  appendListener,
  type GatewayListener,
  listenerFaults,
  nameOfListener,
  portOf,
  provideCertificates,
  renderListener,
  secretsOf,
  sectionsOf,
} from './gateway-listener';
import { type OverlaySettings, overlayData, overlayFaults } from './gateway-overlays';
import { parametersOf } from './gateway-parameters';
import type { MeshNamespace } from './mesh-namespace';

/** The class of gateways that istiod deploys and programs. */
const CLASS = 'istio';
const MANAGED = Symbol.for('cdktf-istio.ManagedGateway');

/** Properties of {@link ManagedGateway}. */
export interface ManagedGatewayProps extends OverlaySettings, Pick<DeliveryOptions, 'delivery'> {
  /** The name of the Gateway. What istiod makes for it is called `<name>-istio`. */
  readonly name: string;
  /**
   * Where the gateway runs; must exist.
   * @default - the mesh context's
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * The control plane that deploys the gateway.
   * @default - one that is there already
   */
  readonly controlPlane?: ControlPlane;
  /**
   * Where the gateway listens; `addListener` adds more.
   * @default - HTTP at port 80, for routes of all namespaces
   */
  readonly listeners?: readonly GatewayListener[];
  /**
   * How the gateway's Service is reached.
   * @default LoadBalancer
   */
  readonly serviceType?: GatewayServiceType;
  /**
   * The IP address that the load balancer is asked for.
   * @default - any
   */
  readonly address?: string;
  /**
   * Labels of what istiod makes, its pods among it. At most 8. Not before Istio 1.21.
   * @default - those of the Gateway
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of what istiod makes, such as those that load balancers read. At most 8. Not before Istio 1.21.
   * @default - those of the Gateway
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * The namespaces whose ListenerSets may add listeners: see `GatewayListeners`.
   * @default - none
   */
  readonly allowedListeners?: AllowedNamespaces;
  /**
   * Constructs that must be in the cluster before.
   * @default - the control plane and the namespace, where they are constructs
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * A gateway of the Gateway API whose Deployment, Service and ServiceAccount istiod makes, and keeps as the Gateway says.
 *
 * Makes one Gateway, a ConfigMap with what of those objects is to be otherwise, and Certificates for listeners whose certificate cert-manager
 * keeps. Requires the definitions of the Gateway API in the cluster: see `GatewayApiDefinitions`.
 *
 * @example
 * const edge = new ManagedGateway(this, 'Edge', {
 *   name: 'edge',
 *   listeners: [{ protocol: 'HTTPS', hostname: 'shop.example.com', credential: TlsCredential.fromSecret('shop-tls') }],
 * });
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
 */
export class ManagedGateway extends Construct implements IGateway, Declaring {
  /** Whether something is a gateway that istiod deploys, of whichever copy of the package. */
  static isManagedGateway(thing: unknown): thing is ManagedGateway {
    return typeof thing === 'object' && thing !== null && MANAGED in thing;
  }

  /** The Gateway: what routes are attached to. */
  readonly resource: Gateway;
  /** The name of the Deployment and the Service. */
  readonly name: string;
  /** The namespace that the gateway runs in. */
  readonly namespace: string;
  /** The label that singles out the gateway's pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** How the gateway's Service is reached. */
  readonly serviceType: GatewayServiceType;
  /** The account that the gateway runs under: what workloads behind it know it by. */
  readonly serviceAccount: IServiceAccount;
  private readonly listeners: GatewayListener[];
  private readonly dependsOn: readonly IConstruct[];

  /** @throws InvalidPropsError with every fault, one line each: listeners, overlays, and what the Istio release in force does not read */
  constructor(scope: Construct, id: string, props: ManagedGatewayProps) {
    checkProps(scope, id, 'ManagedGatewayProps', props);
    const context = MeshContext.of(scope);
    const { istioVersion, revision } = context;
    const { name, namespace, listeners = [EVERYTHING], serviceType = 'LoadBalancer', address } = props;
    InvalidPropsError.throwIfAny(scope, id, [
      ...listenerFaults(listeners, [], istioVersion),
      ...overlayFaults(props),
      ...allowedNamespacesFaults('allowedListeners', props.allowedListeners),
      ...unreadFaults(props, istioVersion),
    ]);
    super(scope, id);
    Object.defineProperty(this, MANAGED, { value: true });
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.namespace);
    this.name = `${name}-${CLASS}`;
    const label = has(istioVersion, 'gatewayNameLabel') ? 'gateway.networking.k8s.io' : 'istio.io';
    this.selector = Object.freeze({ [`${label}/gateway-name`]: name });
    this.serviceType = serviceType;
    this.serviceAccount = ServiceAccount.fromName(this.name, { namespace: this.namespace });
    this.listeners = [...listeners];
    this.dependsOn = [
      ...(props.controlPlane ? [props.controlPlane] : []),
      ...(typeof namespace === 'object' ? [namespace] : []),
      ...(props.dependsOn ?? []),
    ];

    const data = overlayData(props);
    const { namespace: own, dependsOn } = this;
    const overlays = data && parametersOf(this, { name, namespace: own, data, delivery: props.delivery, dependsOn });
    const { labels, annotations, allowedListeners } = props;
    const infrastructure = {
      labels,
      annotations,
      parametersRef: overlays && { group: '', kind: 'ConfigMap', name: overlays.name },
    };
    this.resource = new Gateway(this, 'Resource', {
      metadata: {
        name,
        namespace: this.namespace,
        labels: revision === undefined ? undefined : { 'istio.io/rev': revision },
        annotations: serviceType === 'LoadBalancer' ? undefined : { 'networking.istio.io/service-type': serviceType },
      },
      spec: {
        gatewayClassName: CLASS,
        addresses: address === undefined ? undefined : [{ type: 'IPAddress', value: address }],
        infrastructure: labels || annotations || overlays ? infrastructure : undefined,
        allowedListeners: allowedListeners && { namespaces: allowedNamespaces(allowedListeners) },
        listeners: listeners.map(renderListener),
      },
      delivery: props.delivery,
      dependsOn: [...dependsOn, ...(overlays ? [overlays] : [])],
    });
    this.node.defaultChild = this.resource;
    this.provide();
  }

  /** The ports of the gateway's Service: those of its listeners. */
  get ports(): readonly GatewayServicePort[] {
    const ports = new Map<number, GatewayServicePort>();
    for (const listener of this.listeners) {
      const port = portOf(listener);
      const name = nameOfListener(listener).replaceAll('.', '-');
      if (!ports.has(port)) ports.set(port, { name, port, targetPort: port, protocol: 'TCP' });
    }
    return [...ports.values()];
  }

  /**
   * Adds a listener.
   *
   * @throws InvalidPropsError for what is wrong with it, and a name that another one has
   */
  addListener(listener: GatewayListener): this {
    checkGiven('ManagedGateway.addListener', { listener }, this);
    appendListener(this, listener, this.listeners, this.resource);
    this.provide();
    return this;
  }

  /**
   * Some of the listeners, for routes that are not for all of them: `gateways: [edge.listener('https')]`.
   *
   * @throws Error naming the listeners that there are
   */
  listener(...names: readonly string[]): GatewayReference {
    return sectionsOf(this, this.resource, this.listeners, names);
  }

  /** The secrets that the listeners were given, which may be somebody else's. */
  [DECLARES](): Iterable<Declaration> {
    return secretsOf(this.listeners, this.namespace);
  }

  private provide(): void {
    const { listeners, namespace, dependsOn } = this;
    provideCertificates(this, listeners, { kind: 'Gateway', namespace, dependsOn });
  }
}

const EVERYTHING: GatewayListener = { protocol: 'HTTP', allowedRoutes: 'All' };

/** What the Istio release in force does not read of a Gateway, and what has it. */
function unreadFaults(props: ManagedGatewayProps, istioVersion: IstioVersion): string[] {
  const istio = `Istio ${istioMinor(istioVersion)}`;
  const faults: string[] = [];
  const refuse = (fields: readonly (keyof ManagedGatewayProps)[], feature: Parameters<typeof has>[1]): void => {
    if (has(istioVersion, feature)) return;
    for (const field of fields.filter((one) => props[one] !== undefined)) {
      const since = nearestWith(istioVersion, feature);
      faults.push(
        `${field}: ${istio} reads none of a Gateway (${since}): IngressGateway, whose chart has it, is for both`,
      );
    }
  };
  refuse(['labels', 'annotations'], 'gatewayInfrastructure');
  refuse(['replicas', 'autoscaling', 'resources', 'minAvailable', 'overlays'], 'gatewayParameters');
  refuse(['allowedListeners'], 'listenerSets');
  const { address, serviceType = 'LoadBalancer' } = props;
  if (address !== undefined && serviceType !== 'LoadBalancer') {
    faults.push(`address: expected none for a ${serviceType} Service, got ${address}: only a LoadBalancer has one`);
  }
  return faults;
}
