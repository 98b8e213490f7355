import { chartVersion } from '../../model/charts';
import { KINDS, KUBERNETES_ROUTES } from '../../model/kinds';
import { Mesh } from '../../model/mesh';
import { isControlPlane } from '../../model/read/cluster';
import { fieldsOf, itemsOf, textOf } from '../../model/value';
import { field, nameOf } from '../../model/visibility/fields';
import { imageVersion } from '../checks/upgrade/upgrades';
import { connectPools, drawBackendPolicies, drawPools } from './draw/backends';
import { Canvas, resourceId } from './draw/canvas';
import { drawGateway } from './draw/gateways';
import { namespacesOf } from './draw/namespaces';
import { objectResource, releaseResource } from './draw/resources';
import { RouteDrawing } from './draw/routes';
import { connectWorkloads, drawDestinationRule, drawService, drawServiceEntry } from './draw/services';
import { drawUnplaced } from './draw/unplaced';
import { baseName, drawRelease, drawWorkload } from './draw/workloads';
import type { MeshMap } from './model';
import { PolicyIndex } from './policies';
import type { DrawnMesh, MapObject, MapSource } from './source';

/** The annotation by which Helm marks the objects of a release. */
const HELM_RELEASE = 'meta.helm.sh/release-name';

/** What is drawn for the Gateway API. */
const GATEWAY_API = [KINDS.kubernetesGateway, KINDS.listenerSet, ...KUBERNETES_ROUTES];

/** Draws the connections between what was read. Takes broken input as it is: what points nowhere is shown as pointing nowhere. */
export function buildMap(
  source: MapSource,
  options: { readonly title?: string; readonly access?: boolean } = {},
): MeshMap {
  const mesh = new Mesh(source.mesh);
  const istiod = [...mesh.objects].find(isControlPlane);
  const policies = new PolicyIndex(mesh, (object) => !comesWith(istiod, object));
  const canvas = new Canvas(mesh);
  draw(canvas, policies);
  const nodes = [...canvas.nodes.values()];
  const version = istioVersion(mesh, istiod);
  return {
    title: options.title ?? (source.kind === 'live' ? `Mesh of ${source.name}` : 'Mesh'),
    source: { kind: source.kind, name: source.name },
    ...(version === undefined ? {} : { istioVersion: version }),
    namespaces: namespacesOf(mesh, nodes, policies),
    nodes,
    edges: canvas.edges,
    resources: [...canvas.resources.values()],
    // Who may call whom takes as many files as all that is drawn.
    ...(options.access && { access: (require('./access') as typeof import('./access')).accessOn(canvas) }),
    notes: source.notes,
  };
}

/** From the proxies to the workloads, so that each finds the nodes that it leads to. */
function draw(canvas: Canvas, policies: PolicyIndex): void {
  const { objects, charts, services } = canvas.mesh;
  for (const resource of [...[...objects].map(objectResource), ...charts.map(releaseResource)]) {
    canvas.resources.set(resource.id, resource);
  }
  for (const release of charts) drawRelease(canvas, release, policies);
  for (const object of objects) drawWorkload(canvas, object, policies);
  for (const service of services) drawService(canvas, service);
  for (const entry of objects.of(KINDS.serviceEntry)) drawServiceEntry(canvas, entry);
  drawPools(canvas);
  for (const rule of objects.of(KINDS.destinationRule)) drawDestinationRule(canvas, rule);
  for (const gateway of objects.of(KINDS.gateway)) drawGateway(canvas, gateway);
  const routes = new RouteDrawing(canvas);
  for (const virtualService of objects.of(KINDS.virtualService)) routes.draw(virtualService);
  routes.connectDelegates();
  if (GATEWAY_API.some((kind) => objects.of(kind).length > 0)) {
    // Loaded for meshes with objects of it.
    (require('./draw/gateway-api') as typeof import('./draw/gateway-api')).drawGatewayApi(canvas, routes);
  }
  drawBackendPolicies(canvas);
  connectWorkloads(canvas, policies);
  connectPools(canvas, policies);
  for (const kind of [KINDS.service, KINDS.serviceEntry]) {
    for (const object of objects.of(kind)) attachTargeting(canvas, object, policies);
  }
  drawUnplaced(canvas, policies);
}

/** Policies that name what they are for. */
function attachTargeting(canvas: Canvas, object: MapObject, policies: PolicyIndex): void {
  const { name, namespace } = nameOf(object);
  const badges = policies.targeting(namespace, object.kind, name);
  const node = canvas.nodeOf(object.origin);
  if (badges.length === 0 || node?.resources[0] !== resourceId(object)) return;
  canvas.attach(node.id, badges, ...badges.flatMap(({ resource }) => resource ?? []));
}

function istioVersion(mesh: DrawnMesh, istiod: MapObject | undefined): string | undefined {
  const version = mesh.controlPlane && chartVersion(mesh.controlPlane);
  if (version !== undefined) return version;
  const [container] = itemsOf(field(field(field(istiod?.spec, 'template'), 'spec'), 'containers'));
  const image = textOf(field(container, 'image'));
  return imageVersion(image) ?? (image && baseName(image).split(':')[1]);
}

/** Older releases bring their telemetry as ten EnvoyFilters in the release of istiod; they are no policy of anybody. */
function comesWith(istiod: MapObject | undefined, { kind, metadata }: MapObject): boolean {
  const release = fieldsOf(istiod?.metadata.annotations)[HELM_RELEASE];
  return (
    kind === 'EnvoyFilter' &&
    release !== undefined &&
    metadata.namespace === istiod?.metadata.namespace &&
    fieldsOf(metadata.annotations)[HELM_RELEASE] === release
  );
}
