import { Construct, type IConstruct } from 'constructs';
import { pathText } from '../../model/path';
import { annotate } from '../annotate';
import { CustomResource } from '../delivery/custom-resource';
import type { DeliveryOptions } from '../delivery/delivered-object';
import { withdraw } from '../delivery/delivery-checks';
import { canonical } from '../delivery/terraform-template';
import { type Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext, type TrafficApi } from '../mesh-context';
import { checkAtSynthesis, rememberPlace, withPlace } from '../place';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import { grantReference } from '../references/reference-grants';
import type { IGateway } from '../references/workload';
import { Gateway as KubernetesGateway } from '../resources/gateway-api/gateway';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import { TCPRoute } from '../resources/gateway-api/tcp-route';
import { TLSRoute } from '../resources/gateway-api/tls-route';
import type { HTTPRouteSpec, TCPRouteSpec, TLSRouteSpec } from '../resources/generated/gateway-api';
import type * as networking from '../resources/generated/networking';
import { InvalidResourceError } from '../resources/invalid-resource-error';
import { defaultApiVersion } from '../resources/istio-resource';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService, type VirtualServiceProps } from '../resources/networking/virtual-service';
import { resourceFaults } from '../resources/validation/resource-faults';
import { checkGiven, checkProps } from '../shapes/check';
import type { Backend } from './backend';
import type { ConnectionRoute } from './gateway/connection-routes';
import { gatewayOf, gatewayParent, isOfOtherApi, serviceParent } from './gateway/parents';
import { unsupported } from './gateway/unsupported';
import {
  backendReference,
  serviceOfSubset,
  versionServiceFaults,
  versionServiceSpec,
} from './gateway/version-services';
import { boundName, type GatewayReference, isGatewayWorkload, needsGateway } from './gateway-reference';
import type { HttpRoute } from './http-route';
import type { TcpRoute, TlsRoute } from './l4-route';
import { MeshService, type ServiceReference } from './mesh-service';
import { gatewayNameFor, objectName } from './object-name';
import { type Retries, retriesFaults } from './retries';
import { backendsOfRule, type CheckedRoute, type RouteSettings, type RoutesApi, RouteTable } from './route-table';
import type { ForeignSubset } from './route-target';
import type { Subset } from './subset';
import { own as claim, ownerFaults, ownerOf } from './traffic-owners';
import { localityFaults, renderTrafficPolicy, type TrafficPolicy } from './traffic-policy';

/** Properties of {@link ServiceTraffic}. */
export interface ServiceTrafficProps extends Pick<DeliveryOptions, 'delivery' | 'dependsOn'> {
  /** The service: the construct that deploys it, or `MeshService.fromName(...)`. */
  readonly service: ServiceReference;
  /**
   * Which API the routes are written in. What the Gateway API cannot say is refused by name. Policies are DestinationRules in both.
   * `both` writes the routes twice, for the deploy between one API and the other, in which no request is lost.
   * @default - the mesh context's: Istio's own
   */
  readonly api?: TrafficApi;
  /**
   * Where requests come in from outside: Gateway resources, or a gateway's pods such as IngressGateway, for which a
   * Gateway resource that serves HTTP at port 80 is created.
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
   * Where HTTP requests go that no route matches: to the service, or nowhere (404).
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
   * How often failed HTTP requests are retried, where a route does not say.
   * @default - Istio's own: 2 retries of what has surely not been processed
   */
  readonly retries?: Retries;
  /**
   * How long an HTTP request may last, retries included, where a route does not say.
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
   * Whether all subsets are in one DestinationRule, which then changes in one step: when a subset and the route to it
   * are removed (or added) in one deploy, requests fail until every proxy has both changes.
   * @default - one DestinationRule for each
   */
  readonly subsetsInOneRule?: boolean;
}

