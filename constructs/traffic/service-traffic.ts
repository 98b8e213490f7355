import { Construct } from 'constructs';
import { annotate } from '../annotate';
import { CustomResource } from '../delivery/custom-resource';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis, rememberPlace, withPlace } from '../place';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import { GRPCRoute } from '../resources/gateway-api/grpc-route';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import type { TCPRoute } from '../resources/gateway-api/tcp-route';
import type { TLSRoute } from '../resources/gateway-api/tls-route';
import type * as networking from '../resources/generated/networking';
import { DestinationRule } from '../resources/networking/destination-rule';
import { VirtualService } from '../resources/networking/virtual-service';
import { checkGiven, checkProps } from '../shapes/check';
import { checkTraffic } from './checked-traffic';
import { newSubsets, ownSubsets, renderSubset, versionFaults } from './declared-subsets';
import { serviceOfSubset, versionServiceSpec } from './gateway/version-services';
import { isGatewayWorkload, needsGateway } from './gateway-reference';
import type { GrpcRoute } from './grpc-route';
import type { HttpRoute } from './http-route';
import type { TcpRoute, TlsRoute } from './l4-route';
import type { MeshService } from './mesh-service';
import { objectName } from './object-name';
import { RouteObjects } from './route-objects';
import { backendsOfRule, type CheckedRoute, type RoutesApi } from './route-table';
import type { ForeignSubset } from './route-target';
import { checkRoute } from './routes-check';
import type { ServiceTrafficProps } from './service-traffic-props';
import type { Subset } from './subset';
import { ownGatewayFaults } from './traffic-faults';
import { own as claim, ownerFaults, ownerOf } from './traffic-owners';
import { renderTrafficPolicy } from './traffic-policy';
import { type RoutesObject, routesOf, type Side } from './traffic-side';

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
  private readonly routeObjects: RouteObjects;

  /** @throws InvalidPropsError with every fault, one line each */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceTrafficProps,
  ) {
    checkProps(scope, id, 'ServiceTrafficProps', props);
    const { sides, isLimitedElsewhere, trafficPolicy, added, rendered, warnings } = checkTraffic(scope, id, props);
    const { service, namespace } = sides[0].settings;
    const { gateways = [], routes = [] } = props;

    super(scope, id);
    rememberPlace(this);
    this.service = service;
    this.namespace = namespace;
    this.sides = sides;
    this.routeObjects = new RouteObjects(this, props, this.rules);
    if (!isLimitedElsewhere) {
      const instead = 'add routes and policies to that';
      claim(this, namespace, service, { instead, routes: () => this.isWritten });
    }

    if (trafficPolicy !== undefined) this.addRule(service.name, 'DestinationRule', { trafficPolicy });
    for (const side of sides) {
      for (const gateway of gateways) {
        if (needsGateway(gateway, side.settings.api)) this.routeObjects.addGateway(side, gateway);
      }
    }
    this.declare(added, rendered);
    if (this.isRouted && !isLimitedElsewhere && !sides[0].table.isEmpty) {
      for (const side of sides) this.routeObjects.write(side);
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
      this.routeObjects.write(side);
    }
    this.node.defaultChild = this.routes[0] ?? [...this.rules.values()][0];
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

  private warn(warning: string): void {
    annotate(this, 'warning', withPlace(warning, this));
  }
}
