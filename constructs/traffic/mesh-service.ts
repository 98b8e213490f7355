import { Construct, type IConstruct } from 'constructs';
import { DEFAULT_CLUSTER_DOMAIN, serviceHost } from '../../model/hosts';
import { isToken } from '../delivery/terraform-template';
import { checkGiven } from '../shapes/check';

/** What is known of a service that somebody else owns. */
export interface MeshServiceProps {
  /**
   * The namespace the service lives in.
   * @default - the namespace of the construct that it is passed to
   */
  readonly namespace?: string;
  /**
   * The port to send requests to, for services with several.
   * @default - the port the request was made to; the only one, at a gateway
   */
  readonly port?: number;
  /**
   * The domain of the cluster's services.
   * @default - the mesh context's, where the service is passed to
   */
  readonly clusterDomain?: string;
  /**
   * The labels that the service selects its pods by: what a Service of a version starts from, where the Gateway API routes to it.
   * @default - not known
   */
  readonly selector?: Readonly<Record<string, string>>;
}

/** What is known of a host outside the cluster. */
export interface MeshHostProps extends Pick<MeshServiceProps, 'port'> {
  /**
   * The ServiceEntry that adds the host to the mesh: what routes of the Gateway API within the mesh are attached to.
   * @default - not known
   */
  readonly serviceEntry?: { readonly name: string; readonly namespace?: string };
}

/** What deploys an application and says what its service is called, such as HelloWorld. */
export interface ServiceOwner {
  /** The Service's name. */
  readonly serviceName: string;
  /** The namespace of the Service. */
  readonly namespace?: string | undefined;
  /** The port to send requests to. */
  readonly port?: number | undefined;
  /** The labels that the Service selects its pods by. */
  readonly selector?: Readonly<Record<string, string>> | undefined;
}

/** A Kubernetes Service that this program delivers as an object. */
export interface ServiceObject {
  /** The Kubernetes kind, which must be Service. */
  readonly kind: string;
  /** The Service's name. */
  readonly name: string;
  /** The namespace of the Service. */
  readonly namespace?: string | undefined;
  /** The object as it is sent, which the ports are read from. */
  readonly manifest: { readonly [field: string]: unknown };
}

/** A `kubernetes_service` or `kubernetes_service_v1` of the Kubernetes provider. */
export interface TerraformService extends IConstruct {
  /** The Service's metadata, as the provider accepts it. */
  readonly metadataInput?: { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined;
  /** The Service's spec, which the ports are read from. */
  readonly specInput?: { readonly port?: unknown; readonly selector?: unknown } | undefined;
}

/** What names a service: the construct that deploys it, or {@link MeshService.fromName} for what others own. */
export type ServiceReference = MeshService | ServiceOwner | ServiceObject | TerraformService;

interface Known {
  readonly name: string;
  readonly host?: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly ports?: readonly number[];
  readonly portEntries?: readonly object[];
  readonly selector?: Readonly<Record<string, string>>;
  readonly clusterDomain?: string;
  readonly construct?: IConstruct;
  readonly serviceEntry?: MeshHostProps['serviceEntry'];
}

// A registered symbol, so that two copies of the package in one program know each other's services.
const MESH_SERVICE = Symbol.for('cdktf-istio.MeshService');

/** A service that requests are sent to: a host of Istio's registry. */
export class MeshService {
  /**
   * A service of the cluster that somebody else owns.
   *
   * @throws Error for a name that no service can have
   */
  static fromName(name: string, props: MeshServiceProps = {}): MeshService {
    checkGiven('MeshService.fromName', { name, props });
    if (!isToken(name) && !/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw new Error(
        `MeshService.fromName: expected a service's name of lowercase letters, digits and "-", got ${JSON.stringify(name)}; for a host outside the cluster use MeshService.fromHost`,
      );
    }
    return new MeshService({ name, ...props });
  }