/**
 * The one owner of a service's VirtualService and DestinationRules: where its requests go, and how they are handled.
 *
 * Creates a VirtualService named after the service, where there are routes, gateways, retries or a timeout; a
 * DestinationRule of that name, where there is a policy; and one named `<service>-<subset>` for each subset. Each is
 * delivered on its own, in the order in which no request meets a route whose subset does not exist: a new subset comes
 * before the routes to it, a removed one goes after them.
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
  /** The service whose traffic it is. */
  readonly service: MeshService;
  /** The namespace of the rules. */
  readonly namespace: string;

  private readonly declared = new Map<string, Subset>();
  /** The APIs that the routes are written in: one, or both. */
  private readonly sides: readonly [Side, ...Side[]];
  private readonly rules = new Map<string, DestinationRule>();
  private readonly rendered: networking.Subset[] = [];
  private readonly isLimitedElsewhere: boolean;

  /** @throws InvalidPropsError with every fault, one line each */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceTrafficProps,
  ) {
    checkProps(scope, id, 'ServiceTrafficProps', props);
    const sides = sidesOf(scope, props);
    const [{ settings }] = sides;
    const { service, namespace, istioVersion } = settings;
    const { gateways = [], routes = [], policy = {} } = props;
    const owner = ownerOf(scope, namespace, service);
    // The owner of the routes, where there is one, may apply a timeout and retries to them.
    const limit = gateways.length + routes.length === 0 ? owner?.limit : undefined;
    const faults = sides.flatMap((side) => placeFaults(side, props));
    if (limit === undefined) faults.push(...ownerFaults(scope, namespace, service));
    faults.push(...durationFaults('timeout', props.timeout), ...retriesFaults('retries', props.retries));
    const warnings: string[] = [];
    for (const { table } of sides) {
      for (const route of routes) {
        const checked = table.checkHttp(route, faults);
        if (checked.field === 'http') warnings.push(...table.warnings(checked));
        table.add(checked);
      }
    }
    const trafficPolicy = renderTrafficPolicy(policy, istioVersion, faults);
    faults.push(...localityFaults(policy));
    const own = ownSubsets(sides[0].table.backends);
    const added = newSubsets(new Map(), [...(props.subsets ?? []), ...own], faults);
    const rendered = added.map((subset) => renderSubset(subset, policy, settings, faults));
    for (const side of sides) {
      if (side.settings.api === 'gateway') {
        faults.push(...gatewayApiFaults(side.settings, props), ...versionFaults(service, added));
      }
    }
    if (faults.length === 0 && limit !== undefined) {
      faults.push(...limit({ timeout: props.timeout, retries: props.retries }));
    }
    InvalidPropsError.throwIfAny(scope, id, [...new Set(faults)]);

    super(scope, id);
    rememberPlace(this);
    this.service = service;
    this.namespace = namespace;
    this.sides = sides;
    this.isLimitedElsewhere = limit !== undefined;
    if (!this.isLimitedElsewhere) {
      const instead = 'add routes and policies to that';
      claim(this, namespace, service, { instead, routes: () => this.isWritten });
    }

    if (trafficPolicy !== undefined) this.addRule(service.name, 'DestinationRule', { trafficPolicy });
    for (const side of sides) {
      for (const gateway of gateways) {
        if (needsGateway(gateway, side.settings.api)) this.addGateway(side, gateway);
      }
    }
    this.declare(added, rendered);
    if (this.isRouted && !this.isLimitedElsewhere && !sides[0].table.isEmpty) {
      for (const side of sides) this.renderRouting(side);
      const own = routes.length > 0 ? warnings : sides.flatMap(({ table }) => table.defaultWarnings);
      for (const warning of new Set(own)) this.warn(warning);
    }
    this.node.defaultChild = this.routes[0] ?? [...this.rules.values()][0];
    checkAtSynthesis(this, () => this.missingRoutes());
  }

  /** Undefined as long as there is nothing to route, and under the Gateway API. */
  get virtualService(): VirtualService | undefined {
    return this.sides.map(({ routing }) => routing).find((one) => one instanceof VirtualService);
  }

  /** Undefined as long as there is nothing to route, and under Istio's own API. */
  get httpRoute(): HTTPRoute | undefined {
    return this.sides.map(({ routing }) => routing).find((one) => one instanceof HTTPRoute);
  }

  /** One for each route of connections; none under Istio's own API. */
  get connectionRoutes(): readonly (TCPRoute | TLSRoute)[] {
    return this.sides.flatMap(({ connections }) => connections);
  }

  /** The one of the policy first, then one for each subset. */
  get destinationRules(): readonly DestinationRule[] {
    return [...this.rules.values()];
  }

  /** The subsets declared so far. */
  get subsets(): readonly Subset[] {
    return [...this.declared.values()];
  }

  /**
   * Adds an HTTP route. Routes are tried in the order in which they are added; the one without a match comes last.
   *
   * @throws InvalidPropsError or InvalidResourceError with every fault, one line each; the traffic then stays as it was
   */
  addRoute(route: HttpRoute): this {
    checkGiven('ServiceTraffic.addRoute', { route }, this);
    this.add((side, faults) => side.table.checkHttp(route, faults));
    return this;
  }

  /**
   * Adds a route of TCP connections.
   *
   * @throws InvalidPropsError or InvalidResourceError with every fault, one line each; the traffic then stays as it was
   */
  addTcpRoute(route: TcpRoute): this {
    checkGiven('ServiceTraffic.addTcpRoute', { route }, this);
    this.add((side, faults) => {
      faults.push(...ownGatewayFaults(side));
      return side.table.checkTcp(route, faults);
    });
    return this;
  }

  /**
   * Adds a route of TLS connections that are passed on without being decrypted.
   *
   * @throws InvalidPropsError or InvalidResourceError with every fault, one line each; the traffic then stays as it was
   */
  addTlsRoute(route: TlsRoute): this {
    checkGiven('ServiceTraffic.addTlsRoute', { route }, this);
    this.add((side, faults) => {
      faults.push(...ownGatewayFaults(side));
      return side.table.checkTls(route, faults);
    });
    return this;
  }

  /**
   * Declares a subset that no route leads to (yet).
   *
   * @throws InvalidPropsError when another subset of that name is declared already
   */
  addSubset(subset: Subset): this {
    this.addSubsets([subset], []);
    return this;
  }

  /**
   * A declared subset of this service, as a target for the routes of other services.
   *
   * @throws Error naming the subsets there are
   */
  subset(name: string): ForeignSubset {
    const subset = this.declared.get(name);
    if (subset === undefined) {
      const names = [...this.declared.keys()].join(', ') || 'none';
      throw new Error(`${this.node.path}: subset: expected a declared subset (${names}), got "${name}"`);
    }
    const { namespace } = this;
    const host = this.service;
    const service = host.namespace === undefined && !host.isExternal ? host.inNamespace(namespace) : host;
    return { service, subset };
  }

  /** The services and gateways that the traffic was given, which may be somebody else's. */
  *[DECLARES](): Iterable<Declaration> {
    const [{ table }] = this.sides;
    const others = table.backends.flatMap(({ service, isOwn }) => (isOwn ? [] : [service]));
    for (const { name, namespace = this.namespace, isExternal } of [this.service, ...others]) {
      if (!isExternal) yield { kind: 'Service', name, namespace };
    }
    for (const gateway of (this.props.gateways ?? []).filter(isGatewayWorkload)) yield* gatewayDeclarations(gateway);
  }

  /** Whether a VirtualService is asked for by more than routes. */
  private get isRouted(): boolean {
    const { gateways = [], retries, timeout } = this.props;
    return gateways.length > 0 || retries !== undefined || timeout !== undefined || this.sides[0].table.httpCount > 0;
  }

  private get isWritten(): boolean {
    return this.routes.length > 0;
  }

  /** What holds the routes, in either API. */
  private get routes(): readonly (VirtualService | HTTPRoute | TCPRoute | TLSRoute)[] {
    return this.sides.flatMap(routesOf);
  }

  /** Adds a route, once everything about it has passed in each API. */
  private add(check: (side: Side, faults: string[]) => CheckedRoute): void {
    const { namespace, service } = this;
    const faults: string[] = [];
    const checked = this.sides.map((side) => ({ side, route: check(side, faults) }));
    const warnings = checked.flatMap(({ side, route }) => (route.field === 'http' ? side.table.warnings(route) : []));
    const owner = ownerOf(this, namespace, service);
    if (owner !== undefined && owner.path !== this.node.path) faults.push(...ownerFaults(this, namespace, service));
    if (faults.length === 0) for (const { side, route } of checked) this.checkResource(side, route);
    this.addSubsets(
      checked.flatMap(({ route }) => ownSubsets(backendsOfRule(route.rule))),
      faults,
    );
    for (const { side, route } of checked) {
      side.table.add(route);
      this.renderRouting(side);
    }
    for (const warning of new Set(warnings)) this.warn(warning);
  }

  /** Checks the one route as the resource will be checked, so that its faults are reported where it is added. */
  private checkResource(side: Side, route: CheckedRoute): void {
    const { istioVersion, hosts, api, gateways } = side.settings;
    if (api === 'gateway') {
      this.checkGatewayRoute(side, route);
      return;
    }
    const spec = { hosts, gateways, [route.field]: [route.rendered] };
    const name = objectName(this.service.name);
    const metadata = { name, namespace: this.namespace };
    const delivery = this.props.delivery ?? MeshContext.of(this).delivery;
    const apiVersion = defaultApiVersion('VirtualService', { istioVersion }, delivery);
    const faults = resourceFaults({ kind: 'VirtualService', apiVersion, metadata, spec }, { istioVersion })
      .filter(({ segments }) => segments[0] === 'spec' && segments[1] === route.field)
      .map((fault) => {
        const segments = ['spec', route.field, side.table.positionOf(route), ...fault.segments.slice(3)];
        return { ...fault, segments, path: pathText(segments) };
      });
    if (faults.length === 0) return;
    throw new InvalidResourceError(`${this.node.path}/VirtualService`, 'VirtualService', name, faults);
  }

  private checkGatewayRoute({ table, settings: { istioVersion } }: Side, route: CheckedRoute): void {
    const { gatewayApi, delivery } = MeshContext.of(this);
    const releases = { istioVersion, gatewayApi };
    const http = { kind: 'HTTPRoute', id: 'HTTPRoute', name: objectName(this.service.name) } as const;
    const objects =
      route.field === 'http'
        ? [{ ...http, spec: { rules: [route.rendered] } }]
        : (route.rendered as readonly ConnectionRoute[]);
    for (const { kind, id, name, spec } of objects) {
      const full = `gateway.networking.k8s.io/${kind}` as const;
      const apiVersion = defaultApiVersion(full, releases, this.props.delivery ?? delivery);
      const metadata = { name, namespace: this.namespace };
      const faults = resourceFaults({ kind: full, apiVersion, metadata, spec }, releases).map((fault) => {
        if (route.field !== 'http' || fault.segments[1] !== 'rules') return fault;
        const segments = ['spec', 'rules', table.positionOf(route), ...fault.segments.slice(3)];
        return { ...fault, segments, path: pathText(segments) };
      });
      if (faults.length > 0) throw new InvalidResourceError(`${this.node.path}/${id}`, kind, name, faults);
    }
  }

  private addSubsets(subsets: readonly Subset[], faults: string[]): void {
    const added = newSubsets(this.declared, subsets, faults);
    if (this.sideOf('gateway') !== undefined) faults.push(...versionFaults(this.service, added));
    const rendered = added.map((subset) => renderSubset(subset, this.props.policy, this.sides[0].settings, faults));
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, [...new Set(faults)]);
    this.declare(added, rendered);
  }

  private sideOf(api: RoutesApi): Side | undefined {
    return this.sides.find(({ settings }) => settings.api === api);
  }

  private missingRoutes(): string[] {
    if (this.props.unmatched !== 'not-found' || this.isWritten) return [];
    return [
      `${this.node.path}: routes: expected at least one route where unmatched is "not-found", got none: every request would be answered 404`,
    ];
  }

  private declare(added: readonly Subset[], rendered: readonly networking.Subset[]): void {
    for (const subset of added) this.declared.set(subset.name, subset);
    const gatewayApi = this.sideOf('gateway');
    if (gatewayApi !== undefined) for (const subset of added) this.addVersion(gatewayApi, subset);
    if (this.sideOf('istio') === undefined) return;
    this.rendered.push(...rendered);
    if (this.props.subsetsInOneRule) {
      if (rendered.length > 0) this.growRule();
      return;
    }
    for (const subset of rendered) {
      this.addRule(`${this.service.name}-${subset.name}`, `Subset-${subset.name}`, { subsets: [subset] });
    }
  }

  /** A Service of the subset's pods, and what of the policies holds for it: routes of the Gateway API lead to Services. */
  private addVersion(side: Side, subset: Subset): void {
    const { delivery, dependsOn } = this.props;
    const { clusterDomain, istioVersion } = side.settings;
    const service = serviceOfSubset(this.service, subset);
    const id = `Subset-${subset.name}`;
    if (subset.service === undefined) {
      const made = new CustomResource(this, `${id}-Service`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service.name, namespace: service.namespace ?? this.namespace },
        spec: versionServiceSpec(this.service, subset, side.table.protocol),
        delivery,
        dependsOn,
        outliveDependents: true,
      });
      // Routes that come later say more of the port.
      made.patchOnRead(() => ({ spec: versionServiceSpec(this.service, subset, side.table.protocol) }));
      side.versions.set(subset.name, made);
      for (const route of routesOf(side)) route.addDependency(made);
    }
    const policy = renderTrafficPolicy({ ...this.props.policy, ...subset.policy }, istioVersion, []);
    if (policy === undefined) return;
    const host = service.hostFrom(this.namespace, clusterDomain);
    // A name of its own: the subset of the same name may have a rule in the other API.
    this.addRule(`${this.service.name}-${subset.name}-service`, `${id}-Policy`, { trafficPolicy: policy }, host);
  }

  private growRule(): void {
    const rule = this.rules.get(this.service.name);
    if (rule === undefined) this.addRule(this.service.name, 'DestinationRule', { subsets: [...this.rendered] });
    else rule.patch({ spec: { subsets: [...this.rendered] } });
  }

  private addRule(
    name: string,
    id: string,
    spec: Omit<networking.DestinationRuleSpec, 'host'>,
    host = this.service.hostFrom(this.namespace, this.sides[0].settings.clusterDomain),
  ): void {
    const { delivery, dependsOn, exportTo } = this.props;
    const rule = new DestinationRule(this, id, {
      metadata: { name: objectName(name), namespace: this.namespace },
      spec: { host, ...spec, exportTo },
      delivery,
      dependsOn,
      // Only what the context's settings make wait for a subset: waiting for the service's pods as well would have
      // Terraform create those before it destroys them, too.
      outliveDependents: spec.subsets !== undefined,
    });
    this.rules.set(name, rule);
    for (const route of this.routes) route.addDependency(rule);
  }

  private addGateway(side: Side, workload: IGateway): void {
    const { delivery, dependsOn = [], hosts = [] } = this.props;
    const { selector } = workload;
    const after = Construct.isConstruct(workload) ? [...dependsOn, workload as unknown as IConstruct] : dependsOn;
    const metadata = { name: gatewayNameFor(this.service), namespace: this.namespace };
    if (side.settings.api === 'gateway') {
      side.ownGateway = new KubernetesGateway(this, 'KubernetesGateway', {
        metadata: { ...metadata, namespace: workload.namespace ?? this.namespace },
        spec: gatewayOf(workload, this.namespace, side.settings.clusterDomain),
        delivery,
        dependsOn: after,
      });
      return;
    }
    side.ownGateway = new Gateway(this, 'Gateway', {
      metadata,
      spec: { selector: { ...selector }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts }] },
      delivery,
      dependsOn: after,
    });
  }

  private renderRouting(side: Side): void {
    if (side.settings.api === 'gateway') this.renderGatewayRoutes(side);
    else this.renderVirtualService(side);
    this.node.defaultChild = this.routes[0] ?? [...this.rules.values()][0];
  }

  private renderVirtualService(side: Side): void {
    const { table, routing } = side;
    if (routing !== undefined) {
      routing.patchOnRead(() => {
        const { http = null, tcp = null, tls = null } = table.render();
        return { spec: { http, tcp, tls } };
      });
      return;
    }
    const { exportTo } = this.props;
    const spec = { ...table.render(), exportTo };
    side.routing = new VirtualService(this, 'VirtualService', { ...this.routeOptions(side), spec });
  }

  /** An HTTPRoute, unless there are connections alone, and an object for each route of those. */
  private renderGatewayRoutes(side: Side): void {
    const { table, connections, routing } = side;
    for (const { kind, id, name, spec } of table.connections.slice(connections.length)) {
      const options = this.routeOptions(side, name);
      connections.push(
        kind === 'TCPRoute'
          ? new TCPRoute(this, id, { ...options, spec: spec as TCPRouteSpec })
          : new TLSRoute(this, id, { ...options, spec: spec as TLSRouteSpec }),
      );
    }
    if (table.hasNoHttp) {
      // The one of the default route, which is there before the first route of connections.
      if (routing !== undefined) withdraw(routing);
      side.routing = undefined;
    } else if (routing !== undefined) routing.patchOnRead(() => ({ spec: { rules: table.renderRules() } }));
    else {
      side.routing = new HTTPRoute(this, 'HTTPRoute', { ...this.routeOptions(side), spec: this.httpRouteSpec(side) });
    }
    this.grant(side);
  }

  private routeOptions(
    side: Side,
    name = objectName(this.service.name),
  ): Pick<VirtualServiceProps, 'metadata' | 'delivery' | 'dependsOn'> {
    const { delivery, dependsOn = [], gateways = [] } = this.props;
    const after = [
      this.service.construct,
      side.ownGateway,
      ...gateways.filter(Construct.isConstruct),
      ...side.versions.values(),
      ...this.rules.values(),
    ];
    return {
      metadata: { name, namespace: this.namespace },
      delivery,
      dependsOn: [
        ...dependsOn,
        ...after.flatMap((construct) => (construct === undefined ? [] : [construct as IConstruct])),
      ],
    };
  }

  private httpRouteSpec({ table, settings }: Side): HTTPRouteSpec {
    const { hosts = [] } = this.props;
    return {
      parentRefs: settings.parents.flatMap(({ references }) => references),
      // A route without host names answers to those of its listeners.
      hostnames: hosts.length === 0 || hosts.includes('*') ? undefined : hosts,
      rules: table.renderRules(),
    };
  }

  /** Lets the routes at gateways lead to Services of other namespaces, which the Gateway API leaves to those. */
  private grant(side: Side): void {
    const { delivery, dependsOn, gateways = [] } = this.props;
    if (gateways.length === 0) return;
    for (const { field, backend } of side.table.destinations) {
      const { group, name, namespace } = backendReference(backend, this.namespace, []);
      if (group !== undefined || namespace === undefined) continue;
      const from = { kind: { http: 'HTTPRoute', tcp: 'TCPRoute', tls: 'TLSRoute' }[field], namespace: this.namespace };
      const granted = grantReference(this, { from, to: { kind: 'Service', name, namespace } }, { delivery, dependsOn });
      if (granted !== undefined) for (const route of routesOf(side)) route.addDependency(granted);
    }
  }

  private warn(warning: string): void {
    annotate(this, 'warning', withPlace(warning, this));
  }
}

