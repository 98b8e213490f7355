import { covers, serviceNameOf } from '../../../model/hosts';
import { isKnown, itemsOf } from '../../../model/value';
import { type Check, namespaceOf } from '../check';
import type { MeshFacts, Rule } from '../facts';
import { closest } from '../missing';

/** The subsets that routes lead to are defined where the proxies that route look: with the client, the service, or in the root namespace. */
export const subsets: Check = (mesh, report, facts) => {
  if (facts.hasUnknownRule) return;
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (namespace === undefined) continue;
    // The routes of a VirtualService lead to few hosts, and mostly to one.
    const byHost = new Map<string, RulesOfHost>();
    for (const destination of facts.destinationsOf(routes)) {
      const { host, subset, path } = destination;
      if (typeof host !== 'string' || typeof subset !== 'string' || subset === '') continue;
      const clients = [...clientsOf(facts.gatewaysOf(routes, destination), namespace, facts)];
      const key = `${host} ${clients.join(' ')}`;
      const of = byHost.get(key) ?? rulesOf(mesh.complete(host, namespace), clients, facts);
      byHost.set(key, of);
      const { full, rules, inForce } = of;
      const has = (rule: Rule): boolean => subsetsIn(rule)?.includes(subset) ?? true;
      const without = clients.filter((_, i) => !inForce[i]?.some(has));
      if (without.length === 0) continue;
      const seen = rules.filter((rule) => inForce.some((list) => list.includes(rule)));
      const names = seen.map(subsetsIn);
      // It is the cluster domain that differs: reported at the DestinationRule.
      if (facts.rulesOfOtherDomains.get(full)?.some((rule) => subsetsIn(rule)?.includes(subset))) continue;
      const known = names.flatMap((one) => one ?? []);
      const hidden = rules.find(has);
      const near = closest(subset, known);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      const why =
        hidden === undefined
          ? `known: ${known.join(', ') || 'none'}`
          : without.some((one) => counts(hidden, full, one, facts))
            ? `${hidden.origin.node.path} has it for "${String(hidden.spec.host)}", which a rule for a narrower host replaces as a whole`
            : `${hidden.origin.node.path} has it, but does not count for clients in namespace ${without.join(', ')}: it is in the namespace of neither the client nor the service, or is not exported`;
      const service = serviceNameOf(full, mesh.config.clusterDomain);
      const severity =
        without.length === clients.length &&
        (seen.length > 0 || (service !== undefined && mesh.ownsNamespace(service.namespace)))
          ? 'error'
          : 'warning';
      const text = `subset "${subset}" of "${host}" not found in any DestinationRule of this program (${why})${hint}`;
      report({ code: 'IST0101', at: routes.origin, path: `${path}.subset`, text, severity });
    }
  }
};

/** The namespaces whose proxies have a route, as far as they are known: its own for the mesh, and those of its gateways' pods. */
function clientsOf(gateways: readonly unknown[], namespace: string, facts: MeshFacts): ReadonlySet<string> {
  const clients = new Set(gateways.includes('mesh') || !gateways.every(isKnown) ? [namespace] : []);
  for (const written of gateways) {
    if (typeof written !== 'string' || written === 'mesh') continue;
    const { gateway } = facts.gatewayNamed(written, namespace);
    for (const pods of gateway === undefined ? [] : facts.podsOf(gateway)) {
      if (isKnown(pods.namespace)) clients.add(pods.namespace);
    }
  }
  // Gateways of others: what its own namespace sees is the nearest to what they see.
  return clients.size === 0 ? new Set([namespace]) : clients;
}

/** The DestinationRules of a host. */
interface RulesOfHost {
  readonly full: string;
  readonly rules: readonly Rule[];
  /** Those in force for each of the clients. */
  readonly inForce: readonly (readonly Rule[])[];
}

function rulesOf(full: string, clients: readonly string[], facts: MeshFacts): RulesOfHost {
  const rules = facts.rules.covering(full);
  return { full, rules, inForce: clients.map((client) => inForceFor(client, rules, full, facts)) };
}

/** The DestinationRules of a host that are in force for clients of a namespace. */
function inForceFor(client: string, rules: readonly Rule[], host: string, facts: MeshFacts): readonly Rule[] {
  const counting = rules.filter((rule) => counts(rule, host, client, facts));
  return counting.filter((rule) => !counting.some((other) => replaces(other, rule, facts)));
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

/** Whether of two rules that cover one host, seen by the same clients, the first alone counts: its host is the narrower one. */
function replaces(rule: Rule, wide: Rule, facts: MeshFacts): boolean {
  const { mesh } = facts;
  const [namespace, other] = [namespaceOf(rule), namespaceOf(wide)];
  if (rule === wide || namespace === undefined || namespace !== other || rule.spec.workloadSelector !== undefined)
    return false;
  const [host, over] = [rule, wide].map(({ spec }) => mesh.complete(String(spec.host), namespace));
  if (host === undefined || over === undefined || host === over || !covers(over, host)) return false;
  const [to, toOther] = [rule, wide].map((one) => facts.exportOf(one)?.toSorted().join(' '));
  return to !== undefined && to === toOther;
}

function subsetsIn({ spec }: Rule): readonly string[] | undefined {
  if (!isKnown(spec.subsets)) return undefined;
  const names = itemsOf(spec.subsets).map((subset) => (isKnown(subset) ? subset.name : subset));
  return names.every((name) => typeof name === 'string') ? (names as readonly string[]) : undefined;
}
