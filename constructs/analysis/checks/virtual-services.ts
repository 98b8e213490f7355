import { KINDS } from '../../../model/kinds';
import { put } from '../../../model/multimap';
import { delegated } from '../../../model/routes/delegates';
import type { WrittenDestination } from '../../../model/routes/destinations';
import type { HttpMatch, HttpRoute } from '../../../model/routes/route';
import { isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import type { networking } from '../../resources';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import { holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';
import type { Report } from '../finding';
import { missing } from '../missing';

/** Shares of a route: a weight that means nothing, a destination that stands there twice. */
export const routeShares: Check = (mesh, report, facts) => {
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    const shares = facts.destinationsOf(routes).filter(({ isMirror }) => !isMirror);
    for (const [place, beside] of byRoute(shares)) {
      const [{ weight } = { weight: undefined }] = beside;
      if (beside.length === 1 && typeof weight === 'number' && weight !== 100) {
        const text = `weight ${weight} on the only destination: it gets every request`;
        report({ code: 'KIA1104', at: routes.origin, path: `${place}.route[0].weight`, text });
      }
      if (beside.length < 2) continue;
      const seen = new Map<string, number>();
      beside.forEach(({ host, subset = '', port = 0, path }, k) => {
        if (![host, subset, port].every(isKnown)) return;
        const full = typeof host === 'string' && namespace !== undefined ? mesh.complete(host, namespace) : host;
        const key = JSON.stringify([full, subset, port]);
        const before = seen.get(key);
        seen.set(key, before ?? k);
        if (before === undefined) return;
        const text = `duplicate destination: route[${before}] is the same`;
        report({ code: 'KIA1105', at: routes.origin, path, text });
      });
    }
  }
};

/** Destinations by the route that they are of. */
function byRoute(all: readonly WrittenDestination[]): ReadonlyMap<string, readonly WrittenDestination[]> {
  const found = new Map<string, WrittenDestination[]>();
  for (const one of all) {
    const place = `spec.${one.protocol}[${one.index}]`;
    put(found, place, one);
  }
  return found;
}

/** The delegates that routes name are there, can be seen, and have routes within those of the root. */
export const delegates: Check = (mesh, report, facts) => {
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (namespace === undefined || !facts.matchesOf(routes).http.some((route) => route.delegates)) continue;
    facts.tableOf(routes).http.forEach((route, i) => {
      const { delegate, unknown = '' } = route;
      if (delegate === undefined || unknown.startsWith('delegate')) return;
      const { name, namespace: home = namespace } = delegate;
      const path = `spec.http[${i}].delegate`;
      checkDelegate(routes, namespace, { name, home, path, root: route }, { mesh, report, facts });
    });
  }
};

interface NamedDelegate {
  readonly name: string;
  readonly home: string;
  readonly path: string;
  /** The root's route. */
  readonly root: HttpRoute;
}

function checkDelegate(
  routes: Routes,
  namespace: string,
  { name, home, path, root }: NamedDelegate,
  { mesh, report, facts }: { readonly mesh: ProgramMesh; readonly report: Report; readonly facts: MeshFacts },
): void {
  const delegate = mesh.objects.find<networking.VirtualServiceSpec>(KINDS.virtualService, home, name);
  const at = routes.origin;
  if (delegate === undefined) {
    if (mesh.isDeclared('VirtualService', home, name) || mesh.objects.hasUnknownNamespace(KINDS.virtualService)) return;
    const known = mesh.objects.in(KINDS.virtualService, home).flatMap(({ metadata }) => textOf(metadata.name) ?? []);
    const { severity, hint } = missing(mesh, home, name, known);
    const text = `VirtualService "${home}/${name}" not found${hint}: the route is dropped, and its requests are answered with 404`;
    // Delegates in other namespaces are for other teams to deploy; one beside the root, where the program runs things, is its own.
    const isOurs = home === namespace && mesh.runsIn(home);
    const level = isOurs ? 'error' : severity === 'info' ? 'warning' : severity;
    report({ code: 'IST0101', at, path, text, severity: level });
    return;
  }
  if (itemsOf(delegate.spec.hosts).length > 0) {
    const text = `${pathOf(delegate)} has hosts, which a delegate has not: the route is dropped`;
    report({ code: 'IST0101', at, path, text, severity: 'error' });
  } else if (facts.sees(namespace, delegate) === false) {
    const text = `${pathOf(delegate)} is not exported to namespace ${namespace}: the route is dropped`;
    report({ code: 'IST0101', at, path, text, severity: 'warning' });
  } else {
    facts.tableOf(delegate).http.forEach((leaf, i) => {
      // A route of a delegate with a match outside of its root's is dropped.
      if (![root, leaf].every(({ matches }) => isReadable(matches)) || delegated(root, [leaf]).length > 0) return;
      const text = `has a match outside of those of ${path} of ${pathOf(routes)}, which leads to it: the route is dropped`;
      report({ code: 'MESH0108', at: delegate.origin, path: `spec.http[${i}].match`, text });
    });
  }
}

function isReadable(matches: readonly HttpMatch[]): boolean {
  return isFullyKnown(matches) && matches.every(({ unknown }) => unknown === undefined);
}

/** Rules for clients inside the mesh do not hold for requests that a gateway sends on to the same host. */
export const rulesBesideGateways: Check = (mesh, report, facts) => {
  const inside = new Map<string, Routes[]>();
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (
      namespace === undefined ||
      holdsInside(routes) !== true ||
      !facts.destinationsOf(routes).some(({ subset }) => typeof subset === 'string')
    )
      continue;
    for (const { host } of hostsOf(routes, mesh, namespace)) {
      put(inside, host, routes);
    }
  }
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    const { gateways } = routes.spec;
    if (namespace === undefined || !isKnown(gateways) || itemsOf(gateways).every((one) => one === 'mesh')) continue;
    for (const destination of facts.destinationsOf(routes)) {
      const { host, subset, path } = destination;
      if (typeof host !== 'string' || subset !== undefined) continue;
      const full = mesh.complete(host, namespace);
      const others = (inside.get(full) ?? []).filter((one) => one !== routes);
      const other = others.find((one) => facts.sees(namespace, one) !== false);
      if (other === undefined || hostsOf(routes, mesh, namespace).some(({ host: own }) => own === full)) continue;
      if (facts.gatewaysOf(routes, destination).every((one) => one === 'mesh')) continue;
      const text = `names no subset, and the routes of ${pathOf(other)} for "${full}" do not hold for what a gateway sends`;
      report({ code: 'IST0140', at: routes.origin, path, text });
    }
  }
};
