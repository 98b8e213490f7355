import type { Labels } from '../../model/labels';

/** A request to send through the simulated mesh. */
export interface MeshRequest {
  /** The Host header; a port in it is left aside when the virtual host is chosen. */
  readonly host: string;
  /**
   * Path and query string.
   * @default - `/`
   */
  readonly path?: string;
  /** @default - `GET` */
  readonly method?: string;
  /** Header values by name in any case. Several values of a header are sent as Envoy joins them, with a comma. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * What is sent: HTTP in plain text or inside of TLS, or other bytes inside of TLS (`tls`) or in plain text (`tcp`).
   * @default - `https` on port 443, else `http`
   */
  readonly scheme?: 'http' | 'https' | 'tls' | 'tcp';
  /**
   * The server name of the TLS handshake.
   * @default - the host, for `https` and `tls`
   */
  readonly sni?: string;
  /**
   * The IP address that a workload connects to.
   * @default - the address of the Service or ServiceEntry that the host names, else one that nothing in the mesh has
   */
  readonly address?: string;
  /**
   * The claims of the JSON web token that the gateway accepted, nested ones as objects; `none` for a request without a token.
   * @default - not known: where a match asks for a claim, the simulator says that it cannot know
   */
  readonly claims?: Readonly<Record<string, unknown>> | 'none';
  /**
   * The port of the Gateway's server, or of the service for a request inside the mesh.
   * @default - 443 for https, 80 for http; inside the mesh the first port of the service
   */
  readonly port?: number;
  /**
   * The gateway's proxy that the request comes in by: labels of its pods, and their namespace.
   * @default - the ingress gateway, `istio: ingressgateway` in istio-system; the pods of the Gateway of the Gateway API, where there
   * is one alone and no Gateway for the ingress gateway
   */
  readonly through?: { readonly labels: Labels; readonly namespace?: string };
  /**
   * The workload that sends the request from inside the mesh, past the gateways.
   * @default - the request comes from outside
   */
  readonly from?: { readonly namespace: string; readonly labels?: Labels };
}

/** A request as Envoy sees it when it matches routes. */
export interface SeenRequest {
  readonly host: string;
  /** As sent, with its port. */
  readonly authority: string;
  /** Normalized, without the query. */
  readonly path: string;
  /** Without the question mark; undefined where there is none. */
  readonly query: string | undefined;
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly connection: Connection;
  /** Undefined where the request does not say. */
  readonly claims: Readonly<Record<string, unknown>> | 'none' | undefined;
}

/** What a proxy sees of a connection before it reads a request. */
export interface Connection {
  readonly bytes: 'http' | 'tls' | 'tcp';
  /** Undefined without TLS. */
  readonly sni: string | undefined;
}

/** @throws Error for a request that Envoy answers with 400, or that says nothing. */
export function seen(request: MeshRequest): SeenRequest {
  const { host, path = '/', method = 'GET', headers = {} } = request;
  if (host === '') throw new Error('request.host: required, the name that the request is for');
  if (!path.startsWith('/'))
    throw new Error(`request.path: expected a path that starts with "/", got ${JSON.stringify(path)}`);
  if (/%00/.test(path))
    throw new Error(`request.path: expected no zero byte, got ${JSON.stringify(path)}: Envoy answers 400`);
  const scheme = request.scheme ?? (request.port === 443 ? 'https' : 'http');
  const secured = scheme === 'https' || scheme === 'tls';
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return {
    authority: host,
    host: name,
    ...seenPath(path),
    method,
    scheme: secured ? 'https' : 'http',
    connection: {
      bytes: secured ? 'tls' : scheme === 'tcp' ? 'tcp' : 'http',
      sni: secured ? (request.sni ?? name).toLowerCase() : undefined,
    },
    claims: request.claims,
    headers: new Map(
      Object.entries(headers).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === 'string' ? value : value.join(','),
      ]),
    ),
  };
}

/** A path as Envoy matches it, and the query. */
export function seenPath(path: string): Pick<SeenRequest, 'path' | 'query'> {
  const [target = '/'] = path.split('#');
  const mark = target.indexOf('?');
  return {
    path: normalizedPath(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? undefined : target.slice(mark + 1),
  };
}

/** What Istio's default path normalization leaves: no dot segments, no backslashes, no needless escapes; slashes are not merged. */
export function normalizedPath(path: string): string {
  const { pathname } = new URL(`http://host${path}`);
  return pathname
    .replace(/\|/g, '%7C')
    .replace(/%[89A-F][0-9A-F]/g, (code) => (path.includes(code) ? code : code.toLowerCase()))
    .replace(/%(2[dDeE]|3\d|4[1-9a-fA-F]|5[\daAfF]|6[1-9a-fA-F]|7[\daAeE])/g, (code) => decodeURIComponent(code));
}

/** The values of a query parameter, as sent: Envoy matches them without decoding. */
export function queryValues(query: string | undefined, name: string): readonly string[] {
  return (query ?? '')
    .split('&')
    .filter((pair) => pair !== '')
    .flatMap((pair) => {
      const equals = pair.indexOf('=');
      const key = equals < 0 ? pair : pair.slice(0, equals);
      return key === name ? [equals < 0 ? '' : pair.slice(equals + 1)] : [];
    });
}
