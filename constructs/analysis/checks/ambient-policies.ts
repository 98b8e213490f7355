import type { IConstruct } from 'constructs';
import { KINDS } from '../../../model/kinds';
import type { ClusterService } from '../../../model/mesh';
import { type Fields, fieldsOf, isFullyKnown, isHole, itemsOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject } from '../check';
import type { Code } from '../codes';
import { holdsInside, type Routes } from '../facts';
import type { Report } from '../finding';
import { isAmbientNamespace, usesWaypoint } from './waypoints';

interface AmbientPolicy {
  readonly kind: string;
  /** The code where no waypoint is used. */
  readonly noWaypoint: Code;
  /** The code where it has no targets. */
  readonly noTargets: Code;
  /** Whether only a waypoint can carry it out. */
  readonly needsWaypoint: (spec: Fields) => boolean;
}

const POLICIES: readonly AmbientPolicy[] = [
  { kind: KINDS.authorizationPolicy, noWaypoint: 'KIA0109', noTargets: 'KIA0110', needsWaypoint: readsHttp },
  {
    kind: KINDS.requestAuthentication,
    noWaypoint: 'KIA1110',
    noTargets: 'KIA1115',
    needsWaypoint: ({ jwtRules }) => itemsOf(jwtRules).length > 0,
  },
  { kind: KINDS.wasmPlugin, noWaypoint: 'KIA1111', noTargets: 'KIA1116', needsWaypoint: () => true },
  {
    kind: KINDS.telemetry,
    noWaypoint: 'KIA1112',
    noTargets: 'KIA1117',
    needsWaypoint: ({ tracing, accessLogging, metrics }) =>
      [tracing, accessLogging].some((list) => itemsOf(list).length > 0) ||
      itemsOf(metrics).some((metric) => itemsOf(fieldsOf(metric)['overrides']).length > 0),
  },
];

/** In ambient mode what looks at requests is carried out by waypoints, which policies name by `targetRefs`. */
export const ambientPolicies: Check = (mesh, report) => {
  for (const policy of POLICIES) {
    for (const object of mesh.objects.of(policy.kind)) checkPolicy(object, policy, mesh, report);
  }
};

function checkPolicy(object: ProgramObject, policy: AmbientPolicy, mesh: ProgramMesh, report: Report): void {
  const namespace = namespaceOf(object);
  const spec = object.spec as Fields;
  if (namespace === undefined || !isAmbientNamespace(mesh, namespace) || !isFullyKnown(spec)) return;
  if (!policy.needsWaypoint(spec)) return;
  const targets = [spec['targetRef'], ...itemsOf(spec['targetRefs'])].filter((one) => one !== undefined);
  if (targets.length === 0) {
    const text = `expected targetRefs in the ambient namespace "${namespace}": waypoints read no selectors, and ztunnel reads no requests`;
    report({ code: policy.noTargets, at: object.origin, path: 'spec', text });
  }
  const services = targets.map((one) => fieldsOf(one) as Fields).filter((one) => one['kind'] === 'Service');
  const blind =
    services.length > 0
      ? services.find((one) => serviceUses(mesh, namespace, one['name']) === false)
      : targets.length === 0 && usesWaypoint(mesh, namespace) === false;
  if (blind === undefined || blind === false) return;
  const whose = blind === true ? `namespace "${namespace}"` : `Service "${String(blind['name'])}"`;
  const text = `${whose} uses no waypoint: what looks at requests is not carried out; expected the label istio.io/use-waypoint`;
  report({ code: policy.noWaypoint, at: object.origin, path: 'spec', text });
}

/** Whether a Service of an ambient namespace is reached through a waypoint; undefined where that is not known. */
function serviceUses(mesh: ProgramMesh, namespace: string, name: unknown): boolean | undefined {
  if (typeof name !== 'string') return undefined;
  const service = mesh.serviceOf(mesh.complete(name, namespace));
  return service?.object === undefined ? undefined : usesWaypoint(mesh, namespace, service.labels);
}

const REQUEST_KEYS = ['request.headers', 'request.auth.'];

