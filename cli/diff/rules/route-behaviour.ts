import { fieldWords } from '../field-words';
import { pairRoutes, type Route, routesOf } from '../routes';
import type { Remark, Rule } from '../rule';
import { joined, type Sentence, say, words } from '../sentence';
import { at, same, show, type Value } from '../values';

/** What a route does with a request besides sending it on. */
export const routeBehaviour: Rule = {
  id: 'route-behaviour',
  about: 'timeouts, retries, faults, mirrors, rewrites, redirects, header and CORS changes of a route',
  kinds: ['VirtualService'],
  *explain({ before, after }) {
    for (const pair of pairRoutes(routesOf(before), routesOf(after))) {
      if (!pair.after) continue;
      for (const behaviour of BEHAVIOURS) yield* behaviour(pair.before, pair.after);
    }
  },
};

type Behaviour = (before: Route | undefined, after: Route) => Iterable<Remark>;

const BEHAVIOURS: readonly Behaviour[] = [
  function* timeout(before, after) {
    const [was, is] = sides(before, after, 'timeout');
    if (!before || same(was, is)) return;
    yield {
      sentence: say`${after.label} times out ${limit(is)} instead of ${limit(was)}`,
      explains: [`spec.${after.protocol}[].timeout`],
    };
  },
  function* retries(before, after) {
    const [was, is] = sides(before, after, 'retries');
    if (!before || same(was, is)) return;
    const [attempts, tries] = [at(was, 'attempts'), at(is, 'attempts')];
    yield {
      sentence: same(attempts, tries)
        ? say`${after.label} is retried under other conditions`
        : say`${after.label} is retried ${times(is, tries)} instead of ${times(was, attempts)}`,
      explains: same(attempts, tries)
        ? []
        : [`spec.${after.protocol}[].retries.attempts`, `spec.${after.protocol}[].retries`],
    };
  },
  function* fault(before, after) {
    const [was, is] = sides(before, after, 'fault');
    if (same(was, is)) return;
    const explains = [`spec.${after.protocol}[].fault`];
    if (is === undefined) yield { sentence: say`${after.label} has no faults injected any more`, explains };
    else {
      yield {
        sentence: say`${after.label}: ${joined(faultsOf(is), ' and ')}`,
        risks: [{ risk: 'injects-faults', reason: 'requests fail or wait on purpose' }],
        explains,
      };
    }
  },
  function* mirror(before, after) {
    const path = (name: string): string => `spec.${after.protocol}[].${name}`;
    const read = (route: Route | undefined): Value | undefined =>
      at(route?.body, 'mirror') === undefined
        ? at(route?.body, 'mirrors')
        : [{ destination: at(route?.body, 'mirror') ?? null, percentage: at(route?.body, 'mirrorPercentage') ?? null }];
    const [was, is] = [read(before), read(after)];
    if (same(was, is)) return;
    const explains = [path('mirror'), path('mirrors'), path('mirrorPercentage')];
    if (!Array.isArray(is)) yield { sentence: say`${after.label} is no longer mirrored`, explains };
    else {
      const copies = is.map((item: Value) => {
        const host = at(item, 'destination', 'host');
        const subset = at(item, 'destination', 'subset');
        const name = `${show(host)}${subset === undefined ? '' : ` ${show(subset)}`}`;
        return say`${words(show(at(item, 'percentage', 'value') ?? 100))} % to ${name}`;
      });
      yield { sentence: say`${after.label} is also mirrored: ${joined(copies)}`, explains };
    }
  },
  function* others(before, after) {
    if (!before) return;
    for (const [field, phrase] of Object.entries(PHRASES)) {
      const [was, is] = sides(before, after, field);
      if (same(was, is)) continue;
      const change = was === undefined ? 'gets' : is === undefined ? 'loses' : 'changes';
      const values = is === undefined ? say`` : say`: ${fieldWords(was, is)}`;
      yield {
        sentence: say`${after.label} ${words(change)} ${words(phrase)}${values}`,
        explains: [`spec.${after.protocol}[].${field}`],
      };
    }
  },
];

const PHRASES: Readonly<Record<string, string>> = {
  redirect: 'its redirect',
  rewrite: 'its rewrite of path or host',
  headers: 'its header rules',
  corsPolicy: 'its CORS policy',
  directResponse: 'its direct response',
  delegate: 'its delegate',
};

function sides(
  before: Route | undefined,
  after: Route,
  field: string,
): readonly [Value | undefined, Value | undefined] {
  return [at(before?.body, field), at(after.body, field)];
}

function limit(value: Value | undefined): Sentence {
  return value === undefined ? say`never` : say`after ${show(value)}`;
}

function times(retries: Value | undefined, attempts: Value | undefined): Sentence {
  if (retries === undefined) return say`2 times (the default)`;
  return attempts === 0 || attempts === undefined ? say`never` : say`${words(show(attempts))} times`;
}

function faultsOf(fault: Value): Sentence[] {
  const faults: Sentence[] = [];
  const [delay, abort] = [at(fault, 'delay'), at(fault, 'abort')];
  if (delay !== undefined) faults.push(say`${share(delay)} is delayed by ${show(at(delay, 'fixedDelay'))}`);
  if (abort !== undefined) {
    faults.push(say`${share(abort)} is aborted with ${show(at(abort, 'httpStatus') ?? at(abort, 'grpcStatus'))}`);
  }
  return faults;
}

function share(fault: Value): Sentence {
  const percent = at(fault, 'percentage', 'value') ?? at(fault, 'percent');
  return percent === undefined ? say`every request` : say`${words(show(percent))} %`;
}
