import type { CallerSet, Places } from '../../model/access/caller-sets';
import type { AccessAttributes } from '../../model/access/decision';
import { enforcesPolicies } from '../../model/access/endpoints';
import { ruleName } from '../../model/access/explain';
import { foldOperations } from '../../model/access/fold';
import type { CellVerdict } from '../../model/access/matrix';
import { MeshAccess } from '../../model/access/mesh-access';
import type { Callee, Caller } from '../../model/access/participants';
import type { Canvas } from './draw/canvas';
import type { MapAccess, MapAccessLayer, MapCaller, MapCallerSet, MapRequests } from './model';
import type { MapOrigin } from './source';

const STOPPED: readonly CellVerdict[] = ['denied', 'no connection'];

/** Who reaches what is drawn, and by which rule: first what is open to everybody. */
export function accessOn(canvas: Canvas): MapAccessLayer {
  const access = new MeshAccess(canvas.mesh);
  const callers = new CallerList(canvas, access);
  const found = new Map<string, MapAccess[]>();
  for (const callee of access.callees) {
    const nodes = [canvas.nodeOf(callee.workload.origin), canvas.nodeOf(callee.service?.object?.origin)];
    const name = callee.port === undefined ? callee.name : `${callee.name}:${callee.port}`;
    const isEnforced = enforcesPolicies(callee.target) !== false;
    const entry: MapAccess = {
      nodes: [...new Set(nodes.flatMap((node) => node?.id ?? []))],
      name,
      isEnforced,
      groups: groupsAt(access, callee, callers),
    };
    // Versions behind one Service are one destination where nothing tells them apart.
    const ofName = found.get(name) ?? [];
    found.set(name, ofName);
    const at = ofName.findIndex((one) => one.isEnforced === isEnforced && callers.areSame(one.groups, entry.groups));
    const known = ofName[at];
    if (known === undefined) ofName.push(entry);
    else ofName[at] = { ...known, nodes: [...new Set([...known.nodes, ...entry.nodes])] };
  }
  const destinations = [...found.values()]
    .flat()
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || byName.compare(a.name, b.name));
  return { destinations, callers: callers.list, classes: callers.classes };
}

const byName = new Intl.Collator('en', { numeric: true });

/** Whether everybody gets something through. */
export function isOpen({ groups }: MapAccess): boolean {
  return groups.some(({ isEverybody }) => isEverybody);
}

function groupsAt(access: MeshAccess<MapOrigin>, callee: Callee<MapOrigin>, callers: CallerList): MapAccess['groups'] {
  const { operations, cells } = access.rowWithNamed(callee);
  const total = cells.reduce((sum, { members }) => sum + members.size, 0);
  return cells.flatMap(({ members, verdicts }) => {
    if (members.size === 0 || verdicts.every((verdict) => STOPPED.includes(verdict))) return [];
    const reasons = operations.map(({ request }, index) => {
      const verdict = verdicts[index] ?? 'denied';
      return STOPPED.includes(verdict) ? undefined : reasonFor(access, members.first, callee, request, verdict);
    });
    const requests = [...new Set(reasons)].flatMap((reason): MapRequests[] =>
      reason === undefined
        ? []
        : foldOperations(operations, (_, index) => reasons[index] === reason).map((name) => ({
            name,
            ...(JSON.parse(reason) as Omit<MapRequests, 'name'>),
          })),
    );
    // Clients from outside are always among the callers.
    const isEverybody = members.size === total;
    return { isEverybody, callers: isEverybody ? {} : callers.setOf(members), requests };
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

/** The callers that destinations of a map have in common. */
class CallerList {
  readonly list: MapCaller[];
  readonly classes: Places[] = [];
  private readonly places = new Map<Places, number>();
  private readonly named = new Map<string, number>();
  private readonly sets = new WeakMap<MapCallerSet, CallerSet<MapOrigin>>();

  constructor(canvas: Canvas, access: MeshAccess<MapOrigin>) {
    this.list = access.callers.map(({ name, workload }) => {
      const node = canvas.nodeOf(workload?.origin);
      return { name, ...(node !== undefined && { node: node.id }) };
    });
  }

  setOf(members: CallerSet<MapOrigin>): MapCallerSet {
    const { classes, without, except, also } = members.parts;
    const written = {
      classes: classes.map((one) => this.placeOf(one)),
      without: without.map((one) => this.placeOf(one)),
      except,
      also,
      named: members.named.map(({ name }) => this.placeOfNamed(name)),
    };
    const set: MapCallerSet = Object.fromEntries(Object.entries(written).filter(([, places]) => places.length > 0));
    this.sets.set(set, members);
    return set;
  }

  /** Whether two destinations are open to the same callers for the same reasons, however their callers are put together. */
  areSame(one: MapAccess['groups'], other: MapAccess['groups']): boolean {
    const text = (groups: MapAccess['groups'], members: (set: MapCallerSet) => unknown): string =>
      JSON.stringify(groups.map(({ isEverybody, requests, callers }) => [isEverybody, requests, members(callers)]));
    if (text(one, (set) => set) === text(other, (set) => set)) return true;
    const sizeOf = (set: MapCallerSet): number => this.sets.get(set)?.size ?? 0;
    if (text(one, sizeOf) !== text(other, sizeOf)) return false;
    const membersOf = (set: MapCallerSet): unknown => [this.sets.get(set)?.places(), set.named];
    return text(one, membersOf) === text(other, membersOf);
  }

  private placeOf(one: Places): number {
    const place = this.places.get(one) ?? this.classes.push(one) - 1;
    this.places.set(one, place);
    return place;
  }

  private placeOfNamed(name: string): number {
    const place = this.named.get(name) ?? this.list.push({ name }) - 1;
    this.named.set(name, place);
    return place;
  }
}