/** Whether an AuthorizationPolicy looks at requests, and not at connections alone. */
export function readsHttp({ rules }: Fields): boolean {
  return itemsOf(rules).some((rule) => {
    const { from, to, when } = fieldsOf(rule);
    const has = (list: unknown, inside: string, fields: readonly string[]): boolean =>
      itemsOf(list).some((one) => fields.some((field) => itemsOf(fieldsOf(fieldsOf(one)[inside])[field]).length > 0));
    return (
      itemsOf(when).some((one) => REQUEST_KEYS.some((key) => (textOf(fieldsOf(one)['key']) ?? '').startsWith(key))) ||
      has(to, 'operation', ['methods', 'notMethods', 'paths', 'notPaths', 'hosts', 'notHosts']) ||
      has(from, 'source', ['requestPrincipals', 'notRequestPrincipals'])
    );
  });
}

/** Routes and rules for hosts of ambient namespaces are carried out by the waypoint of the Service, from its own namespace. */
export const ambientRoutes: Check = (mesh, report, facts) => {
  if (![...mesh.namespaces.keys()].some((name) => isAmbientNamespace(mesh, name))) return;
  for (const routes of facts.routes) {
    if (!readsRequests(routes)) continue;
    const hosts = itemsOf(routes.spec.hosts).map((host, i) => ({ host, path: `spec.hosts[${i}]` }));
    checkHosts(routes, hosts, ['KIA1113', 'KIA1114', 'KIA1109'], mesh, report);
  }
  for (const rule of mesh.objects.of(KINDS.destinationRule)) {
    const { host, trafficPolicy, subsets } = rule.spec;
    const policies = [trafficPolicy, ...itemsOf(subsets).map((subset) => fieldsOf(subset)['trafficPolicy'])];
    if (typeof host !== 'string' || !policies.some(looksAtRequests)) continue;
    checkHosts(rule, [{ host, path: 'spec.host' }], ['KIA0211', 'KIA0212', 'KIA0210'], mesh, report);
  }
};

function readsRequests(routes: Routes): boolean {
  const { http, tls } = routes.spec;
  return holdsInside(routes) === true && (itemsOf(http).length > 0 || itemsOf(tls).length > 0);
}

function looksAtRequests(policy: unknown): boolean {
  const { loadBalancer, connectionPool, outlierDetection } = fieldsOf(policy);
  const { httpHeaderName, httpCookie } = fieldsOf(fieldsOf(loadBalancer)['consistentHash']);
  const { http } = fieldsOf(connectionPool);
  return [httpHeaderName, httpCookie, http, outlierDetection].some((one) => one !== undefined && !isHole(one));
}

function checkHosts(
  object: ProgramObject<never> | ProgramObject | Routes,
  hosts: readonly { readonly host: unknown; readonly path: string }[],
  [notUsed, elsewhere, unresolved]: readonly [Code, Code, Code],
  mesh: ProgramMesh,
  report: Report,
): void {
  const namespace = namespaceOf(object);
  if (namespace === undefined || hosts.some(({ host }) => typeof host !== 'string')) return;
  const services = hosts.flatMap(({ host, path }) => {
    const service = ambientServiceOf(String(host), namespace, mesh);
    return service === undefined ? [] : [{ service, host, path }];
  });
  for (const { service, host, path } of services) {
    if (service.namespace !== namespace) {
      const text = `"${String(host)}" is in ambient mode: its waypoint reads only namespace ${service.namespace}`;
      report({ code: elsewhere, at: object.origin, path, text });
    }
    if (usesWaypoint(mesh, service.namespace, service.labels) !== false) continue;
    const text = `"${String(host)}" is in ambient mode and uses no waypoint: what looks at requests is not carried out; expected the label istio.io/use-waypoint on the Service or its namespace`;
    report({ code: notUsed, at: object.origin, path, text });
  }
  if (services.length > 0 || !isAmbientNamespace(mesh, namespace) || usesWaypoint(mesh, namespace) !== false) return;
  const text = `namespace "${namespace}" is in ambient mode and uses no waypoint: what looks at requests is not carried out; expected the label istio.io/use-waypoint`;
  report({ code: unresolved, at: object.origin, path: hosts[0]?.path ?? 'spec', text });
}

/** The Service of an ambient namespace that a host names. */
function ambientServiceOf(host: string, namespace: string, mesh: ProgramMesh): ClusterService<IConstruct> | undefined {
  const service = mesh.serviceOf(mesh.complete(host, namespace));
  return service?.object !== undefined && isAmbientNamespace(mesh, service.namespace) ? service : undefined;
}
