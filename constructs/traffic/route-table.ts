import type * as gatewayApi from '../resources/generated/gateway-api';
import type * as networking from '../resources/generated/networking';
import type { Backend } from './backend';
import type { ConnectionRoute } from './gateway/connection-routes';
import type { Parent } from './gateway/parents';
import type { OrderedRule } from './gateway/precedence';
import type { GrpcRoute } from './grpc-route';
import type { GrpcRule } from './grpc-rule';
import type { HttpRoute } from './http-route';
import { type HttpRule, httpRule, type RuleDefaults } from './http-rule';
import type { Place } from './istio/place';
import { renderGateways, renderHttpRule, renderTcpRule, renderTlsRule } from './istio/virtual-service';
import type { TcpRoute, TlsRoute } from './l4-route';
import type { L4Rule } from './l4-rule';

/** One API that routes are written in. */
export type RoutesApi = 'istio' | 'gateway';

/** What the routes of a service have in common. */
export interface RouteSettings extends RuleDefaults, Place {
  /** Which API the routes are written in. */
  readonly api: RoutesApi;
  /** What the routes are attached to, where the Gateway API has them. */
  readonly parents: readonly Parent[];
  /** What the routes answer to. */
  readonly hosts: readonly string[];
  /** Where HTTP requests go that no route matches. */
  readonly unmatched: 'service' | 'not-found';
}

/** A route that has been checked on its own, and rendered. */
export type CheckedRoute =
  | {
      readonly field: 'http';
      /** What holds the route in the Gateway API. A VirtualService has both in one list. */
      readonly kind: 'HTTPRoute' | 'GRPCRoute';
      readonly title: string;
      readonly rule: HttpRule;
      /** As the API in force has it: a route of a VirtualService, or a rule of an HTTPRoute or a GRPCRoute. */
      readonly rendered: networking.HTTPRoute | gatewayApi.HTTPRouteRule | gatewayApi.GRPCRouteRule;
      /** What the Gateway API compares it with others by; undefined in Istio's API. */
      readonly ranked?: gatewayApi.HTTPRouteRule | undefined;
    }
  | {
      readonly field: 'tcp' | 'tls';
      readonly title: string;
      readonly rule: L4Rule;
      /** As the API in force has it: a route of a VirtualService, or objects of its own. */
      readonly rendered: networking.TCPRoute | networking.TLSRoute | readonly ConnectionRoute[];
    };

/** A kind of route that the Gateway API has. */
export type RouteKind = HttpEntry['kind'] | ConnectionRoute['kind'];

type HttpEntry = Extract<CheckedRoute, { field: 'http' }>;

// Loaded by programs with such routes.
const ofCalls = () => require('./grpc-rule') as typeof import('./grpc-rule');
const ofConnections = () => require('./l4-rule') as typeof import('./l4-rule');
const inGatewayApi = () => require('./gateway/dialect') as typeof import('./gateway/dialect');

const titleOf = (kind: string, index: number, name?: string): string => `${kind} ${name ? `"${name}"` : index + 1}`;

/** The routes of one service, each rendered once, when it comes. */
export class RouteTable {
  private readonly all: CheckedRoute[] = [];
  private readonly matched: HttpEntry[] = [];
  private rest: HttpEntry | undefined;
  private readonly l4: Exclude<CheckedRoute, HttpEntry>[] = [];
  private readonly names = new Set<string>();

  constructor(private readonly settings: RouteSettings) {}

  /** Checks a route against what is fixed and against the routes before it. Its faults are added; the table stays. */
  checkHttp(route: HttpRoute, faults: string[]): CheckedRoute {
    const title = titleOf('route', this.httpCount, route.name);
    const own: string[] = [];
    const rule = httpRule(route, this.settings, own);
    const rendered = this.renderRule(rule, own);
    const ranked = this.isGatewayApi ? (rendered as gatewayApi.HTTPRouteRule) : undefined;
    return this.checkAmongOthers({ field: 'http', kind: 'HTTPRoute', title, rule, rendered, ranked }, own, faults);
  }

  /** Checks a route of gRPC calls in the same way. */
  checkGrpc(route: GrpcRoute, faults: string[]): CheckedRoute {
    const title = titleOf('gRPC route', this.httpCount, route.name);
    const own: string[] = [];
    const rule = ofCalls().grpcRule(route, this.settings, own);
    const rendered = this.renderCalls(rule, own);
    const ranked = this.isGatewayApi
      ? inGatewayApi().asHttpRule(rule, rendered as gatewayApi.GRPCRouteRule)
      : undefined;
    return this.checkAmongOthers({ field: 'http', kind: 'GRPCRoute', title, rule, rendered, ranked }, own, faults);
  }

