import type { CorsPolicy } from '../../model/routes/route';
import { meetsText } from './http-match';
import { NotSimulatedError } from './not-simulated';
import type { SeenRequest } from './request';

type Headers = Record<string, string>;

/** The headers of Envoy's own answer to a browser's preflight; undefined where the request is none, or goes on. */
export function preflightHeaders(cors: CorsPolicy, request: SeenRequest): Headers | undefined {
  const method = request.headers.get('access-control-request-method');
  if (request.method !== 'OPTIONS' || !request.headers.get('origin') || !method) return undefined;
  const allowed = allowsOrigin(cors, request);
  if (!allowed && cors.forwardUnmatched) return undefined;
  const { allowMethods, allowHeaders, maxAge, allowCredentials } = cors;
  const methods = wildcardOr(allowMethods, method);
  const headers = wildcardOr(allowHeaders, request.headers.get('access-control-request-headers') ?? '');
  return {
    ...(allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(methods === undefined ? {} : { 'access-control-allow-methods': methods }),
    ...(headers === undefined ? {} : { 'access-control-allow-headers': headers }),
    ...(maxAge === undefined ? {} : { 'access-control-max-age': String(maxAge) }),
    ...answerHeaders(cors, request),
  };
}

/** The headers that Envoy sets on the answer to a request from an origin that is allowed. */
export function answerHeaders(cors: CorsPolicy, request: SeenRequest): Headers | undefined {
  const origin = request.headers.get('origin');
  if (!origin || !allowsOrigin(cors, request)) return undefined;
  return {
    'access-control-allow-origin': origin,
    ...(cors.allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.exposeHeaders.length > 0 ? { 'access-control-expose-headers': cors.exposeHeaders.join(',') } : {}),
  };
}

/** A list as a header says it: a star alone allows what was asked for. */
function wildcardOr(values: readonly string[], asked: string): string | undefined {
  if (values.length === 0) return undefined;
  const written = values.join(',');
  return written === '*' ? asked : written;
}

function allowsOrigin({ allowOrigins }: CorsPolicy, { headers }: SeenRequest): boolean {
  const answers = allowOrigins.map((wanted) => meetsText(headers.get('origin') ?? '', wanted));
  if (answers.includes(true)) return true;
  if (!answers.includes('unknown')) return false;
  throw new NotSimulatedError('corsPolicy.allowOrigins: expected origins, got one that is known after apply');
}
