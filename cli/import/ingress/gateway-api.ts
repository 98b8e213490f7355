import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { cookieRegex } from '../../../constructs/traffic/cookie-regex';
import { type OrderedRule, precedenceFaults } from '../../../constructs/traffic/gateway/precedence';
import { has, type IstioVersion, nearestWith } from '../../../constructs/versions';
import { CIPHER_SUITES } from '../virtual-service/listener-tls';
import { type ConvertedManifest, converted, ownMetadata, placed, type VersionOf } from './converted';
import type { Features } from './features';
import { grouped, hostName, hostsOf, RouteNames } from './names';
import { isPlain, rewriteOf, wholePath } from './rewrite';
import { type Backend, type Canary, type Location, passthroughBackend, type Server } from './servers';

/** Annotations that say something of the Gateway and its addresses. */
const CARRIED = /^(cert-manager|external-dns\.alpha\.kubernetes)\.io\//;
const MAX_RULES = 16;
const HTTP: gatewayApi.HTTPRouteFilter = {
  type: 'RequestRedirect',
  requestRedirect: { scheme: 'https', statusCode: 308 },
};

type Rule = gatewayApi.HTTPRouteRule;

/** The hosts as Gateways that istiod deploys, one for a namespace and class, and their HTTPRoutes and TLSRoutes. */
export function gatewayApiObjects(
  servers: readonly Server[],
  version: VersionOf,
  istioVersion: IstioVersion,
): readonly ConvertedManifest[] {
  const names = new RouteNames(servers);
  const gateways = grouped(servers, ({ namespace, className }) => `${namespace} ${className}`);
  return [...gateways.values()].flatMap((of) => [
    gatewayFor(of, version, istioVersion),
    ...of.flatMap((server) => routesOf(server, of, names, version)),
  ]);
}

const httpsListener = (host: string): string => `https-${hostName(host)}`.slice(0, 63);
const isSecure = ({ secretName, passthrough }: Server): boolean => secretName !== undefined || passthrough;

function gatewayFor(servers: readonly Server[], version: VersionOf, istioVersion: IstioVersion): ConvertedManifest {
  const [first] = servers as readonly [Server];
  const { namespace, className } = first;
  const secure = servers.filter(({ passthrough, secretName }) => !passthrough && secretName !== undefined);
  const [mutual] = secure.flatMap(({ clientCertificates }) => clientCertificates ?? []);
  const alike = secure.every((one) => JSON.stringify(one.clientCertificates) === JSON.stringify(mutual));
  const hasCiphers = has(istioVersion, 'listenerCipherSuites');
  const listeners: gatewayApi.Listener[] = [
    { name: 'http', port: 80, protocol: 'HTTP' },
    ...servers.flatMap((server) => listenersOf(server, alike, hasCiphers)),
  ];
  const annotations = Object.assign(
    {},
    ...servers.flatMap(({ locations }) => locations.map(({ ingress }) => ingress.carried(CARRIED))),
  );
  for (const { locations, ciphers } of servers) {
    if (ciphers === undefined || hasCiphers) continue;
    const since = nearestWith(istioVersion, 'listenerCipherSuites');
    locations[0]?.ingress.lose('ssl-ciphers', `not written: Istio ${istioVersion} reads none of a listener (${since})`);
  }
  return converted(
    { locations: servers.flatMap((server) => server.locations) },
    version,
    'Gateway',
    { ...placed(className, namespace), ...(Object.keys(annotations).length > 0 && { annotations }) },
    {
      gatewayClassName: 'istio',
      listeners,
      ...(mutual !== undefined && alike && { tls: { frontend: { default: { validation: validationBy(mutual) } } } }),
    },
  );
}

function validationBy({
  secret,
  optional,
}: NonNullable<Server['clientCertificates']>): gatewayApi.FrontendTLSValidation {
  return {
    caCertificateRefs: [{ group: '', kind: 'Secret', name: secret }],
    ...(optional && { mode: 'AllowInsecureFallback' as const }),
  };
}

