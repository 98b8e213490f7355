import { dataPlaneOf } from '../data-plane';
import { selects } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import { type Fields, fieldsOf, isKnown, numberOf, textOf } from '../value';
import { protocolOfServicePort } from '../visibility/protocols';
import { containersOf, isManagedGateway, namedPortOf, type Workload } from '../workloads';
import { Capture } from './capture';
import type { AccessDestination, AccessSource } from './endpoints';

/** Somebody who sends requests. */
export interface Caller<Origin = unknown> {
  /** `namespace/name` of a workload, `outside` for a client without an identity of the mesh. */
  readonly name: string;
  readonly source: AccessSource;
  /** The workload that calls; undefined for anybody else. */
  readonly workload?: Workload<Origin>;
}

/** A port of a workload, and the Service that leads to it. */
export interface Callee<Origin = unknown> {
  /** `namespace/name` of the Service, else of the workload. */
  readonly name: string;
  readonly target: AccessDestination;
  readonly workload: Workload<Origin>;
  readonly service?: ClusterService<Origin>;
  /** The Service's port; the port that the pods listen on where there is no Service. */
  readonly port?: number;
}

/** An account or a namespace that no one has. */
export const SOME = 'some-other';

/** A client without an identity of the mesh: from outside, or a pod without a proxy. */
export const OUTSIDE = 'outside';

/** Who takes part in a mesh: workloads as callers, and their ports as destinations. */
export class Participants<Origin = unknown> {
  private readonly capture: Capture;

  constructor(private readonly mesh: Mesh<Origin>) {
    this.capture = new Capture(mesh.config.values);
  }

  /** A service account that runs no known workload: it is taken to have a proxy. */
  account(
    name: string,
    namespace: string,
    serviceAccount: string,
    trustDomain = this.mesh.config.trustDomain,
  ): Caller<Origin> {
    return { name, source: { identity: { trustDomain, namespace, serviceAccount }, dataPlane: 'sidecar' } };
  }

  /** Any workload of a namespace that no rule is about; with a proxy where the namespace is not known. */
  restOf(namespace: string): Caller<Origin> {
    const namespaceLabels = this.mesh.labelsOfNamespace(namespace);
    const { injectsByDefault } = this.mesh.config;
    const dataPlane = this.mesh.namespaces.has(namespace)
      ? dataPlaneOf({ namespace, namespaceLabels, injectsByDefault }).mode
      : 'sidecar';
    const { trustDomain } = this.mesh.config;
    const identity = dataPlane === 'none' ? 'none' : { trustDomain, namespace, serviceAccount: SOME };
    return { name: `${namespace}/*`, source: { identity, dataPlane } };
  }

  /** A workload as a caller. */
  callerFor(workload: NamedWorkload<Origin>): Caller<Origin> {
    const { namespace, serviceAccount } = workload;
    const dataPlane = this.dataPlaneOf(workload);
    const { trustDomain } = this.mesh.config;
    const isIdentified = serviceAccount !== undefined && isKnown(serviceAccount);
    return {
      name: nameOf(workload),
      workload,
      source: {
        identity: dataPlane === 'none' ? 'none' : isIdentified ? { trustDomain, namespace, serviceAccount } : 'unknown',
        dataPlane,
      },
    };
  }

  /** Every port of a workload. */
  calleesOf(workload: NamedWorkload<Origin>): Callee<Origin>[] {
    const dataPlane = this.dataPlaneOf(workload);
    const target: Pick<AccessDestination, 'namespace' | 'labels' | 'dataPlane'> = {
      namespace: workload.namespace,
      labels: workload.labels,
      dataPlane,
    };
    const services = this.mesh.servicesFor(workload);
    const ports = services.flatMap((service) =>
      (service.ports ?? []).flatMap((entry): Callee<Origin>[] => {
        const written = fieldsOf(entry) as Fields;
        const port = numberOf(written['port']);
        if (port === undefined) return [];
        const listening = listeningPort(written, port, workload);
        return [
          {
            name: `${service.namespace}/${service.name}`,
            workload,
            service,
            port,
            target: {
              ...target,
              ...this.capturedAt(workload, dataPlane, listening),
              // No proxy handles datagrams.
              ...(written['protocol'] === 'UDP' && { dataPlane: 'none' }),
              // The node's proxy knows connections only: what asks for HTTP holds at a waypoint.
              protocol: dataPlane === 'ambient' ? 'tcp' : spokenOn(port, written),
              ...(listening !== undefined && { port: listening }),
              ...(dataPlane === 'sidecar' && { serverName: `outbound_.${port}_._.${service.host}` }),
            },
          },
        ];
      }),
    );
    // Without a Service requests still reach the pods by their addresses.
    return ports.length > 0
      ? ports
      : [
          {
            name: nameOf(workload),
            workload,
            target: { ...target, protocol: dataPlane === 'ambient' ? 'tcp' : 'auto' },
          },
        ];
  }

