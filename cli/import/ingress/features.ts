import type { IngressObject } from './ingress-object';

/** Pages of other origins that may read the responses. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number;
}

/** What a client is sent to. */
export interface RedirectRule {
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly port?: number;
  /** Undefined where the path of the request is kept. */
  readonly path?: string;
  readonly status: number;
}

/** A Service anywhere, or a host outside the cluster. */
export interface MirrorTarget {
  readonly host: string;
  readonly port: number;
}

/** What ingress-nginx does with the requests of one Ingress, in the words of no API. */
export interface Features {
  /** When clients are sent to HTTPS: where the host has a certificate, always, or never. */
  readonly httpsRedirect: 'with-certificate' | 'always' | 'never';
  readonly useRegex: boolean;
  readonly rewriteTarget?: string;
  readonly redirect?: RedirectRule;
  /** Where clients of `/` are sent. */
  readonly appRoot?: string;
  readonly redirectWww: boolean;
  readonly cors?: CorsRule;
  readonly timeoutSeconds?: number;
  readonly retries?: { readonly attempts: number; readonly conditions: readonly string[] };
  readonly upstreamHost?: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly mirror?: MirrorTarget;
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
  readonly aliases: readonly string[];
  readonly passthrough: boolean;
  readonly ciphers?: readonly string[];
  readonly clientCertificates?: { readonly secret: string; readonly optional: boolean };
}

const listIn = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').flatMap((item) => item.trim() || []);

/** Reads the annotations of an Ingress that hold for its routes. */
export function featuresOf(ingress: IngressObject): Features {
  const force = ingress.flag('force-ssl-redirect', false);
  const ssl = ingress.flag('ssl-redirect', ingress.isNginx);
  const rewriteTarget = ingress.annotation('rewrite-target');
  const prefix = ingress.annotation('x-forwarded-prefix');
  if (prefix !== undefined && rewriteTarget === undefined) {
    ingress.lose('x-forwarded-prefix', 'not written: ingress-nginx sends it beside rewrite-target alone');
  }
  return {
    httpsRedirect: force ? 'always' : ssl ? 'with-certificate' : 'never',
    useRegex: ingress.flag('use-regex', false),
    rewriteTarget,
    redirect: redirectOf(ingress),
    appRoot: appRootOf(ingress),
    redirectWww: ingress.flag('from-to-www-redirect', false),
    cors: corsOf(ingress),
    timeoutSeconds: timeoutOf(ingress),
    retries: retriesOf(ingress),
    upstreamHost: plainText(ingress, 'upstream-vhost'),
    requestHeaders: rewriteTarget !== undefined && prefix !== undefined ? { 'X-Forwarded-Prefix': prefix } : {},
    mirror: mirrorOf(ingress),
    allowed: networksOf(
      ingress,
      ingress.annotation('allowlist-source-range') ? 'allowlist-source-range' : 'whitelist-source-range',
    ),
    denied: networksOf(ingress, 'denylist-source-range'),
    aliases: listIn(ingress.annotation('server-alias')).filter((alias) => {
      if (!alias.startsWith('~')) return true;
      ingress.lose('server-alias', `"${alias}" not written: no equal of a host by expression`);
      return false;
    }),
    passthrough: ingress.flag('ssl-passthrough', false),
    ciphers: ingress.annotation('ssl-ciphers')?.split(':'),
    clientCertificates: clientCertificatesOf(ingress),
  };
}

/** A value without variables of nginx's, which nothing else knows. */
function plainText(ingress: IngressObject, name: string): string | undefined {
  const value = ingress.annotation(name);
  if (value === undefined || !value.includes('$')) return value;
  ingress.lose(name, `"${value}" not written: no equal of nginx’s variables`);
  return undefined;
}

function appRootOf(ingress: IngressObject): string | undefined {
  const root = plainText(ingress, 'app-root');
  if (root === undefined || root.startsWith('/')) return root;
  ingress.lose('app-root', `expected a path, got "${root}"`);
  return undefined;
}

const STATUSES: readonly number[] = [301, 302, 303, 307, 308];

