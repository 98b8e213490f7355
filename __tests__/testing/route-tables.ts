import type { networking } from '../../constructs/resources';
import { overlaps } from '../../model/hosts';
import type { MeshObject } from '../../testing/simulator/mesh-objects';
import type { MeshRequest } from '../../testing/simulator/request';
import { Maker } from './maker';

/** Gateways and VirtualServices of one table, and requests that try them. */
export interface RouteTable {
  readonly objects: readonly MeshObject[];
  readonly requests: readonly MeshRequest[];
}

export const TABLES = 60;
export const REQUESTS_PER_TABLE = 25;
export const NAMESPACES = ['tables-a', 'tables-b'] as const;

/** The secret with the certificate of the HTTPS servers. */
export const CERTIFICATE = 'tables-certificate';

/** The same tables for the same seed, made to collide: few paths, few hosts, many ways to ask for them. */
export function routeTables(seed: number): RouteTable[] {
  return Array.from({ length: TABLES }, (_, table) => new TableMaker(seed * 1000 + table, table).make());
}

class TableMaker extends Maker {
  private readonly stem: string;
  private readonly hosts: readonly string[];
  /** The hosts that some VirtualService of the table is for. */
  private readonly used: string[] = [];

  constructor(seed: number, table: number) {
    super(seed);
    this.stem = `t${String(table).padStart(2, '0')}`;
    const domain = `${this.stem}.example`;
    this.hosts = [`a.${domain}`, `b.${domain}`, `x.b.${domain}`, `*.b.${domain}`, `*.${domain}`];
  }

  make(): RouteTable {
    const gateways = this.times(this.chance(0.4) ? 2 : 1, (index) => this.gateway(index));
    const names = gateways.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    const services = this.times(1 + this.below(4), (index) => this.virtualService(index, names));
    const delegates = services.flatMap((service) => service.delegates);
    const objects = [...gateways, ...services.map(({ object }) => object), ...delegates];
    return { objects, requests: this.times(REQUESTS_PER_TABLE, () => this.request()) };
  }

  private gateway(index: number): MeshObject {
    const servers = this.times(this.chance(0.3) ? 2 : 1, (server) => ({
      port: { number: 80, name: `http-${server}`, protocol: this.one(['HTTP', 'HTTP', 'HTTP2']) },
      hosts: this.chance(0.6)
        ? [`*.${this.stem}.example`]
        : this.some(
            [...this.hosts, `./*.${this.stem}.example`, `tables-a/a.${this.stem}.example`, `*/*.${this.stem}.example`],
            3,
          ),
      ...(this.chance(0.03) ? { tls: { httpsRedirect: true } } : {}),
    }));
    // TLS servers are told apart by the name that the client asks for: a server with a name that another has already is dropped.
    const secured = this.times(this.chance(0.5) ? 1 + this.below(2) : 0, (server) => ({
      port: { number: 443, name: `https-${server}`, protocol: 'HTTPS' },
      hosts: this.chance(0.4) ? [`*.${this.stem}.example`] : this.some(this.hosts, 2),
      tls: { mode: 'SIMPLE', credentialName: CERTIFICATE },
    }));
    return object('Gateway', `${this.stem}-gateway-${index}`, this.one(NAMESPACES), {
      selector: this.chance(0.95) ? { istio: 'ingressgateway' } : { istio: 'ingressgateway', app: 'other' },
      servers: [...servers, ...secured],
    });
  }

  private virtualService(index: number, gateways: readonly string[]): { object: MeshObject; delegates: MeshObject[] } {
    const name = `${this.stem}-routes-${index}`;
    const namespace = this.one(NAMESPACES);
    const delegates: MeshObject[] = [];
    const http = this.times(1 + this.below(5), (place) => {
      const marker = `${name}.${place}`;
      if (!this.chance(0.08)) return this.route(marker, gateways);
      const delegate = `${name}-delegate-${place}`;
      delegates.push(
        object('VirtualService', delegate, namespace, {
          http: this.times(1 + this.below(3), (at) => this.route(`${marker}.${at}`, gateways)),
        }),
      );
      const match = this.chance(0.7) ? { match: [this.match(gateways)] } : {};
      return { name: `${marker}.root`, ...match, delegate: { name: delegate } };
    });
    const spec = {
      hosts: apart(this.some(this.hosts, 3)),
      gateways: this.some(gateways, gateways.length),
      http,
      ...(this.chance(0.1) ? { exportTo: [this.one(['.', '*', 'istio-system', 'tables-a'])] } : {}),
    };
    this.used.push(...spec.hosts);
    return { object: object('VirtualService', name, namespace, spec), delegates };
  }

