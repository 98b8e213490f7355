import { completeHost } from '../hosts';
import type { ModelObject } from '../object';
import type { ModelObjects } from '../objects';
import { fieldsOf, isHole, itemsOf, present, type Value } from '../value';
import { exportedTo, isVisible } from '../visibility/audience';
import { age, byAge, field, firstHole, mapped, nameOf, number, text, texts, textsByName } from '../visibility/fields';
import type { MeshSettings } from '../visibility/settings';
import { delegated } from './delegates';
import { destinationsFrom } from './destinations';
import type {
  ConnectionRoute,
  CorsPolicy,
  HeaderChange,
  HeaderChanges,
  HttpAction,
  HttpMatch,
  HttpRoute,
  ProxyMatch,
  Rewrite,
  RouteDestination,
  RouteFault,
  RouteMirror,
  RouteNames,
  RouteShare,
  RouteTable,
  TcpMatch,
  TextMatch,
  TlsMatch,
} from './route';

/**
 * The routes of VirtualServices in the order in which Istio merges them, with full names, and with those of their delegates in place.
 * A delegate that is not there, or that the root's namespace does not see, leaves its route out.
 */
export function virtualServiceRoutes(objects: ModelObjects, settings: MeshSettings): readonly RouteTable[] {
  const found = [...objects.of('networking.istio.io/VirtualService')].sort((a, b) => byAge(a, b));
  const delegates = new Map(
    found.filter(isDelegate).map((object) => {
      const { name, namespace } = nameOf(object);
      return [`${namespace}/${name}`, object];
    }),
  );
  return found
    .filter((object) => !isDelegate(object))
    .map((object) => new VirtualServiceReader(object, settings).table(delegates));
}

/** The routes of one VirtualService as they are written, those that delegate among them. */
export function writtenRoutes(object: ModelObject, settings: MeshSettings, names?: RouteNames): RouteTable {
  return new VirtualServiceReader(object, settings, names).table();
}

/** What the routes of a VirtualService ask of requests and connections, as it is written. */
export interface WrittenMatches {
  readonly http: readonly { readonly matches: readonly HttpMatch[]; readonly delegates: boolean }[];
  readonly tls: readonly { readonly matches: readonly TlsMatch[] }[];
  readonly tcp: readonly { readonly matches: readonly TcpMatch[] }[];
}

/** The matches of {@link writtenRoutes} alone, for questions that need no more. */
export function writtenMatches(object: ModelObject, settings: MeshSettings): WrittenMatches {
  return new VirtualServiceReader(object, settings).matches();
}

/** Whether a VirtualService is one that others delegate to: one without hosts. */
export function isDelegate({ spec }: ModelObject): boolean {
  return !isHole(spec['hosts']) && itemsOf(spec['hosts']).length === 0;
}

function fullNames(namespace: string, clusterDomain: string): RouteNames {
  return {
    host: (written) => completeHost(text(written) ?? '', namespace, clusterDomain),
    gateway: (written) => gatewayName(text(written) ?? '', namespace),
  };
}

/** The full name of a Gateway as a VirtualService names it: `mesh`, or `namespace/name`. */
export function gatewayName(written: string, namespace: string): string {
  if (written === 'mesh') return written;
  const slash = written.indexOf('/');
  if (slash >= 0) return written.slice(0, slash) === '.' ? `${namespace}${written.slice(slash)}` : written;
  const [name, owner] = written.split('.');
  return `${owner ?? namespace}/${name}`;
}

class VirtualServiceReader {
  private readonly namespace: string;
  private readonly names: RouteNames;

  /** @param names - full names by default */
  constructor(
    private readonly object: ModelObject,
    private readonly settings: MeshSettings,
    names?: RouteNames,
  ) {
    const { namespace } = nameOf(object);
    this.namespace = namespace;
    this.names = names ?? fullNames(namespace, settings.clusterDomain);
  }

