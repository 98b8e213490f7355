import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { IGateway } from '../references/workload';
import type { HTTPRoute, TLSRoute } from '../resources/generated/networking';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService } from '../resources/networking/virtual-service';
import type { ExternalPort, ExternalService } from './external-service';

/** How the egress gateway encrypts requests that reach it as HTTP. */
export interface TlsOrigination {
  /**
   * The service's port that takes TLS; one of its ports, of protocol HTTPS.
   * @default 443
   */
  readonly port?: number;
  /**
   * The secret, in the gateway's namespace, with the gateway's client certificate (`tls.crt`, `tls.key`), the service's
   * authority (`ca.crt`), or both.
   * @default - no client certificate, and the authorities that the gateway's image trusts
   */
  readonly credentialName?: string;
  /**
   * Whether the secret's certificate is shown to the service.
   * @default false
   */
  readonly mutual?: boolean;
  /**
   * The host name asked for.
   * @default - the service's
   */
  readonly sni?: string;
  /**
   * Names that the service's certificate must have one of.
   * @default - those of the ServiceEntry, else the host name asked for
   */
  readonly subjectAltNames?: readonly string[];
}

/** Properties of {@link EgressGatewayRoute}. */
export interface EgressGatewayRouteProps {
  /** Where requests go. Its first HTTP, HTTPS or TLS port is the one that is led. */
  readonly service: ExternalService;
  /** What leads them out of the mesh. */
  readonly gateway: IGateway;
  /**
   * The service's port that applications connect to.
   * @default - the first
   */
  readonly port?: number;
  /**
   * Whether and how the gateway encrypts what applications send as HTTP.
   * @default - HTTP leaves the mesh as it came; TLS stays the application's own
   */
  readonly originateTls?: TlsOrigination;
  /**
   * The gateway's port that sidecars connect to; one of its Service.
   * @default 443
   */
  readonly gatewayPort?: number;
  /**
   * The cluster's domain.
   * @default - the mesh context's
   */
  readonly clusterDomain?: string;
  /**
   * The name of the objects.
   * @default - the service's, with `-through-egress`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Leads what the mesh sends to an external service through the egress gateway, whose addresses a firewall can then name.
 * HTTP travels to the gateway in mutual TLS; TLS passes as it is.
 *
 * Makes, beside the service's ServiceEntry: a Gateway and a DestinationRule in the gateway's namespace, with TLS
 * origination one more DestinationRule there, and a VirtualService in the service's.
 *
 * @example
 * new EgressGatewayRoute(this, 'PaymentsThroughEgress', { service: payments, gateway: egressGateway });
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class EgressGatewayRoute extends Construct implements Declaring {
  /** The Gateway resource, which has the gateway take the service's requests. */
  readonly gateway: Gateway;
  /** What sidecars speak to the gateway. */
  readonly destinationRule: DestinationRule;
  /** The way from the sidecars to the gateway, and from there to the service. */
  readonly virtualService: VirtualService;
  /** What the gateway speaks to the service; absent where it does not encrypt. */
  readonly originationRule?: DestinationRule;

