import { Construct, type IConstruct } from 'constructs';
import { serviceHost } from '../../model/hosts';
import { type Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { IGateway } from '../references/workload';
import type { HTTPRoute, TLSRoute, VirtualServiceSpec } from '../resources/generated/networking';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService } from '../resources/networking/virtual-service';
import { checkProps } from '../shapes/check';
import { MeshService } from '../traffic/mesh-service';
import { Retries, retriesFaults } from '../traffic/retries';
import { own, ownerOf, type RequestLimits } from '../traffic/traffic-owners';
import type { ExternalPort, ExternalService } from './external-service';

/** How the egress gateway encrypts requests that reach it as HTTP. */
export interface TlsOrigination {
  /**
   * The service's port that is served with TLS; one of its ports, of protocol HTTPS.
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
   * Whether the secret's certificate is presented to the service.
   * @default false
   */
  readonly mutual?: boolean;
  /**
   * The server name (SNI) that is requested.
   * @default - the service's
   */
  readonly sni?: string;
  /**
   * Names that the service's certificate must have one of.
   * @default - those of the ServiceEntry, else the server name that is requested
   */
  readonly subjectAltNames?: readonly string[];
}

/** Properties of {@link EgressGatewayRoute}. */
export interface EgressGatewayRouteProps {
  /** Where requests go. Its first port is the one that is routed. */
  readonly service: ExternalService;
  /** The gateway through which they leave the mesh. */
  readonly gateway: IGateway;
  /**
   * The service's port that applications connect to, of a protocol that names the host: HTTP, HTTPS, TLS and the like.
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
  /**
   * How long an HTTP request may last, retries included.
   * @default - no limit
   */
  readonly timeout?: Duration;
  /**
   * How often a failed HTTP request is retried, by the application's proxy; the gateway then retries nothing.
   * @default - Istio's own: 2 retries of what has surely not been processed
   */
  readonly retries?: Retries;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/** What the parts of an egress route have in common. */
interface Way {
  readonly hosts: readonly string[];
  /** The first of the hosts; HTTP has no other. */
  readonly host: string;
  /** The service's port that applications connect to. */
  readonly port: number;
  /** The service's port that the gateway connects to. */
  readonly outsidePort: number;
  /** Whether applications encrypt by themselves, so that the gateway sees no requests. */
  readonly isTls: boolean;
  readonly gateway: IGateway;
  readonly gatewayPort: number;
  /** The host of the gateway's Service. */
  readonly gatewayHost: string;
  /** The subset of the gateway that proxies reach it by. */
  readonly subset: string;
  /** The name of the objects. */
  readonly name: string;
  /** What the objects wait for. */
  readonly dependsOn: readonly IConstruct[];
}

/**
 * Routes what the mesh sends to an external service through the egress gateway, whose addresses a firewall can then name.
 * HTTP travels to the gateway in mutual TLS; TLS passes as it is.
 *
 * Creates, beside the service's ServiceEntry: a Gateway and a DestinationRule in the gateway's namespace, with TLS
 * origination one more DestinationRule there, and a VirtualService in the service's.
 *
 * A ServiceTraffic that is made for the same host afterwards gives this route its timeout and retries.
 *
 * @example
 * new EgressGatewayRoute(this, 'PaymentsThroughEgress', { service: payments, gateway: egressGateway });
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class EgressGatewayRoute extends Construct implements Declaring {
  /** The Gateway resource, which makes the gateway accept the service's requests. */
  readonly gateway: Gateway;
  /** How sidecars connect to the gateway. */
  readonly destinationRule: DestinationRule;
  /** The route from the sidecars to the gateway, and from there to the service. */
  readonly virtualService: VirtualService;
  /** How the gateway connects to the service; absent where it does not encrypt. */
  readonly originationRule?: DestinationRule;

  /**
   * @throws InvalidPropsError for ports that the service or the gateway lacks, protocols without a host name, hosts with
   * `*`, and timeouts and retries of what is no HTTP
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressGatewayRouteProps,
  ) {
    checkProps(scope, id, 'EgressGatewayRouteProps', props);
    const { service } = props;
    const port = portOf(props);
    InvalidPropsError.throwIfAny(scope, id, [...faultsOf(props, port), ...ownerFaultsOf(scope, props)]);
    super(scope, id);
    const way = wayOf(props, port?.number ?? 0, isEncrypted(port), MeshContext.of(this).clusterDomain);

    this.gateway = this.openGateway(way);
    this.destinationRule = this.reachGateway(way);
    if (props.originateTls !== undefined) this.originationRule = this.originateTls(way, props.originateTls);
    this.virtualService = this.route(way);
    // HTTP has one host, and TLS no requests to limit.
    const limit = (limits: RequestLimits): string[] => this.limit(way, limits);
    for (const host of service.hosts) {
      own(this, service.namespace, MeshService.fromHost(host), { instead: 'it routes the requests already', limit });
    }
  }

  /** The gateway that was given, which may be somebody else's. */
  [DECLARES](): Iterable<Declaration> {
    return gatewayDeclarations(this.props.gateway);
  }

