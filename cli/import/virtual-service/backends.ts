import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { gatewayDuration, headerFilters } from './filters';
import type { Reading } from './found-object';
import type { Subsets } from './subsets';
import { type ServiceName, type Surroundings, serviceOfHost } from './surroundings';

type Reference = gatewayApi.BackendObjectReference;

/** What destinations are looked up in. */
export interface Backends {
  readonly surroundings: Surroundings;
  readonly subsets: Subsets;
  /** The port that a route of connections is for, where its destinations name none. */
  readonly port?: number;
}

/** The destinations of a route as what a rule refers to. */
export function backendRefs(route: Reading, backends: Backends, isHttp: boolean): readonly gatewayApi.HTTPBackendRef[] {
  const shares = route.items('route');
  return shares.flatMap((share) => {
    const destination = share.member('destination');
    const reference = destination && backendRef(destination, backends);
    const weight = share.number('weight');
    const { filters, hostname } = isHttp ? headerFilters(share) : { filters: [], hostname: undefined };
    if (hostname !== undefined) {
      share.lose(
        'headers',
        `the host "${hostname}" not written: the Gateway API rewrites it for all destinations of a rule`,
      );
    }
    share.loseTheRest();
    if (reference === undefined) return [];
    return [
      {
        ...reference,
        // One alone gets everything; of several, one without a weight gets nothing.
        ...(shares.length > 1 && { weight: weight ?? 0 }),
        ...(filters.length > 0 && { filters }),
      },
    ];
  });
}

/** A destination as the Service that it means, of its subset's pods alone where it has one. */
export function backendRef(destination: Reading, { surroundings, subsets, port }: Backends): Reference | undefined {
  const { namespace: from } = destination.object;
  const host = destination.text('host');
  const subset = destination.text('subset');
  const written = destination.member('port')?.number('number');
  destination.loseTheRest();
  if (host === undefined) return undefined;
  const service = serviceOfHost(host, from);
  if (service === undefined) {
    if (subset !== undefined)
      destination.lose('subset', 'not written: the Gateway API has no subsets of hosts outside');
    const own = written ?? port ?? 443;
    if (written === undefined && port === undefined) {
      destination.lose(undefined, `the port of "${host}" is not given: written as ${own}`);
    }
    return { group: 'networking.istio.io', kind: 'Hostname', name: host, port: own };
  }
  const own = written ?? portOf(destination, service, surroundings, port);
  const version = subset === undefined ? { service } : subsets.serviceFor(service, subset);
  if (version.missing !== undefined) {
    const { name } = version.service;
    destination.lose('subset', `written as the Service "${name}", which you have to make: ${version.missing}`);
  }
  const { name, namespace } = version.service;
  return { name, ...(namespace !== undefined && namespace !== from && { namespace }), port: own };
}

/** Without a port of its own, a destination is the only port of its Service, or the one that the client asked for. */
function portOf(
  destination: Reading,
  service: ServiceName,
  surroundings: Surroundings,
  asked: number | undefined,
): number {
  const ports = surroundings.service(service)?.ports ?? [];
  const [only] = ports;
  if (ports.length === 1 && only !== undefined) return only;
  if (asked !== undefined && (ports.length === 0 || ports.includes(asked))) return asked;
  const port = only ?? 80;
  destination.lose(
    undefined,
    ports.length === 0
      ? `the port is not given, and the Service "${service.name}" is not in the files: written as ${port}`
      : `the port is not given, and the Service "${service.name}" has several: written as ${port}`,
  );
  return port;
}

/** Copies of requests. */
export function mirrorFilters(route: Reading, backends: Backends): readonly gatewayApi.HTTPRouteFilter[] {
  const single = route.member('mirror');
  const percent = percentOf(route, 'mirrorPercentage') ?? route.number('mirrorPercent') ?? 100;
  const found = [
    ...(single === undefined ? [] : [{ destination: single, percent }]),
    ...route.items('mirrors').flatMap((mirror) => {
      const destination = mirror.member('destination');
      const share = percentOf(mirror, 'percentage') ?? 100;
      mirror.loseTheRest();
      return destination === undefined ? [] : [{ destination, percent: share }];
    }),
  ];
  return found.flatMap(({ destination, percent: share }): gatewayApi.HTTPRouteFilter[] => {
    const reference = backendRef(destination, backends);
    if (reference === undefined || share === 0) return [];
    const part = Number.isInteger(share)
      ? share < 100 && { percent: share }
      : { fraction: { numerator: Math.round(share * 1000), denominator: 100_000 } };
    return [{ type: 'RequestMirror', requestMirror: { backendRef: reference, ...part } }];
  });
}

function percentOf(reading: Reading, key: string): number | undefined {
  const member = reading.member(key);
  return member === undefined ? undefined : (member.number('value') ?? 0);
}

/** The statuses that a word of `retryOn` stands for. */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  'gateway-error': [502, 503, 504],
  '5xx': [500, 502, 503, 504],
};
/** What Istio retries for the Gateway API in any case. */
const ALWAYS_RETRIED = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', 'retriable-status-codes'];

/** The time limits and retries of a route. */
export function limitsOf(route: Reading): Pick<gatewayApi.HTTPRouteRule, 'timeouts' | 'retry'> {
  const request = route.text('timeout');
  const retries = route.member('retries');
  const backendRequest = retries?.text('perTryTimeout');
  const timeouts = {
    ...(request !== undefined && { request: gatewayDuration(request) }),
    ...(backendRequest !== undefined && { backendRequest: gatewayDuration(backendRequest) }),
  };
  return {
    ...(Object.keys(timeouts).length > 0 && { timeouts }),
    ...(retries !== undefined && { retry: retryOf(retries) }),
  };
}

function retryOf(retries: Reading): gatewayApi.HTTPRouteRetry {
  const [attempts, backoff] = [retries.number('attempts'), retries.text('backoff')];
  const words = (retries.text('retryOn') ?? '').split(',').flatMap((word) => word.trim() || []);
  const codes = words.flatMap((word) => (/^\d{3}$/.test(word) ? [Number(word)] : (STATUSES[word] ?? [])));
  const broader = words.filter((word) => word in STATUSES);
  const lost = words.filter((word) => !/^\d{3}$/.test(word) && !(word in STATUSES) && !ALWAYS_RETRIED.includes(word));
  if (broader.length > 0) retries.lose('retryOn', `${broader.join(', ')} written as ${[...new Set(codes)].join(', ')}`);
  if (lost.length > 0) {
    retries.lose(
      'retryOn',
      `${lost.join(', ')} not written: the Gateway API retries on statuses, Istio on failed connections too`,
    );
  }
  retries.loseAll({
    retryRemoteLocalities: 'the Gateway API has no choice of localities',
    retryIgnorePreviousHosts: 'the Gateway API has no choice of pods',
  });
  retries.loseTheRest();
  return {
    ...(attempts !== undefined && { attempts }),
    ...(backoff !== undefined && { backoff: gatewayDuration(backoff) }),
    ...(codes.length > 0 && { codes: [...new Set(codes)] }),
  };
}
