import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { escapeRegex } from '../../../constructs/traffic/cookie-regex';
import { isFields } from '../../../model/value';
import type { Reading } from './found-object';

/** A match of a VirtualService, and where it holds. */
export interface RouteMatch {
  readonly match: gatewayApi.HTTPRouteMatch;
  /** What a rewrite of the path replaces: a prefix by texts; undefined for the whole path. */
  readonly prefix?: string;
  /** Undefined for every port. */
  readonly port?: number;
  /** Names as they are written; empty for all gateways. */
  readonly gateways: readonly string[];
}

const LOST = 'not written, and its match with it';
const NONE = 'the Gateway API has no match';
const NO_EQUAL: Readonly<Record<string, string>> = {
  scheme: `${NONE} by scheme: attach the route to a listener of HTTP or of HTTPS`,
  authority: `${NONE} by host: give the host a route of its own`,
  withoutHeaders: `${NONE} of absent headers: give the requests that have it a rule before this one`,
  sourceLabels: `${NONE} by client`,
  sourceNamespace: `${NONE} by client: a route in the namespace of the clients holds for them alone`,
};
const METHODS = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH)$/;
/** What the Gateway API refuses in a path that is compared as it is. */
const ODD_PATH = /^[^/]|\/\/|\/\.\.?(?:\/|$)|%2f|#/i;

interface Comparison {
  readonly type?: 'RegularExpression';
  readonly value: string;
}

/** What a match says; undefined where some of it has no equal, which is said. */
export function httpMatch(reading: Reading): RouteMatch | undefined {
  reading.get('name');
  reading.loseAll({ statPrefix: 'the Gateway API has no names of statistics' });
  const lost = reading.loseAll(NO_EQUAL, LOST);
  const path = pathOf(reading);
  const method = methodOf(reading);
  const headers = comparisons(reading, 'headers');
  const queryParams = comparisons(reading, 'queryParams');
  const port = reading.number('port');
  const gateways = reading.texts('gateways');
  reading.loseTheRest();
  if (lost || method === null || headers === undefined || queryParams === undefined) return undefined;
  return {
    match: {
      ...(path.match !== undefined && { path: path.match }),
      ...(method !== undefined && { method }),
      ...(headers.length > 0 && { headers: headers.map((one) => ({ ...one, name: one.name.toLowerCase() })) }),
      ...(queryParams.length > 0 && { queryParams }),
    },
    ...(path.prefix !== undefined && { prefix: path.prefix }),
    ...(port !== undefined && port !== 0 && { port }),
    gateways,
  };
}

function pathOf(reading: Reading): { readonly match?: gatewayApi.HTTPPathMatch; readonly prefix?: string } {
  const uri = reading.member('uri');
  const flags = reading.get('ignoreUriCase') === true ? '(?i)' : '';
  const [exact, prefix, regex] = [uri?.text('exact'), uri?.text('prefix'), uri?.text('regex')];
  if (exact !== undefined) {
    const isPlain = flags === '' && !ODD_PATH.test(exact);
    const match = isPlain ? { type: 'Exact' as const, value: exact } : expression(flags + escapeRegex(exact));
    return { match };
  }
  // Istio does not mind the case of exact paths and prefixes alone.
  if (regex !== undefined && regex !== '*') return { match: expression(regex) };
  if (prefix === undefined || prefix === '/') return { prefix: '/' };
  // By texts: `/hello` is the beginning of `/helloworld` too, which a prefix of the Gateway API is not.
  return { match: expression(`${flags}${escapeRegex(prefix)}.*`), prefix };
}

const expression = (value: string): gatewayApi.HTTPPathMatch => ({ type: 'RegularExpression', value });

/** Null where it has no equal. */
function methodOf(reading: Reading): gatewayApi.HTTPRouteMatch['method'] | null {
  const written = reading.member('method');
  if (written === undefined) return undefined;
  const exact = written.text('exact');
  if (exact !== undefined && METHODS.test(exact)) return exact as gatewayApi.HTTPRouteMatch['method'];
  const what = exact === undefined ? 'of methods by pattern' : `of the method ${exact}`;
  reading.lose('method', `${LOST}: ${NONE} ${what}: give each method a match of its own`);
  return null;
}

/** Undefined where one of them has no equal. */
function comparisons(reading: Reading, key: string): readonly ({ readonly name: string } & Comparison)[] | undefined {
  const written = reading.get(key);
  if (!isFields(written)) return [];
  const found = Object.entries(written).map(([name, value]) => ({ name, ...comparison(value) }));
  const odd = found.find(({ name }) => !/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(name));
  if (odd === undefined) return found;
  reading.lose(key, `${LOST}: ${NONE} of "${odd.name}"`);
  return undefined;
}

function comparison(written: unknown): Comparison {
  const { exact, prefix, regex } = isFields(written) ? written : {};
  if (typeof exact === 'string' && exact !== '') return { value: exact };
  if (typeof prefix === 'string') return { type: 'RegularExpression', value: `${escapeRegex(prefix)}.*` };
  // Without a value, or with a star: it must be there.
  return { type: 'RegularExpression', value: typeof regex === 'string' && regex !== '*' ? regex : '.*' };
}