function listenersOf(server: Server, alike: boolean, hasCiphers: boolean): gatewayApi.Listener[] {
  const { secretName, passthrough, clientCertificates, ciphers, locations } = server;
  if (!isSecure(server)) return [];
  if (!alike && clientCertificates !== undefined) {
    const name = `${secretName}-cacert`;
    locations[0]?.ingress.lose(
      'auth-tls-secret',
      `expected the certificates of "${clientCertificates.secret}" in the Secret "${name}", where Istio looks for those of one listener`,
    );
  }
  const options = {
    ...(!alike &&
      clientCertificates !== undefined && {
        'gateway.istio.io/tls-terminate-mode': clientCertificates.optional ? 'OPTIONAL_MUTUAL' : 'MUTUAL',
      }),
    ...(hasCiphers && ciphers !== undefined && { [CIPHER_SUITES]: ciphers.join(',') }),
  };
  return hostsOf(server).map((host) => ({
    name: httpsListener(host === '*' ? '' : host),
    port: 443,
    protocol: passthrough ? ('TLS' as const) : ('HTTPS' as const),
    ...(host !== '*' && { hostname: host }),
    tls: passthrough
      ? { mode: 'Passthrough' as const }
      : {
          certificateRefs: [{ name: secretName as string }],
          ...(Object.keys(options).length > 0 && { options }),
        },
  }));
}

function routesOf(server: Server, all: readonly Server[], names: RouteNames, version: VersionOf): ConvertedManifest[] {
  const { namespace, className, locations } = server;
  const hosts = hostsOf(server);
  const hasListeners = all.some(isSecure);
  const parents = (sections: readonly string[]): gatewayApi.ParentReference[] =>
    hasListeners ? sections.map((sectionName) => ({ name: className, sectionName })) : [{ name: className }];
  const https = isSecure(server) ? hosts.map((host) => httpsListener(host === '*' ? '' : host)) : [];
  const rules = rulesOf(server);
  const redirected = rules.map(({ redirects, rule }) =>
    redirects ? { matches: rule.matches, filters: [HTTP] } : rule,
  );
  const count = rules.filter(({ redirects }) => redirects).length;
  const plain = rules.map(({ rule }) => rule);
  const route = (
    suffix: string,
    sections: readonly string[],
    of: readonly Rule[],
    hostnames = hosts,
  ): ConvertedManifest[] =>
    chunks(of).map((some, i) =>
      converted(
        server,
        version,
        'HTTPRoute',
        { ...placed(names.of(server, i === 0 ? suffix : `${suffix}-${i + 1}`), namespace), ...ownMetadata(server) },
        {
          parentRefs: parents(sections),
          ...(!hostnames.includes('*') && { hostnames }),
          rules: some,
        },
      ),
    );
  const own = server.passthrough
    ? [...tlsRouteOf(server, https, names, version), ...route('', ['http'], count === 0 ? plain : redirected)]
    : https.length === 0
      ? route('', ['http'], redirected)
      : count === 0
        ? route('', ['http', ...https], plain)
        : [
            ...route('', https, plain),
            ...route('-redirect', ['http'], count === rules.length ? [{ filters: [HTTP] }] : redirected),
          ];
  if (!server.redirectWww) return own;
  const [host = ''] = hosts;
  const other = host.startsWith('www.') ? host.slice(4) : `www.${host}`;
  locations[0]?.ingress.loseAt(
    ['metadata', 'annotations'],
    `"${other}" is redirected by HTTP alone: it has no certificate of its own`,
  );
  const filter: gatewayApi.HTTPRouteFilter = {
    type: 'RequestRedirect',
    requestRedirect: { hostname: host, statusCode: 308 },
  };
  return [...own, ...route('-www', ['http'], [{ filters: [filter] }], [other])];
}

function chunks(rules: readonly Rule[]): (readonly Rule[])[] {
  return Array.from({ length: Math.ceil(rules.length / MAX_RULES) }, (_, i) =>
    rules.slice(i * MAX_RULES, (i + 1) * MAX_RULES),
  );
}

function tlsRouteOf(
  server: Server,
  sections: readonly string[],
  names: RouteNames,
  version: VersionOf,
): ConvertedManifest[] {
  const backend = passthroughBackend(server);
  if (backend === undefined) return [];
  return [
    converted(server, version, 'TLSRoute', placed(names.of(server, '-tls'), server.namespace), {
      parentRefs: sections.map((sectionName) => ({ name: server.className, sectionName })),
      hostnames: hostsOf(server),
      rules: [{ backendRefs: [backendRef(backend)] }],
    }),
  ];
}

const backendRef = ({ name, port }: Backend): gatewayApi.BackendRef => ({ name, port });

/** A rule, and whether ingress-nginx sends clients of plain HTTP to HTTPS instead. */
interface LocationRule {
  readonly rule: Rule;
  readonly redirects: boolean;
}

