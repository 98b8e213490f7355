import type { AccessDecision } from '../../../model/access/decision';
import type { AccessQuestion, MeshAccess } from '../../../model/access/mesh-access';
import { pathPattern, textPattern } from '../../../model/access/pattern';
import type { RequestToken } from '../../../model/access/request';

/** A request, and somebody who sends it. */
export interface Call {
  readonly from: string;
  readonly method: string;
  readonly path: string;
  readonly token: RequestToken | 'none';
  readonly externalAuthorizer: 'allows' | 'denies';
}

const METHODS = ['GET', 'POST', 'DELETE', 'BREW'];
const PATHS = ['/', '/pay', '/pay/1', '/payment', '/admin', '/admin/users'];
const TOKENS: readonly (RequestToken | 'none')[] = [
  'none',
  ...['login', 'old'].map((name) => ({ issuer: `https://${name}.example.com`, subject: 'alice' })),
];

/** Every call that the judge asks about: by workloads of the namespace, by accounts elsewhere, and from outside. */
export function callsOf(namespace: string): readonly Call[] {
  const callers = [
    `${namespace}/web`,
    `${namespace}/cart`,
    `${namespace}/batch`,
    'outside',
    'dev/tester',
    'ops/deployer',
  ];
  return callers.flatMap((from) =>
    METHODS.flatMap((method) =>
      PATHS.flatMap((path) =>
        TOKENS.flatMap((token) =>
          (['allows', 'denies'] as const).map((externalAuthorizer) => ({
            from,
            method,
            path,
            token,
            externalAuthorizer,
          })),
        ),
      ),
    ),
  );
}

export function decisionOn(access: MeshAccess, call: Call, to: string, port: number): AccessDecision {
  const question: AccessQuestion = { ...call, host: 'payments', to, port };
  return access.decide(question);
}

/** What a sentence says of a call. */
export interface Claim {
  readonly verb: 'gains' | 'loses';
  /** Whether the sentence is cut, so that it says of these callers that something changes and not all of what. */
  readonly isCut?: boolean;
  readonly isAbout: (call: Call) => boolean;
}

/**
 * What a sentence of `mesh diff` claims about access.
 *
 * @param patterns methods and paths that policies name, for what "other" means
 * @throws Error for a sentence that the judge cannot read, so that none goes unjudged
 */
export function claimsOf(sentence: string, patterns: Patterns, namespace: string): readonly Claim[] {
  const closed = /^no caller reaches it any more \(was: .*\)$/.exec(sentence);
  if (closed) return [{ verb: 'loses', isAbout: () => true }];
  const several = /^\d+ callers (gain|lose) (.*): (.*)$/.exec(sentence);
  const one = /^(.*?) (gains|loses) (.*)$/.exec(sentence);
  const [verb, what, who] = several
    ? [`${several[1]}s`, several[2] ?? '', several[3] ?? '']
    : one
      ? [one[2], one[3] ?? '', one[1] ?? '']
      : [];
  if ((verb !== 'gains' && verb !== 'loses') || what === undefined || who === undefined) {
    throw new Error(`cannot be judged: ${sentence}`);
  }
  const isCaller = callersIn(who, namespace);
  if (/ and \d+ more$|…$/.test(what)) return [{ verb, isAbout: isCaller, isCut: true }];
  return what.split(', ').map((text) => {
    const isAsked = requestsIn(text, patterns);
    return { verb, isAbout: (call) => isCaller(call) && isAsked(call) };
  });
}

/** What the policies of a change name. */
export interface Patterns {
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  /** Whose tokens are accepted on one of the sides. */
  readonly issuers: readonly string[];
}

type Test = (call: Call) => boolean;

