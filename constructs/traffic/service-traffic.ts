import { Construct, type IConstruct } from 'constructs';
import { annotate } from '../annotate';
import { CustomResource } from '../delivery/custom-resource';
import { withdraw } from '../delivery/delivery-checks';
import { durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis, rememberPlace, withPlace } from '../place';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import { grantReference } from '../references/reference-grants';
import type { IGateway } from '../references/workload';
import { Gateway as KubernetesGateway } from '../resources/gateway-api/gateway';
import { GRPCRoute } from '../resources/gateway-api/grpc-route';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import { TCPRoute } from '../resources/gateway-api/tcp-route';
import { TLSRoute } from '../resources/gateway-api/tls-route';
import type { TCPRouteSpec, TLSRouteSpec } from '../resources/generated/gateway-api';
import type * as networking from '../resources/generated/networking';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService, type VirtualServiceProps } from '../resources/networking/virtual-service';
import { checkGiven, checkProps } from '../shapes/check';
import { newSubsets, ownSubsets, renderSubset, versionFaults } from './declared-subsets';
import { gatewayOf } from './gateway/parents';
import { backendReference, serviceOfSubset, versionServiceSpec } from './gateway/version-services';
import { gatewayBeside, isGatewayWorkload, needsGateway } from './gateway-reference';
import type { GrpcRoute } from './grpc-route';
import type { HttpRoute } from './http-route';
import type { TcpRoute, TlsRoute } from './l4-route';
import type { MeshService } from './mesh-service';
import { gatewayNameFor, objectName } from './object-name';
import { retriesFaults } from './retries';
import { backendsOfRule, type CheckedRoute, type RoutesApi } from './route-table';
import type { ForeignSubset } from './route-target';
import { checkRoute } from './routes-check';
import type { ServiceTrafficProps } from './service-traffic-props';
import type { Subset } from './subset';
import { gatewayApiFaults, ownGatewayFaults, placeFaults } from './traffic-faults';
import { own as claim, ownerFaults, ownerOf } from './traffic-owners';
import { localityFaults, renderTrafficPolicy } from './traffic-policy';
import { type RoutesObject, routesOf, type Side, sidesOf } from './traffic-side';

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

  /** Undefined as long as there is no route of gRPC calls, and under Istio's own API. */
  get grpcRoute(): GRPCRoute | undefined {
    return this.sides.map(({ routing }) => routing).find((one) => one instanceof GRPCRoute);
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
   * Adds a route of gRPC calls. They are tried in the same order as HTTP routes; the one without a match comes last.
   *
   * @throws InvalidPropsError or InvalidResourceError with every fault, one line each; the traffic then stays as it was
   */
  addGrpcRoute(route: GrpcRoute): this {
    checkGiven('ServiceTraffic.addGrpcRoute', { route }, this);
    this.add((side, faults) => side.table.checkGrpc(route, faults));
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
  private get routes(): readonly RoutesObject[] {
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
    if (faults.length === 0) {
      const check = { path: this.node.path, context: MeshContext.of(this), delivery: this.props.delivery };
      for (const { side, route } of checked) checkRoute(side, route, check);
    }
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
    if (side.settings.api === 'gateway') {
      side.ownGateway = new KubernetesGateway(this, 'KubernetesGateway', {
        metadata: gatewayBeside(workload, this),
        spec: gatewayOf(workload, this.namespace, side.settings.clusterDomain),
        delivery,
        dependsOn: after,
      });
      return;
    }
    side.ownGateway = new Gateway(this, 'Gateway', {
      metadata: { name: gatewayNameFor(this.service), namespace: this.namespace },
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

  /** An HTTPRoute or a GRPCRoute, unless there are connections alone, and an object for each route of those. */
  private renderGatewayRoutes(side: Side): void {
    const { table, connections } = side;
    for (const { kind, id, name, spec } of table.connections.slice(connections.length)) {
      const options = this.routeOptions(side, name);
      connections.push(
        kind === 'TCPRoute'
          ? new TCPRoute(this, id, { ...options, spec: spec as TCPRouteSpec })
          : new TLSRoute(this, id, { ...options, spec: spec as TLSRouteSpec }),
      );
    }
    if (side.routing !== undefined && (table.hasNoHttp || side.routing.kind !== table.httpKind)) {
      // The one of the default route, which is there before the first route of connections, or of gRPC.
      withdraw(side.routing);
      side.routing = undefined;
    }
    const rules = () => (table.httpKind === 'GRPCRoute' ? table.renderGrpcRules() : table.renderRules());
    if (side.routing !== undefined) side.routing.patchOnRead(() => ({ spec: { rules: rules() } }));
    else if (!table.hasNoHttp) side.routing = this.makeRoute(side);
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

  private makeRoute(side: Side): HTTPRoute | GRPCRoute {
    const { table, settings } = side;
    const { hosts = [] } = this.props;
    const place = {
      parentRefs: settings.parents.flatMap(({ references }) => references),
      // A route without host names answers to those of its listeners.
      hostnames: hosts.length === 0 || hosts.includes('*') ? undefined : hosts,
    };
    const options = this.routeOptions(side);
    return table.httpKind === 'GRPCRoute'
      ? new GRPCRoute(this, 'GRPCRoute', { ...options, spec: { ...place, rules: table.renderGrpcRules() } })
      : new HTTPRoute(this, 'HTTPRoute', { ...options, spec: { ...place, rules: table.renderRules() } });
  }

  /** Lets the routes at gateways lead to Services of other namespaces, which the Gateway API leaves to those. */
  private grant(side: Side): void {
    const { delivery, dependsOn, gateways = [] } = this.props;
    if (gateways.length === 0) return;
    for (const { kind, backend } of side.table.destinations) {
      const { group, name, namespace } = backendReference(backend, this.namespace, []);
      if (group !== undefined || namespace === undefined) continue;
      const from = { kind, namespace: this.namespace };
      const granted = grantReference(this, { from, to: { kind: 'Service', name, namespace } }, { delivery, dependsOn });
      if (granted !== undefined) for (const route of routesOf(side)) route.addDependency(granted);
    }
  }

  private warn(warning: string): void {
    annotate(this, 'warning', withPlace(warning, this));
  }
}