function rulesOf(server: Server): readonly LocationRule[] {
  const isSecured = isSecure(server);
  const rules: LocationRule[] = [];
  const ordered: OrderedRule[] = [];
  if (server.appRoot !== undefined) {
    const path: gatewayApi.HTTPPathModifier = { type: 'ReplaceFullPath', replaceFullPath: server.appRoot };
    rules.push({
      rule: {
        matches: [{ path: { type: 'Exact', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { path, statusCode: 302 } }],
      },
      redirects: false,
    });
  }
  for (const location of server.locations) {
    const { ingress, features, path } = location;
    const redirects = features.httpsRedirect !== 'never' && isSecured;
    for (const rule of locationRules(location)) {
      const title = `path "${path}"`;
      const [fault] = precedenceFaults(ordered, { title, rule });
      if (fault !== undefined) {
        ingress.loseAt(
          ['spec', 'rules'],
          `${title} is tried before one that ingress-nginx tries first: the Gateway API has an order of its own`,
        );
      }
      ordered.push({ title, rule });
      rules.push({ rule, redirects });
    }
    if (features.httpsRedirect === 'always' && !isSecured)
      rules.unshift({ rule: forwardedRedirect(location), redirects: false });
  }
  return rules;
}

/** Behind a load balancer that ends TLS, the one of a header says what the client speaks. */
function forwardedRedirect(location: Location): Rule {
  location.ingress.lose(
    'force-ssl-redirect',
    'written for requests with "x-forwarded-proto: http": the gateway trusts that header where the mesh has gatewayTopology.numTrustedProxies',
  );
  const headers = [{ name: 'x-forwarded-proto', value: 'http' }];
  return { matches: [{ ...matchOf(location), headers }], filters: [HTTP] };
}

function matchOf({ path, type, features }: Location): gatewayApi.HTTPRouteMatch {
  if (type === 'exact') return { path: { type: 'Exact', value: path } };
  if (type !== 'expression') return { path: { type: 'PathPrefix', value: path } };
  const rewrite = rewriteOf(path, features.rewriteTarget);
  if (rewrite.kind === 'prefix') return { path: { type: 'PathPrefix', value: rewrite.prefix } };
  return { path: { type: 'RegularExpression', value: wholePath(path) } };
}

function locationRules(location: Location): readonly Rule[] {
  const { features, path, type, ingress } = location;
  const match = matchOf(location);
  if (type === 'text' && !path.endsWith('/')) {
    ingress.loseAt(['spec', 'rules'], `path "${path}" written by whole path elements: ingress-nginx reads it by text`);
  }
  if (features.redirect !== undefined) return [{ matches: [match], filters: [redirectFilter(features.redirect)] }];
  const filters = filtersOf(location);
  const rest = {
    ...(filters.length > 0 && { filters }),
    ...(features.timeoutSeconds !== undefined && { timeouts: { request: `${features.timeoutSeconds}s` } }),
  };
  if (features.retries !== undefined) {
    ingress.lose(
      'proxy-next-upstream',
      'not written: retries of HTTPRoutes are of the experimental channel: Istio retries twice what has not reached a pod',
    );
  }
  const main = backendRef(location.backend);
  const [canary] = location.canaries;
  if (canary === undefined) return [{ matches: [match], ...rest, backendRefs: [main] }];
  const other = backendRef(canary.backend);
  const split: Rule = {
    matches: [match],
    ...rest,
    backendRefs:
      canary.weight === 0
        ? [main]
        : [
            { ...main, weight: canary.total - canary.weight },
            { ...other, weight: canary.weight },
          ],
  };
  return [
    ...canaryHeaders(canary).map(({ headers, isCanary }) => ({
      matches: [{ ...match, headers }],
      ...rest,
      backendRefs: [isCanary ? other : main],
    })),
    split,
  ];
}

/** The headers by which a request is the canary's, or none of it, as they are asked one after the other. */
export function canaryHeaders({ header, cookie, weight }: Canary): {
  readonly headers: gatewayApi.HTTPHeaderMatch[];
  readonly isCanary: boolean;
}[] {
  const named = header?.name.toLowerCase() ?? '';
  const is = (value: string, type?: 'RegularExpression'): gatewayApi.HTTPHeaderMatch[] => [
    { name: named, ...(type !== undefined && { type }), value },
  ];
  const cookieIs = (value: string): gatewayApi.HTTPHeaderMatch[] => [
    { name: 'cookie', type: 'RegularExpression', value: cookieRegex(cookie ?? '', value).regex ?? '' },
  ];
  const byHeader =
    header === undefined
      ? []
      : header.value !== undefined
        ? [{ headers: is(header.value), isCanary: true }]
        : header.pattern !== undefined
          ? [{ headers: is(`.*(?:${header.pattern}).*`, 'RegularExpression'), isCanary: true }]
          : [
              { headers: is('always'), isCanary: true },
              ...(cookie !== undefined || weight > 0 ? [{ headers: is('never'), isCanary: false }] : []),
            ];
  const byCookie =
    cookie === undefined
      ? []
      : [
          { headers: cookieIs('always'), isCanary: true },
          ...(weight > 0 ? [{ headers: cookieIs('never'), isCanary: false }] : []),
        ];
  return [...byHeader, ...byCookie];
}

function redirectFilter({
  scheme,
  host,
  port,
  path,
  status,
}: NonNullable<Features['redirect']>): gatewayApi.HTTPRouteFilter {
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      scheme,
      hostname: host,
      port,
      ...(path !== undefined && { path: { type: 'ReplaceFullPath', replaceFullPath: path } }),
      statusCode: status as 301,
    },
  };
}

