import type { AccessAttributes } from '../../model/access/decision';
import { enforcesPolicies } from '../../model/access/endpoints';
import { ruleName } from '../../model/access/explain';
import { foldOperations } from '../../model/access/fold';
import type { CellVerdict } from '../../model/access/matrix';
import { MeshAccess } from '../../model/access/mesh-access';
import { type Callee, type Caller, OUTSIDE } from '../../model/access/participants';
import type { Canvas } from './draw/canvas';
import type { MapAccess, MapCaller, MapRequests } from './model';
import type { MapOrigin } from './source';

const STOPPED: readonly CellVerdict[] = ['denied', 'no connection'];

/** Who reaches what is drawn, and by which rule: first what is open to everybody. */
export function accessOn(canvas: Canvas): readonly MapAccess[] {
  const access = new MeshAccess(canvas.mesh);
  const found = new Map<string, MapAccess>();
  for (const callee of access.callees) {
    const nodes = [canvas.nodeOf(callee.workload.origin), canvas.nodeOf(callee.service?.object?.origin)];
    const entry: MapAccess = {
      nodes: [...new Set(nodes.flatMap((node) => node?.id ?? []))],
      name: callee.port === undefined ? callee.name : `${callee.name}:${callee.port}`,
      isEnforced: enforcesPolicies(callee.target) !== false,
      groups: groupsAt(access, callee, canvas),
    };
    // Versions behind one Service are one destination where nothing tells them apart.
    const key = JSON.stringify([entry.name, entry.isEnforced, entry.groups]);
    const known = found.get(key);
    found.set(key, known ? { ...known, nodes: [...new Set([...known.nodes, ...entry.nodes])] } : entry);
  }
  return [...found.values()].sort(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
}

/** Whether everybody gets something through. */
export function isOpen({ groups }: MapAccess): boolean {
  return groups.some(({ isEverybody }) => isEverybody);
}

function groupsAt(access: MeshAccess<MapOrigin>, callee: Callee<MapOrigin>, canvas: Canvas): MapAccess['groups'] {
  const { operations, cells } = access.rowWithNamed(callee);
  const total = cells.reduce((sum, { callers }) => sum + callers.length, 0);
  return cells.flatMap(({ callers, verdicts }) => {
    const [first] = callers;
    if (first === undefined || verdicts.every((verdict) => STOPPED.includes(verdict))) return [];
    const reasons = operations.map(({ request }, index) => {
      const verdict = verdicts[index] ?? 'denied';
      return STOPPED.includes(verdict) ? undefined : reasonFor(access, first, callee, request, verdict);
    });
    const requests = [...new Set(reasons)].flatMap((reason): MapRequests[] =>
      reason === undefined
        ? []
        : foldOperations(operations, (_, index) => reasons[index] === reason).map((name) => ({
            name,
            ...(JSON.parse(reason) as Omit<MapRequests, 'name'>),
          })),
    );
    const isEverybody = callers.length === total && callers.some(({ name }) => name === OUTSIDE);
    return { isEverybody, callers: isEverybody ? [] : callers.map((caller) => callerOn(canvas, caller)), requests };
  });
}

/** What decides, as a text that is the same for requests that are decided alike. */
function reasonFor(
  access: MeshAccess<MapOrigin>,
  caller: Caller<MapOrigin>,
  callee: Callee<MapOrigin>,
  request: AccessAttributes,
  verdict: CellVerdict,
): string {
  const { by } = access.decideBetween(caller, callee, verdict === 'allowed' ? { ...request, token: 'none' } : request);
  return JSON.stringify({ verdict, because: by.because, rules: by.rules.map(ruleName) });
}

function callerOn(canvas: Canvas, { name, workload }: Caller<MapOrigin>): MapCaller {
  const node = canvas.nodeOf(workload?.origin);
  return { name, ...(node !== undefined && { node: node.id }) };
}
