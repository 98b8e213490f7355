import { KINDS } from '../../../model/kinds';
import { writtenDestinations } from '../../../model/routes/destinations';
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
          route,
          namespace,
          { name, home, path: `spec.http[${i}].delegate` },
          { mesh, report, facts },
        );
      });
    }
  },
};

function checkDelegate(
  routes: Routes,
  root: Fields,
  namespace: string,
  { name, home, path }: { readonly name: string; readonly home: string; readonly path: string },
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
  } else checkWithin(root, delegate, path, report);
}

/** A route of a delegate that lies outside of its root's is dropped. */
function checkWithin(root: Fields, delegate: Routes, path: string, report: Report): void {
  const outer = itemsOf(root['match']).map((match) => fieldsOf(fieldsOf(match)['uri']) as Fields);
  itemsOf(delegate.spec.http).forEach((one, i) => {
    const inner = itemsOf(fieldsOf(one as unknown)['match']).map((match) => fieldsOf(fieldsOf(match)['uri']) as Fields);
    if (outer.length === 0 || inner.length === 0 || !isFullyKnown(inner) || !isFullyKnown(outer)) return;
    if (outer.some((wide) => inner.some((narrow) => !contradicts(wide, narrow)))) return;
    const text = `lies outside of the paths of ${path}, which leads to it: the route is dropped`;
    report({ code: 'MESH0108', at: delegate.origin, path: `spec.http[${i}].match`, text });
  });
}

function contradicts(outer: Fields, inner: Fields): boolean {
  const [exact, prefix] = [textOf(outer['exact']), textOf(outer['prefix'])];
  const text = textOf(inner['exact']) ?? textOf(inner['prefix']);
  if (text === undefined) return false;
  return exact !== undefined ? text !== exact : prefix !== undefined && !text.startsWith(prefix);
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
