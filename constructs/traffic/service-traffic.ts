import { Annotations } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { clusterOf } from '../delivery/cluster';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { canonical, isToken } from '../delivery/terraform-template';
import type { Duration } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { IGateway } from '../references/workload';
import type * as networking from '../resources/generated/networking';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService } from '../resources/networking/virtual-service';
import { type GatewayReference, gatewayName, isGatewayWorkload } from './gateway-reference';
import type { HttpRoute } from './http-route';
import type { TcpRoute, TlsRoute } from './l4-route';
import { MeshService, type ServiceReference } from './mesh-service';
import type { Retries } from './retries';
import { otherServicesOf, type RouteSettings, type Routes, RouteTable, subsetsOf } from './route-table';
import type { ForeignSubset } from './route-target';
import type { Subset } from './subset';
import { localityFaults, renderTrafficPolicy, type TrafficPolicy } from './traffic-policy';

/** What the traffic of a service is ruled by. */
export interface ServiceTrafficProps extends Pick<DeliveryOptions, 'delivery' | 'dependsOn'> {
  /** The service: the construct that deploys it, or `MeshService.fromName(...)`. */
  readonly service: ServiceReference;
  /**
   * Where requests come in from outside: Gateway resources, or a gateway's pods such as IngressGateway, for which a
   * Gateway resource that takes HTTP at port 80 is made.
   * @default - none: the rules hold within the mesh
   */
  readonly gateways?: readonly (GatewayReference | IGateway)[];
  /**
   * The host names that the gateways answer to; `*` is any.
   * @default - none, which is for traffic without gateways
   */
  readonly hosts?: readonly string[];
  /**
   * Whether the rules hold for requests from within the mesh.
   * @default - where there are no gateways
   */
  readonly mesh?: boolean;
  /**
   * Where HTTP requests go that no route takes: on to the service, or nowhere (404).
   * @default 'service'
   */
  readonly unmatched?: 'service' | 'not-found';
  /**
   * Routes to start with; `addRoute` adds more.
   * @default - every request goes to the service
   */
  readonly routes?: readonly HttpRoute[];
  /** Subsets that no route leads to (yet). Those that routes lead to are declared by themselves. */
  readonly subsets?: readonly Subset[];
  /**
   * What holds for requests to the service's pods, in all subsets that have no policy of their own.
   * @default - Istio's own
   */
  readonly policy?: TrafficPolicy;
  /**
   * How often failed HTTP requests are tried again, where a route does not say.
   * @default - Istio's own: 2 tries more of what surely was not done
   */
  readonly retries?: Retries;
  /**
   * How long an HTTP request may take, retries included, where a route does not say.
   * @default - no limit
   */
  readonly timeout?: Duration;
  /**
   * The namespace of the rules: the service's own, for rules that hold for all its clients.
   * @default - the service's; for hosts outside the cluster, the mesh context's
   */
  readonly namespace?: string;
  /**
   * The namespaces that see the rules: `.` is their own, `*` all.
   * @default - all
   */
  readonly exportTo?: readonly string[];
  /**
   * Whether all subsets stand in one DestinationRule, which then changes in one step: when a subset and the route to it
   * go (or come) in one deploy, requests fail until every proxy has both changes.
   * @default - a DestinationRule each
   */
  readonly subsetsInOneRule?: boolean;
}

const OWNERS = Symbol.for('cdktf-istio.ServiceTraffic');

/**
 * The one owner of a service's VirtualService and DestinationRules: where its requests go, and how they are treated.
 *
 * Makes a VirtualService named after the service, where there are routes, gateways, retries or a timeout; a
 * DestinationRule of that name, where there is a policy; and one named `<service>-<subset>` for each subset. Each is
 * delivered on its own, in the order in which no request meets a route whose subset is missing: a new subset comes
 * before the routes to it, one that is gone leaves after them.
 *
 * @example
 * const v1 = Subset.version('v1');
 * const v2 = Subset.version('v2');
 * new ServiceTraffic(this, 'Traffic', { service: helloWorld, timeout: Duration.seconds(5) })
 *   .addRoute({ match: { headers: { 'x-tester': 'yes' } }, to: v2 })
 *   .addRoute({ to: WeightedSplit.of([v1, 90], [v2, 10]) });
 * @see https://istio.io/latest/docs/concepts/traffic-management/
 */
export class ServiceTraffic extends Construct implements Declaring {
  /** The service that is ruled. */
  readonly service: MeshService;
  /** The namespace of the rules. */
  readonly namespace: string;

