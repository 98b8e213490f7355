import { isIP } from 'node:net';
import { Construct, type IConstruct } from 'constructs';
import { isToken } from '../delivery/terraform-template';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import type { ServiceEntrySpec, ServicePort, WorkloadEntrySpec } from '../resources/generated/networking';
import { ServiceEntry } from '../resources/networking/service-entry';
import { checkProps } from '../shapes/check';

/** A port of a service outside the mesh. */
export interface ExternalPort {
  /** The port that applications connect to. */
  readonly number: number;
  /** What is spoken there. TLS: encrypted by the application itself, which Istio passes through by the host name it names. */
  readonly protocol:
    | 'HTTP'
    | 'HTTP2'
    | 'GRPC'
    | 'GRPC-WEB'
    | 'HTTPS'
    | 'TLS'
    | 'TCP'
    | 'UDP'
    | 'MONGO'
    | 'REDIS'
    | 'MYSQL';
  /**
   * @default - the protocol and the number, such as `tls-443`
   */
  readonly name?: string;
  /**
   * The port that the service itself listens on.
   * @default - the number
   */
  readonly targetPort?: number;
}

/** Properties of {@link ExternalService}. */
export interface ExternalServiceProps {
  /** The service's host names; with `*.` at the front, all below a domain, which needs resolution NONE. */
  readonly hosts: readonly string[];
  /**
   * @default - 443 TLS
   */
  readonly ports?: readonly ExternalPort[];
  /**
   * How its addresses are found: asked from DNS, given as `endpoints` (STATIC), or taken from the application's own
   * connection (NONE).
   * @default - DNS; STATIC where the endpoints are IP addresses, NONE where a host starts with `*.`
   */
  readonly resolution?: ServiceEntrySpec['resolution'];
  /**
   * Whether the service belongs to the mesh, and accepts its mutual TLS.
   * @default MESH_EXTERNAL
   */
  readonly location?: ServiceEntrySpec['location'];
  /**
   * Virtual IP addresses or CIDR blocks of the service, by which TCP connections are distinguished.
   * @default - none
   */
  readonly addresses?: readonly string[];
  /**
   * Where the service runs.
   * @default - at its host names
   */
  readonly endpoints?: readonly WorkloadEntrySpec[];
  /**
   * Names that the service's certificate must have one of, where the mesh speaks TLS to it.
   * @default - the host name
   */
  readonly subjectAltNames?: readonly string[];
  /**
   * The namespaces that know the service: names, `.` for its own, `*` for all.
   * @default - all
   */
  readonly exportTo?: readonly string[];
  /**
   * The name of the ServiceEntry.
   * @default - the first host, with hyphens for dots
   */
  readonly name?: string;
  /**
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * A service outside the mesh that the mesh knows: allowed where only known ones are, and routed, timed and counted as
 * any other.
 *
 * Makes one ServiceEntry.
 *
 * @example
 * new ExternalService(this, 'Payments', { hosts: ['api.payments.example.com'] });
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class ExternalService extends Construct {
  /** The ServiceEntry. */
  readonly resource: ServiceEntry;
  /** The name of the ServiceEntry. */
  readonly name: string;
  /** The namespace of the ServiceEntry. */
  readonly namespace: string;
  /** The service's host names. */
  readonly hosts: readonly string[];
  /** The ports, with their names. */
  ports: readonly (ExternalPort & { readonly name: string })[];