  /** @param own the faults of the route alone */
  private checkAmongOthers(entry: HttpEntry, own: string[], faults: string[]): HttpEntry {
    const { kind, title, rule, ranked } = entry;
    const isLast = rule.matches.length === 0;
    if (ranked !== undefined) {
      if (!isLast) own.push(...inGatewayApi().precedenceFaults(this.ordered, { title, rule: ranked }));
      const other = [...this.matched, ...(this.rest === undefined ? [] : [this.rest])].find((one) => one.kind !== kind);
      if (other !== undefined) {
        own.push(
          `expected routes of one kind, got ${other.title} before it: for one host the Gateway API has HTTPRoutes or GRPCRoutes: match calls by their path with addRoute, or set api: 'istio'`,
        );
      }
    }
    faults.push(...own.map((fault) => `${title}: ${fault}`));
    if (isLast && this.rest !== undefined) {
      const names = [this.rest.rule, rule].map(({ name = 'unnamed' }) => `"${name}"`).join(' and ');
      faults.push(`routes ${names}: expected at most one route without a match, got two: give one of them a match`);
    }
    if (rule.name !== undefined && this.names.has(rule.name)) {
      faults.push(`route "${rule.name}": duplicate name: give each route a name of its own`);
    }
    return entry;
  }

  /** Checks a route of TCP connections. Its faults are added; the table stays. */
  checkTcp(route: TcpRoute, faults: string[]): CheckedRoute {
    const title = this.l4Title('TCP route', 'tcp');
    const own: string[] = [];
    const rule = ofConnections().tcpRule(route, this.settings.service, own);
    const rendered = this.isGatewayApi
      ? this.alone(inGatewayApi().renderTcpRoutes(rule, this.settings, own), own)
      : renderTcpRule(rule, this.settings, own);
    faults.push(...own.map((fault) => `${title}: ${fault}`));
    return { field: 'tcp', title, rule, rendered };
  }

  /** Checks a route of TLS connections. Its faults are added; the table stays. */
  checkTls(route: TlsRoute, faults: string[]): CheckedRoute {
    const title = this.l4Title('TLS route', 'tls');
    const own: string[] = [];
    const rule = ofConnections().tlsRule(route, this.settings, own);
    const rendered = this.isGatewayApi
      ? this.alone(inGatewayApi().renderTlsRoutes(rule, this.settings, own), own)
      : renderTlsRule(rule, this.settings, own);
    faults.push(...own.map((fault) => `${title}: ${fault}`));
    return { field: 'tls', title, rule, rendered };
  }

  /** Adds a route that has passed its checks. */
  add(route: CheckedRoute): void {
    this.all.push(route);
    if (route.field !== 'http') {
      this.l4.push(route);
      return;
    }
    const { matches, name } = route.rule;
    if (matches.length === 0) this.rest = route;
    else this.matched.push(route);
    if (name !== undefined) this.names.add(name);
  }

  /** The position that a route would get in its list. */
  positionOf({ field }: CheckedRoute): number {
    return field === 'http' ? this.matched.length : this.l4.filter((one) => one.field === field).length;
  }

  /** What the routes lead to, the default one and mirrors included, each with the kind of route that the Gateway API has for it. */
  get destinations(): readonly { readonly kind: RouteKind; readonly backend: Backend }[] {
    const added = this.all.flatMap((route) =>
      backendsOfRule(route.rule).map((backend) => ({ kind: kindOf(route), backend })),
    );
    const own = this.addsDefault ? backendsOfRule(this.defaultRule()) : [];
    return [...added, ...own.map((backend) => ({ kind: this.httpKind, backend }))];
  }

  /** What holds the HTTP routes in the Gateway API. */
  get httpKind(): 'HTTPRoute' | 'GRPCRoute' {
    return (this.matched[0] ?? this.rest)?.kind ?? 'HTTPRoute';
  }

  /** What all routes lead to, mirrors included. */
  get backends(): readonly Backend[] {
    return this.all.flatMap(({ rule }) => backendsOfRule(rule));
  }

  /** How many HTTP routes have been added. */
  get httpCount(): number {
    return this.matched.length + (this.rest === undefined ? 0 : 1);
  }

  /** Whether no HTTP request would be routed: no such route was added, and there is no default. */
  get hasNoHttp(): boolean {
    return this.renderHttp().length === 0;
  }

  /** What the port of the service carries, as far as the routes show. */
  get protocol(): 'http' | 'grpc' | 'tcp' | 'tls' {
    const [first] = this.l4;
    if (this.httpCount === 0 && first !== undefined) return first.field;
    return this.httpKind === 'GRPCRoute' ? 'grpc' : 'http';
  }

  /** Whether nothing would be routed. */
  get isEmpty(): boolean {
    return this.hasNoHttp && this.l4.length === 0;
  }

  /** The routes of connections as the Gateway API has them. */
  get connections(): readonly ConnectionRoute[] {
    return this.l4.flatMap(({ rendered }) => rendered as readonly ConnectionRoute[]);
  }

