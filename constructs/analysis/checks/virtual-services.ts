import { KINDS } from '../../../model/kinds';
import { delegated } from '../../../model/routes/delegates';
import { writtenDestinations } from '../../../model/routes/destinations';
import { writtenRoutes } from '../../../model/routes/virtual-services';
import { type Fields, fieldsOf, isFullyKnown, isHole, isKnown, itemsOf, textOf } from '../../../model/value';
import type { networking } from '../../resources';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import { holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';
import type { Report } from '../finding';
import { missing } from '../missing';

/** Shares of a route: a weight that means nothing, a destination that stands there twice. */
export const routeShares: Check = {
  inputs: [KINDS.virtualService],
  run(_mesh, report, facts) {
    for (const routes of facts.routes) {
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        itemsOf(routes.spec[protocol] as unknown).forEach((one, i) => {
          const shares = itemsOf(fieldsOf(one)['route']).map((share) => fieldsOf(share));
          const weight = shares[0]?.['weight'];
          if (shares.length === 1 && typeof weight === 'number' && weight !== 100) {
            const text = `weight ${weight} on the only destination: it gets every request`;
            report({ code: 'KIA1104', at: routes.origin, path: `spec.${protocol}[${i}].route[0].weight`, text });
          }
          const seen = new Map<string, number>();
          shares.forEach((share, k) => {
            const { destination } = share;
            if (!isFullyKnown(destination)) return;
            const { host, subset, port } = fieldsOf(destination);
            const key = JSON.stringify([host, subset ?? '', fieldsOf(port)['number'] ?? 0]);
            const before = seen.get(key);
            seen.set(key, before ?? k);
            if (before === undefined) return;
            const text = `duplicate destination: route[${before}] is the same`;
            report({
              code: 'KIA1105',
              at: routes.origin,
              path: `spec.${protocol}[${i}].route[${k}].destination`,
              text,
            });
          });
        });
      }
    }
  },
};

/** The delegates that routes name are there, can be seen, and have routes within those of the root. */
export const delegates: Check = {
  inputs: [KINDS.virtualService],
  run(mesh, report, facts) {
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      if (namespace === undefined) continue;
      itemsOf(routes.spec.http).forEach((one, i) => {
        const route = fieldsOf(one as unknown) as Fields;
        const { name, namespace: where } = fieldsOf(route['delegate']);
        if (typeof name !== 'string' || isHole(where)) return;
        const home = textOf(where) || namespace;
        checkDelegate(
          routes,
          namespace,
          { name, home, path: `spec.http[${i}].delegate`, index: i },
          { mesh, report, facts },
        );
      });
    }
  },
};

interface NamedDelegate {
  readonly name: string;
  readonly home: string;
  readonly path: string;
  /** The place of the root's route. */
  readonly index: number;
}

function checkDelegate(
  routes: Routes,
  namespace: string,
  { name, home, path, index }: NamedDelegate,
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
  } else checkWithin(routes, index, delegate, { path, mesh, report });
}

/** A route of a delegate with a match outside of its root's is dropped. */
function checkWithin(
  routes: Routes,
  index: number,
  delegate: Routes,
  { path, mesh, report }: { readonly path: string; readonly mesh: ProgramMesh; readonly report: Report },
): void {
  const matchOf = (written: Routes, i: number): unknown => fieldsOf(itemsOf(written.spec.http)[i] as unknown)['match'];
  const root = writtenRoutes(routes, mesh.config).http[index];
  if (root === undefined || !isFullyKnown(matchOf(routes, index))) return;
  writtenRoutes(delegate, mesh.config).http.forEach((leaf, i) => {
    if (!isFullyKnown(matchOf(delegate, i)) || delegated(root, [leaf]).length > 0) return;
    const text = `has a match outside of those of ${path} of ${pathOf(routes)}, which leads to it: the route is dropped`;
    report({ code: 'MESH0108', at: delegate.origin, path: `spec.http[${i}].match`, text });
  });
}

/** Rules for clients inside the mesh do not hold for requests that a gateway sends on to the same host. */
export const rulesBesideGateways: Check = {
  inputs: [KINDS.virtualService],
  run(mesh, report, facts) {
    const inside = new Map<string, Routes[]>();
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      if (
        namespace === undefined ||
        holdsInside(routes) !== true ||
        !writtenDestinations(routes).some(({ subset }) => typeof subset === 'string')
      )
        continue;
      for (const { host } of hostsOf(routes, mesh, namespace)) {
        const list = inside.get(host);
        if (list === undefined) inside.set(host, [routes]);
        else list.push(routes);
      }
    }
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      const { gateways } = routes.spec;
      if (namespace === undefined || !isKnown(gateways) || itemsOf(gateways).every((one) => one === 'mesh')) continue;
      const hosts = new Set(hostsOf(routes, mesh, namespace).map(({ host }) => host));
      for (const { host, subset, path } of writtenDestinations(routes)) {
        if (typeof host !== 'string' || subset !== undefined) continue;
        const full = mesh.complete(host, namespace);
        const others = (inside.get(full) ?? []).filter((one) => one !== routes);
        const other = others.find((one) => facts.sees(namespace, one) !== false);
        if (other === undefined || hosts.has(full)) continue;
        const text = `names no subset, and the routes of ${pathOf(other)} for "${full}" do not hold for what a gateway sends`;
        report({ code: 'IST0140', at: routes.origin, path, text });
      }
    }
  },
};
