import type * as networking from '../../../constructs/resources/generated/networking';
import { has, type IstioVersion } from '../../../constructs/versions';
import { type ConvertedManifest, converted, ownMetadata, placed, type VersionOf } from './converted';
import type { Features } from './features';
import { canaryHeaders } from './gateway-api';
import { grouped, hostName, hostsOf, RouteNames } from './names';
import { expressionRewrite, isPlain, rewriteOf, wholePath } from './rewrite';
import { type Backend, type Location, passthroughBackend, type Server } from './servers';

/** The pods of Istio's own ingress gateway, and where they run. */
export const INGRESS = { namespace: 'istio-system', selector: { istio: 'ingressgateway' } } as const;
const HTTPS: networking.HTTPRedirect = { scheme: 'https', redirectCode: 308 };

type Route = networking.HTTPRoute;

/** The hosts as Gateways for the pods of Istio's ingress gateway, one for a namespace and class, and their VirtualServices. */
export function istioObjects(
  servers: readonly Server[],
  version: VersionOf,
  istioVersion: IstioVersion,
): readonly ConvertedManifest[] {
  const names = new RouteNames(servers);
  // Its pods are the same for all: the first namespace with a host serves it.
  const owners = new Map<string, Server>();
  for (const server of servers) {
    for (const host of hostsOf(server)) owners.set(host, owners.get(host) ?? server);
  }
  const ownerOf = (server: Server): Server => owners.get(hostsOf(server)[0] ?? '') ?? server;
  const gateways = grouped([...new Set(servers.map(ownerOf))], ({ namespace }) => `${namespace}`);
  const nameOf = ({ namespace }: Server): string => gateways.get(`${namespace}`)?.[0]?.className ?? '';
  const reference = (server: Server): string => {
    const owner = ownerOf(server);
    const name = nameOf(owner);
    return owner.namespace === server.namespace ? name : `${owner.namespace ?? 'default'}/${name}`;
  };
  return [
    ...[...gateways.values()].map((of) => gatewayFor(of, version, istioVersion)),
    ...servers.flatMap((server) => virtualServiceOf(server, reference(server), names, version)),
  ];
}

function gatewayFor(servers: readonly Server[], version: VersionOf, istioVersion: IstioVersion): ConvertedManifest {
  const [{ namespace, className }] = servers as readonly [Server];
  const all = servers.flatMap(hostsOf);
  const www = servers.flatMap(({ redirectWww, host }) => (redirectWww ? [otherWww(host)] : []));
  const hosts = all.includes('*') ? ['*'] : [...new Set([...all, ...www])];
  const secure = servers.filter(({ secretName, passthrough }) => secretName !== undefined || passthrough);
  return converted(
    { locations: servers.flatMap((server) => server.locations) },
    version,
    'Gateway',
    placed(className, namespace),
    {
      selector: INGRESS.selector,
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts },
        ...secure.map((server) => httpsServer(server, istioVersion)),
      ],
    },
  );
}

const otherWww = (host: string): string => (host.startsWith('www.') ? host.slice(4) : `www.${host}`);

function httpsServer(server: Server, istioVersion: IstioVersion): networking.Server {
  const { secretName, passthrough, clientCertificates, ciphers, locations, host } = server;
  const hosts = hostsOf(server);
  const name = `https-${hostName(host)}`;
  if (passthrough) return { port: { number: 443, name, protocol: 'TLS' }, hosts, tls: { mode: 'PASSTHROUGH' } };
  const ingress = locations[0]?.ingress;
  ingress?.loseAt(
    ['spec', 'tls'],
    `Secret "${secretName}": expected in the namespace of the gateway’s pods (${INGRESS.namespace}): copy it`,
  );
  const byName = clientCertificates !== undefined && has(istioVersion, 'clientAuthoritySecret');
  if (clientCertificates !== undefined) {
    const copy = byName ? clientCertificates.secret : `${secretName}-cacert`;
    ingress?.lose(
      'auth-tls-secret',
      `expected its certificates in the Secret "${copy}" in the namespace of the gateway’s pods (${INGRESS.namespace})`,
    );
  }
  return {
    port: { number: 443, name, protocol: 'HTTPS' },
    hosts,
    tls: {
      mode: clientCertificates === undefined ? 'SIMPLE' : clientCertificates.optional ? 'OPTIONAL_MUTUAL' : 'MUTUAL',
      credentialName: secretName,
      ...(byName && { caCertCredentialName: clientCertificates.secret }),
      ...(ciphers !== undefined && { cipherSuites: ciphers }),
    },
  };
}

function virtualServiceOf(server: Server, gateway: string, names: RouteNames, version: VersionOf): ConvertedManifest[] {
  const { namespace, redirectWww, host } = server;
  const [http, tls] = [httpRoutes(server), tlsRoutes(server)];
  if (http.length + tls.length === 0) return [];
  const metadata = { ...placed(names.of(server), namespace), ...ownMetadata(server) };
  return [
    converted(server, version, 'VirtualService', metadata, {
      hosts: [...hostsOf(server), ...(redirectWww ? [otherWww(host)] : [])],
      gateways: [gateway],
      http: http.length > 0 ? http : undefined,
      tls: tls.length > 0 ? tls : undefined,
    }),
  ];
}

function tlsRoutes(server: Server): networking.TLSRoute[] {
  const backend = passthroughBackend(server);
  if (backend === undefined) return [];
  return [{ match: [{ port: 443, sniHosts: hostsOf(server) }], route: [destination(backend)] }];
}

