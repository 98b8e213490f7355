import { operationName } from './explain';
import { type OperationClass, OTHER } from './operations';
import { pathPattern } from './pattern';

/** What all requests together are called. */
export const ANY_REQUEST = 'any request';

/** The names of some classes of requests, without the parts that make no difference: a path for all methods, a method for all paths. */
export function foldOperations(
  operations: readonly OperationClass[],
  isChosen: (operation: OperationClass, index: number) => boolean,
): readonly string[] {
  const chosen = new Set(operations.filter(isChosen));
  if (chosen.size === 0) return [];
  if (chosen.size === operations.length) return [ANY_REQUEST];
  const names = namesOf(operations, chosen);
  if (![...chosen].some(isRest)) return names;
  const rest = namesOf(operations, new Set(operations.filter((one) => !chosen.has(one))));
  // What is left is easier to read from what it leaves out.
  return rest.length <= names.length && rest.length <= MOST_EXCEPTIONS
    ? [`${ANY_REQUEST} but ${rest.join(' and ')}`]
    : names;
}

const MOST_EXCEPTIONS = 3;

function isRest({ method = OTHER, path = OTHER, host }: OperationClass): boolean {
  return method === OTHER && path === OTHER && host === undefined;
}

function namesOf(operations: readonly OperationClass[], chosen: ReadonlySet<OperationClass>): readonly string[] {
  const left = new Set(chosen);
  const names = new Set<string>();
  const fold = (place: (operation: OperationClass) => string, named: (operation: OperationClass) => OperationClass) => {
    const groups = new Map<string, OperationClass[]>();
    for (const one of operations) {
      const group = groups.get(place(one));
      if (group === undefined) groups.set(place(one), [one]);
      else group.push(one);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined || !group.every((one) => chosen.has(one)) || !group.some((one) => left.has(one)))
        continue;
      const name = operationName(named(first));
      if (name === ANY_REQUEST) continue;
      names.add(name);
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
  for (const one of left) if (!isCovered(one, chosen)) names.add(operationName(one));
  return [...names];
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
