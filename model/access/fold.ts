import { put } from '../multimap';
import { operationName } from './explain';
import { type OperationClass, OTHER } from './operations';
import { hostPattern, pathPattern, textPattern } from './pattern';

/** What all requests together are called. */
export const ANY_REQUEST = 'any request';

/** What all requests of HTTP are called where other connections fare differently. */
const ANY_HTTP = 'any HTTP request';

/** The names of some classes of requests, without the parts that make no difference: a path for all methods, a method for all paths. */
export function foldOperations(
  operations: readonly OperationClass[],
  isChosen: (operation: OperationClass, index: number) => boolean,
): readonly string[] {
  const chosen = new Set(operations.filter(isChosen));
  const plain = operations.find(({ isPlainTcp }) => isPlainTcp);
  if (chosen.size === 0) return [];
  if (chosen.size === operations.length) return [ANY_REQUEST];
  if (plain !== undefined) {
    const http = foldOperations(
      operations.filter((one) => one !== plain),
      (one) => chosen.has(one),
    );
    const isSaid = http.some((name) => name.startsWith(`${ANY_REQUEST}${BUT}`));
    if (chosen.has(plain)) return isSaid ? http : [...http, operationName(plain)];
    return http.map((name) => (name === ANY_REQUEST || isSaid ? name.replace(ANY_REQUEST, ANY_HTTP) : name));
  }
  const names = namesOf(operations, chosen);
  if (![...chosen].some(isRest)) return names;
  const rest = namesOf(operations, new Set(operations.filter((one) => !chosen.has(one))));
  // What is left is easier to read from what it leaves out.
  return rest.length <= names.length && rest.length <= MOST_EXCEPTIONS && !rest.some((one) => one.includes(BUT))
    ? [`${ANY_REQUEST}${BUT}${rest.join(' and ')}`]
    : names;
}

const MOST_EXCEPTIONS = 3;

// Patterns may fit each other's requests: exceptions of exceptions come to an end.
const MOST_DEPTH = 2;

const BUT = ' but ';

function isRest({ method = OTHER, path = OTHER, host }: OperationClass): boolean {
  return method === OTHER && path === OTHER && host === undefined;
}

function namesOf(
  operations: readonly OperationClass[],
  chosen: ReadonlySet<OperationClass>,
  depth = 0,
): readonly string[] {
  const left = new Set(chosen);
  const names = new Set<string>();
  const fold = (place: (operation: OperationClass) => string, named: (operation: OperationClass) => OperationClass) => {
    const groups = new Map<string, OperationClass[]>();
    for (const one of operations) {
      put(groups, place(one), one);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined || !group.every((one) => chosen.has(one)) || !group.some((one) => left.has(one)))
        continue;
      const whole = named(first);
      if (operationName(whole) === ANY_REQUEST) continue;
      names.add(exactName(whole, operations, chosen, depth));
      for (const one of group) left.delete(one);
    }
  };
  fold(
    ({ host }) => JSON.stringify(host),
    ({ method: _method, path: _path, ...rest }) => rest,
  );
  fold(
    ({ path, host }) => JSON.stringify([path, host]),
    ({ method: _method, ...rest }) => rest,
  );
  fold(
    ({ method, host }) => JSON.stringify([method, host]),
    ({ path: _path, ...rest }) => rest,
  );
  for (const one of left) if (!isCovered(one, chosen)) names.add(exactName(one, operations, chosen, depth));
  return [...names];
}

/** The name of a class, without what its pattern fits as well and is not chosen: `/pay* but /pay`. */
function exactName(
  named: OperationClass,
  operations: readonly OperationClass[],
  chosen: ReadonlySet<OperationClass>,
  depth: number,
): string {
  const inside = operations.filter((one) => fits(named, one));
  const exceptions = inside.filter((one) => !chosen.has(one));
  const name = operationName(named);
  if (exceptions.length === 0 || depth === MOST_DEPTH) return name;
  return `${name}${BUT}${namesOf(inside, new Set(exceptions), depth + 1).join(' and ')}`;
}

/** Whether the patterns of a class fit the requests of another as well. */
function fits({ method, path, host }: OperationClass, { request, ...other }: OperationClass): boolean {
  const isIn = (
    pattern: string | undefined,
    own: string | undefined,
    value: string | undefined,
    compile: (written: string) => (text: string) => boolean,
  ): boolean => {
    if (pattern === undefined || pattern === own) return true;
    return pattern !== OTHER && value !== undefined && compile(pattern)(value);
  };
  return (
    isIn(method, other.method, request.method, textPattern) &&
    isIn(path, other.path, request.path, pathPattern) &&
    isIn(host, other.host, request.host, hostPattern)
  );
}

/** Whether a wider path of the same method and host is there as well. */
function isCovered({ path, method, host }: OperationClass, chosen: ReadonlySet<OperationClass>): boolean {
  if (path === undefined || path === OTHER) return false;
  return [...chosen].some(
    (other) =>
      other.method === method &&
      other.host === host &&
      other.path !== undefined &&
      other.path !== path &&
      other.path.endsWith('*') &&
      pathPattern(other.path)(path.replace(/\*$/, '')),
  );
}