const destination = ({ name, port }: Backend, weight?: number): networking.HTTPRouteDestination => ({
  destination: { host: name, port: { number: port } },
  ...(weight !== undefined && { weight }),
});

function httpRoutes(server: Server): Route[] {
  const { locations, appRoot, redirectWww, host } = server;
  const isSecured = server.secretName !== undefined || server.passthrough;
  const redirects = ({ features }: Location): boolean => features.httpsRedirect !== 'never' && isSecured;
  const routes: Route[] = [];
  if (redirectWww) {
    routes.push({
      match: [{ authority: { exact: otherWww(host) } }],
      redirect: { authority: host, redirectCode: 308 },
    });
  }
  if (locations.length > 0 && locations.every(redirects)) routes.push({ match: [{ port: 80 }], redirect: HTTPS });
  if (appRoot !== undefined) {
    routes.push({ match: [{ uri: { exact: '/' } }], redirect: { uri: appRoot, redirectCode: 302 } });
  }
  for (const location of locations) {
    const matches = matchesOf(location);
    if (redirects(location) && !locations.every(redirects)) {
      routes.push({ match: matches.map((match) => ({ ...match, port: 80 })), redirect: HTTPS });
    }
    if (location.features.httpsRedirect === 'always' && !isSecured) {
      location.ingress.lose(
        'force-ssl-redirect',
        'written for requests with "x-forwarded-proto: http": the gateway trusts that header where the mesh has gatewayTopology.numTrustedProxies',
      );
      const headers = { 'x-forwarded-proto': { exact: 'http' } };
      routes.push({ match: matches.map((match) => ({ ...match, headers })), redirect: HTTPS });
    }
    routes.push(...locationRoutes(location, matches));
  }
  return routes;
}

function matchesOf({ path, type }: Location): networking.HTTPMatchRequest[] {
  if (type === 'exact') return [{ uri: { exact: path } }];
  if (type === 'text' || path === '/') return [{ uri: { prefix: path } }];
  if (type === 'expression') {
    return isPlain(path) ? [{ uri: { prefix: path }, ignoreUriCase: true }] : [{ uri: { regex: wholePath(path) } }];
  }
  const plain = path.replace(/\/$/, '');
  return [{ uri: { exact: plain } }, { uri: { prefix: `${plain}/` } }];
}

function locationRoutes(location: Location, matches: networking.HTTPMatchRequest[]): Route[] {
  const { features, backend, canaries } = location;
  if (features.redirect !== undefined) return [{ match: matches, redirect: redirectOf(features.redirect) }];
  const rest = restOf(location);
  const [canary] = canaries;
  if (canary === undefined) return [{ match: matches, ...rest, route: [destination(backend)] }];
  return [
    ...canaryHeaders(canary).map(({ headers, isCanary }) => ({
      match: matches.map((match) => ({
        ...match,
        headers: Object.fromEntries(
          headers.map(({ name, type, value }) => [
            name,
            type === 'RegularExpression' ? { regex: value } : { exact: value },
          ]),
        ),
      })),
      ...rest,
      route: [destination(isCanary ? canary.backend : backend)],
    })),
    {
      match: matches,
      ...rest,
      route:
        canary.weight === 0
          ? [destination(backend)]
          : [destination(backend, canary.total - canary.weight), destination(canary.backend, canary.weight)],
    },
  ];
}

function redirectOf({ scheme, host, port, path, status }: NonNullable<Features['redirect']>): networking.HTTPRedirect {
  return { scheme, authority: host, port, uri: path, redirectCode: status };
}

function restOf(location: Location): Partial<Route> {
  const { features } = location;
  const { cors, requestHeaders, mirror, retries, timeoutSeconds, upstreamHost } = features;
  const uri = rewriteFor(location);
  return {
    ...((uri !== undefined || upstreamHost !== undefined) && { rewrite: { ...uri, authority: upstreamHost } }),
    ...(cors !== undefined && { corsPolicy: corsOf(cors) }),
    ...(Object.keys(requestHeaders).length > 0 && { headers: { request: { set: requestHeaders } } }),
    ...(mirror !== undefined && { mirror: { host: mirror.host, port: { number: mirror.port } } }),
    ...(retries !== undefined && {
      retries: {
        attempts: retries.attempts,
        ...(retries.conditions.length > 0 && { retryOn: retries.conditions.join(',') }),
      },
    }),
    ...(timeoutSeconds !== undefined && { timeout: `${timeoutSeconds}s` }),
  };
}

function rewriteFor({ path, type, features, ingress }: Location): networking.HTTPRewrite | undefined {
  const { rewriteTarget } = features;
  if (type !== 'expression' || rewriteTarget === undefined) return undefined;
  const { kind } = rewriteOf(path, rewriteTarget);
  if (kind === 'none') return undefined;
  if (kind !== 'foreign') return { uriRegexRewrite: expressionRewrite(path, rewriteTarget) };
  ingress.lose(
    'rewrite-target',
    `"${rewriteTarget}" of "${path}" not written: no equal of nginx’s variables and of a query`,
  );
  return undefined;
}

function corsOf(cors: NonNullable<Features['cors']>): networking.CorsPolicy {
  return {
    allowOrigins: cors.origins.map((origin) =>
      origin === '*' || !origin.includes('*')
        ? { exact: origin }
        : { regex: origin.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*') },
    ),
    allowMethods: cors.methods,
    allowHeaders: cors.headers,
    ...(cors.exposed.length > 0 && { exposeHeaders: cors.exposed }),
    maxAge: `${cors.maxAgeSeconds}s`,
    allowCredentials: cors.credentials,
  };
}