  /** The routes as a VirtualService has them. */
  render(): networking.VirtualServiceSpec {
    const { hosts, gateways } = this.settings;
    const http = this.renderHttp() as networking.HTTPRoute[];
    const ofField = (field: 'tcp' | 'tls') => this.l4.filter((route) => route.field === field);
    const tcp = ofField('tcp').map(({ rendered }) => rendered as networking.TCPRoute);
    const tls = ofField('tls').map(({ rendered }) => rendered as networking.TLSRoute);
    return {
      hosts,
      gateways: renderGateways(gateways),
      http: http.length > 0 ? http : undefined,
      tcp: tcp.length > 0 ? tcp : undefined,
      tls: tls.length > 0 ? tls : undefined,
    };
  }

  /** What works, but hardly as intended, of a route that is about to be added. */
  warnings({ rule }: HttpEntry): string[] {
    return cutOffRetries(rule);
  }

  /** The warnings of the default route, where none was given. */
  get defaultWarnings(): string[] {
    return this.settings.unmatched === 'service' ? cutOffRetries(this.defaultRule()) : [];
  }

  private renderHttp(): HttpEntry['rendered'][] {
    return [
      ...this.matched.map(({ rendered }) => rendered),
      ...(this.rest === undefined ? [] : [this.rest.rendered]),
      ...(this.addsDefault ? [this.renderDefault()] : []),
    ];
  }

  /** The rules as an HTTPRoute has them. */
  renderRules(): readonly gatewayApi.HTTPRouteRule[] {
    return inGatewayApi().lastRuleLast(this.renderHttp() as gatewayApi.HTTPRouteRule[]);
  }

  /** The rules as a GRPCRoute has them, where one without a match is the last by itself. */
  renderGrpcRules(): readonly gatewayApi.GRPCRouteRule[] {
    return this.renderHttp() as gatewayApi.GRPCRouteRule[];
  }

  private renderDefault(): HttpEntry['rendered'] {
    const rule = this.defaultRule();
    return this.httpKind === 'GRPCRoute' ? this.renderCalls({ ...rule, calls: [] }, []) : this.renderRule(rule, []);
  }

  private renderRule(rule: HttpRule, faults: string[]): networking.HTTPRoute | gatewayApi.HTTPRouteRule {
    if (!this.isGatewayApi) return renderHttpRule(rule, this.settings, faults);
    return inGatewayApi().renderHttpRule(rule, this.serviceOf, faults);
  }

  private renderCalls(rule: GrpcRule, faults: string[]): networking.HTTPRoute | gatewayApi.GRPCRouteRule {
    if (!this.isGatewayApi) return renderHttpRule(rule, this.settings, faults);
    return inGatewayApi().renderGrpcRule(rule, this.serviceOf, faults);
  }

  private readonly serviceOf = (backend: Backend, faults: string[]): gatewayApi.BackendObjectReference =>
    inGatewayApi().backendReference(backend, this.settings.namespace, faults);

  private get ordered(): readonly OrderedRule[] {
    return this.matched.flatMap(({ title, ranked }) => (ranked === undefined ? [] : [{ title, rule: ranked }]));
  }

  /** Whether requests that no route matches go to the service. */
  private get addsDefault(): boolean {
    const onlyL4 = this.httpCount === 0 && this.l4.length > 0;
    return this.rest === undefined && !onlyL4 && this.settings.unmatched === 'service';
  }

  private defaultRule(): HttpRule {
    return httpRule({}, this.settings, []);
  }

  private get isGatewayApi(): boolean {
    return this.settings.api === 'gateway';
  }

  /** The objects of a route of connections, with a fault where others are in their way. */
  private alone(routes: readonly ConnectionRoute[], faults: string[]): readonly ConnectionRoute[] {
    const faultsOf = (route: ConnectionRoute, i: number): string[] =>
      inGatewayApi().overlapFaults([...this.connections, ...routes.slice(0, i)], route);
    faults.push(...routes.flatMap(faultsOf));
    return routes;
  }

  private l4Title(kind: string, field: 'tcp' | 'tls'): string {
    return titleOf(kind, this.l4.filter((route) => route.field === field).length);
  }
}

function kindOf(route: CheckedRoute): RouteKind {
  if (route.field === 'http') return route.kind;
  return route.field === 'tcp' ? 'TCPRoute' : 'TLSRoute';
}

/** What a rule leads to, mirrors included. */
export function backendsOfRule(rule: HttpRule | L4Rule): readonly Backend[] {
  return 'mirrors' in rule ? [...rule.backends, ...rule.mirrors] : rule.backends;
}

function cutOffRetries({ name, retries, timeout }: HttpRule): string[] {
  const total = retries?.total;
  if (retries === undefined || retries.attempts === 0 || total === undefined || timeout === undefined) return [];
  if (total.inMilliseconds <= timeout.inMilliseconds) return [];
  const title = name === undefined ? '' : `route "${name}": `;
  return [
    `${title}timeout: ${timeout} is shorter than ${retries.attempts + 1} tries of ${retries.perTryTimeout} each (${total}), so the last tries are cut off: raise timeout, or lower perTryTimeout`,
  ];
}