function redirectOf(ingress: IngressObject): RedirectRule | undefined {
  const temporal = ingress.annotation('temporal-redirect');
  const permanent = ingress.annotation('permanent-redirect');
  const [name, url, status] =
    temporal === undefined ? ['permanent-redirect', permanent, 301] : ['temporal-redirect', temporal, 302];
  const given = ingress.count(`${name}-code`);
  // Annotations that only the other one would use.
  ingress.annotation(temporal === undefined ? 'temporal-redirect-code' : 'permanent-redirect-code');
  if (url === undefined) return undefined;
  if (temporal !== undefined && permanent !== undefined) {
    ingress.lose('permanent-redirect', 'not written: temporal-redirect comes before it');
  }
  const parts = /^(?:(https?):\/\/([^/$?#:]+)(?::(\d+))?)?(\/[^$?#]*)?(\$request_uri)?$/.exec(url);
  const [, scheme, host, port, path, kept] = parts ?? [];
  if (parts === null || (kept !== undefined && path !== undefined && path !== '/') || url === '') {
    ingress.lose(name, `"${url}" not written: expected a URL without query, variables but $request_uri, and fragment`);
    return undefined;
  }
  if (given !== undefined && !STATUSES.includes(given)) {
    ingress.lose(`${name}-code`, `${given} not written: expected one of ${STATUSES.join(', ')}`);
  }
  if (kept === undefined) ingress.lose(name, 'the query of the request is kept, which ingress-nginx drops');
  return {
    ...(scheme !== undefined && { scheme: scheme as 'http' | 'https' }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port: Number(port) }),
    ...(kept === undefined && { path: path ?? '/' }),
    status: given !== undefined && STATUSES.includes(given) ? given : status,
  };
}

const CORS_METHODS = 'GET, PUT, POST, DELETE, PATCH, OPTIONS';
const CORS_HEADERS =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';

function corsOf(ingress: IngressObject): CorsRule | undefined {
  const enabled = ingress.flag('enable-cors', false);
  const origins = listIn(ingress.annotation('cors-allow-origin') ?? '*');
  const rule: CorsRule = {
    origins,
    methods: listIn(ingress.annotation('cors-allow-methods') ?? CORS_METHODS),
    headers: listIn(ingress.annotation('cors-allow-headers') ?? CORS_HEADERS),
    exposed: listIn(ingress.annotation('cors-expose-headers')),
    credentials: ingress.flag('cors-allow-credentials', true),
    maxAgeSeconds: ingress.count('cors-max-age') ?? 1_728_000,
  };
  return enabled ? rule : undefined;
}

function timeoutOf(ingress: IngressObject): number | undefined {
  const given = (['proxy-read-timeout', 'proxy-send-timeout'] as const).flatMap((name) => {
    const seconds = ingress.count(name);
    return seconds === undefined ? [] : [{ name, seconds }];
  });
  if (given.length === 0) return undefined;
  const seconds = Math.max(...given.map((one) => one.seconds));
  for (const { name } of given) {
    ingress.lose(
      name,
      `written as a timeout of ${seconds} s for the whole request: ingress-nginx’s is one between two reads or writes`,
    );
  }
  return seconds;
}

/** The conditions of ingress-nginx as Envoy names them. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  error: ['connect-failure', 'refused-stream', 'reset'],
  timeout: ['connect-failure', 'reset'],
  http_500: ['500'],
  http_502: ['502'],
  http_503: ['503'],
  http_504: ['504'],
  http_403: ['403'],
  http_404: ['404'],
  http_429: ['429'],
};

function retriesOf(ingress: IngressObject): Features['retries'] {
  const when = ingress.annotation('proxy-next-upstream');
  const tries = ingress.count('proxy-next-upstream-tries');
  if (when === undefined && tries === undefined) return undefined;
  const words = (when ?? 'error timeout').split(/\s+/);
  if (words.includes('off')) return { attempts: 0, conditions: [] };
  const unknown = words.filter((word) => !Object.hasOwn(CONDITIONS, word));
  if (unknown.length > 0) ingress.lose('proxy-next-upstream', `${unknown.join(', ')} not written: no equal`);
  const conditions = [...new Set(words.flatMap((word) => CONDITIONS[word] ?? []))];
  // The first try is none of the retries; 0 is without a limit.
  const attempts = tries === undefined ? 2 : tries === 0 ? 10 : tries - 1;
  return { attempts, conditions };
}

function mirrorOf(ingress: IngressObject): MirrorTarget | undefined {
  const target = ingress.annotation('mirror-target');
  const body = ingress.flag('mirror-request-body', true);
  const host = ingress.annotation('mirror-host');
  if (target === undefined) return undefined;
  const [, scheme, name, port] = /^(https?):\/\/([^/$?#:]+)(?::(\d+))?\/?(?:\$request_uri)?$/.exec(target) ?? [];
  if (name === undefined) {
    ingress.lose('mirror-target', `"${target}" not written: expected http://HOST:PORT$request_uri`);
    return undefined;
  }
  if (!body) ingress.lose('mirror-request-body', 'not written: no equal: the copy has the body');
  if (host !== undefined)
    ingress.lose('mirror-host', 'not written: no equal: the copy has the host of the request, with "-shadow"');
  if (scheme === 'https') {
    ingress.lose('mirror-target', 'the copies go in plain text unless a DestinationRule of the host says otherwise');
  }
  return { host: name, port: port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port) };
}

function networksOf(ingress: IngressObject, name: string): readonly string[] | undefined {
  const networks = listIn(ingress.annotation(name));
  if (networks.length === 0) return undefined;
  ingress.lose(
    name,
    'written as an AuthorizationPolicy: it knows clients where the Service of the gateway keeps their addresses (externalTrafficPolicy: Local)',
  );
  return networks;
}

function clientCertificatesOf(ingress: IngressObject): Features['clientCertificates'] {
  const secret = ingress.annotation('auth-tls-secret');
  const verify = ingress.annotation('auth-tls-verify-client') ?? 'on';
  const passes = ingress.flag('auth-tls-pass-certificate-to-upstream', false);
  if (secret === undefined || verify === 'off') return undefined;
  if (verify === 'optional_no_ca') {
    ingress.lose(
      'auth-tls-verify-client',
      '"optional_no_ca" not written: no equal: Istio checks a certificate that it asks for',
    );
    return undefined;
  }
  if (passes) {
    ingress.lose(
      'auth-tls-pass-certificate-to-upstream',
      'the certificate goes on in the header x-forwarded-client-cert, not in ssl-client-cert',
    );
  }
  const [namespace, name] = secret.includes('/') ? secret.split('/') : [ingress.namespace, secret];
  if (namespace !== ingress.namespace && ingress.namespace !== undefined) {
    ingress.lose(
      'auth-tls-secret',
      `expected in the namespace "${ingress.namespace}", got "${namespace}": copy the Secret`,
    );
  }
  return { secret: name ?? secret, optional: verify === 'optional' };
}