  private openGateway({ name, gateway, gatewayPort, isTls, hosts, subset, dependsOn }: Way): Gateway {
    const port = isTls ? { name: `tls-${subset}`, protocol: 'TLS' } : { name: `https-${subset}`, protocol: 'HTTPS' };
    return new Gateway(this, 'Gateway', {
      metadata: { name, namespace: gateway.namespace },
      spec: {
        selector: gateway.selector,
        servers: [
          { port: { number: gatewayPort, ...port }, hosts, tls: { mode: isTls ? 'PASSTHROUGH' : 'ISTIO_MUTUAL' } },
        ],
      },
      dependsOn,
    });
  }

  private reachGateway({
    name,
    gateway,
    gatewayHost,
    gatewayPort,
    isTls,
    host,
    subset,
    dependsOn,
  }: Way): DestinationRule {
    const mutualTls = {
      portLevelSettings: [{ port: { number: gatewayPort }, tls: { mode: 'ISTIO_MUTUAL', sni: host } as const }],
    };
    return new DestinationRule(this, 'DestinationRule', {
      metadata: { name, namespace: gateway.namespace },
      spec: { host: gatewayHost, subsets: [{ name: subset, ...(!isTls && { trafficPolicy: mutualTls }) }] },
      dependsOn,
    });
  }

