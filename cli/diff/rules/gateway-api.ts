import type { ObjectPair } from '../objects/object-pair';
import type { Remark } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, isFields, listAt, show, textAt, type Value } from '../values';

/** What a Gateway lets be attached to it, and which references a namespace lets in. */
export function* letIn({ kind, before, after }: ObjectPair): Generator<Remark> {
  if (kind === 'ReferenceGrant') {
    yield* grants(before, after);
    return;
  }
  if (before === undefined || after === undefined) return;
  const was = listenersIn(before);
  for (const [name, listener] of listenersIn(after)) {
    const earlier = was.get(name);
    if (earlier === undefined) continue;
    const label = `port ${show(listener['port'])} ${show(listener['protocol'])}`;
    const path = 'spec.listeners[].allowedRoutes';
    yield* opened(`${label}: routes`, at(earlier, 'allowedRoutes'), at(listener, 'allowedRoutes'), 'Same', path);
  }
  const [sets, setsNow] = [at(before, 'spec', 'allowedListeners'), at(after, 'spec', 'allowedListeners')];
  yield* opened('ListenerSets', sets, setsNow, 'None', 'spec.allowedListeners');
}

function listenersIn(content: Fields): Map<string, Fields> {
  const listeners = listAt(content, 'spec', 'listeners').filter(isFields);
  return new Map(listeners.map((listener) => [textAt(listener, 'name') ?? '', listener]));
}

const WIDTH: Readonly<Record<string, number>> = { None: 0, Same: 1, Selector: 2, All: 3 };
const WORDS: Readonly<Record<string, string>> = {
  None: 'no namespace',
  Same: 'its namespace',
  Selector: 'selected namespaces',
  All: 'all namespaces',
};

function* opened(
  what: string,
  before: Value | undefined,
  after: Value | undefined,
  usual: string,
  path: string,
): Generator<Remark> {
  const from = (allowed: Value | undefined): string => {
    const written = at(allowed, 'namespaces', 'from');
    return written === undefined ? usual : show(written);
  };
  const [was, is] = [from(before), from(after)];
  if (was === is) return;
  const wider = (WIDTH[is] ?? 2) > (WIDTH[was] ?? 2);
  yield {
    sentence: say`${words(what)} of ${words(WORDS[is] ?? is)} are let in (before: ${words(WORDS[was] ?? was)})`,
    risks: wider
      ? [{ risk: 'opens-access', reason: `${WORDS[is] ?? is} may attach what they serve` }]
      : [{ risk: 'refuses-requests', reason: 'what other namespaces have attached is no longer served' }],
    explains: [path, `${path}.namespaces`, `${path}.namespaces.from`],
  };
}

/** Each reference that is let in: the kind and namespace that refer, and what they refer to. */
function referencesIn(content: Fields | undefined): readonly string[] {
  const from = listAt(content, 'spec', 'from').filter(isFields);
  const to = listAt(content, 'spec', 'to').filter(isFields);
  return from.flatMap((source) =>
    to.map((target) => {
      const name = textAt(target, 'name');
      const object = name === undefined ? `every ${show(target['kind'])}` : `${show(target['kind'])} ${name}`;
      return `${show(source['kind'])}s of ${show(source['namespace'])} refer to ${object}`;
    }),
  );
}

function* grants(before: Fields | undefined, after: Fields | undefined): Generator<Remark> {
  const [was, is] = [referencesIn(before), referencesIn(after)];
  const explains = [
    'spec.from[]',
    'spec.to[]',
    'spec.from[].namespace',
    'spec.from[].kind',
    'spec.to[].name',
    'spec.to[].kind',
  ];
  for (const reference of is.filter((one) => !was.includes(one))) {
    yield {
      sentence: say`lets ${words(reference)}`,
      risks: [{ risk: 'opens-access', reason: 'another namespace may send requests there, or use it' }],
      explains,
    };
  }
  for (const reference of was.filter((one) => !is.includes(one))) {
    yield {
      sentence: say`no longer lets ${words(reference)}`,
      ...(after ? { risks: [{ risk: 'deletes-serving' as const, reason: 'what refers to it is refused' }] } : {}),
      explains,
    };
  }
}
