import type { MeshAccess } from '../../../model/access/mesh-access';
import { isGateway } from '../../../model/access/participants';
import { put } from '../../../model/multimap';
import type { ObservedCall } from './observed-call';

/** Calls as the code that declares them, for `LeastPrivilege`. */
export function codeOf(access: MeshAccess, calls: readonly ObservedCall[]): string {
  const callers = groups(
    calls.filter(({ from }) => from !== undefined),
    ({ from }) => from ?? '',
  );
  const anonymous = groups(
    calls.filter(({ from }) => from === undefined),
    ({ to }) => to,
  );
  const names = namesOf([...callers.keys(), ...calls.filter(({ from }) => from !== undefined).map(({ to }) => to)]);
  const lines: string[] = [];
  for (const [place, name] of names) lines.push(`const ${name} = ${declaration(access, place)};`);
  if (lines.length > 0) lines.push('');
  for (const [from, own] of callers) {
    const entries = [...groups(own, ({ to }) => to)].flatMap(([to, list]) => declared(names.get(to) ?? to, list));
    lines.push(`${names.get(from)}.call(`, ...entries.map((entry) => `  ${entry}`), ');');
  }
  for (const [to, list] of anonymous) {
    lines.push(`// ${to}: ${requests(list)} from clients without an identity, which no rule can name`);
  }
  return `${lines.join('\n')}\n`;
}

/** A workload, with its account where that is not called after it, or a gateway, which is somebody else's. */
function declaration(access: MeshAccess, place: string): string {
  const [namespace = '', name = ''] = place.split('/');
  const { workload, source } = access.callers.find((one) => one.name === place) ?? {};
  const account = typeof source?.identity === 'object' ? source.identity.serviceAccount : name;
  const inNamespace = `namespace: ${quoted(namespace)}`;
  const runsAs =
    account === name ? '' : `serviceAccount: ServiceAccount.fromName(${quoted(account)}, { ${inNamespace} })`;
  if (workload !== undefined && isGateway(workload)) {
    const gateway = `Workload.gatewayFromName(${quoted(name)}, { ${inNamespace} })`;
    return `DeclaredWorkload.of(${gateway}${runsAs === '' ? '' : `, { ${runsAs} }`})`;
  }
  const options = [`name: ${quoted(name)}`, inNamespace, ...(runsAs === '' ? [] : [runsAs])];
  return `new DeclaredWorkload({ ${options.join(', ')} })`;
}

// More paths than these below one segment have something in them that differs from request to request.
const MOST_PATHS = 4;

function declared(name: string, calls: readonly ObservedCall[]): string[] {
  // Without a method nothing narrows the call down.
  if (calls.some(({ method }) => method === undefined)) return [`${name}, // ${requests(calls)}`];
  const byPaths = groups(
    [...groups(calls, ({ method }) => method ?? '')].map(([method, list]) => ({ method, list, paths: pathsOf(list) })),
    ({ paths }) => JSON.stringify(paths),
  );
  return [...byPaths.values()].map((group) => {
    const methods = group.map(({ method }) => quoted(method)).sort();
    const written = methods.length === 1 ? methods[0] : `[${methods.join(', ')}]`;
    const paths = (group[0]?.paths ?? []).map(quoted);
    return `${name}.on(${[written, ...paths].join(', ')}), // ${requests(group.flatMap(({ list }) => list))}`;
  });
}

function pathsOf(calls: readonly ObservedCall[]): readonly string[] {
  const paths = [...new Set(calls.map(({ path = '/' }) => path))].sort();
  const bySegment = groups(paths, (path) => path.split('/')[1] ?? '');
  return [...bySegment].flatMap(([segment, list]) => (list.length > MOST_PATHS ? [`/${segment}/*`] : list));
}

/** A name in code for each workload: its own, with the namespace where two have the same. */
function namesOf(places: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(places)].sort();
  const own = (place: string): string => place.split('/')[1] ?? place;
  return new Map(
    all.map((place) => {
      const isAmbiguous = all.filter((other) => own(other) === own(place)).length > 1;
      const words = (isAmbiguous ? `${own(place)}-${place.split('/')[0]}` : own(place)).split(/[^A-Za-z0-9]+/);
      const name = words
        .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
        .join('');
      return [place, /^[a-z]/i.test(name) ? name : `_${name}`] as const;
    }),
  );
}

function groups<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    put(found, key(item), item);
  }
  return found;
}

function requests(calls: readonly ObservedCall[]): string {
  const count = calls.reduce((sum, one) => sum + one.count, 0);
  return `${count.toLocaleString('en-US')} request${count === 1 ? '' : 's'}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