  private routes: Routes = { http: [], tcp: [], tls: [] };
  private declared: readonly Subset[] = [];
  private readonly table: RouteTable;
  private readonly settings: RouteSettings;
  private readonly rules = new Map<string, DestinationRule>();
  private readonly rendered = new Map<string, networking.Subset>();
  private ownGateway: Gateway | undefined;
  private routing: VirtualService | undefined;

  /** @throws InvalidPropsError with every fault, one line each */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceTrafficProps,
  ) {
    const service = MeshService.of(props.service);
    const context = MeshContext.of(scope);
    const namespace = props.namespace ?? service.namespace ?? context.namespace;
    const { gateways = [], hosts = [], mesh = gateways.length === 0, unmatched = 'service', retries, timeout } = props;
    const faults: string[] = [];
    checkPlaces(service, { gateways: gateways.length, hosts, mesh }, faults);
    const owner = ownerOf(scope, namespace, service);
    if (owner !== undefined) {
      faults.push(`service "${service.name}" of namespace ${namespace}: its traffic is ruled by ${owner}: add to that`);
    }
    const { clusterDomain } = context;
    const ownHost = service.hostFrom(namespace, clusterDomain);
    const settings: RouteSettings = {
      service,
      namespace,
      clusterDomain,
      istioVersion: context.istioVersion,
      gateways: [
        ...(mesh ? ['mesh'] : []),
        ...gateways.map((gateway) =>
          isGatewayWorkload(gateway) ? gatewayNameFor(service) : gatewayName(gateway, namespace),
        ),
      ],
      hosts: [...new Set([...(mesh ? [ownHost] : []), ...hosts])],
      unmatched,
      retries,
      timeout,
    };
    const table = new RouteTable(settings);
    const routes: Routes = { http: props.routes ?? [], tcp: [], tls: [] };
    table.render(routes, faults);
    const policy = renderTrafficPolicy(props.policy ?? {}, context.istioVersion, faults);
    faults.push(...localityFaults(props.policy ?? {}));
    const declared = merged([], [...(props.subsets ?? []), ...subsetsOf(routes)], faults);
    const renderedSubsets = declared.map((subset) => renderSubset(subset, props.policy, settings, faults));
    InvalidPropsError.throwIfAny(scope, id, faults);

    super(scope, id);
    this.service = service;
    this.namespace = namespace;
    this.settings = settings;
    this.table = table;
    own(this, namespace, service);

    if (policy !== undefined) this.addRule(service.name, 'DestinationRule', { trafficPolicy: policy });
    for (const workload of gateways.filter(isGatewayWorkload)) this.addGateway(workload);
    this.declare(renderedSubsets, declared);
    this.routes = routes;
    if (gateways.length > 0 || routes.http.length > 0 || retries !== undefined || timeout !== undefined) {
      this.renderRouting();
      for (const route of routes.http.length > 0 ? routes.http : [{}]) this.warn(route);
    }
    this.node.defaultChild = this.routing ?? [...this.rules.values()][0];
  }

  /** Undefined as long as there is nothing to route. */
  get virtualService(): VirtualService | undefined {
    return this.routing;
  }

  /** The one of the policy first, then one a subset. */
  get destinationRules(): readonly DestinationRule[] {
    return [...this.rules.values()];
  }

  /** The subsets declared so far. */
  get subsets(): readonly Subset[] {
    return this.declared;
  }

  /**
   * Adds an HTTP route. Routes are tried in the order in which they are added; the one without a match comes last.
   *
   * @throws InvalidPropsError with every fault, one line each; the traffic then stays as it was
   */
  addRoute(route: HttpRoute): this {
    this.change({ ...this.routes, http: [...this.routes.http, route] });
    this.warn(route);
    return this;
  }

  /**
   * Adds a route of TCP connections.
   *
   * @throws InvalidPropsError with every fault, one line each; the traffic then stays as it was
   */
  addTcpRoute(route: TcpRoute): this {
    this.change({ ...this.routes, tcp: [...this.routes.tcp, route] });
    return this;
  }

  /**
   * Adds a route of TLS connections that are passed on without being decrypted.
   *
   * @throws InvalidPropsError with every fault, one line each; the traffic then stays as it was
   */
  addTlsRoute(route: TlsRoute): this {
    this.change({ ...this.routes, tls: [...this.routes.tls, route] });
    return this;
  }

  /**
   * Declares a subset that no route leads to (yet).
   *
   * @throws InvalidPropsError when another subset of that name is declared already
   */
  addSubset(subset: Subset): this {
    this.change(this.routes, [subset]);
    return this;
  }

  /**
   * A declared subset of this service, as a target for the routes of other services.
   *
   * @throws Error naming the subsets there are
   */
  subset(name: string): ForeignSubset {
    const subset = this.declared.find((one) => one.name === name);
    if (subset === undefined) {
      const names = this.declared.map((one) => one.name).join(', ') || 'none';
      throw new Error(`${this.node.path}: subset "${name}": not declared, there are: ${names}`);
    }
    const { namespace } = this;
    const host = this.service;
    const service = host.namespace === undefined && !host.isExternal ? host.inNamespace(namespace) : host;
    return { service, subset };
  }

  /** The services and gateways that the traffic was given, which may be somebody else's. */
  *[DECLARES](): Iterable<Declaration> {
    for (const { name, namespace = this.namespace, isExternal } of [this.service, ...otherServicesOf(this.routes)]) {
      if (!isExternal) yield { kind: 'Service', name, namespace };
    }
    for (const gateway of (this.props.gateways ?? []).filter(isGatewayWorkload)) yield* gatewayDeclarations(gateway);
  }

  private change(routes: Routes, added: readonly Subset[] = []): void {
    const faults: string[] = [];
    this.table.render(routes, faults);
    const declared = merged(this.declared, [...added, ...subsetsOf(routes)], faults);
    const rendered = declared.map((subset) => renderSubset(subset, this.props.policy, this.settings, faults));
    if (routes.tcp.length + routes.tls.length > 0 && this.ownGateway !== undefined) {
      faults.push(
        'gateways: the Gateway made here takes HTTP at port 80 only: pass a Gateway resource for TCP and TLS',
      );
    }
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.declare(rendered, declared);
    this.routes = routes;
    if (routes.http.length + routes.tcp.length + routes.tls.length > 0) this.renderRouting();
  }

  private declare(rendered: readonly networking.Subset[], declared: readonly Subset[]): void {
    this.declared = declared;
    for (const subset of rendered) {
      if (this.rendered.has(subset.name)) continue;
      this.rendered.set(subset.name, subset);
      if (this.props.subsetsInOneRule) this.growRule();
      else this.addRule(`${this.service.name}-${subset.name}`, `Subset-${subset.name}`, { subsets: [subset] });
    }
  }

  private growRule(): void {
    const subsets = [...this.rendered.values()];
    const rule = this.rules.get(this.service.name);
    if (rule === undefined) this.addRule(this.service.name, 'DestinationRule', { subsets });
    else rule.patch({ spec: { subsets } });
  }

  private addRule(name: string, id: string, spec: Omit<networking.DestinationRuleSpec, 'host'>): void {
    const { delivery, dependsOn, exportTo } = this.props;
    const rule = new DestinationRule(this, id, {
      metadata: { name: objectName(name), namespace: this.namespace },
      spec: { host: this.service.hostFrom(this.namespace, MeshContext.of(this).clusterDomain), ...spec, exportTo },
      delivery,
      dependsOn,
      // Only what the context's settings make wait for a subset: waiting for the service's pods as well would have
      // Terraform create those before it destroys them, too.
      outliveDependents: spec.subsets !== undefined,
    });
    this.rules.set(name, rule);
    this.routing?.addDependency(rule);
  }

  private addGateway(workload: IGateway): void {
    const { delivery, dependsOn = [], hosts = [] } = this.props;
    const { selector } = workload;
    const after = Construct.isConstruct(workload) ? [...dependsOn, workload as unknown as IConstruct] : dependsOn;
    this.ownGateway = new Gateway(this, 'Gateway', {
      metadata: { name: gatewayNameFor(this.service), namespace: this.namespace },
      spec: { selector: { ...selector }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }] },
      delivery,
      dependsOn: after,
    });
  }

  private renderRouting(): void {
    const spec = { ...this.table.render(this.routes, []), exportTo: this.props.exportTo };
    if (this.routing !== undefined) {
      const { http = null, tcp = null, tls = null } = spec;
      this.routing.patch({ spec: { http, tcp, tls } });
      return;
    }
    const { delivery, dependsOn = [], gateways = [] } = this.props;
    const after = [
      this.service.construct,
      this.ownGateway,
      ...gateways.filter(Construct.isConstruct),
      ...this.rules.values(),
    ];
    this.routing = new VirtualService(this, 'VirtualService', {
      metadata: { name: objectName(this.service.name), namespace: this.namespace },
      spec,
      delivery,
      dependsOn: [
        ...dependsOn,
        ...after.flatMap((construct) => (construct === undefined ? [] : [construct as IConstruct])),
      ],
    });
    this.node.defaultChild = this.routing;
  }

  private warn(route: HttpRoute): void {
    for (const warning of this.table.warnings(route)) Annotations.of(this).addWarning(`${this.node.path}: ${warning}`);
  }
}

