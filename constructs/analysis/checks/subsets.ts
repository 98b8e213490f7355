import { serviceNameOf } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { writtenDestinations } from '../../../model/routes/destinations';
import { isKnown, itemsOf } from '../../../model/value';
import { type Check, namespaceOf } from '../check';
import { holdsInside, type MeshFacts, type Routes, type Rule } from '../facts';
import { closest } from '../missing';

/** The subsets that routes lead to are defined where the proxies that route look: with the client, the service, or in the root namespace. */
export const subsets: Check = {
  inputs: [KINDS.virtualService],
  run(mesh, report, facts) {
    if (facts.hasUnknownRule) return;
    for (const routes of facts.routes) {
      const namespace = namespaceOf(routes);
      if (namespace === undefined) continue;
      const clients = clientsOf(routes, namespace, facts);
      for (const { host, subset, path } of writtenDestinations(routes)) {
        if (typeof host !== 'string' || typeof subset !== 'string' || subset === '') continue;
        const full = mesh.complete(host, namespace);
        const rules = facts.rules.covering(full);
        const seen = rules.filter((rule) => [...clients].some((client) => counts(rule, full, client, facts)));
        const names = seen.map(subsetsIn);
        const has = (rule: Rule): boolean => subsetsIn(rule)?.includes(subset) ?? true;
        const without = [...clients].filter(
          (one) => !rules.some((rule) => has(rule) && counts(rule, full, one, facts)),
        );
        if (without.length === 0) continue;
        // It is the cluster domain that differs: reported at the DestinationRule.
        if (facts.rulesOfOtherDomains.get(full)?.some((rule) => subsetsIn(rule)?.includes(subset))) continue;
        const known = names.flatMap((one) => one ?? []);
        const hidden = rules.find(has);
        const near = closest(subset, known);
        const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
        const why =
          hidden === undefined
            ? `known: ${known.join(', ') || 'none'}`
            : `${hidden.origin.node.path} has it, but does not count for clients in namespace ${without.join(', ')}: it is in the namespace of neither the client nor the service, or is not exported`;
        const service = serviceNameOf(full, mesh.config.clusterDomain);
        const severity =
          without.length === clients.size &&
          (seen.length > 0 || (service !== undefined && mesh.ownsNamespace(service.namespace)))
            ? 'error'
            : 'warning';
        const text = `subset "${subset}" of "${host}" not found in any DestinationRule of this program (${why})${hint}`;
        report({ code: 'IST0101', at: routes.origin, path: `${path}.subset`, text, severity });
      }
    }
  },
};

/** The namespaces whose proxies route by a VirtualService, as far as they are known: its own, and those of its gateways' pods. */
function clientsOf(routes: Routes, namespace: string, facts: MeshFacts): ReadonlySet<string> {
  const clients = new Set(holdsInside(routes) === false ? [] : [namespace]);
  for (const written of itemsOf(routes.spec.gateways)) {
    if (typeof written !== 'string' || written === 'mesh') continue;
    const { gateway } = facts.gatewayNamed(written, namespace);
    for (const pods of gateway === undefined ? [] : facts.podsOf(gateway)) {
      if (isKnown(pods.namespace)) clients.add(pods.namespace);
    }
  }
  // Gateways of others: what its own namespace sees is the nearest to what they see.
  return clients.size === 0 ? new Set([namespace]) : clients;
}

/** Whether a DestinationRule counts for clients of a namespace. */
function counts(rule: Rule, host: string, client: string, facts: MeshFacts): boolean {
  const { mesh } = facts;
  const own = namespaceOf(rule) ?? '';
  if (client === own) return true;
  const service = mesh.serviceOf(host);
  const owners = service === undefined ? mesh.entriesOf(host).map((entry) => namespaceOf(entry)) : [service.namespace];
  if (own !== mesh.config.rootNamespace && owners.length > 0 && !owners.includes(own)) return false;
  return facts.sees(client, rule) !== false;
}

function subsetsIn({ spec }: Rule): readonly string[] | undefined {
  if (!isKnown(spec.subsets)) return undefined;
  const names = itemsOf(spec.subsets).map((subset) => (isKnown(subset) ? subset.name : subset));
  return names.every((name) => typeof name === 'string') ? (names as readonly string[]) : undefined;
}