  table(delegates?: ReadonlyMap<string, ModelObject>): RouteTable {
    const { hosts, gateways, exportTo, http, tls, tcp } = this.object.spec;
    const bound = this.gateways(gateways);
    const unknown = firstHole({ hosts, gateways, exportTo });
    const table = {
      api: 'istio' as const,
      age: age(this.object),
      ...present({ unknown }),
      ...nameOf(this.object),
      hosts: itemsOf(hosts).map(this.names.host),
      gateways: bound.length === 0 ? ['mesh'] : bound,
      exportTo: exportedTo(texts(exportTo), this.settings.defaultVirtualServiceExportTo),
      http: itemsOf(http).flatMap((route, index) => this.httpRoutes(route, index, delegates)),
      tls: itemsOf(tls).map((route, index) => this.tlsRoute(route, index)),
      tcp: itemsOf(tcp).map((route, index) => this.tcpRoute(route, index)),
    };
    return { ...table, destinationsFrom: (namespace) => destinationsFrom(table, namespace) };
  }

  matches(): WrittenMatches {
    const { http, tls, tcp } = this.object.spec;
    return {
      http: itemsOf(http).map((route) => ({
        matches: this.httpMatches(route),
        delegates: field(route, 'delegate') !== undefined,
      })),
      tls: itemsOf(tls).map((route) => ({ matches: this.tlsMatches(route) })),
      tcp: itemsOf(tcp).map((route) => ({ matches: this.tcpMatches(route) })),
    };
  }

  private gateways(written: unknown): string[] {
    return itemsOf(written).map(this.names.gateway);
  }

  private httpRoutes(written: unknown, index: number, delegates?: ReadonlyMap<string, ModelObject>): HttpRoute[] {
    const { delegate, ...own } = this.httpRoute(written, index);
    // A delegate that cannot be read may be anything: the route says so where it holds.
    if (delegate === undefined || (delegates !== undefined && own.unknown !== undefined)) return [own];
    if (delegates === undefined) return [{ ...own, delegate }];
    const at = `${delegate.namespace ?? this.namespace}/${delegate.name}`;
    const object = delegates.get(at);
    if (!object || !this.sees(object)) return [];
    const reader = new VirtualServiceReader(object, this.settings);
    return delegated(
      own,
      itemsOf(object.spec['http']).map((route) => {
        const { delegate: _none, ...leaf } = reader.httpRoute(route, index);
        return leaf;
      }),
    );
  }

  private sees(delegate: ModelObject): boolean {
    const owner = nameOf(delegate).namespace;
    const exportTo = exportedTo(texts(delegate.spec['exportTo']), this.settings.defaultVirtualServiceExportTo);
    // `~` beside the root's namespace hides nothing here: Istio only looks for `*` and for that namespace.
    return isVisible(
      exportTo.filter((name) => name !== '~'),
      owner,
      this.namespace,
    );
  }

  private httpRoute(written: unknown, index: number): HttpRoute {
    const { delegate, retries, corsPolicy, route } = fieldsOf(written);
    return {
      index,
      matches: this.httpMatches(written),
      action: actionOf(written),
      shares: this.shares(route),
      mirrors: this.mirrors(written),
      ...present({
        name: text(field(written, 'name')),
        delegate: delegate === undefined ? undefined : delegateOf(delegate),
        rewrite: rewriteOf(field(written, 'rewrite')),
        headers: headerChanges(field(written, 'headers')),
        fault: faultOf(field(written, 'fault')),
        cors: corsOf(corsPolicy),
        timeout: text(field(written, 'timeout')),
        retries: retries === undefined ? undefined : fieldsOf(retries),
        unknown: unreadableAction(written),
      }),
    };
  }

  private httpMatches(route: unknown): HttpMatch[] {
    return matchesIn(field(route, 'match'), (match) => this.httpMatch(match));
  }

  private httpMatch(written: unknown): HttpMatch {
    return {
      ...this.proxyMatch(written),
      ...present({
        name: text(field(written, 'name')),
        path: textMatch(field(written, 'uri')),
        method: textMatch(field(written, 'method')),
        scheme: textMatch(field(written, 'scheme')),
        authority: textMatch(field(written, 'authority')),
      }),
      headers: textMatches(field(written, 'headers')),
      withoutHeaders: textMatches(field(written, 'withoutHeaders')),
      queryParams: textMatches(field(written, 'queryParams')),
      ignorePathCase: field(written, 'ignoreUriCase') === true,
    };
  }