/** The routes in one API, and what is made for them. */
interface Side {
  readonly settings: RouteSettings;
  readonly table: RouteTable;
  /** Pods of gateways, which serve both APIs, and resources of this one. */
  readonly gateways: readonly (GatewayReference | IGateway)[];
  readonly versions: Map<string, CustomResource>;
  /** The routes of connections of the Gateway API, in the order of the table. */
  readonly connections: (TCPRoute | TLSRoute)[];
  ownGateway?: Gateway | KubernetesGateway;
  routing?: VirtualService | HTTPRoute;
}

/** The objects that hold the routes of one API. */
function routesOf({ routing, connections }: Side): readonly (VirtualService | HTTPRoute | TCPRoute | TLSRoute)[] {
  return routing === undefined ? connections : [routing, ...connections];
}

function sidesOf(scope: Construct, props: ServiceTrafficProps): readonly [Side, ...Side[]] {
  const api = props.api ?? MeshContext.of(scope).trafficApi;
  const side = (one: RoutesApi): Side => {
    const { gateways: all = [] } = props;
    const gateways = api === 'both' ? all.filter((gateway) => !isOfOtherApi(gateway, one)) : all;
    const settings = settingsOf(scope, props, one, gateways);
    return { settings, table: new RouteTable(settings), gateways, versions: new Map(), connections: [] };
  };
  return api === 'both' ? [side('istio'), side('gateway')] : [side(api)];
}