function checkPlaces(
  service: MeshService,
  places: { readonly gateways: number; readonly hosts: readonly string[]; readonly mesh: boolean },
  faults: string[],
): void {
  const { gateways, hosts, mesh } = places;
  if (gateways > 0 && hosts.length === 0) {
    faults.push('hosts: gateways need the host names they answer to: ["shop.example.com"], or ["*"] for any');
  }
  if (gateways === 0 && hosts.length > 0) {
    faults.push(`hosts: ${hosts.join(', ')}: answered at gateways only: give gateways as well`);
  }
  if (gateways === 0 && !mesh) faults.push('mesh: is false, and there are no gateways: the rules would hold nowhere');
  if (mesh && hosts.includes('*')) {
    faults.push('hosts: "*" would take the requests of every service in the mesh: name the hosts, or leave mesh out');
  }
  if (gateways > 0 && service.port === undefined && (service.ports?.length ?? 0) > 1) {
    const example = service.ports?.[0];
    faults.push(
      `service "${service.name}" has the ports ${service.ports?.join(', ')}: say which one gateways lead to: MeshService.of(service).withPort(${example})`,
    );
  }
}

/** Adds subsets to those declared already; one name is one subset. */
function merged(declared: readonly Subset[], added: readonly Subset[], faults: string[]): readonly Subset[] {
  const byName = new Map(declared.map((subset) => [subset.name, subset]));
  for (const subset of added) {
    const before = byName.get(subset.name);
    if (before === undefined) byName.set(subset.name, subset);
    else if (before !== subset && !alike(before, subset)) {
      faults.push(
        `subset "${subset.name}" is given twice, with labels ${labelsText(before)} and ${labelsText(subset)}, or with different policies: give one of them another name`,
      );
    }
  }
  return [...byName.values()];
}

