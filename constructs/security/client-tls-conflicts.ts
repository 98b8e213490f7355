import type { Construct, IConstruct } from 'constructs';
import { isToken } from '../delivery/terraform-template';
import { MeshContext } from '../mesh-context';
import type { PolicyTarget } from '../references/policy-target';
import type { TrafficPolicy } from '../resources/generated/networking';
import { type DeliveredDestinationRule, isDestinationRule } from '../resources/networking/destination-rules-of';
import type { MutualTlsMode } from './mutual-tls-mode';

/**
 * DestinationRules of the program that have clients speak otherwise than the servers of a mesh or namespace understand.
 * Which pods stand behind a host is not known here, so policies of single workloads are left alone.
 */
export function clientTlsConflicts(policy: Construct, target: PolicyTarget, mode: MutualTlsMode): string[] {
  if (mode === 'PERMISSIVE' || target.kind === 'workload' || target.kind === 'gateway') return [];
  const { namespace } = target.resolve(policy);
  const narrower = target.kind === 'mesh' ? namespacesWithTheirOwn(policy.node.root, namespace) : new Set<string>();
  return policy.node.root.node.findAll().flatMap((construct) => {
    if (!isDestinationRule(construct) || isBelow(construct, policy)) return [];
    const { host, trafficPolicy, subsets = [] } = construct.manifest.spec;
    const served = isToken(host) ? undefined : namespaceOf(host, construct);
    if (served === undefined || (target.kind === 'mesh' ? narrower.has(served) : served !== namespace)) return [];
    const modes = [trafficPolicy, ...subsets.map((subset) => subset.trafficPolicy)].flatMap(clientModes);
    const wrong = modes.find((one) => (mode === 'STRICT' ? one !== 'ISTIO_MUTUAL' : one === 'ISTIO_MUTUAL'));
    if (wrong === undefined) return [];
    const cure = mode === 'STRICT' ? 'leave tls out, or use ISTIO_MUTUAL' : 'leave tls out, or use DISABLE';
    return [
      `${construct.node.path}: DestinationRule "${construct.name}": tls mode ${wrong} for ${host}, whose servers are ${mode} by this policy for ${target.describe(policy)}: ${cure}`,
    ];
  });
}

function isBelow(construct: IConstruct, ancestor: IConstruct): boolean {
  return construct.node.scopes.includes(ancestor);
}

/** Namespaces with a policy of their own, which wins over the mesh's. */
function namespacesWithTheirOwn(root: IConstruct, rootNamespace: string): Set<string> {
  const found = new Set<string>();
  for (const construct of root.node.findAll()) {
    const { kind, namespace } = construct as { kind?: unknown; namespace?: unknown };
    if (kind === 'PeerAuthentication' && typeof namespace === 'string' && namespace !== rootNamespace)
      found.add(namespace);
  }
  return found;
}

/** The namespace of a host of the cluster; undefined for hosts elsewhere. */
function namespaceOf(host: string, rule: DeliveredDestinationRule): string | undefined {
  if (!host.includes('.')) return rule.namespace ?? MeshContext.of(rule).namespace;
  const ending = `.svc.${MeshContext.of(rule).clusterDomain}`;
  const short = host.endsWith(ending) ? host.slice(0, -ending.length + '.svc'.length) : host;
  const match = /^(?:[^.]+|\*)\.([^.*]+)(?:\.svc)?$/.exec(short);
  return match !== null && (host.includes('.svc') || !/\.(?:com|org|net|io|dev|local)$/.test(host))
    ? match[1]
    : undefined;
}

function clientModes(policy: TrafficPolicy | undefined): string[] {
  return [policy?.tls, ...(policy?.portLevelSettings ?? []).map(({ tls }) => tls)].flatMap((tls) =>
    tls?.mode === undefined ? [] : [tls.mode],
  );
}