function ownGatewayFaults({ ownGateway }: Side): string[] {
  return ownGateway === undefined
    ? []
    : ['gateways: the Gateway made here serves HTTP at port 80 only: pass a Gateway resource for TCP and TLS'];
}

function settingsOf(
  scope: Construct,
  props: ServiceTrafficProps,
  api: RoutesApi,
  gateways: readonly (GatewayReference | IGateway)[],
): RouteSettings {
  const { hosts = [], unmatched = 'service', retries, timeout } = props;
  const { mesh = (props.gateways ?? []).length === 0 } = props;
  const service = MeshService.of(props.service);
  const context = MeshContext.of(scope);
  const { clusterDomain } = context;
  const namespace = props.namespace ?? service.namespace ?? context.namespace;
  return {
    api,
    service,
    namespace,
    clusterDomain,
    istioVersion: context.istioVersion,
    gateways: [
      ...(mesh ? ['mesh'] : []),
      ...gateways.map((gateway) => boundName(gateway, { api, service, namespace })),
    ],
    parents: [
      ...(mesh ? [serviceParent(service, namespace)] : []),
      ...gateways.map((gateway) => gatewayParent(gateway, { service, namespace }, hosts)),
    ],
    hosts: [...new Set([...(mesh ? [service.hostFrom(namespace, clusterDomain)] : []), ...hosts])],
    unmatched,
    retries,
    timeout,
  };
}