  /** What goes around the sidecars of a workload. */
  private capturedAt(
    workload: NamedWorkload<Origin>,
    dataPlane: AccessDestination['dataPlane'],
    port: number | undefined,
  ): Pick<Partial<AccessDestination>, 'dataPlane' | 'isBypassed'> {
    const isCaptured =
      dataPlane !== 'sidecar' || isGateway(workload) || this.capture.inbound(workload.annotations, port);
    if (isCaptured === true) return {};
    return isCaptured === false ? { isBypassed: true } : { dataPlane: 'unknown' };
  }

  private dataPlaneOf(workload: NamedWorkload<Origin>): AccessSource['dataPlane'] {
    if (isGateway(workload)) return 'sidecar';
    const { namespace, labels, annotations, hostNetwork } = workload;
    return dataPlaneOf({
      namespace,
      namespaceLabels: this.mesh.labelsOfNamespace(namespace),
      podLabels: labels,
      podAnnotations: annotations,
      hostNetwork,
      injectsByDefault: this.mesh.config.injectsByDefault,
    }).mode;
  }
}

export type NamedWorkload<Origin> = Workload<Origin> & { readonly name: string; readonly namespace: string };

export function isNamed<Origin>(workload: Workload<Origin>): workload is NamedWorkload<Origin> {
  return isKnown(workload.name) && isKnown(workload.namespace) && workload.name !== '';
}

/** Gateways run nothing but a proxy, which their template or their chart brings along. */
export function isGateway(workload: Workload): boolean {
  const { source, labels, template } = workload;
  if (source === 'declaration' || isManagedGateway(workload)) return true;
  if (source === 'chart')
    return selects({ istio: 'pilot' }, labels) === false && fieldsOf(labels)['istio'] !== undefined;
  return containersOf({ template } as Workload).some(({ image }) => image === 'auto');
}

/** The port that the pods listen on: `targetPort`, which may be the name of a container's port. */
function listeningPort(entry: Fields, port: number, workload: Workload): number | undefined {
  const { targetPort = port } = entry;
  return numberOf(targetPort) ?? namedPortOf(workload, textOf(targetPort));
}

export function listeningPortOf({ ports = [] }: ClusterService, port: number | undefined): number | undefined {
  const written = ports.map((one) => fieldsOf(one) as Fields).find((one) => numberOf(one['port']) === port);
  return numberOf(written?.['targetPort'] ?? port);
}

/** What a port of a Service speaks, as policies tell it. */
export function protocolOn({ ports = [] }: ClusterService, port: number | undefined): AccessDestination['protocol'] {
  const written = ports.map((one) => fieldsOf(one) as Fields).find((one) => numberOf(one['port']) === port);
  return port === undefined || written === undefined ? 'tcp' : spokenOn(port, written);
}

function spokenOn(port: number, written: Fields): AccessDestination['protocol'] {
  const protocol = protocolOfServicePort(port, written);
  return protocol === 'http' || protocol === 'auto' ? protocol : 'tcp';
}

export function nameOf({ namespace, name }: NamedWorkload<unknown>): string {
  return `${namespace}/${name}`;
}

export function namesOf({ name, workload }: Callee): readonly string[] {
  return isNamed(workload) ? [name, nameOf(workload)] : [name];
}
