import { enforcesPolicies } from '../../model/access/endpoints';
import { ANY_REQUEST, foldOperations } from '../../model/access/fold';
import type { AccessCell, CellVerdict } from '../../model/access/matrix';
import type { MeshAccess, MeshRow, SharedCell } from '../../model/access/mesh-access';
import type { OperationClass } from '../../model/access/operations';
import { type Caller, OUTSIDE } from '../../model/access/participants';
import type { Truth } from '../../model/truth';

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
  readonly isEnforced: Truth;
  readonly access: readonly Access[];
}

const STOPPED: readonly CellVerdict[] = ['denied', 'no connection'];

type ListedCell = AccessCell<Caller> & Partial<Pick<SharedCell, 'members'>>;

/** Every destination with those who reach it: first what is open to everybody. */
export function destinationsOf(
  mesh: MeshAccess,
  {
    from,
    to,
    port,
  }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly port?: number | undefined },
): readonly Destination[] {
  const caller = from === undefined ? undefined : mesh.callerNamed(from);
  const only = caller?.name;
  // Who runs no known workload is in no row of its own.
  const stranger = caller === undefined || mesh.callers.includes(caller) ? undefined : caller;
  if (to !== undefined) mesh.calleeNamed(to, port);
  const callees = to === undefined ? mesh.callees : mesh.calleesNamed(to);
  // Pods of one Service are one destination where nothing tells them apart.
  const seen = new Set<string>();
  const found: Destination[] = [];
  for (const callee of callees) {
    if (port !== undefined && callee.port !== port) continue;
    const { operations, cells }: Pick<MeshRow, 'operations'> & { readonly cells: readonly ListedCell[] } =
      stranger === undefined ? mesh.rowWithNamed(callee) : mesh.rowFor(callee, [mesh.callerOf(stranger, callee)]);
    const total = cells.reduce((sum, cell) => sum + (cell.members?.size ?? cell.callers.length), 0);
    const access = cells.flatMap((cell): Access[] => {
      const { verdicts } = cell;
      // Those who are stopped are nearly everybody: they are not listed.
      if (verdicts.every((verdict) => STOPPED.includes(verdict))) return [];
      const { callers } = cell;
      const names = callers.map(({ name }) => name).filter((name) => only === undefined || name === only);
      if (names.length === 0) return [];
      const isEverybody = callers.length === total && names.includes(OUTSIDE);
      return [{ callers: names, isEverybody, operations: folded(operations, verdicts) }];
    });
    const destination = {
      name: callee.name,
      port: callee.port,
      isEnforced: enforcesPolicies(callee.target),
      access,
    };
    const identity = JSON.stringify(destination);
    if (!seen.has(identity)) found.push(destination);
    seen.add(identity);
  }
  return found.sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || byName(a, b));
}

/** What gets through, by verdict. */
function folded(operations: readonly OperationClass[], verdicts: readonly CellVerdict[]): Access['operations'] {
  const open = [...new Set(verdicts)].filter((verdict) => !STOPPED.includes(verdict));
  return open.flatMap((verdict) =>
    foldOperations(operations, (_, index) => verdicts[index] === verdict).map((name) => ({ name, verdict })),
  );
}

/** Whether everybody gets everything through to a destination. */
export function isOpen({ access }: Destination): boolean {
  return access.some(
    ({ isEverybody, operations }) =>
      isEverybody && operations.some(({ name, verdict }) => name === ANY_REQUEST && verdict === 'allowed'),
  );
}

function byName(a: Destination, b: Destination): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true }) || (a.port ?? 0) - (b.port ?? 0);
}