function placeFaults({ settings, gateways: here }: Side, props: ServiceTrafficProps): string[] {
  const { api, service, gateways: bound } = settings;
  const faults: string[] = [];
  const { gateways = [], hosts = [] } = props;
  const mesh = bound.includes('mesh');
  if (gateways.length > 0 && hosts.length === 0) {
    faults.push(
      'hosts: expected the host names that the gateways answer to, got none: ["shop.example.com"], or ["*"] for any',
    );
  }
  if (gateways.length === 0 && hosts.length > 0) {
    faults.push(`hosts: expected none without gateways, got ${hosts.join(', ')}: hosts are answered at gateways only`);
  }
  const others = here.filter((gateway) => isOfOtherApi(gateway, api)).map(({ name }) => `"${name}"`);
  if (gateways.length > 0 && here.length === 0) {
    const kind = api === 'istio' ? 'Gateway' : 'gatewayApi.Gateway';
    faults.push(`gateways: expected a ${kind} as well where the routes are in both APIs, got none: add it`);
  }
  if (others.length > 0) {
    const [own, other] = api === 'istio' ? ['Gateway', 'gatewayApi.Gateway'] : ['gatewayApi.Gateway', 'Gateway'];
    const instead = api === 'istio' ? "set api: 'gateway'" : `pass a ${own}, or set api: 'istio'`;
    faults.push(`gateways: expected a ${own}, got the ${other} ${others.join(', ')}: ${instead}`);
  }
  if (gateways.length === 0 && !mesh) {
    faults.push('mesh: expected true where there are no gateways, got false: the rules would apply nowhere');
  }
  if (mesh && hosts.includes('*')) {
    faults.push(
      'hosts: "*" would match the requests of every service in the mesh: list the host names, or leave mesh out',
    );
  }
  if (gateways.length > 0 && service.port === undefined && (service.ports?.length ?? 0) > 1) {
    const example = service.ports?.[0];
    faults.push(
      `service: "${service.name}" has the ports ${service.ports?.join(', ')}: choose the one that gateways lead to: MeshService.of(service).withPort(${example})`,
    );
  }
  return faults;
}