  private route(marker: string, gateways: readonly string[]): networking.HTTPRoute {
    const match = this.chance(0.75) ? { match: this.times(1 + this.below(3), () => this.match(gateways)) } : {};
    const common = {
      name: marker,
      ...match,
      headers: { response: { set: { 'x-route': marker } } },
    };
    // Istio takes no fault beside a redirect or an answer of the proxy.
    const fault = this.chance(0.08) ? { fault: { abort: { httpStatus: 418, percentage: { value: 100 } } } } : {};
    const kind = this.below(10);
    if (kind < 2) {
      const uri = this.one(['/moved', '/moved?to=1', undefined]);
      const scheme = this.one(['https', 'http', undefined]);
      const port = this.one([
        { port: 8443 },
        { port: 443 },
        { port: 80 },
        { derivePort: 'FROM_REQUEST_PORT' as const },
        {},
        {},
      ]);
      const authority = this.one(['elsewhere.example', undefined]);
      const redirect = {
        ...(uri ? { uri } : {}),
        ...(scheme ? { scheme } : {}),
        ...(authority || !uri ? { authority: authority ?? 'other.example' } : {}),
        ...(this.chance(0.5) ? { redirectCode: this.one([301, 302, 303, 307, 308]) } : {}),
        ...port,
      };
      return { ...common, redirect: redirect as networking.HTTPRedirect };
    }
    if (kind < 4) {
      const status = this.one([200, 204, 404, 503]);
      const body = status !== 204 && this.chance(0.5) ? { body: { string: marker } } : {};
      return { ...common, directResponse: { status, ...body } };
    }
    const rewrite = this.one<networking.HTTPRewrite | undefined>([
      undefined,
      undefined,
      { uri: '/new' },
      { uri: '/' },
      { uri: '/new/', authority: 'inner.example' },
      { authority: 'inner.example' },
      { uriRegexRewrite: { match: '^/(\\w+)/(.*)$', rewrite: '/\\2/\\1$' } },
      { uriRegexRewrite: { match: '[ab]', rewrite: 'z' } },
    ]);
    const destinations = this.chance(0.6)
      ? [this.destination('only', this.chance(0.3) ? 40 : undefined)]
      : [
          this.destination('first', this.one([1, 50, 99])),
          this.destination('second', this.one([1, 50, undefined])),
          this.destination('third', this.one([0, undefined])),
        ];
    return { ...common, ...fault, ...(rewrite ? { rewrite } : {}), route: destinations };
  }

  private destination(name: string, weight: number | undefined): networking.HTTPRouteDestination {
    return {
      destination: { host: this.one(['echo', 'echo.tables-b.svc.cluster.local']), port: { number: 80 } },
      headers: { response: { set: { 'x-destination': name } } },
      ...(weight === undefined ? {} : { weight }),
    };
  }

