import { INFERENCE_POOL } from '../../../model/gateway-api/backends';
import { KINDS, ROUTE_KINDS, routeKindName } from '../../../model/kinds';
import { type WrittenBackend, writtenBackends } from '../../../model/routes/destinations';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject } from '../check';
import type { Report } from '../finding';
import { missing } from '../missing';

/** The Gateways, Services and InferencePools that routes and ListenerSets of the Gateway API name are there. */
export const kubernetesRoutes: Check = (mesh, report) => {
  for (const kind of ROUTE_KINDS) {
    for (const route of mesh.objects.of(routeKindName(kind))) {
      const namespace = namespaceOf(route);
      if (namespace === undefined) continue;
      itemsOf(route.spec['parentRefs']).forEach((one, i) => {
        checkParent(one, `spec.parentRefs[${i}]`, route, namespace, mesh, report);
      });
      for (const one of writtenBackends(route)) checkBackend(one, route, namespace, mesh, report);
    }
  }
  for (const set of mesh.objects.of(KINDS.listenerSet)) {
    const namespace = namespaceOf(set);
    if (namespace !== undefined) checkParent(set.spec['parentRef'], 'spec.parentRef', set, namespace, mesh, report);
  }
};

function checkParent(
  one: unknown,
  path: string,
  route: ProgramObject,
  own: string,
  mesh: ProgramMesh,
  report: Report,
): void {
  const { name, namespace = own, kind = 'Gateway', group = 'gateway.networking.k8s.io' } = fieldsOf(one);
  if (typeof name !== 'string' || typeof namespace !== 'string') return;
  if (kind === 'Service') {
    checkBackend({ group: '', kind, name, namespace, path }, route, own, mesh, report);
    return;
  }
  const parent = `${String(group)}/${String(kind)}`;
  if (parent !== KINDS.kubernetesGateway && parent !== KINDS.listenerSet) return;
  if (mesh.objects.find(parent, namespace, name) || mesh.objects.hasUnknownNamespace(parent)) return;
  const known = mesh.objects.in(parent, namespace).flatMap(({ metadata }) => textOf(metadata.name) ?? []);
  const { severity, hint } = missing(mesh, namespace, name, known);
  report({
    code: 'KIA1401',
    at: route.origin,
    path: `${path}.name`,
    text: `${String(kind)} "${namespace}/${name}" not found${hint}`,
    // A Gateway in a namespace of others is theirs, as where one platform serves many teams.
    severity: severity === 'info' && namespace === own ? 'warning' : severity,
  });
}

function checkBackend(
  { group, kind, name, namespace: written, path }: Omit<WrittenBackend, 'port' | 'index' | 'isMirror'>,
  route: ProgramObject,
  own: string,
  mesh: ProgramMesh,
  report: Report,
): void {
  const namespace = written ?? own;
  if (typeof name !== 'string' || typeof namespace !== 'string') return;
  const isPool = `${String(group)}/${String(kind)}` === INFERENCE_POOL;
  if (!isPool && (kind !== 'Service' || group !== '')) return;
  const isThere = isPool
    ? mesh.objects.find(INFERENCE_POOL, namespace, name) !== undefined ||
      mesh.objects.hasUnknownNamespace(INFERENCE_POOL)
    : mesh.hasHost(mesh.complete(name, namespace));
  if (isThere) return;
  const known = isPool
    ? mesh.objects.in(INFERENCE_POOL, namespace).flatMap(({ metadata }) => textOf(metadata.name) ?? [])
    : mesh.servicesIn(namespace).map((service) => service.name);
  const { severity, hint } = missing(mesh, namespace, name, known);
  report({
    code: 'KIA1402',
    at: route.origin,
    path: `${path}.name`,
    text: `${String(kind)} "${namespace}/${name}" not found${hint}`,
    severity: severity === 'error' ? 'error' : 'warning',
  });
}