  private proxyMatch(written: unknown): ProxyMatch {
    const { port, gateways, sourceLabels, sourceNamespace } = fieldsOf(written);
    return {
      ...present({
        unknown: firstHole({ port, gateways, sourceLabels, sourceNamespace }),
        // Istio takes 0 for no port.
        port: number(port) || undefined,
        sourceNamespace: text(sourceNamespace),
      }),
      gateways: this.gateways(gateways),
      sourceLabels: textsByName(sourceLabels),
    };
  }

  private tlsRoute(written: unknown, index: number): ConnectionRoute<TlsMatch> {
    return { index, matches: this.tlsMatches(written), shares: this.shares(field(written, 'route')) };
  }

  private tlsMatches(route: unknown): TlsMatch[] {
    return matchesIn(field(route, 'match'), (match) => ({
      ...this.proxyMatch(match),
      sniHosts: texts(field(match, 'sniHosts')),
      destinationSubnets: texts(field(match, 'destinationSubnets')),
    }));
  }

  private tcpRoute(written: unknown, index: number): ConnectionRoute<TcpMatch> {
    return { index, matches: this.tcpMatches(written), shares: this.shares(field(written, 'route')) };
  }

  private tcpMatches(route: unknown): TcpMatch[] {
    return matchesIn(field(route, 'match'), (match) => ({
      ...this.proxyMatch(match),
      destinationSubnets: texts(field(match, 'destinationSubnets')),
    }));
  }

  private shares(written: unknown): RouteShare[] {
    return itemsOf(written).map((share) => {
      const weight = field(share, 'weight');
      return {
        destination: this.destination(field(share, 'destination')),
        ...present({
          weight: isHole(weight) ? weight : number(weight),
          headers: headerChanges(field(share, 'headers')),
        }),
      };
    });
  }

  private destination(written: unknown): RouteDestination {
    return {
      host: this.names.host(field(written, 'host')),
      ...present({
        subset: text(field(written, 'subset')),
        port: number(field(field(written, 'port'), 'number')),
      }),
    };
  }

  private mirrors(written: unknown): RouteMirror[] {
    const one = field(written, 'mirror');
    const percent =
      percentOf(field(written, 'mirrorPercentage')) ??
      number(field(written, 'mirrorPercent')) ??
      number(field(written, 'mirror_percent')) ??
      100;
    return [
      ...(one === undefined ? [] : [{ destination: this.destination(one), percent }]),
      ...itemsOf(field(written, 'mirrors')).map((mirror) => ({
        destination: this.destination(field(mirror, 'destination')),
        percent: percentOf(field(mirror, 'percentage')) ?? 100,
      })),
    ].filter((mirror) => mirror.percent > 0);
  }
}

/** The matches of a route: where they cannot be read, one that says so. */
function matchesIn<Match extends ProxyMatch>(written: unknown, read: (match: unknown) => Match): Match[] {
  return (isHole(written) ? [written] : itemsOf(written)).map((each) => ({
    ...read(each),
    ...(isHole(each) && { unknown: 'match' }),
  }));
}

/** The path of the first part of what a route does that cannot be read: without it there is no answer. */
function unreadableAction(written: unknown): string | undefined {
  const { redirect, directResponse, delegate, rewrite, fault, route, mirrorPercentage } = fieldsOf(written);
  const shares = itemsOf(route);
  const weights = shares.length > 1 ? shares.map((share) => ({ weight: field(share, 'weight') })) : [];
  return firstHole({ redirect, directResponse, delegate, rewrite, fault, mirrorPercentage, route: weights });
}

function delegateOf(written: unknown): NonNullable<HttpRoute['delegate']> {
  return {
    name: text(field(written, 'name')) ?? '',
    ...present({ namespace: text(field(written, 'namespace')) }),
  };
}

function actionOf(written: unknown): HttpAction {
  const { redirect, directResponse } = fieldsOf(written);
  if (redirect !== undefined) return redirectOf(redirect);
  if (directResponse === undefined) return { kind: 'forward' };
  return {
    kind: 'respond',
    status: number(field(directResponse, 'status')) ?? 0,
    ...present({ body: bodyOf(field(directResponse, 'body')) }),
  };
}

function redirectOf(written: unknown): HttpAction {
  const asRequested = field(written, 'derivePort') === 'FROM_REQUEST_PORT' ? ('request' as const) : undefined;
  return {
    kind: 'redirect',
    status: number(field(written, 'redirectCode')) || 301,
    ...present({
      path: text(field(written, 'uri')),
      authority: text(field(written, 'authority')),
      scheme: text(field(written, 'scheme')),
      port: number(field(written, 'port')) ?? asRequested,
    }),
  };
}