  /**
   * @throws InvalidPropsError for ports that the service or the gateway lacks, protocols without a host name, and hosts with `*`
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressGatewayRouteProps,
  ) {
    const { service, gateway, originateTls, gatewayPort = 443 } = props;
    const { clusterDomain = MeshContext.of(scope).clusterDomain } = props;
    const port =
      props.port === undefined ? service.ports[0] : service.ports.find(({ number }) => number === props.port);
    InvalidPropsError.throwIfAny(scope, id, faultsOf(props, port, gatewayPort));
    super(scope, id);
    const isTls = port?.protocol === 'TLS' || port?.protocol === 'HTTPS';
    const name = props.name ?? `${service.name}-through-egress`;
    const subset = service.name;
    const gatewayHost = `${gateway.name}.${gateway.namespace}.svc.${clusterDomain}`;
    // What the VirtualService leans on goes first, so that no request meets a route to a subset that is not there yet.
    const dependsOn = [service, ...(props.dependsOn ?? [])];
    const number = port?.number ?? 0;

    this.gateway = new Gateway(this, 'Gateway', {
      metadata: { name, namespace: gateway.namespace },
      spec: {
        selector: gateway.selector,
        servers: [
          {
            port: isTls
              ? { number: gatewayPort, name: `tls-${subset}`, protocol: 'TLS' }
              : { number: gatewayPort, name: `https-${subset}`, protocol: 'HTTPS' },
            hosts: service.hosts,
            tls: { mode: isTls ? 'PASSTHROUGH' : 'ISTIO_MUTUAL' },
          },
        ],
      },
      dependsOn,
    });
    this.destinationRule = new DestinationRule(this, 'DestinationRule', {
      metadata: { name, namespace: gateway.namespace },
      spec: {
        host: gatewayHost,
        subsets: [
          {
            name: subset,
            ...(!isTls && {
              trafficPolicy: {
                portLevelSettings: [
                  { port: { number: gatewayPort }, tls: { mode: 'ISTIO_MUTUAL', sni: service.hosts[0] } },
                ],
              },
            }),
          },
        ],
      },
      dependsOn,
    });
    if (originateTls) {
      const { port: tlsPort = 443, mutual, credentialName, sni = service.hosts[0], subjectAltNames } = originateTls;
      // The names of the ServiceEntry count where the rule has none.
      const names = subjectAltNames ?? (service.resource.spec.subjectAltNames || sni === undefined ? undefined : [sni]);
      this.originationRule = new DestinationRule(this, 'Origination', {
        metadata: { name: `${name}-tls`, namespace: gateway.namespace },
        spec: {
          host: service.hosts[0] ?? '',
          // Nobody but the gateway speaks TLS to the service: the sidecars' requests are not to be encrypted twice.
          workloadSelector: { matchLabels: gateway.selector },
          trafficPolicy: {
            portLevelSettings: [
              {
                port: { number: tlsPort },
                tls: {
                  mode: mutual ? 'MUTUAL' : 'SIMPLE',
                  sni,
                  // Before 1.21 a proxy that is told no authority takes every certificate, and one that is told no name every name.
                  ...(credentialName ? { credentialName } : { caCertificates: 'system' }),
                  ...(names && { subjectAltNames: names }),
                },
              },
            ],
          },
        },
        dependsOn,
      });
    }
    const gatewayName = `${gateway.namespace}/${name}`;
    const toGateway = { destination: { host: gatewayHost, subset, port: { number: gatewayPort } } };
    const outside = originateTls ? (originateTls.port ?? 443) : number;
    this.virtualService = new VirtualService(this, 'Resource', {
      metadata: { name, namespace: service.namespace },
      spec: {
        hosts: service.hosts,
        gateways: ['mesh', gatewayName],
        ...(isTls
          ? { tls: tlsRoutes(service.hosts, number, gatewayName, gatewayPort, toGateway) }
          : { http: httpRoutes(service.hosts[0] ?? '', number, outside, gatewayName, gatewayPort, toGateway) }),
      },
      dependsOn: [
        this.gateway,
        this.destinationRule,
        ...(this.originationRule ? [this.originationRule] : []),
        ...dependsOn,
      ],
    });
  }

  /** The gateway that was given, which may be somebody else's. */
  [DECLARES](): Iterable<Declaration> {
    return gatewayDeclarations(this.props.gateway);
  }
}

interface ToGateway {
  readonly destination: { readonly host: string; readonly subset: string; readonly port: { readonly number: number } };
}

function tlsRoutes(
  hosts: readonly string[],
  port: number,
  gateway: string,
  gatewayPort: number,
  toGateway: ToGateway,
): TLSRoute[] {
  return [
    { match: [{ gateways: ['mesh'], port, sniHosts: hosts }], route: [toGateway] },
    ...hosts.map((host) => ({
      match: [{ gateways: [gateway], port: gatewayPort, sniHosts: [host] }],
      route: [{ destination: { host, port: { number: port } } }],
    })),
  ];
}

function httpRoutes(
  host: string,
  port: number,
  outside: number,
  gateway: string,
  gatewayPort: number,
  toGateway: ToGateway,
): HTTPRoute[] {
  return [
    { match: [{ gateways: ['mesh'], port }], route: [toGateway] },
    {
      match: [{ gateways: [gateway], port: gatewayPort }],
      route: [{ destination: { host, port: { number: outside } } }],
    },
  ];
}

function faultsOf(props: EgressGatewayRouteProps, port: ExternalPort | undefined, gatewayPort: number): string[] {
  const { service, gateway, originateTls } = props;
  const faults: string[] = [];
  const numbers = service.ports.map(({ number }) => number).join(', ');
  if (port === undefined) faults.push(`port: got ${props.port}, ${service.node.path} has ${numbers}`);
  else if (['TCP', 'MONGO'].includes(port.protocol)) {
    faults.push(
      `port: ${port.number} speaks ${port.protocol}, which names no host: the gateway takes HTTP, HTTPS and TLS`,
    );
  }
  for (const host of service.hosts.filter((one) => one.startsWith('*'))) {
    faults.push(`service: the gateway cannot look up "${host}": name the hosts below it`);
  }
  if (!gateway.ports.some((one) => one.port === gatewayPort)) {
    faults.push(
      `gatewayPort: got ${gatewayPort}, ${gateway.name} has ${gateway.ports.map((one) => one.port).join(', ')}`,
    );
  }
  if (originateTls) {
    const { port: tlsPort = 443, mutual, credentialName } = originateTls;
    if (port && ['TLS', 'HTTPS'].includes(port.protocol)) {
      faults.push(`originateTls: port ${port.number} is encrypted by the application already`);
    }
    if (service.ports.find(({ number }) => number === tlsPort)?.protocol !== 'HTTPS') {
      faults.push(
        `originateTls.port: ${service.node.path} has no port ${tlsPort} of protocol HTTPS, it has ${numbers}`,
      );
    }
    if (mutual && credentialName === undefined) {
      faults.push('originateTls.credentialName: got none, mutual TLS wants the secret with the client certificate');
    }
  }
  if (port && !['TLS', 'HTTPS'].includes(port.protocol) && service.hosts.length > 1) {
    faults.push('service: HTTP travels to the gateway under one host name: make a service for each host');
  }
  return faults;
}