  private match(gateways: readonly string[]): networking.HTTPMatchRequest {
    return {
      ...(this.chance(0.85) ? { uri: this.path() } : {}),
      ...(this.chance(0.15) ? { ignoreUriCase: true } : {}),
      ...(this.chance(0.18)
        ? { method: this.one([{ exact: 'GET' }, { exact: 'POST' }, { prefix: 'P' }, { regex: 'GET|PUT' }]) }
        : {}),
      ...(this.chance(0.2) ? { headers: this.texts(['x-user', 'x-group'], true) } : {}),
      ...(this.chance(0.12) ? { withoutHeaders: this.texts(['x-user', 'x-debug'], true) } : {}),
      ...(this.chance(0.15) ? { queryParams: this.texts(['q', 'v'], false) } : {}),
      ...(this.chance(0.08)
        ? { authority: this.one([{ exact: this.hosts[0] ?? '' }, { prefix: 'b.' }, { regex: '.*\\.b\\..*' }]) }
        : {}),
      ...(this.chance(0.06) ? { scheme: this.one([{ exact: 'http' }, { exact: 'https' }]) } : {}),
      ...(this.chance(0.1) ? { port: this.one([80, 80, 443]) } : {}),
      ...(this.chance(0.06) ? { sourceLabels: { istio: this.one(['ingressgateway', 'egressgateway']) } } : {}),
      ...(this.chance(0.05) ? { sourceNamespace: this.one(['istio-system', 'tables-a']) } : {}),
      ...(this.chance(0.08) ? { gateways: [this.one(gateways)] } : {}),
    };
  }

  private path(): networking.StringMatch {
    const kind = this.below(3);
    if (kind === 0) return { exact: this.one(PATHS) };
    if (kind === 1) return { prefix: this.one(['/', '/a', '/a/', '/api', '/API', '/b', '/a/b']) };
    return { regex: this.one(REGEXES) };
  }

  private texts(names: readonly string[], headers: boolean): Record<string, networking.StringMatch> {
    const matches: networking.StringMatch[] = [
      { exact: 'ann' },
      { prefix: 'a' },
      { regex: '[ab].*' },
      { regex: '(?i)ANN' },
      { regex: 'ann|bob|' },
    ];
    return { [this.one(names)]: this.chance(0.15) && headers ? {} : this.one(matches) };
  }

  private request(): MeshRequest {
    const odd = [
      `y.b.${this.stem}.example`,
      `z.y.${this.stem}.example`,
      `A.${this.stem}.Example`,
      `c.${this.stem}.example:80`,
    ];
    const host = this.chance(0.75) ? this.one(this.used).replace('*', this.one(['y', 'B', 'y.z'])) : this.one(odd);
    const path = this.one([...PATHS, ...PATHS, ...ODD_PATHS]);
    const query = this.one(['', '', '', '?q=ann', '?q=bob&v=a', '?v', '?q=x&q=ann', '?q=%61nn', '?']);
    const headers: Record<string, string | readonly string[]> = {};
    if (this.chance(0.4)) headers['X-User'] = this.one(['ann', 'bob', 'ANN', 'carl', ['ann', 'bob']]);
    if (this.chance(0.2)) headers['x-group'] = this.one(['a', 'ann', 'x']);
    if (this.chance(0.15)) headers['x-debug'] = this.one(['ann', 'yes']);
    const scheme = this.chance(0.3) ? { scheme: 'https' as const } : {};
    return {
      host,
      ...scheme,
      path: `${path}${query}`,
      method: this.one(['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE']),
      headers,
    };
  }
}

const PATHS = ['/', '/a', '/a/', '/a/b', '/ab', '/A', '/api', '/api/v1', '/API/v2', '/b', '/b/a'];
const ODD_PATHS = ['/b/../a', '/a//b', '/%61', '/a%2Fb', '/a/./b', '/a%20b', '/x\\a', '/~a/%7Eb'];
const REGEXES = [
  '/a.*',
  '/[ab]+',
  '/(a|b)/?',
  '/api/v[0-9]',
  '(?i)/api/.*',
  '.*',
  '/[[:alpha:]]+',
  '/\\w+/\\w{1,2}',
  '/a{1,2}b?',
  '/(?P<first>a)/.*',
  '/[^/]+',
  '\\/a\\b.*',
  '/a$',
  '^/b.*',
  '.*[0-9]$',
];

/** Istio takes no VirtualService one of whose hosts covers another: the first of such hosts is kept. */
function apart(hosts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const host of hosts) if (!kept.some((other) => overlaps(host, other))) kept.push(host);
  return kept;
}

function object(kind: 'Gateway' | 'VirtualService', name: string, namespace: string, spec: object): MeshObject {
  const apiVersion = 'networking.istio.io/v1';
  const metadata = { name, namespace };
  return { apiVersion, kind, metadata, manifest: { apiVersion, kind, metadata, spec } };
}