function callersIn(text: string, namespace: string): Test {
  const isIn = (name: string): Test => {
    if (name === 'everybody') return () => true;
    if (name === 'any workload of the mesh') return ({ from }) => from !== 'outside' && from !== `${namespace}/batch`;
    const inside = /^anything in namespace (\S+)$/.exec(name)?.[1];
    if (inside !== undefined) return ({ from }) => from.startsWith(`${inside}/`) && from !== `${namespace}/batch`;
    const account = /^service account (\S+)$/.exec(name)?.[1];
    // The pods of batch have no proxy, and so no account that anybody could see.
    if (account !== undefined) return ({ from }) => from === account && from !== `${namespace}/batch`;
    if (name !== 'outside' && !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)) throw new Error(`cannot be judged: ${name}`);
    return ({ from }) => from === name;
  };
  const [names = '', except] = text.split(' but ');
  const included = names.split(', ').map(isIn);
  const excluded = except === undefined ? [] : except.split(', ').map(isIn);
  return (call) => included.some((test) => test(call)) && !excluded.some((test) => test(call));
}

function requestsIn(text: string, patterns: Patterns): Test {
  const [, authorizer = ''] = / (without an authorizer|if the authorizer allows it)$/.exec(text) ?? [];
  const plain = authorizer === '' ? text : text.slice(0, -authorizer.length - 1);
  const [, operation = '', condition = ''] = /^(.*?)((?: with(?:out)? .*)?)$/.exec(plain) ?? [];
  const [name = '', except] = operation.split(' but ');
  const isNamed = operationIn(name, patterns);
  const exceptions = except === undefined ? [] : except.split(' and ').map((one) => operationIn(one, patterns));
  const isCarried = conditionIn(condition.trim(), patterns);
  return (call) =>
    isNamed(call) &&
    !exceptions.some((test) => test(call)) &&
    isCarried(call) &&
    (authorizer === '' || call.externalAuthorizer === (authorizer.startsWith('if') ? 'allows' : 'denies'));
}

function operationIn(text: string, { methods, paths }: Patterns): Test {
  if (text === 'any request') return () => true;
  // A path may have to fit several patterns.
  const PATH = String.raw`other paths|[/*]\S*`;
  const found = new RegExp(String.raw`^(other methods|[A-Z]+|\*(?= ))?\s?((?:${PATH})(?: (?:${PATH}))*)?$`).exec(text);
  if (found === null) throw new Error(`cannot be judged: ${text}`);
  const [, method, fitted] = found;
  const isOther = (value: string, list: readonly string[], compile: typeof textPattern): boolean =>
    !list.some((pattern) => pattern !== '*' && compile(pattern)(value));
  const fits = (path: string, pattern: string): boolean =>
    pattern === 'other paths' ? isOther(path, paths, pathPattern) : pathPattern(pattern)(path);
  return (call) =>
    (method === undefined ||
      (method === 'other methods' ? isOther(call.method, methods, textPattern) : textPattern(method)(call.method))) &&
    (fitted?.match(new RegExp(PATH, 'g')) ?? []).every((pattern) => fits(call.path, pattern));
}

function conditionIn(text: string, { issuers }: Patterns): Test {
  if (text === '') return () => true;
  const found = /^(with|without) (.*)$/.exec(text);
  const tests = (found?.[2] ?? '').split(' or ').map((one): Test => {
    if (one === 'a token') return ({ token }) => token !== 'none';
    if (one === 'a valid token') return ({ token }) => token !== 'none' && issuers.includes(token.issuer);
    const issuer = /^a token of (\S+)$/.exec(one)?.[1];
    if (issuer === undefined) throw new Error(`cannot be judged: ${text}`);
    return ({ token }) => token !== 'none' && token.issuer === issuer;
  });
  const isSo: Test = (call) => tests.some((test) => test(call));
  return found?.[1] === 'with' ? isSo : (call) => !isSo(call);
}

/** What objects name anywhere. */
export function patternsIn(objects: unknown): Patterns {
  const text = JSON.stringify(objects);
  const lists = (name: string): string[] =>
    [...text.matchAll(new RegExp(`"(?:not)?${name}":(\\[[^\\]]*\\])`, 'gi'))].flatMap(
      ([, list = '[]']) => JSON.parse(list) as string[],
    );
  return {
    methods: lists('methods'),
    paths: lists('paths'),
    issuers: [...text.matchAll(/"issuer":"([^"]*)"/g)].map(([, one = '']) => one),
  };
}
