import { operationName } from '../../model/access/explain';
import type { CellVerdict } from '../../model/access/matrix';
import { type MeshAccess, OUTSIDE } from '../../model/access/mesh-access';
import type { OperationClass } from '../../model/access/operations';

/** What somebody may do at a destination. */
export interface Access {
  readonly callers: readonly string[];
  /** Whether these are all callers there are, clients from outside included. */
  readonly isEverybody: boolean;
  /** What they may ask for: `any request`, `POST /pay`. */
  readonly operations: readonly { readonly name: string; readonly verdict: CellVerdict }[];
}

/** A port, and everybody who gets anything through to it. */
export interface Destination {
  /** `namespace/name`. */
  readonly name: string;
  readonly port: number | undefined;
  /** Whether anything enforces policies there: without a proxy nothing does. */
  readonly isEnforced: boolean;
  readonly access: readonly Access[];
}

const STOPPED: readonly CellVerdict[] = ['denied', 'no connection'];

/** Every destination with those who reach it: first what is open to everybody. */
export function destinationsOf(
  mesh: MeshAccess,
  {
    from,
    to,
    port,
  }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly port?: number | undefined },
): readonly Destination[] {
  const only = from === undefined ? undefined : mesh.callerNamed(from).name;
  if (to !== undefined) mesh.calleeNamed(to, port);
  const callees = to === undefined ? mesh.callees : mesh.calleesNamed(to);
  // Pods of one Service are one destination where nothing tells them apart.
  const seen = new Set<string>();
  const found: Destination[] = [];
  for (const callee of callees) {
    if (port !== undefined && callee.port !== port) continue;
    const { operations, cells } = mesh.row(callee);
    const total = cells.reduce((sum, { callers }) => sum + callers.length, 0);
    const access = cells.flatMap(({ callers, verdicts }): Access[] => {
      const names = callers.map(({ name }) => name).filter((name) => only === undefined || name === only);
      if (names.length === 0 || verdicts.every((verdict) => STOPPED.includes(verdict))) return [];
      const isEverybody = callers.length === total && names.includes(OUTSIDE);
      return [{ callers: names, isEverybody, operations: folded(operations, verdicts) }];
    });
    const destination = {
      name: callee.name,
      port: callee.port,
      isEnforced: callee.target.dataPlane !== 'none',
      access,
    };
    const identity = JSON.stringify(destination);
    if (!seen.has(identity)) found.push(destination);
    seen.add(identity);
  }
  return found.sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || byName(a, b));
}

/** What gets through, without the parts that make no difference: a path for all methods, any request for all paths. */
function folded(operations: readonly OperationClass[], verdicts: readonly CellVerdict[]): Access['operations'] {
  const asked = operations.map((operation, index) => ({ operation, verdict: verdicts[index] ?? 'unknown' }));
  const open = asked.filter(({ verdict }) => !STOPPED.includes(verdict));
  const [first] = open;
  const isAlike = (list: typeof open): boolean => list.every(({ verdict }) => verdict === list[0]?.verdict);
  if (first !== undefined && open.length === asked.length && isAlike(open)) {
    return [{ name: 'any request', verdict: first.verdict }];
  }
  const place = ({ path, host }: OperationClass): string => JSON.stringify([path, host]);
  const result = new Map<string, Access['operations'][number]>();
  for (const { operation, verdict } of open) {
    const there = asked.filter((one) => place(one.operation) === place(operation));
    const { method: _method, ...anyMethod } = operation;
    const isWhole = there.every((one) => one.verdict === verdict) && operation.path !== undefined;
    const name = operationName(isWhole ? anyMethod : operation);
    result.set(name, { name, verdict });
  }
  return [...result.values()];
}

/** Whether everybody gets everything through to a destination. */
export function isOpen({ access }: Destination): boolean {
  return access.some(
    ({ isEverybody, operations }) =>
      isEverybody && operations.some(({ name, verdict }) => name === 'any request' && verdict === 'allowed'),
  );
}

function byName(a: Destination, b: Destination): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true }) || (a.port ?? 0) - (b.port ?? 0);
}
