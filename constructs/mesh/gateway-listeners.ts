import { Construct, type IConstruct } from 'constructs';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext, type MeshView } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring } from '../references/declarations';
import { ListenerSet } from '../resources/gateway-api/listener-set';
import { XListenerSet } from '../resources/gateway-api/x-listener-set';
import { servedVersions } from '../resources/kinds';
import { checkGiven, checkProps } from '../shapes/check';
import type { GatewayReference } from '../traffic/gateway-reference';
import { gatewayApiMinor, has, istioMinor, nearestWith } from '../versions';
import {
  appendListener,
  type GatewayListener,
  listenerFaults,
  provideCertificates,
  renderListener,
  secretsOf,
  sectionsOf,
} from './gateway-listener';
import { ManagedGateway } from './managed-gateway';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link GatewayListeners}. */
export interface GatewayListenersProps extends Pick<DeliveryOptions, 'delivery'> {
  /** The name of the ListenerSet. */
  readonly name: string;
  /**
   * The namespace of the listeners, and of the secrets of their certificates.
   * @default - the mesh context's
   */
  readonly namespace?: MeshNamespace | string;
  /** The gateway that they are added to, which has to let them (`allowedListeners`): the construct, or its name and namespace. */
  readonly gateway: ManagedGateway | GatewayReference;
  /** The listeners; `addListener` adds more. */
  readonly listeners: readonly GatewayListener[];
  /**
   * Constructs that must be in the cluster before.
   * @default - the gateway and the namespace, where they are constructs
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Listeners that a team adds to a gateway of others, with certificates of its own.
 *
 * Makes one ListenerSet, which Istio reads from 1.30 on, and the Gateway API has from 1.5 on. Before, an XListenerSet of the experimental
 * channel, which Istio 1.27 to 1.29 reads where it is told to.
 *
 * @example
 * const shop = new GatewayListeners(this, 'Listeners', {
 *   name: 'shop',
 *   gateway: { name: 'edge', namespace: 'edge' },
 *   listeners: [{ protocol: 'HTTPS', hostname: 'shop.example.com', credential: TlsCredential.fromSecret('shop-tls') }],
 * });
 * new ServiceTraffic(this, 'Traffic', { service, gateways: [shop], hosts: ['shop.example.com'], api: 'gateway' });
 * @see https://gateway-api.sigs.k8s.io/guides/listener-set/
 */
export class GatewayListeners extends Construct implements GatewayReference, Declaring {
  /** The ListenerSet. */
  readonly resource: ListenerSet | XListenerSet;
  /** The name of the ListenerSet. */
  readonly name: string;
  /** The namespace of the ListenerSet. */
  readonly namespace: string;
  /** The API group and version of the ListenerSet, which routes refer to. */
  readonly apiVersion: string;
  /** The kind, which routes refer to. */
  readonly kind: string;
  private readonly listeners: GatewayListener[];
  private readonly dependsOn: readonly IConstruct[];

  /** @throws InvalidPropsError with every fault, one line each: of listeners, and where the releases in force have no ListenerSets */
  constructor(scope: Construct, id: string, props: GatewayListenersProps) {
    checkProps(scope, id, 'GatewayListenersProps', props);
    const context = MeshContext.of(scope);
    const { name, namespace, gateway, listeners } = props;
    InvalidPropsError.throwIfAny(scope, id, [
      ...(listeners.length === 0 ? ['listeners: expected at least one listener, got none'] : []),
      ...listenerFaults(listeners, [], context.istioVersion),
      ...releaseFaults(context),
    ]);
    super(scope, id);
    this.name = name;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.namespace);
    this.listeners = [...listeners];
    this.dependsOn = [
      ...(Construct.isConstruct(gateway) ? [gateway as IConstruct] : []),
      ...(typeof namespace === 'object' ? [namespace] : []),
      ...(props.dependsOn ?? []),
    ];
    const parent = ManagedGateway.isManagedGateway(gateway) ? gateway.resource : gateway;
    const parentRef = {
      name: parent.name,
      namespace: (parent.namespace ?? this.namespace) === this.namespace ? undefined : parent.namespace,
    };
    const options = {
      metadata: {
        name,
        namespace: this.namespace,
        labels: context.revision === undefined ? undefined : { 'istio.io/rev': context.revision },
      },
      delivery: props.delivery,
      dependsOn: this.dependsOn,
    };
    const spec = { parentRef, listeners: listeners.map(renderListener) };
    this.resource = has(context.istioVersion, 'listenerSets')
      ? new ListenerSet(this, 'Resource', { ...options, spec })
      : new XListenerSet(this, 'Resource', { ...options, spec });
    this.apiVersion = this.resource.apiVersion;
    this.kind = this.resource.kind;
    this.node.defaultChild = this.resource;
    this.provide();
  }

  /**
   * Adds a listener.
   *
   * @throws InvalidPropsError for what is wrong with it, and a name that another one has
   */
  addListener(listener: GatewayListener): this {
    checkGiven('GatewayListeners.addListener', { listener }, this);
    appendListener(this, listener, this.listeners, this.resource);
    this.provide();
    return this;
  }

  /**
   * Some of the listeners, for routes that are not for all of them.
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
    provideCertificates(this, listeners, { kind: 'ListenerSet', namespace, dependsOn });
  }
}

/** Why there can be no ListenerSet: the releases in force, and those that have it. */
function releaseFaults({ istioVersion, gatewayApi: { version, channel } }: MeshView): string[] {
  const istio = `Istio ${istioMinor(istioVersion)}`;
  if (has(istioVersion, 'listenerSets')) {
    const served = servedVersions('gateway.networking.k8s.io/ListenerSet', version, `gateway-api/${channel}`);
    const minor = gatewayApiMinor(version);
    return served.length > 0 ? [] : [`listeners: Gateway API ${minor} has no ListenerSet (1.5 has): set gatewayApi`];
  }
  if (!has(istioVersion, 'experimentalListenerSets')) {
    const since = nearestWith(istioVersion, 'listenerSets');
    return [`listeners: ${istio} reads no ListenerSets (${since}): add the listeners to the Gateway`];
  }
  const isThere =
    servedVersions('gateway.networking.x-k8s.io/XListenerSet', version, `gateway-api/${channel}`).length > 0;
  return isThere
    ? []
    : [
        `listeners: ${istio} reads XListenerSets alone, of the experimental channel, got ${channel}: set gatewayApi, or add the listeners to the Gateway`,
      ];
}