function filtersOf(location: Location): gatewayApi.HTTPRouteFilter[] {
  const { features, ingress, path } = location;
  const { cors, requestHeaders, upstreamHost, mirror } = features;
  const set = Object.entries(requestHeaders).map(([name, value]) => ({ name, value }));
  const rewritten = pathModifier(location);
  const filters: gatewayApi.HTTPRouteFilter[] = [];
  if (cors !== undefined) {
    filters.push({
      type: 'CORS',
      cors: {
        allowOrigins: cors.origins,
        allowMethods: cors.methods as gatewayApi.HTTPCORSFilter['allowMethods'],
        allowHeaders: cors.headers,
        ...(cors.exposed.length > 0 && { exposeHeaders: cors.exposed }),
        maxAge: cors.maxAgeSeconds,
        allowCredentials: cors.credentials,
      },
    });
  }
  if (set.length > 0) filters.push({ type: 'RequestHeaderModifier', requestHeaderModifier: { set } });
  if (rewritten !== undefined || upstreamHost !== undefined) {
    filters.push({ type: 'URLRewrite', urlRewrite: { hostname: upstreamHost, path: rewritten } });
  }
  if (mirror !== undefined) {
    filters.push({ type: 'RequestMirror', requestMirror: { backendRef: mirrorRef(mirror, location) } });
  }
  if (location.type === 'expression' && isPlain(path) && rewritten?.type === 'ReplacePrefixMatch') return filters;
  if (rewritten?.type === 'ReplacePrefixMatch') {
    ingress.lose(
      'rewrite-target',
      `path "${path}" written by whole path elements, in the case that it has: ingress-nginx reads an expression`,
    );
  }
  return filters;
}

function mirrorRef(
  { host, port }: { host: string; port: number },
  { ingress }: Location,
): gatewayApi.BackendObjectReference {
  const [name = host, namespace, svc] = host.split('.');
  if (namespace === undefined || svc === 'svc') {
    if (namespace !== undefined && namespace !== ingress.namespace) {
      ingress.lose('mirror-target', `the namespace "${namespace}" has to let the route in: a ReferenceGrant there`);
      return { name, namespace, port };
    }
    return { name, port };
  }
  ingress.lose('mirror-target', `"${host}" is a host outside: it needs a ServiceEntry`);
  return { group: 'networking.istio.io', kind: 'Hostname', name: host, port };
}

function pathModifier({ path, type, features, ingress }: Location): gatewayApi.HTTPPathModifier | undefined {
  if (type !== 'expression') return undefined;
  const rewrite = rewriteOf(path, features.rewriteTarget);
  if (rewrite.kind === 'whole') return { type: 'ReplaceFullPath', replaceFullPath: rewrite.path };
  if (rewrite.kind === 'prefix') return { type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite.replacement };
  if (rewrite.kind === 'expression') {
    ingress.lose(
      'rewrite-target',
      `"${features.rewriteTarget}" of "${path}" not written: the Gateway API has no rewrite by an expression: --api istio has`,
    );
  }
  if (rewrite.kind === 'foreign') {
    ingress.lose(
      'rewrite-target',
      `"${features.rewriteTarget}" of "${path}" not written: no equal of nginx’s variables and of a query`,
    );
  }
  return undefined;
}