  private originateTls({ name, gateway, host, outsidePort, dependsOn }: Way, tls: TlsOrigination): DestinationRule {
    const { mutual, credentialName, sni = this.props.service.hosts[0], subjectAltNames } = tls;
    // The names of the ServiceEntry count where the rule has none.
    const declared = this.props.service.resource.spec.subjectAltNames;
    const names = subjectAltNames ?? (declared || sni === undefined ? undefined : [sni]);
    return new DestinationRule(this, 'Origination', {
      metadata: { name: `${name}-tls`, namespace: gateway.namespace },
      spec: {
        host,
        // Only the gateway speaks TLS to the service: the sidecars' requests must not be encrypted twice.
        workloadSelector: { matchLabels: gateway.selector },
        trafficPolicy: {
          portLevelSettings: [
            {
              port: { number: outsidePort },
              tls: {
                mode: mutual ? 'MUTUAL' : 'SIMPLE',
                sni,
                // Before 1.21 a proxy without an authority accepts every certificate, and one without names every name.
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

  private route(way: Way): VirtualService {
    const { name, hosts, gateway, isTls, dependsOn } = way;
    const routes: Pick<VirtualServiceSpec, 'tls' | 'http'> = isTls
      ? { tls: tlsRoutes(way) }
      : { http: httpRoutes(way, this.props) };
    const { originationRule } = this;
    return new VirtualService(this, 'Resource', {
      metadata: { name, namespace: this.props.service.namespace },
      spec: { hosts, gateways: ['mesh', `${gateway.namespace}/${name}`], ...routes },
      // What the routes refer to goes first, so that no request meets a route to a subset that is not there yet.
      dependsOn: [this.gateway, this.destinationRule, ...(originationRule ? [originationRule] : []), ...dependsOn],
    });
  }

  /** Applies the limits that another construct states for the requests of the host; returns why that cannot be. */
  private limit(way: Way, limits: RequestLimits): string[] {
    const faults = limitFaults(limits, way.isTls);
    for (const name of ['timeout', 'retries'] as const) {
      if (limits[name] === undefined || this.props[name] === undefined) continue;
      faults.push(`${name}: duplicate: ${this.node.path} has its own: leave one of them out`);
    }
    if (faults.length > 0 || way.isTls) return faults;
    this.virtualService.patch({ spec: { http: httpRoutes(way, { ...this.props, ...limits }) } });
    return [];
  }
}

function wayOf(props: EgressGatewayRouteProps, port: number, isTls: boolean, contextDomain: string): Way {
  const { service, gateway, originateTls, gatewayPort = 443, clusterDomain = contextDomain } = props;
  return {
    hosts: service.hosts,
    host: service.hosts[0] ?? '',
    port,
    outsidePort: originateTls ? (originateTls.port ?? 443) : port,
    isTls,
    gateway,
    gatewayPort,
    gatewayHost: serviceHost(gateway.name, gateway.namespace, clusterDomain),
    subset: service.name,
    name: props.name ?? `${service.name}-through-egress`,
    dependsOn: [service, ...(props.dependsOn ?? [])],
  };
}

const toGateway = ({ gatewayHost, subset, gatewayPort }: Way) => ({
  destination: { host: gatewayHost, subset, port: { number: gatewayPort } },
});

function tlsRoutes(way: Way): TLSRoute[] {
  const { hosts, port, gateway, name, gatewayPort } = way;
  return [
    { match: [{ gateways: ['mesh'], port, sniHosts: hosts }], route: [toGateway(way)] },
    ...hosts.map((host) => ({
      match: [{ gateways: [`${gateway.namespace}/${name}`], port: gatewayPort, sniHosts: [host] }],
      route: [{ destination: { host, port: { number: port } } }],
    })),
  ];
}

function httpRoutes(way: Way, { timeout, retries }: RequestLimits): HTTPRoute[] {
  const { host, port, outsidePort, gateway, name, gatewayPort } = way;
  return [
    {
      match: [{ gateways: ['mesh'], port }],
      route: [toGateway(way)],
      ...(timeout && { timeout: timeout.toString() }),
      ...(retries && { retries: retries.render() }),
    },
    {
      match: [{ gateways: [`${gateway.namespace}/${name}`], port: gatewayPort }],
      route: [{ destination: { host, port: { number: outsidePort } } }],
      // Retries of both proxies would multiply.
      ...(retries && { retries: Retries.NONE.render() }),
    },
  ];
}

function portOf({ service, port }: EgressGatewayRouteProps): ExternalPort | undefined {
  return port === undefined ? service.ports[0] : service.ports.find(({ number }) => number === port);
}

const isEncrypted = (port: ExternalPort | undefined): boolean => port?.protocol === 'TLS' || port?.protocol === 'HTTPS';

/** Protocols whose requests name a host, which the gateway routes by. */
const WITH_HOST: readonly ExternalPort['protocol'][] = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTPS', 'TLS'];

function faultsOf(props: EgressGatewayRouteProps, port: ExternalPort | undefined): string[] {
  const { service, gateway, gatewayPort = 443 } = props;
  const faults: string[] = [];
  const numbers = service.ports.map(({ number }) => number).join(', ');
  if (port === undefined) faults.push(`port: expected a port of ${service.node.path} (${numbers}), got ${props.port}`);
  else if (!WITH_HOST.includes(port.protocol)) {
    faults.push(
      `port: expected one of ${WITH_HOST.join(', ')}, which name a host, got ${port.number} ${port.protocol}`,
    );
  }
  for (const host of service.hosts.filter((one) => one.startsWith('*'))) {
    faults.push(`service: expected hosts that the gateway can resolve, got "${host}": list the hosts below it`);
  }
  if (!gateway.ports.some((one) => one.port === gatewayPort)) {
    const open = gateway.ports.map((one) => one.port).join(', ');
    faults.push(`gatewayPort: expected a port of ${gateway.name} (${open}), got ${gatewayPort}`);
  }
  if (port && !isEncrypted(port) && service.hosts.length > 1) {
    faults.push(
      `service: expected one host, because HTTP travels to the gateway under one host name, got ${service.hosts.join(', ')}: make a service for each`,
    );
  }
  return [...faults, ...originationFaults(props, port), ...limitFaults(props, isEncrypted(port))];
}

function originationFaults(
  { originateTls, service }: EgressGatewayRouteProps,
  port: ExternalPort | undefined,
): string[] {
  if (originateTls === undefined) return [];
  const { port: tlsPort = 443, mutual, credentialName } = originateTls;
  const faults: string[] = [];
  if (port && isEncrypted(port)) {
    faults.push(`originateTls: expected none for port ${port.number}, which the application encrypts`);
  }
  if (service.ports.find(({ number }) => number === tlsPort)?.protocol !== 'HTTPS') {
    const numbers = service.ports.map(({ number, protocol }) => `${number} ${protocol}`).join(', ');
    faults.push(
      `originateTls.port: expected a port of ${service.node.path} with protocol HTTPS (${numbers}), got ${tlsPort}`,
    );
  }
  if (mutual && credentialName === undefined) {
    faults.push(
      'originateTls.credentialName: expected the secret with the client certificate for mutual TLS, got none',
    );
  }
  return faults;
}

function limitFaults({ timeout, retries }: RequestLimits, isTls: boolean): string[] {
  if (!isTls) return [...durationFaults('timeout', timeout), ...retriesFaults('retries', retries)];
  return Object.entries({ timeout, retries }).flatMap(([name, limit]) =>
    limit === undefined ? [] : [`${name}: expected none, because the application encrypts its requests, got one`],
  );
}

/** A ServiceTraffic that routes the requests already would have them pass by the gateway. */
function ownerFaultsOf(scope: Construct, { service }: EgressGatewayRouteProps): string[] {
  return service.hosts
    .filter((host) => !host.startsWith('*'))
    .flatMap((host) => {
      const owner = ownerOf(scope, service.namespace, MeshService.fromHost(host));
      if (owner === undefined || owner.limit !== undefined || owner.routes?.() === false) return [];
      return [
        `service: the traffic of "${host}" has an owner already, ${owner.path}: make that after this route, or give its timeout and retries to this`,
      ];
    });
}
