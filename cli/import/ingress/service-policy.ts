import { has, type IstioVersion } from '../../../constructs/versions';
import type { IngressObject } from './ingress-object';

type Json = Readonly<Record<string, unknown>>;

const DEFAULT_COOKIE = 'INGRESSCOOKIE';

/** What the annotations of an Ingress say of how its Services are reached: a DestinationRule's traffic policy; undefined for nothing. */
export function servicePolicyOf(ingress: IngressObject, istioVersion: IstioVersion): Json | undefined {
  const policy = {
    ...connectionPool(ingress),
    ...loadBalancer(ingress, istioVersion),
    ...tls(ingress),
  };
  return Object.keys(policy).length === 0 ? undefined : policy;
}

function protocolOf(ingress: IngressObject): string {
  const protocol = (ingress.annotation('backend-protocol') ?? 'HTTP').toUpperCase();
  if (['HTTP', 'HTTPS', 'GRPC', 'GRPCS'].includes(protocol)) return protocol;
  ingress.lose(
    'backend-protocol',
    `"${protocol}" not written: no equal: Envoy speaks HTTP and gRPC, with TLS or without`,
  );
  return 'HTTP';
}

function connectionPool(ingress: IngressObject): Json {
  const seconds = ingress.count('proxy-connect-timeout');
  const http2 = protocolOf(ingress).startsWith('GRPC');
  const pool = {
    ...(seconds !== undefined && { tcp: { connectTimeout: `${seconds}s` } }),
    ...(http2 && { http: { h2UpgradePolicy: 'UPGRADE' } }),
  };
  return Object.keys(pool).length === 0 ? {} : { connectionPool: pool };
}

function loadBalancer(ingress: IngressObject, istioVersion: IstioVersion): Json {
  const hashed = hashKey(ingress) ?? cookie(ingress, istioVersion);
  if (hashed !== undefined) return { loadBalancer: { consistentHash: hashed } };
  const way = ingress.annotation('load-balance');
  if (way === undefined) return {};
  if (way === 'round_robin') return { loadBalancer: { simple: 'ROUND_ROBIN' } };
  ingress.lose('load-balance', `"${way}" written as LEAST_REQUEST, which looks at open requests`);
  return { loadBalancer: { simple: 'LEAST_REQUEST' } };
}

function hashKey(ingress: IngressObject): Json | undefined {
  const key = ingress.annotation('upstream-hash-by');
  if (key === undefined) return undefined;
  const [, kind, name] = /^\$\{?(http|arg|cookie)_([a-z0-9_]+)\}?$/.exec(key) ?? [];
  if (kind === 'http' && name !== undefined) return { httpHeaderName: name.replaceAll('_', '-') };
  if (kind === 'arg' && name !== undefined) return { httpQueryParameterName: name };
  if (kind === 'cookie' && name !== undefined) return { httpCookie: { name, ttl: '0s' } };
  if (/^\$\{?(binary_)?remote_addr\}?$/.test(key)) return { useSourceIp: true };
  ingress.lose(
    'upstream-hash-by',
    `"${key}" not written: expected a header, a parameter, a cookie or the client’s address`,
  );
  return undefined;
}

function cookie(ingress: IngressObject, istioVersion: IstioVersion): Json | undefined {
  const affinity = ingress.annotation('affinity');
  const name = ingress.annotation('session-cookie-name') ?? DEFAULT_COOKIE;
  const path = ingress.annotation('session-cookie-path');
  const seconds = ingress.count('session-cookie-max-age') ?? ingress.count('session-cookie-expires') ?? 0;
  ingress.count('session-cookie-expires');
  const mode = ingress.annotation('affinity-mode');
  const canary = ingress.annotation('affinity-canary-behavior');
  if (affinity === undefined) return undefined;
  if (affinity !== 'cookie') {
    ingress.lose('affinity', `expected "cookie", got "${affinity}"`);
    return undefined;
  }
  if (mode === 'persistent')
    ingress.lose('affinity-mode', '"persistent" not written: a client moves where its pod is gone or pods are added');
  if (canary !== undefined && canary !== 'legacy') {
    ingress.lose('affinity-canary-behavior', 'not written: the split is drawn for each request');
  }
  const attributes = cookieAttributes(ingress, istioVersion);
  return {
    httpCookie: {
      name,
      ...(path !== undefined && { path }),
      ttl: `${seconds}s`,
      ...(attributes.length > 0 && { attributes }),
    },
  };
}

function cookieAttributes(ingress: IngressObject, istioVersion: IstioVersion): readonly Json[] {
  const site = ingress.annotation('session-cookie-samesite');
  const domain = ingress.annotation('session-cookie-domain');
  const attributes = [
    ...(site === undefined ? [] : [{ name: 'SameSite', value: site }]),
    ...(domain === undefined ? [] : [{ name: 'Domain', value: domain }]),
    ...(ingress.flag('session-cookie-secure', false) ? [{ name: 'Secure', value: '' }] : []),
  ];
  if (has(istioVersion, 'cookieAttributes')) return attributes;
  const names = {
    SameSite: 'session-cookie-samesite',
    Domain: 'session-cookie-domain',
    Secure: 'session-cookie-secure',
  };
  for (const { name } of attributes) {
    ingress.lose(names[name as keyof typeof names], 'not written: the release has no attributes of cookies');
  }
  return [];
}

function tls(ingress: IngressObject): Json {
  const secret = ingress.annotation('proxy-ssl-secret');
  const verify = ingress.annotation('proxy-ssl-verify') === 'on';
  const name = ingress.annotation('proxy-ssl-name');
  const sends = ingress.annotation('proxy-ssl-server-name') === 'on';
  if (!protocolOf(ingress).endsWith('S')) {
    if (secret !== undefined) ingress.lose('proxy-ssl-secret', 'not written: the backend-protocol is one without TLS');
    return {};
  }
  const credentialName = secret?.split('/').at(-1);
  if (secret !== undefined) {
    ingress.lose(
      'proxy-ssl-secret',
      `expected the Secret "${credentialName}" in the namespace of the gateway’s pods: copy it`,
    );
  }
  return {
    tls: {
      mode: secret === undefined ? 'SIMPLE' : 'MUTUAL',
      ...(credentialName !== undefined && { credentialName }),
      ...(verify && name !== undefined && { subjectAltNames: [name] }),
      ...(sends && name !== undefined && { sni: name }),
      ...(!verify && { insecureSkipVerify: true }),
    },
  };
}