/** What traffic of the Gateway API cannot have, beside its routes. */
function gatewayApiFaults(
  { service, gateways }: RouteSettings,
  { exportTo, subsetsInOneRule }: ServiceTrafficProps,
): string[] {
  return [
    ...(exportTo === undefined ? [] : [unsupported('exportTo', 'list of namespaces that see a route')]),
    ...(subsetsInOneRule ? ['subsetsInOneRule: the subsets are Services under the Gateway API: leave it out'] : []),
    ...(service.isExternal && service.serviceEntry === undefined && gateways.includes('mesh')
      ? [
          `service: the Gateway API attaches routes of hosts outside the cluster to their ServiceEntry, and that of "${service.name}" is not known: MeshService.fromHost("${service.name}", { serviceEntry: { name } }), or set api: 'istio'`,
        ]
      : []),
  ];
}

const versionFaults = (service: MeshService, subsets: readonly Subset[]): string[] =>
  subsets.flatMap((subset) => versionServiceFaults(service, subset));

/** Those of the subsets that are not declared yet; one name is one subset. */
function newSubsets(
  declared: ReadonlyMap<string, Subset>,
  subsets: readonly Subset[],
  faults: string[],
): readonly Subset[] {
  const added = new Map<string, Subset>();
  for (const subset of subsets) {
    const before = declared.get(subset.name) ?? added.get(subset.name);
    if (before === undefined) added.set(subset.name, subset);
    else if (before !== subset && !alike(before, subset)) {
      faults.push(
        `subset "${subset.name}": duplicate name, with labels ${labelsText(before)} and ${labelsText(subset)}, or with different policies: rename one of them`,
      );
    }
  }
  return [...added.values()];
}

const ownSubsets = (backends: readonly Backend[]): readonly Subset[] =>
  backends.flatMap(({ isOwn, subset }) => (isOwn && subset !== undefined ? [subset] : []));

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
