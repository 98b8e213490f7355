import { Construct, type IConstruct } from 'constructs';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { type IServiceAccount, ServiceAccount } from '../references/service-account';
import { Gateway } from '../resources/gateway-api/gateway';
import { checkProps } from '../shapes/check';
import { has, istioMinor, nearestWith } from '../versions';
import type { ControlPlane } from './control-plane';
import { type OverlaySettings, overlayData, overlayFaults } from './gateway-overlays';
import { parametersOf } from './gateway-parameters';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link Waypoint}. */
export interface WaypointProps extends OverlaySettings, Pick<DeliveryOptions, 'delivery'> {
  /**
   * The name of the Gateway, and of what istiod makes for it.
   * @default waypoint
   */
  readonly name?: string;
  /**
   * The namespace whose traffic it handles; must exist.
   * @default - the mesh context's
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * Which traffic goes through it: to Services, to pods by their address, or to both.
   * @default - istiod's: to Services
   */
  readonly handles?: 'service' | 'workload' | 'all' | 'none';
  /**
   * The control plane that deploys the waypoint.
   * @default - one that is there already
   */
  readonly controlPlane?: ControlPlane;
  /**
   * Constructs that must be in the cluster before.
   * @default - the control plane and the namespace, where they are constructs
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * A proxy for the HTTP traffic of a namespace in ambient mode, which istiod deploys. What uses it says so by the labels in `useLabels`: a
 * namespace, a Service, or pods.
 *
 * Makes one Gateway of class istio-waypoint. Not before Istio 1.22.
 *
 * @example
 * const waypoint = new Waypoint(this, 'Waypoint', { namespace: 'shop' });
 * new MeshNamespace(this, 'Shop', { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient', ...waypoint.useLabels } });
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export class Waypoint extends Construct {
  /** The Gateway. */
  readonly resource: Gateway;
  /** The name of the Gateway, the Deployment and the Service. */
  readonly name: string;
  /** The namespace that the waypoint runs in. */
  readonly namespace: string;
  /** The account that the waypoint runs under. */
  readonly serviceAccount: IServiceAccount;
  /** The labels of what uses the waypoint. */
  readonly useLabels: Readonly<Record<string, string>>;

  /** @throws InvalidPropsError with every fault, one line each: overlays, and a release without waypoints */
  constructor(scope: Construct, id: string, props: WaypointProps = {}) {
    checkProps(scope, id, 'WaypointProps', props);
    const context = MeshContext.of(scope);
    const { istioVersion, revision } = context;
    const { name = 'waypoint', namespace, handles } = props;
    const istio = `Istio ${istioMinor(istioVersion)}`;
    const data = overlayData(props);
    InvalidPropsError.throwIfAny(scope, id, [
      ...(has(istioVersion, 'waypoints')
        ? []
        : [`${istio} has no waypoints (${nearestWith(istioVersion, 'waypoints')})`]),
      ...overlayFaults(props),
      ...(data === undefined || has(istioVersion, 'gatewayParameters')
        ? []
        : [`overlays: ${istio} reads none of a Gateway (${nearestWith(istioVersion, 'gatewayParameters')})`]),
    ]);
    super(scope, id);
    this.name = name;
    this.namespace = typeof namespace === 'object' ? namespace.name : (namespace ?? context.namespace);
    this.serviceAccount = ServiceAccount.fromName(name, { namespace: this.namespace });
    this.useLabels = Object.freeze({
      'istio.io/use-waypoint': name,
      'istio.io/use-waypoint-namespace': this.namespace,
    });
    const dependsOn = [
      ...(props.controlPlane ? [props.controlPlane] : []),
      ...(typeof namespace === 'object' ? [namespace] : []),
      ...(props.dependsOn ?? []),
    ];
    const { delivery } = props;
    const parameters = data && parametersOf(this, { name, namespace: this.namespace, data, delivery, dependsOn });
    this.resource = new Gateway(this, 'Resource', {
      metadata: {
        name,
        namespace: this.namespace,
        labels: {
          ...(handles && { 'istio.io/waypoint-for': handles }),
          ...(revision !== undefined && { 'istio.io/rev': revision }),
        },
      },
      spec: {
        gatewayClassName: 'istio-waypoint',
        infrastructure: parameters && { parametersRef: { group: '', kind: 'ConfigMap', name: parameters.name } },
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
      },
      delivery,
      dependsOn: [...dependsOn, ...(parameters ? [parameters] : [])],
    });
    this.node.defaultChild = this.resource;
  }
}