function bodyOf(written: unknown): string | undefined {
  const { string, bytes } = fieldsOf(written);
  if (typeof string === 'string') return string;
  return typeof bytes === 'string' ? Buffer.from(bytes, 'base64').toString() : undefined;
}

function rewriteOf(written: unknown): Rewrite | undefined {
  if (written === undefined) return undefined;
  const pattern = field(written, 'uriRegexRewrite');
  const match = text(field(pattern, 'match'));
  return present({
    path: text(field(written, 'uri')),
    authority: text(field(written, 'authority')),
    pattern: match === undefined ? undefined : { match, rewrite: text(field(pattern, 'rewrite')) ?? '' },
  });
}

function textMatch(written: unknown): TextMatch | undefined {
  if (written === undefined || written === null) return undefined;
  const one = (key: string): Value<string> | undefined => {
    const value = isHole(written) ? written : field(written, key);
    return isHole(value) || typeof value === 'string' ? value : undefined;
  };
  const exact = one('exact');
  if (exact !== undefined) return { exact };
  const prefix = one('prefix');
  if (prefix !== undefined) return { prefix };
  const regex = one('regex');
  // `*` is none of RE2's expressions: it asks that something is there.
  return regex !== undefined && regex !== '*' ? { regex } : {};
}

function textMatches(written: unknown): Readonly<Record<string, TextMatch>> {
  return mapped(written, (each) => textMatch(each) ?? {});
}

function headerChanges(written: unknown): HeaderChanges | undefined {
  const request = headerChange(field(written, 'request'));
  const response = headerChange(field(written, 'response'));
  return request || response ? present({ request, response }) : undefined;
}

function headerChange(written: unknown): HeaderChange | undefined {
  const set = textsByName(field(written, 'set'));
  const add = textsByName(field(written, 'add'));
  const remove = texts(field(written, 'remove'));
  const named = Object.entries({ set, add, remove }).filter(([, each]) => Object.keys(each).length > 0);
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

/** Without a number a percentage is 0. */
function percentOf(written: unknown): number | undefined {
  return written === undefined ? undefined : (number(field(written, 'value')) ?? 0);
}

function faultOf(written: unknown): RouteFault | undefined {
  const { abort, delay } = fieldsOf(written);
  if (written === undefined) return undefined;
  return present({
    abort: abort === undefined ? undefined : abortOf(abort),
    delay: delay === undefined ? undefined : delayOf(delay),
  });
}

function abortOf(written: unknown): NonNullable<RouteFault['abort']> {
  return {
    status: number(field(written, 'httpStatus')) ?? 200,
    percent: percentOf(field(written, 'percentage')) ?? 100,
  };
}

function delayOf(written: unknown): NonNullable<RouteFault['delay']> {
  return {
    duration: text(field(written, 'fixedDelay')) ?? '',
    percent: percentOf(field(written, 'percentage')) ?? number(field(written, 'percent')) ?? 100,
  };
}

function corsOf(written: unknown): CorsPolicy | undefined {
  const { allowOrigins, allowOrigin } = fieldsOf(written);
  if (written === undefined) return undefined;
  const maxAge = text(field(written, 'maxAge'));
  return {
    allowOrigins:
      allowOrigins === undefined
        ? texts(allowOrigin).map((exact) => ({ exact }))
        : itemsOf(allowOrigins).flatMap((origin) => textMatch(origin) ?? []),
    allowMethods: texts(field(written, 'allowMethods')),
    allowHeaders: texts(field(written, 'allowHeaders')),
    exposeHeaders: texts(field(written, 'exposeHeaders')),
    ...present({ maxAge: maxAge === undefined ? undefined : seconds(maxAge) }),
    allowCredentials: field(written, 'allowCredentials') === true,
    forwardUnmatched: field(written, 'unmatchedPreflights') !== 'IGNORE',
  };
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** The whole seconds of a duration such as `1h30m`. */
function seconds(duration: string): number {
  const parts = [...duration.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  return Math.trunc(parts.reduce((sum, [, value, unit]) => sum + Number(value) * (UNITS[unit ?? ''] ?? 0), 0));
}
