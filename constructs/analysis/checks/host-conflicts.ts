import type { IConstruct } from 'constructs';
import { put } from '../../../model/multimap';
import { type Check, namespaceOf, pathOf } from '../check';
import { holdsInside, hostsOf, type MeshFacts, type Routes } from '../facts';

interface Claim {
  readonly routes: Routes;
  readonly namespace: string;
  readonly hosts: ReturnType<typeof hostsOf>;
}

/** Two VirtualServices inside the mesh may not claim one host for the same clients. */
export const hostConflicts: Check = (mesh, report, facts) => {
  const claims = new Map<string, Claim[]>();
  const inside: Claim[] = [];
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (namespace === undefined || holdsInside(routes) !== true) continue;
    const claim = { routes, namespace, hosts: hostsOf(routes, mesh, namespace) };
    inside.push(claim);
    for (const { host } of claim.hosts) {
      put(claims, host, claim);
    }
  }
  for (const claim of inside) {
    const { routes, hosts } = claim;
    for (const { host, written, i } of hosts) {
      const clash = claims.get(host)?.find((other) => other.routes !== routes && meet(claim, other, facts));
      if (clash === undefined) continue;
      const text = `duplicate host "${written}": ${pathOf(clash.routes)} routes it for the same clients, and only one of them holds`;
      report({ code: 'IST0109', at: routes.origin as IConstruct, path: `spec.hosts[${i}]`, text });
    }
  }
};

/** Whether some namespace sees both, neither of them being nearer than the other. */
function meet(a: Claim, b: Claim, facts: MeshFacts): boolean {
  const [toA, toB] = [facts.exportOf(a.routes), facts.exportOf(b.routes)];
  if (toA === undefined || toB === undefined) return false;
  const everybody = [toA, toB].map((to) => to.includes('*'));
  if (everybody[0] && everybody[1]) return true;
  const viewers = new Set([a.namespace, b.namespace, ...toA, ...toB].filter((one) => !['*', '.', '~'].includes(one)));
  return [...viewers].some((viewer) => facts.sees(viewer, a.routes) && facts.sees(viewer, b.routes));
}
