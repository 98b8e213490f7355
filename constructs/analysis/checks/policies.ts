import { isToken } from '../../delivery/terraform-template';
import type { networking, security } from '../../resources';
import type { Report } from '../finding';
import type { KnownResource, MeshInventory } from '../mesh-inventory';

/** The policy on mutual TLS that holds for a whole namespace: its own, or the mesh's. */
function namespaceMode(
  mesh: MeshInventory,
  namespace: string,
): { readonly mode: string; readonly at: string } | undefined {
  const whole = mesh
    .of('PeerAuthentication')
    .filter((one) => Object.keys(one.spec.selector?.matchLabels ?? {}).length === 0);
  for (const place of [namespace, mesh.rootNamespace]) {
    const policy = whole.find((one) => one.namespace === place);
    const mode = policy?.spec.mtls?.mode;
    if (policy !== undefined && mode !== undefined && mode !== 'UNSET') return { mode, at: policy.at.node.path };
  }
  return undefined;
}

/** Clients that a DestinationRule keeps from mutual TLS cannot reach servers that insist on it. */
export function checkMutualTls(mesh: MeshInventory, report: Report): void {
  for (const rule of mesh.of('DestinationRule')) {
    const { host, trafficPolicy, subsets = [] } = rule.spec;
    if (isToken(host) || isToken(trafficPolicy)) continue;
    const service = mesh.serviceOf(host, rule.namespace);
    if (service === undefined) continue;
    const strict = namespaceMode(mesh, service.namespace);
    if (strict?.mode !== 'STRICT') continue;
    const settings: [path: string, policy: networking.TrafficPolicy | undefined][] = [
      ['spec.trafficPolicy', trafficPolicy],
      ...subsets.map((subset, i): [string, networking.TrafficPolicy | undefined] => [
        `spec.subsets[${i}].trafficPolicy`,
        subset.trafficPolicy,
      ]),
    ];
    for (const [path, policy] of settings) {
      const mode = policy?.tls?.mode;
      if (mode === undefined || mode === 'ISTIO_MUTUAL' || isToken(mode)) continue;
      const text = `"${host}" is called with ${mode}, but ${strict.at} asks its clients for STRICT mutual TLS, wants ISTIO_MUTUAL`;
      report({ code: 'IST0113', at: rule.at, path: `${path}.tls.mode`, text });
    }
  }
}

/** Providers that policies name, and Telemetries that have none. */
export function checkProviders(mesh: MeshInventory, report: Report): void {
  if (!mesh.knowsProviders) return;
  const known = [...mesh.providers].sort().join(', ');
  const check = (
    at: KnownResource<'Telemetry' | 'AuthorizationPolicy'>,
    path: string,
    name: string | undefined,
  ): void => {
    if (name === undefined || isToken(name) || mesh.providers.has(name)) return;
    const text = `the mesh has no provider "${name}" (known: ${known}); declare it with DeclaredObject.providerFromName if somebody else configures it`;
    report({ code: 'IST0101', at: at.at, path, text });
  };
  for (const telemetry of mesh.of('Telemetry')) {
    for (const section of ['tracing', 'metrics', 'accessLogging'] as const) {
      (telemetry.spec[section] ?? []).forEach((entry, i) => {
        const providers = entry.providers ?? [];
        providers.forEach((provider, k) => {
          check(telemetry, `spec.${section}[${i}].providers[${k}].name`, provider.name);
        });
        // Metrics and access logs fall back to what the mesh has built in.
        if (providers.length > 0 || section !== 'tracing' || mesh.hasDefaultProviders) return;
        const text = 'names no provider, and the mesh has no default one: nothing is traced';
        report({ code: 'IST0157', at: telemetry.at, path: `spec.${section}[${i}]`, text });
      });
    }
  }
  for (const policy of mesh.of('AuthorizationPolicy')) check(policy, 'spec.provider.name', policy.spec.provider?.name);
}

const SOURCES = [
  ['principals', 'notPrincipals'],
  ['requestPrincipals', 'notRequestPrincipals'],
  ['namespaces', 'notNamespaces'],
  ['ipBlocks', 'notIpBlocks'],
  ['remoteIpBlocks', 'notRemoteIpBlocks'],
] as const;
const OPERATIONS = [
  ['hosts', 'notHosts'],
  ['ports', 'notPorts'],
  ['methods', 'notMethods'],
  ['paths', 'notPaths'],
] as const;

/** Rules that exclude everything they allow, and so never apply. */
export function checkUnreachableRules(mesh: MeshInventory, report: Report): void {
  for (const policy of mesh.of('AuthorizationPolicy')) {
    const { rules = [] } = policy.spec;
    if (isToken(rules)) continue;
    rules.forEach((rule: security.Rule, i) => {
      const pairs: [path: string, allowed: readonly string[] | undefined, excluded: readonly string[] | undefined][] = [
        ...(rule.from ?? []).flatMap(({ source }, k) =>
          SOURCES.map(([a, b]): (typeof pairs)[number] => [
            `spec.rules[${i}].from[${k}].source.${b}`,
            source?.[a],
            source?.[b],
          ]),
        ),
        ...(rule.to ?? []).flatMap(({ operation }, k) =>
          OPERATIONS.map(([a, b]): (typeof pairs)[number] => [
            `spec.rules[${i}].to[${k}].operation.${b}`,
            operation?.[a],
            operation?.[b],
          ]),
        ),
        ...(rule.when ?? []).map(({ values, notValues }, k): (typeof pairs)[number] => [
          `spec.rules[${i}].when[${k}].notValues`,
          values,
          notValues,
        ]),
      ];
      for (const [path, allowed = [], excluded = []] of pairs) {
        if (allowed.length === 0 || [...allowed, ...excluded].some(isToken)) continue;
        if (allowed.every((value) => excluded.some((pattern) => covers(pattern, value)))) {
          report({
            code: 'IST0167',
            at: policy.at,
            path,
            text: 'excludes everything that the rule allows: it never applies',
          });
        }
      }
    });
  }
}

function covers(pattern: string, value: string): boolean {
  if (pattern === value || pattern === '*') return true;
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') && value.endsWith(pattern.slice(1));
}
