import type { HttpRoute, RouteShare } from '../routes/route';
import { type Fields, fieldsOf, isHole, itemsOf, present, type Value } from '../value';
import { field, firstHole, number, text } from '../visibility/fields';
import { type Backend, type Owner, RefusedRule, type RuleReading } from './backends';
import { backendFilters, type Filters, filtersOf } from './filters';
import { madePath, matchOf } from './matches';

/** The rules of an HTTPRoute or a GRPCRoute as they are written. */
export function writtenRules(rules: unknown, reading: RuleReading<Backend>): HttpRoute[] {
  return itemsOf(rules).map((rule, index) => {
    const { redirect, refused: _refused, ...read } = ruleOf(rule, index, reading);
    const shares = itemsOf(field(rule, 'backendRefs')).map((one) => ({
      ...reading.backend(one),
      weight: weightOf(one),
    }));
    return { ...read, action: redirect ?? { kind: 'forward' }, shares };
  });
}

/**
 * The routes of an HTTPRoute or a GRPCRoute, one for each match, as istiod makes them.
 *
 * @returns why istiod refuses the object, where it does
 */
export function httpRoutes(
  rules: unknown,
  { kind, name, namespace }: Owner,
  reading: RuleReading,
): HttpRoute[] | RefusedRule {
  const routes: HttpRoute[] = [];
  for (const [index, rule] of itemsOf(rules).entries()) {
    const { refused, redirect, matches, timeout, retries, ...read } = ruleOf(rule, index, reading);
    if (refused !== undefined) return refused;
    const shares = redirect === undefined ? sharesOf(itemsOf(field(rule, 'backendRefs')), reading) : [];
    if (shares instanceof RefusedRule) return shares;
    const answers = redirect ?? (shares.length === 0 ? { kind: 'respond' as const, status: 500 } : undefined);
    const made = {
      name: `${namespace}.${name}.${index}`,
      ...read,
      ...(kind === 'GRPCRoute' && answers === undefined ? {} : present({ timeout, retries })),
      action: answers ?? { kind: 'forward' as const },
      shares,
    };
    // The API server writes a match of every path into a rule of an HTTPRoute that has none.
    const implied = kind === 'HTTPRoute' ? [{ ...matchOf(kind, {}), path: madePath(undefined) }] : [];
    if (matches.length === 0) routes.push({ ...made, source: { kind, name, namespace }, matches: implied });
    for (const [match, one] of matches.entries()) {
      const matched = kind === 'HTTPRoute' ? { ...one, path: madePath(one.path) } : one;
      routes.push({ ...made, source: { kind, name, namespace, match }, matches: [matched] });
    }
  }
  return routes;
}

type Rule = Omit<HttpRoute, 'source' | 'action' | 'shares'> & Filters;

function ruleOf(rule: unknown, index: number, reading: RuleReading): Rule {
  return {
    index,
    matches: itemsOf(field(rule, 'matches')).map((match) => matchOf(reading.kind, match)),
    ...present({ name: text(field(rule, 'name')), unknown: unreadable(rule) }),
    ...filtersOf(field(rule, 'filters'), reading),
    ...timeouts(rule),
  };
}

function unreadable(rule: unknown): string | undefined {
  const { filters, backendRefs } = fieldsOf(rule);
  const weights = itemsOf(backendRefs).map((one) => {
    const { filters: _filters, ...rest } = fieldsOf(one);
    return rest;
  });
  return firstHole({ filters, backendRefs: isHole(backendRefs) ? backendRefs : weights });
}

/** The backends that get requests: those with a weight of 0 get none, and a single one gets all. */
export function sharesOf(backends: readonly unknown[], { backend }: RuleReading): RouteShare[] | RefusedRule {
  const used = backends.filter((one) => weightOf(one) !== 0);
  const shares: RouteShare[] = [];
  for (const one of used) {
    const found = backend(one);
    if (found instanceof RefusedRule) return found;
    const headers = backendFilters(field(one, 'filters'));
    if (headers instanceof RefusedRule) return headers;
    const weight = weightOf(one);
    // What cannot be read counts as one: the rule says that it is not known.
    const part = used.length === 1 ? {} : { weight: isHole(weight) ? 1 : weight };
    shares.push({ ...found, ...part, ...present({ headers }) });
  }
  return shares;
}

function weightOf(backend: unknown): Value<number> {
  const weight = field(backend, 'weight');
  return isHole(weight) ? weight : (number(weight) ?? 1);
}

function timeouts(rule: unknown): Pick<HttpRoute, 'timeout' | 'retries'> {
  const { request, backendRequest } = fieldsOf(field(rule, 'timeouts'));
  const written = field(rule, 'retry');
  const retry = written === undefined ? undefined : retriesOf(written);
  const whole = durationOf(request);
  const each = durationOf(backendRequest);
  const timeout = each !== undefined && retry === undefined ? each : whole;
  const retries =
    retry === undefined ? undefined : { ...retry, ...(each === undefined ? {} : { perTryTimeout: each }) };
  return { ...(timeout === undefined ? {} : { timeout }), ...(retries === undefined ? {} : { retries }) };
}

/** A duration; undefined for none, and for one of 0, which means none. */
function durationOf(written: unknown): string | undefined {
  const read = text(written);
  return read === undefined || /^(0+(h|m|s|ms))+$/.test(read) ? undefined : read;
}

function retriesOf(written: unknown): Fields {
  const codes = itemsOf(field(written, 'codes')).map(String);
  const attempts = number(field(written, 'attempts')) ?? 2;
  const backoff = text(field(written, 'backoff'));
  const retryOn = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', ...codes].join(',');
  return { attempts, ...(attempts === 0 ? {} : { retryOn }), ...(backoff === undefined ? {} : { backoff }) };
}
