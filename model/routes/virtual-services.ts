import { completeHost } from '../hosts';
import type { ModelObject } from '../object';
import type { ModelObjects } from '../objects';
import { fieldsOf, isHole, itemsOf, type Value } from '../value';
import { exportedTo, isVisible } from '../visibility/audience';
import { byAge, field, firstHole, nameOf, number, text, texts, textsByName } from '../visibility/fields';
import type { MeshSettings } from '../visibility/settings';
import { delegated } from './delegates';
import type {
  ConnectionRoute,
  CorsPolicy,
  HeaderChange,
  HeaderChanges,
  HttpAction,
  HttpMatch,
  HttpRoute,
  ProxyMatch,
  RouteDestination,
  RouteFault,
  RouteMirror,
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
export function writtenRoutes(object: ModelObject, settings: MeshSettings): RouteTable {
  return new VirtualServiceReader(object, settings).table();
}

/** Whether a VirtualService is one that others delegate to: one without hosts. */
export function isDelegate({ spec }: ModelObject): boolean {
  return !isHole(spec['hosts']) && itemsOf(spec['hosts']).length === 0;
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

  constructor(
    private readonly object: ModelObject,
    private readonly settings: MeshSettings,
  ) {
    this.namespace = nameOf(object).namespace;
  }

  table(delegates?: ReadonlyMap<string, ModelObject>): RouteTable {
    const { hosts, gateways, exportTo, http, tls, tcp } = this.object.spec;
    const names = texts(gateways);
    const unknown = firstHole({ hosts, gateways, exportTo });
    const table = {
      ...(unknown === undefined ? {} : { unknown }),
      ...nameOf(this.object),
      hosts: texts(hosts).map((host) => this.full(host)),
      gateways: names.length === 0 ? ['mesh'] : names.map((name) => gatewayName(name, this.namespace)),
      exportTo: exportedTo(texts(exportTo), this.settings.defaultVirtualServiceExportTo),
      http: itemsOf(http).flatMap((route, index) => this.httpRoutes(route, index, delegates)),
      tls: itemsOf(tls).map((route, index) => this.tlsRoute(route, index)),
      tcp: itemsOf(tcp).map((route, index) => this.tcpRoute(route, index)),
    };
    return { ...table, destinationsFrom: (namespace) => destinationsFrom(table, namespace) };
  }

  private full(host: string): string {
    return completeHost(host, this.namespace, this.settings.clusterDomain);
  }

  private httpRoutes(written: unknown, index: number, delegates?: ReadonlyMap<string, ModelObject>): HttpRoute[] {
    const { delegate, ...own } = this.httpRoute(written, index);
    if (delegate === undefined) return [own];
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
    const name = text(field(written, 'name'));
    const timeout = text(field(written, 'timeout'));
    const retries = field(written, 'retries');
    const headers = headerChanges(field(written, 'headers'));
    const fault = faultOf(field(written, 'fault'));
    const cors = corsPolicy(field(written, 'corsPolicy'));
    const rewrite = rewriteOf(field(written, 'rewrite'));
    const delegate = field(written, 'delegate');
    const home = text(field(delegate, 'namespace'));
    const unknown = unreadableAction(written);
    return {
      index,
      ...(delegate === undefined
        ? {}
        : {
            delegate: { name: text(field(delegate, 'name')) ?? '', ...(home === undefined ? {} : { namespace: home }) },
          }),
      ...(unknown === undefined ? {} : { unknown }),
      ...(name === undefined ? {} : { name }),
      matches: itemsOf(field(written, 'match')).map((match) => this.httpMatch(match)),
      action: actionOf(written),
      shares: this.shares(field(written, 'route')),
      mirrors: this.mirrors(written),
      ...(rewrite === undefined ? {} : { rewrite }),
      ...(headers === undefined ? {} : { headers }),
      ...(fault === undefined ? {} : { fault }),
      ...(cors === undefined ? {} : { cors }),
      ...(timeout === undefined ? {} : { timeout }),
      ...(retries === undefined ? {} : { retries: fieldsOf(retries) }),
    };
  }

  private httpMatch(written: unknown): HttpMatch {
    const name = text(field(written, 'name'));
    const ignorePathCase = field(written, 'ignoreUriCase') === true;
    const uri = textMatch(field(written, 'uri'));
    const method = textMatch(field(written, 'method'));
    const scheme = textMatch(field(written, 'scheme'));
    const authority = textMatch(field(written, 'authority'));
    return {
      ...this.proxyMatch(written),
      ...(name === undefined ? {} : { name }),
      ...(uri === undefined ? {} : { path: uri }),
      ...(method === undefined ? {} : { method }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(authority === undefined ? {} : { authority }),
      headers: textMatches(field(written, 'headers')),
      withoutHeaders: textMatches(field(written, 'withoutHeaders')),
      queryParams: textMatches(field(written, 'queryParams')),
      ignorePathCase,
    };
  }

  private proxyMatch(written: unknown): ProxyMatch {
    const port = number(field(written, 'port'));
    const sourceNamespace = text(field(written, 'sourceNamespace'));
    const { port: _port, gateways, sourceLabels, sourceNamespace: _namespace } = fieldsOf(written);
    const unknown = firstHole({ port: _port, gateways, sourceLabels, sourceNamespace: _namespace });
    return {
      ...(unknown === undefined ? {} : { unknown }),
      ...(port ? { port } : {}),
      gateways: texts(field(written, 'gateways')).map((name) => gatewayName(name, this.namespace)),
      sourceLabels: textsByName(field(written, 'sourceLabels')),
      ...(sourceNamespace === undefined ? {} : { sourceNamespace }),
    };
  }

  private tlsRoute(written: unknown, index: number): ConnectionRoute<TlsMatch> {
    return {
      index,
      matches: itemsOf(field(written, 'match')).map((match) => ({
        ...this.proxyMatch(match),
        sniHosts: texts(field(match, 'sniHosts')),
        destinationSubnets: texts(field(match, 'destinationSubnets')),
      })),
      shares: this.shares(field(written, 'route')),
    };
  }

  private tcpRoute(written: unknown, index: number): ConnectionRoute<TcpMatch> {
    return {
      index,
      matches: itemsOf(field(written, 'match')).map((match) => ({
        ...this.proxyMatch(match),
        destinationSubnets: texts(field(match, 'destinationSubnets')),
      })),
      shares: this.shares(field(written, 'route')),
    };
  }

  private shares(written: unknown): RouteShare[] {
    return itemsOf(written).map((share) => {
      const weight = number(field(share, 'weight'));
      const headers = headerChanges(field(share, 'headers'));
      return {
        destination: this.destination(field(share, 'destination')),
        ...(weight === undefined ? {} : { weight }),
        ...(headers === undefined ? {} : { headers }),
      };
    });
  }

  private destination(written: unknown): RouteDestination {
    const subset = text(field(written, 'subset'));
    const port = number(field(field(written, 'port'), 'number'));
    return {
      host: this.full(text(field(written, 'host')) ?? ''),
      ...(subset === undefined ? {} : { subset }),
      ...(port === undefined ? {} : { port }),
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

function destinationsFrom(
  { http, tls, tcp }: Pick<RouteTable, 'http' | 'tls' | 'tcp'>,
  namespace: string,
): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  const add = ({ host, port = 0 }: RouteDestination): void => {
    found.set(host, (found.get(host) ?? new Set()).add(port));
  };
  for (const { matches, shares, mirrors } of http) {
    const sources = matches.flatMap(({ sourceNamespace }) => sourceNamespace ?? []);
    // Where matches name namespaces, Istio takes the route to be for those alone.
    if (sources.length > 0 && !sources.includes(namespace)) continue;
    for (const { destination } of [...shares, ...mirrors]) add(destination);
  }
  for (const { shares } of [...tcp, ...tls]) for (const { destination } of shares) add(destination);
  return found;
}

/** The path of the first part of what a route does that cannot be read: without it there is no answer. */
function unreadableAction(written: unknown): string | undefined {
  const { redirect, directResponse, rewrite, fault, route, mirrorPercentage } = fieldsOf(written);
  const shares = itemsOf(route);
  const weights = shares.length > 1 ? shares.map((share) => ({ weight: field(share, 'weight') })) : [];
  return firstHole({ redirect, directResponse, rewrite, fault, mirrorPercentage, route: weights });
}

function actionOf(written: unknown): HttpAction {
  const redirect = field(written, 'redirect');
  if (redirect !== undefined) {
    const path = text(field(redirect, 'uri'));
    const authority = text(field(redirect, 'authority'));
    const scheme = text(field(redirect, 'scheme'));
    const port =
      number(field(redirect, 'port')) ??
      (field(redirect, 'derivePort') === 'FROM_REQUEST_PORT' ? 'request' : undefined);
    return {
      kind: 'redirect',
      ...(path === undefined ? {} : { path }),
      ...(authority === undefined ? {} : { authority }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(port === undefined ? {} : { port }),
      status: number(field(redirect, 'redirectCode')) || 301,
    };
  }
  const respond = field(written, 'directResponse');
  if (respond === undefined) return { kind: 'forward' };
  const body = field(respond, 'body');
  const string = field(body, 'string');
  const bytes = field(body, 'bytes');
  const shown =
    typeof string === 'string'
      ? string
      : typeof bytes === 'string'
        ? Buffer.from(bytes, 'base64').toString()
        : undefined;
  return {
    kind: 'respond',
    status: number(field(respond, 'status')) ?? 0,
    ...(shown === undefined ? {} : { body: shown }),
  };
}

function rewriteOf(written: unknown): HttpRoute['rewrite'] {
  if (written === undefined) return undefined;
  const path = text(field(written, 'uri'));
  const authority = text(field(written, 'authority'));
  const pattern = field(written, 'uriRegexRewrite');
  const match = text(field(pattern, 'match'));
  return {
    ...(path === undefined ? {} : { path }),
    ...(authority === undefined ? {} : { authority }),
    ...(match === undefined ? {} : { pattern: { match, rewrite: text(field(pattern, 'rewrite')) ?? '' } }),
  };
}

function textMatch(written: unknown): TextMatch | undefined {
  if (written === undefined || written === null) return undefined;
  const one = (key: string): Value<string> | undefined => {
    const value = isHole(written) ? written : field(written, key);
    return isHole(value) || typeof value === 'string' ? value : undefined;
  };
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map(one);
  if (exact !== undefined) return { exact };
  if (prefix !== undefined) return { prefix };
  // `*` is none of RE2's expressions: it asks that something is there.
  return regex !== undefined && regex !== '*' ? { regex } : {};
}

function textMatches(written: unknown): Readonly<Record<string, TextMatch>> {
  return Object.fromEntries(Object.entries(fieldsOf(written)).map(([name, each]) => [name, textMatch(each) ?? {}]));
}

function headerChanges(written: unknown): HeaderChanges | undefined {
  if (written === undefined) return undefined;
  const request = headerChange(field(written, 'request'));
  const response = headerChange(field(written, 'response'));
  if (!request && !response) return undefined;
  return { ...(request ? { request } : {}), ...(response ? { response } : {}) };
}

function headerChange(written: unknown): HeaderChange | undefined {
  const set = textsByName(field(written, 'set'));
  const add = textsByName(field(written, 'add'));
  const remove = texts(field(written, 'remove'));
  if ([set, add, remove].every((each) => Object.keys(each).length === 0)) return undefined;
  return {
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(Object.keys(add).length > 0 ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
  };
}

/** Without a number a percentage is 0. */
function percentOf(written: unknown): number | undefined {
  return written === undefined ? undefined : (number(field(written, 'value')) ?? 0);
}

function faultOf(written: unknown): RouteFault | undefined {
  if (written === undefined) return undefined;
  const abort = field(written, 'abort');
  const delay = field(written, 'delay');
  return {
    ...(abort === undefined
      ? {}
      : {
          abort: {
            status: number(field(abort, 'httpStatus')) ?? 200,
            percent: percentOf(field(abort, 'percentage')) ?? 100,
          },
        }),
    ...(delay === undefined
      ? {}
      : {
          delay: {
            duration: text(field(delay, 'fixedDelay')) ?? '',
            percent: percentOf(field(delay, 'percentage')) ?? number(field(delay, 'percent')) ?? 100,
          },
        }),
  };
}

function corsPolicy(written: unknown): CorsPolicy | undefined {
  if (written === undefined) return undefined;
  const origins = itemsOf(field(written, 'allowOrigins'));
  const maxAge = text(field(written, 'maxAge'));
  return {
    allowOrigins:
      field(written, 'allowOrigins') === undefined
        ? texts(field(written, 'allowOrigin')).map((exact) => ({ exact }))
        : origins.flatMap((origin) => textMatch(origin) ?? []),
    allowMethods: texts(field(written, 'allowMethods')),
    allowHeaders: texts(field(written, 'allowHeaders')),
    exposeHeaders: texts(field(written, 'exposeHeaders')),
    ...(maxAge === undefined ? {} : { maxAge: seconds(maxAge) }),
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
