import { fieldWords } from '../field-words';
import { pairedRoutes, type Route } from '../routes';
import type { Remark, Rule } from '../rule';
import { joined, plain, type Sentence, say, words } from '../sentence';
import { at, same, show, type Value } from '../values';

/** What a route does with a request besides sending it on. */
export const routeBehaviour: Rule = {
  id: 'route-behaviour',
  about: 'timeouts, retries, faults, mirrors, rewrites, redirects, header and CORS changes of a route',
  kinds: ['VirtualService'],
  *explain(pair) {
    for (const { before, after } of pairedRoutes(pair)) {
      if (!after) continue;
      for (const behaviour of BEHAVIOURS) yield* behaviour(before, after);
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
    const copies = (route: Route | undefined): Sentence[] =>
      (route?.mirrors ?? []).map(({ destination: { host, subset }, percent }) => {
        const name = subset === undefined ? host : `${host} ${subset}`;
        return say`${words(String(percent))} % to ${name}`;
      });
    const [was, is] = [joined(copies(before)), joined(copies(after))];
    if (plain(was) === plain(is)) return;
    const explains = ['mirror', 'mirrors', 'mirrorPercentage'].map((name) => `spec.${after.protocol}[].${name}`);
    yield after.mirrors.length === 0
      ? { sentence: say`${after.label} is no longer mirrored`, explains }
      : { sentence: say`${after.label} is also mirrored: ${is}`, explains };
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
