import { checkGiven } from '../shapes/check';

/** The pods of one workload, as policies refer to them. Every gateway and application of this package is one. */
export interface IWorkload {
  /** What the workload is called; objects that are made for it are named after it. */
  readonly name: string;
  /** The namespace that its pods run in. */
  readonly namespace: string;
  /** Labels that the workload's pods carry, and no others of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
}

/** A gateway's pods, and the Service in front of them. */
export interface IGateway extends IWorkload {
  /** The Service's ports. */
  readonly ports: readonly GatewayPort[];
  /**
   * The Gateway of the Gateway API that istiod deploys the pods for: what routes are attached to, and policies mean.
   * @default - none: the pods are somebody else's, such as a chart's
   */
  readonly resource?: { readonly name: string; readonly namespace?: string | undefined } | undefined;
}

/** A port of a gateway's Service. */
export interface GatewayPort {
  /** The port of the Service. */
  readonly port: number;
  /**
   * The port that the gateway's pods listen on.
   * @default - the Service's port
   */
  readonly targetPort?: number | undefined;
}

/** What names a workload that somebody else owns. */
export interface WorkloadAttributes {
  /** The namespace that its pods run in. */
  readonly namespace: string;
  /**
   * Labels that the workload's pods carry, and no others of the namespace.
   * @default - the label `app` with the workload's name; for a gateway, the label `istio` with its name less `istio-`
   */
  readonly selector?: Readonly<Record<string, string>>;
}

/** What names a gateway that somebody else owns. */
export interface GatewayAttributes extends WorkloadAttributes {
  /**
   * The ports of the gateway's Service, which has the gateway's name.
   * @default - 80, which the pods listen on at 8080, and 443 at 8443, as with Istio's own gateways
   */
  readonly ports?: readonly GatewayPort[];
}

/** Workloads and gateways that somebody else owns; nothing is deployed. */
export class Workload {
  /**
   * Refers to the pods of a workload.
   *
   * @example
   * Workload.fromName('reviews', { namespace: 'bookinfo' });
   * @throws Error when the selector has no label
   */
  static fromName(name: string, attributes: WorkloadAttributes): IWorkload {
    checkGiven('Workload.fromName', { name, attributes });
    return workload(name, attributes, { app: name });
  }

  /**
   * Refers to the pods of a gateway and the Service of the same name.
   *
   * @example
   * Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
   * @throws Error when the selector has no label
   */
  static gatewayFromName(name: string, attributes: GatewayAttributes): IGateway {
    checkGiven('Workload.gatewayFromName', { name, attributes });
    const { ports = ISTIO_GATEWAY_PORTS } = attributes;
    return Object.freeze({ ...workload(name, attributes, { istio: name.replace(/^istio-/, '') }), ports });
  }
}

const ISTIO_GATEWAY_PORTS: readonly GatewayPort[] = [
  { port: 80, targetPort: 8080 },
  { port: 443, targetPort: 8443 },
];

/** Whether nobody stated the ports of a gateway that somebody else owns. */
export function hasStandardPorts(gateway: IGateway): boolean {
  return gateway.ports === ISTIO_GATEWAY_PORTS;
}

function workload(
  name: string,
  { namespace, selector }: WorkloadAttributes,
  standard: Readonly<Record<string, string>>,
): IWorkload {
  const labels = selector ?? standard;
  if (Object.keys(labels).length === 0) {
    throw new Error(`Workload "${name}": selector: expected the labels that single out the workload's pods, got none`);
  }
  return Object.freeze({ name, namespace, selector: Object.freeze({ ...labels }) });
}