  /**
   * @throws InvalidPropsError for host names that are none, ports given twice, and resolutions that cannot work
   */
  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    checkProps(scope, id, 'ExternalServiceProps', props);
    const { hosts, ports = [{ number: 443, protocol: 'TLS' }], endpoints, addresses } = props;
    const resolution = props.resolution ?? standardResolution(hosts, endpoints);
    InvalidPropsError.throwIfAny(scope, id, [
      ...hostFaults(hosts, resolution),
      ...portFaults(ports, addresses),
      ...(resolution === 'STATIC' && endpoints === undefined
        ? ['endpoints: required, because resolution STATIC reads the addresses from them']
        : []),
    ]);
    super(scope, id);
    this.hosts = hosts;
    this.name = props.name ?? hostName(hosts[0] ?? '');
    this.namespace = props.namespace ?? MeshContext.of(this).namespace;
    this.ports = ports.map(named);
    this.resource = new ServiceEntry(this, 'Resource', {
      metadata: { name: this.name, namespace: this.namespace },
      spec: {
        hosts,
        ports: this.ports.map(servicePort),
        resolution,
        location: props.location ?? 'MESH_EXTERNAL',
        ...(addresses && { addresses }),
        ...(endpoints && { endpoints }),
        ...(props.subjectAltNames && { subjectAltNames: props.subjectAltNames }),
        ...(props.exportTo && { exportTo: props.exportTo }),
      },
      dependsOn: props.dependsOn,
    });
  }

  /**
   * Adds a port.
   *
   * @throws InvalidPropsError for a number or name that the service has already
   */
  addPort(port: ExternalPort): this {
    const ports = [...this.ports, port];
    const faults = portFaults(ports, this.resource.spec.addresses);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.ports = ports.map(named);
    this.resource.patch({ spec: { ports: this.ports.map(servicePort) } });
    return this;
  }
}

function named(port: ExternalPort): ExternalPort & { readonly name: string } {
  return { ...port, name: port.name ?? `${port.protocol.toLowerCase()}-${port.number}` };
}

function servicePort({ number, protocol, name, targetPort }: ExternalPort & { readonly name: string }): ServicePort {
  return { number, protocol, name, ...(targetPort !== undefined && { targetPort }) };
}

function hostName(host: string): string {
  return isToken(host) ? 'external-service' : host.replace(/^\*\./, 'any-').replaceAll('.', '-').toLowerCase();
}

function standardResolution(
  hosts: readonly string[],
  endpoints: readonly WorkloadEntrySpec[] | undefined,
): ServiceEntrySpec['resolution'] {
  if (endpoints?.every(({ address = '' }) => isIP(address) > 0)) return 'STATIC';
  return hosts.some((host) => host.startsWith('*.')) ? 'NONE' : 'DNS';
}

function hostFaults(hosts: readonly string[], resolution: ServiceEntrySpec['resolution']): string[] {
  if (hosts.length === 0) return ['hosts: expected at least one host name, got none'];
  return hosts.flatMap((host) => {
    if (isToken(host)) return [];
    if (/^[a-z]+:\/\//i.test(host)) return [`hosts: expected a host name, got the URL "${host}"`];
    if (/:\d+$/.test(host)) return [`hosts: expected the host name alone, with its port under ports, got "${host}"`];
    if (host.startsWith('*.') && (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN')) {
      return [`hosts: expected a host name that DNS can resolve, got "${host}": use resolution NONE`];
    }
    return /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(host)
      ? []
      : [`hosts: expected a host name such as api.example.com, got "${host}"`];
  });
}

function portFaults(ports: readonly ExternalPort[], addresses: readonly string[] | undefined): string[] {
  if (ports.length === 0) return ['ports: expected at least one, got none'];
  const faults: string[] = [];
  ports.map(named).forEach(({ number, name, protocol }, index, all) => {
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      faults.push(`ports[${index}].number: expected a port from 1 to 65535, got ${number}`);
    const earlier = all.slice(0, index);
    if (earlier.some((other) => other.number === number)) faults.push(`ports: duplicate port ${number}`);
    if (earlier.some((other) => other.name === name)) faults.push(`ports: duplicate name "${name}"`);
    if (protocol === 'TCP' && (addresses ?? []).length === 0 && (number === 80 || number === 443)) {
      faults.push(
        `ports[${index}]: expected addresses for TCP, got none, which would catch every connection to port ${number}, whatever its host: give addresses, or use TLS`,
      );
    }
  });
  return faults;
}