const labelsText = (subset: Subset): string =>
  `{ ${Object.entries(subset.labels)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

const alike = (one: Subset, other: Subset): boolean =>
  one.policy === other.policy &&
  JSON.stringify(canonical(one.labels).value) === JSON.stringify(canonical(other.labels).value);

function renderSubset(
  subset: Subset,
  policy: TrafficPolicy | undefined,
  { istioVersion }: RouteSettings,
  faults: string[],
): networking.Subset {
  const own: string[] = [];
  const trafficPolicy = renderTrafficPolicy(subset.policy ?? {}, istioVersion, own);
  if (subset.policy !== undefined) own.push(...localityFaults(subset.policy, policy));
  faults.push(...own.map((fault) => `subset "${subset.name}": ${fault}`));
  return { name: subset.name, labels: subset.labels, trafficPolicy };
}

/** A host as the name of an object. */
const objectName = (host: string): string => (isToken(host) ? host : host.replace(/^\*/, 'any'));

const gatewayNameFor = (service: MeshService): string => `${objectName(service.name)}-gateway`;

type Owners = Map<string, string>;

function ownersIn(root: IConstruct): Owners {
  const carrier = root as { [OWNERS]?: Owners };
  if (carrier[OWNERS] === undefined) Object.defineProperty(root, OWNERS, { value: new Map() });
  return carrier[OWNERS] as Owners;
}

function ownerKey(scope: IConstruct, namespace: string, service: MeshService): string | undefined {
  // Two clusters may each have a service of that name.
  const cluster = clusterOf(scope);
  return isToken(service.name) || isToken(namespace)
    ? undefined
    : [cluster, namespace, service.hostFrom(namespace)].join('/');
}

function ownerOf(scope: IConstruct, namespace: string, service: MeshService): string | undefined {
  const key = ownerKey(scope, namespace, service);
  return key === undefined ? undefined : ownersIn(scope.node.root).get(key);
}

function own(construct: IConstruct, namespace: string, service: MeshService): void {
  const key = ownerKey(construct, namespace, service);
  if (key !== undefined) ownersIn(construct.node.root).set(key, construct.node.path);
}
