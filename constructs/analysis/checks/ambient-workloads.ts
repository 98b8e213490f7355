import type { IConstruct } from 'constructs';
import { DATA_PLANE_LABEL, INJECT_LABEL, INJECTION_LABEL, REVISION_LABEL } from '../../../model/data-plane';
import { KINDS } from '../../../model/kinds';
import type { Labels, PartlyLabels } from '../../../model/labels';
import { selectorOf } from '../../../model/object';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import { containersOf, type Workload } from '../../../model/workloads';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import type { Code } from '../codes';
import type { Report } from '../finding';
import { missing } from '../missing';
import { readsHttp } from './ambient-policies';
import { isAmbientNamespace, usesWaypoint, WAYPOINT_LABEL, WAYPOINT_NAMESPACE_LABEL } from './waypoints';

/** Pods are in ambient mode or have a sidecar, and the waypoints that they use are there. */
export const ambientWorkloads: Check = (mesh, report) => {
  for (const workload of mesh.workloads.list) {
    const { labels, namespace, template, origin } = workload;
    if (template === undefined || !isKnown(labels) || !isFullyKnown(labels) || !isKnown(namespace)) continue;
    const own = labels as Labels;
    if (own['gateway.networking.k8s.io/gateway-name'] !== undefined) continue;
    const clash = clashOf(workload, own, mesh, namespace);
    if (clash !== undefined) report({ ...clash, at: origin, path: templatePath(workload) });
    checkWaypoint(workload, own, namespace, mesh, report);
  }
};

function templatePath({ kind }: Workload<IConstruct>): string {
  if (kind === 'Pod') return 'metadata.labels';
  return `spec.${kind === 'CronJob' ? 'jobTemplate.spec.template' : 'template'}.metadata.labels`;
}

/** What asks for a sidecar where the pods are in ambient mode: the sidecar wins. */
function clashOf(
  workload: Workload<IConstruct>,
  own: Labels,
  mesh: ProgramMesh,
  namespace: string,
): { readonly code: Code; readonly text: string } | undefined {
  const isAmbient = own[DATA_PLANE_LABEL] === 'ambient';
  const asksForSidecar = own[INJECT_LABEL] === 'true' || own[REVISION_LABEL] !== undefined;
  const hasSidecar = containersOf(workload).some(({ name, image }) => name === 'istio-proxy' && image !== 'auto');
  const isRedirected = fieldsOf(workload.annotations)['ambient.istio.io/redirection'] === 'enabled';
  if (isAmbient && asksForSidecar)
    return {
      code: 'KIA1311',
      text: `asks for a sidecar and for ambient mode: expected one of them, or ${DATA_PLANE_LABEL}=none`,
    };
  if (isRedirected && asksForSidecar)
    return { code: 'KIA1314', text: 'asks for a sidecar, and its annotation says that ztunnel has its traffic' };
  if (isAmbient && hasSidecar)
    return { code: 'KIA1315', text: 'has a container istio-proxy, and asks for ambient mode: the sidecar wins' };
  if (own[DATA_PLANE_LABEL] === undefined && isAmbientNamespace(mesh, namespace) && (asksForSidecar || hasSidecar)) {
    const labels = fieldsOf(mesh.labelsOfNamespace(namespace));
    // A namespace with both kinds of labels is reported at the namespace.
    if (labels[INJECTION_LABEL] === undefined && labels[REVISION_LABEL] === undefined)
      return {
        code: 'KIA1316',
        text: `has a sidecar in the ambient namespace "${namespace}": its traffic does not go through ztunnel`,
      };
  }
  return undefined;
}

