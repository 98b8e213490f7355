import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import type { Reading } from './found-object';

type Filter = gatewayApi.HTTPRouteFilter;
type HeaderFilter = NonNullable<Filter['requestHeaderModifier']>;
const STATUSES: readonly number[] = [301, 302, 303, 307, 308];

/** Header changes, and the host that they set. */
export interface HeaderFilters {
  readonly filters: readonly Filter[];
  readonly hostname?: string;
}

/** The header changes of a route or of a destination. */
export function headerFilters(reading: Reading): HeaderFilters {
  const headers = reading.member('headers');
  const request = headers && modifier(headers, 'request');
  const response = headers && modifier(headers, 'response');
  headers?.loseTheRest();
  return {
    filters: [
      ...(request?.filter === undefined
        ? []
        : [{ type: 'RequestHeaderModifier' as const, requestHeaderModifier: request.filter }]),
      ...(response?.filter === undefined
        ? []
        : [{ type: 'ResponseHeaderModifier' as const, responseHeaderModifier: response.filter }]),
    ],
    ...(request?.hostname !== undefined && { hostname: request.hostname }),
  };
}

function modifier(
  headers: Reading,
  side: 'request' | 'response',
): { readonly filter?: HeaderFilter; readonly hostname?: string } {
  const reading = headers.member(side);
  if (reading === undefined) return {};
  let hostname: string | undefined;
  const listed = (key: 'set' | 'add'): readonly gatewayApi.HTTPHeader[] =>
    Object.entries(reading.record(key)).flatMap(([name, value]) => {
      if (/^(host|:authority)$/i.test(name) && side === 'request') {
        hostname = value;
        return [];
      }
      if (!name.startsWith(':')) return [{ name, value }];
      reading.lose(key, `"${name}" not written: the Gateway API changes no part of the request line by a header`);
      return [];
    });
  const [set, add, remove] = [listed('set'), listed('add'), reading.texts('remove')];
  reading.loseTheRest();
  const filter = {
    ...(set.length > 0 && { set }),
    ...(add.length > 0 && { add }),
    ...(remove.length > 0 && { remove }),
  };
  return {
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(hostname !== undefined && { hostname }),
  };
}

/** A redirect; undefined where the route has none. */
export function redirectFilter(route: Reading): Filter | undefined {
  const reading = route.member('redirect');
  if (reading === undefined) return undefined;
  const uri = reading.text('uri');
  const [hostname, ownPort] = (reading.text('authority') ?? '').split(':');
  const scheme = reading.text('scheme');
  const port = reading.number('port') ?? (ownPort === undefined ? undefined : Number(ownPort));
  const status = reading.number('redirectCode') ?? 301;
  // Where nothing is said, the Gateway API takes the port of the scheme, else that of the listener.
  const derived = reading.text('derivePort');
  if (derived === 'FROM_REQUEST_PORT' && scheme !== undefined) {
    reading.lose('derivePort', `not written: beside a scheme the Gateway API has the scheme's own port`);
  }
  if (uri?.includes('%')) reading.lose('uri', `"${uri}" not written: the Gateway API has no such expressions`);
  if (scheme !== undefined && !/^https?$/.test(scheme)) {
    reading.lose('scheme', `"${scheme}" not written: the Gateway API has http and https`);
  }
  if (!STATUSES.includes(status)) {
    reading.lose('redirectCode', `${status} written as 302: the Gateway API has ${STATUSES.join(', ')}`);
  }
  reading.loseTheRest();
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      ...(scheme !== undefined && /^https?$/.test(scheme) && { scheme: scheme as 'http' | 'https' }),
      ...(hostname !== '' && { hostname }),
      ...(port !== undefined && { port }),
      ...(uri !== undefined && !uri.includes('%') && { path: { type: 'ReplaceFullPath', replaceFullPath: uri } }),
      statusCode: (STATUSES.includes(status) ? status : 302) as 301,
    },
  };
}

/** CORS; undefined where the route has none, or allows no origin that the Gateway API could name. */
export function corsFilter(route: Reading): Filter | undefined {
  const reading = route.member('corsPolicy');
  if (reading === undefined) return undefined;
  const origins = [
    ...reading.texts('allowOrigin'),
    ...reading.items('allowOrigins').flatMap((origin) => originOf(origin) ?? []),
  ];
  const lists = {
    allowMethods: reading.texts('allowMethods') as gatewayApi.HTTPCORSFilter['allowMethods'],
    allowHeaders: reading.texts('allowHeaders'),
    exposeHeaders: reading.texts('exposeHeaders'),
  };
  const maxAge = reading.text('maxAge');
  const credentials = reading.get('allowCredentials');
  if (reading.text('unmatchedPreflights') !== 'IGNORE') {
    reading.lose(
      'unmatchedPreflights',
      'written as IGNORE: by the Gateway API the gateway answers preflights of other origins too',
    );
  }
  reading.loseTheRest();
  if (origins.length === 0) return undefined;
  return {
    type: 'CORS',
    cors: {
      allowOrigins: origins,
      ...Object.fromEntries(Object.entries(lists).filter(([, list]) => (list ?? []).length > 0)),
      ...(maxAge !== undefined && { maxAge: Math.round(milliseconds(maxAge) / 1000) }),
      ...(typeof credentials === 'boolean' && { allowCredentials: credentials }),
    },
  };
}

/** An origin as the Gateway API writes one, whose star stands for any text. */
function originOf(reading: Reading): string | undefined {
  const [exact, prefix, regex] = [reading.text('exact'), reading.text('prefix'), reading.text('regex')];
  if (exact !== undefined) return exact;
  if (regex === '.*' || regex === '*') return '*';
  const [, scheme, domain] = /^(https?):\/\/(?:\.\*|\.\+|\[\^\/\][*+])\\?\.((?:[\w-]|\\\.)+)$/.exec(regex ?? '') ?? [];
  if (scheme !== undefined) return `${scheme}://*.${domain?.replaceAll('\\.', '.')}`;
  const text = prefix === undefined ? `the expression "${regex}"` : `the prefix "${prefix}"`;
  reading.lose(undefined, `not written: the Gateway API has origins with one star, and not ${text}`);
  return undefined;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** The thousandths of a second of a duration such as `1h30m` or `0.5s`. */
export function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  return Math.round(parts.reduce((sum, [, value, unit]) => sum + Number(value) * (UNITS[unit ?? ''] ?? 0), 0));
}

/** A duration as the Gateway API writes one: whole numbers, of up to five digits each. */
export function gatewayDuration(duration: string): string {
  const total = milliseconds(duration);
  const [seconds, rest] = [Math.floor(total / 1000), total % 1000];
  const hours = seconds > 99_999 ? Math.floor(seconds / 3600) : 0;
  const parts = [
    [hours, 'h'],
    [seconds - hours * 3600, 's'],
    [rest, 'ms'],
  ] as const;
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount}${unit}`)
      .join('') || '0s'
  );
}