  /** A host that a ServiceEntry adds to the mesh, such as `api.example.com`. */
  static fromHost(host: string, props: MeshHostProps = {}): MeshService {
    checkGiven('MeshService.fromHost', { host, props });
    if (!isToken(host) && !/^(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(host)) {
      throw new Error(
        `MeshService.fromHost: expected a host name in lowercase, without port and path, got ${JSON.stringify(host)}`,
      );
    }
    return new MeshService({ name: host, host, ...props });
  }

  /**
   * The service that a reference names.
   *
   * @throws Error for a reference without a name
   */
  static of(reference: ServiceReference): MeshService {
    if (MeshService.isMeshService(reference)) return reference;
    if (typeof reference !== 'object' || reference === null)
      throw noService('service', JSON.stringify(reference) ?? 'none');
    const construct = Construct.isConstruct(reference) ? reference : undefined;
    if ('serviceName' in reference) {
      const { serviceName: name, namespace, port, selector } = reference;
      return new MeshService({ name, namespace, port, selector, construct });
    }
    if ('manifest' in reference) {
      const { kind, name, namespace, manifest } = reference;
      if (kind !== 'Service') {
        throw new Error(
          `${construct?.node.path ?? name}: expected a Service, got a ${kind}: pass the construct that deploys the service, or MeshService.fromName(...)`,
        );
      }
      const spec = manifest['spec'];
      return new MeshService({
        name,
        namespace,
        ports: portsOf(spec, 'ports'),
        portEntries: (spec as { readonly ports?: readonly object[] } | undefined)?.ports,
        selector: selectorOf(spec),
        construct,
      });
    }
    if ('metadataInput' in reference && reference.metadataInput?.name !== undefined) {
      const { name, namespace } = reference.metadataInput;
      const { specInput: spec } = reference;
      return new MeshService({
        name,
        namespace,
        ports: portsOf(spec, 'port'),
        portEntries: terraformPorts(spec?.port),
        selector: selectorOf(spec),
        construct,
      });
    }
    throw noService(construct?.node.path ?? 'service', "an object without a service's name");
  }

  /** Whether something is a service of the mesh, of whichever copy of the package. */
  static isMeshService(thing: unknown): thing is MeshService {
    return typeof thing === 'object' && thing !== null && MESH_SERVICE in thing;
  }

  private constructor(private readonly known: Known) {
    Object.defineProperty(this, MESH_SERVICE, { value: true });
    Object.freeze(this);
  }

  /** The service's name, or the host outside the cluster. */
  get name(): string {
    return this.known.name;
  }

  /** Undefined where it is that of the construct that the service is passed to, and for hosts outside the cluster. */
  get namespace(): string | undefined {
    return this.known.namespace;
  }

  /** The port to send requests to, where it is stated or the only one. */
  get port(): number | undefined {
    const { port, ports } = this.known;
    return port ?? (ports?.length === 1 ? ports[0] : undefined);
  }

  /** The service's ports, where they are known. */
  get ports(): readonly number[] | undefined {
    return this.known.ports;
  }

  /** The ports as the Service has them, where they are known. */
  get portEntries(): readonly object[] | undefined {
    return this.known.portEntries;
  }

  /** The labels that the service selects its pods by, where they are known. */
  get selector(): Readonly<Record<string, string>> | undefined {
    return this.known.selector;
  }

  /** What deploys the service, where this program does. */
  get construct(): IConstruct | undefined {
    return this.known.construct;
  }

  /** The ServiceEntry of a host outside the cluster, where it is known. */
  get serviceEntry(): MeshHostProps['serviceEntry'] {
    return this.known.serviceEntry;
  }

  /** Whether the host lies outside the cluster. */
  get isExternal(): boolean {
    return this.known.host !== undefined;
  }

  /**
   * The host as Istio reads it in a resource of the given namespace: short within the service's own namespace.
   *
   * @param clusterDomain the domain of a service that was given none
   */
  hostFrom(namespace: string, clusterDomain = DEFAULT_CLUSTER_DOMAIN): string {
    const { name, host } = this.known;
    if (host !== undefined) return host;
    const own = this.known.namespace ?? namespace;
    return own === namespace ? name : serviceHost(name, own, this.known.clusterDomain ?? clusterDomain);
  }

  /** The same service, known to live in a namespace. */
  inNamespace(namespace: string): MeshService {
    return new MeshService({ ...this.known, namespace });
  }

  /** The same service, with its requests sent to one of its ports. */
  withPort(port: number): MeshService {
    return new MeshService({ ...this.known, port });
  }
}

function portsOf(spec: unknown, field: 'port' | 'ports'): readonly number[] | undefined {
  const entries = (spec as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (!Array.isArray(entries)) return undefined;
  const ports = entries.map((entry: { readonly port?: unknown }) => entry?.port);
  return ports.every((port) => typeof port === 'number') ? ports : undefined;
}

function noService(where: string, got: string): Error {
  return new Error(
    `${where}: expected a service, got ${got}: pass the construct that deploys the service, or MeshService.fromName(...)`,
  );
}

function selectorOf(spec: unknown): Readonly<Record<string, string>> | undefined {
  const selector = (spec as { readonly selector?: unknown } | undefined)?.selector;
  const isMap = typeof selector === 'object' && selector !== null && !Array.isArray(selector);
  return isMap && Object.keys(selector).length > 0 ? (selector as Readonly<Record<string, string>>) : undefined;
}

/** The ports of the Kubernetes provider's Service as Kubernetes has them: a target port that is a number is written as a text there. */
function terraformPorts(ports: unknown): readonly object[] | undefined {
  if (!Array.isArray(ports)) return undefined;
  return ports.map(({ targetPort, ...port }: { readonly targetPort?: unknown }) => ({
    ...port,
    ...(targetPort !== undefined && {
      targetPort: typeof targetPort === 'string' && /^\d+$/.test(targetPort) ? Number(targetPort) : targetPort,
    }),
  }));
}