function checkWaypoint(
  workload: Workload<IConstruct>,
  own: Labels,
  namespace: string,
  mesh: ProgramMesh,
  report: Report,
): void {
  const name = own[WAYPOINT_LABEL];
  if (name === undefined || name === '' || name === 'none' || own[DATA_PLANE_LABEL] === 'none') return;
  const at = workload.origin;
  const path = `${templatePath(workload)}["${WAYPOINT_LABEL}"]`;
  const labels = mesh.labelsOfNamespace(namespace);
  const isOut = labels !== undefined && isKnown(labels) && labels[DATA_PLANE_LABEL] === undefined;
  if (isOut && own[DATA_PLANE_LABEL] === undefined) {
    const text = 'names a waypoint, and is not in ambient mode: the label has no effect on these pods';
    report({ code: 'KIA1312', at, path, text });
  }
  reportMissing(at, path, name, own[WAYPOINT_NAMESPACE_LABEL] ?? namespace, mesh, report);
}

/** Reports a waypoint that is not found. */
function reportMissing(
  at: IConstruct,
  path: string,
  name: string,
  home: string,
  mesh: ProgramMesh,
  report: Report,
): void {
  const gateways = mesh.objects.in(KINDS.kubernetesGateway, home);
  if (gateways.some(({ metadata }) => metadata.name === name || !isKnown(metadata.name))) return;
  if (mesh.objects.hasUnknownNamespace(KINDS.kubernetesGateway) || mesh.isDeclared('Gateway', home, name)) return;
  const known = gateways.flatMap(({ metadata }) => textOf(metadata.name) ?? []);
  const { severity, hint } = missing(mesh, home, name, known);
  const text = `waypoint "${home}/${name}" not found${hint}`;
  report({ code: 'KIA1313', at, path, text, severity: severity === 'error' ? 'warning' : severity });
}

/** The waypoints that namespaces and Services name are there. */
export const waypoints: Check = (mesh, report) => {
  const check = (labels: PartlyLabels, namespace: string, at: IConstruct): void => {
    if (!isKnown(labels)) return;
    const [name, home = namespace] = [labels[WAYPOINT_LABEL], labels[WAYPOINT_NAMESPACE_LABEL]];
    if (typeof name !== 'string' || name === '' || name === 'none' || typeof home !== 'string') return;
    reportMissing(at, `metadata.labels["${WAYPOINT_LABEL}"]`, name, home, mesh, report);
  };
  for (const { name, labels, objects } of mesh.namespaces.values()) {
    const at = objects.at(-1)?.origin;
    if (at !== undefined) check(labels, name, at);
  }
  for (const { labels, namespace, object } of mesh.services) {
    if (object !== undefined) check(labels, namespace, object.origin);
  }
};

/** A policy that looks at requests holds for ambient pods in their waypoint alone. */
export const ambientPods: Check = (mesh, report) => {
  const said = new Set<Workload<IConstruct>>();
  for (const policy of mesh.objects.of(KINDS.authorizationPolicy)) {
    const namespace = namespaceOf(policy);
    const { targetRef, targetRefs } = policy.spec as Fields;
    if (namespace === undefined || !isFullyKnown(policy.spec) || targetRef !== undefined) continue;
    if (itemsOf(targetRefs).length > 0 || !readsHttp(policy.spec as Fields)) continue;
    for (const workload of mesh.workloads.select(selectorOf(policy.spec), namespace)) {
      if (said.has(workload) || workload.template === undefined || !isBareAmbient(workload, namespace, mesh)) continue;
      said.add(workload);
      const text = `${pathOf(policy)} looks at requests, and these pods use no waypoint that could`;
      report({ code: 'KIA1317', at: workload.origin, path: 'spec', text });
    }
  }
};

/** Whether pods are in ambient mode and use no waypoint. */
function isBareAmbient({ labels }: Workload<IConstruct>, namespace: string, mesh: ProgramMesh): boolean {
  if (!isKnown(labels) || !isFullyKnown(labels)) return false;
  const own = labels[DATA_PLANE_LABEL];
  const isAmbient = own === 'ambient' || (own === undefined && isAmbientNamespace(mesh, namespace));
  return isAmbient && usesWaypoint(mesh, namespace, labels) === false;
}
