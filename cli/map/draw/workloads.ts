import { type ChartRelease, chartName, chartVersion } from '../../../model/charts';
import { INJECT_LABEL } from '../../../model/data-plane';
import type { Labels } from '../../../model/labels';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { field, nameOf, textsByName } from '../../../model/visibility/fields';
import { workloadOf } from '../../../model/workloads';
import type { MapBadge, NodeKind } from '../model';
import { MTLS_ICONS, MTLS_TEXTS } from '../mtls-words';
import type { PolicyIndex } from '../policies';
import type { MapObject, MapOrigin } from '../source';
import { type Canvas, drawnFrom } from './canvas';
import { chartTitle, releaseResource } from './resources';

const WORKLOAD_KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'WorkloadEntry']);
const PLATFORM_CHARTS: Readonly<Record<string, NodeKind>> = {
  base: 'control-plane',
  istiod: 'control-plane',
  cni: 'control-plane',
  ztunnel: 'control-plane',
  prometheus: 'addon',
  grafana: 'addon',
  'kiali-server': 'addon',
  jaeger: 'addon',
};
/** What the platform is called, as a workload or as a Service. */
export const PLATFORM_NAMES: Readonly<Record<string, NodeKind>> = {
  istiod: 'control-plane',
  'istio-cni-node': 'control-plane',
  ztunnel: 'control-plane',
  prometheus: 'addon',
  'prometheus-server': 'addon',
  grafana: 'addon',
  kiali: 'addon',
  jaeger: 'addon',
};

/** A release of a chart: a proxy, a part of the platform, or a workload. */
export function drawRelease(canvas: Canvas, release: ChartRelease<MapOrigin>, policies: PolicyIndex): void {
  const { id, namespace, name: title } = releaseResource(release);
  const name = chartName(release.chart);
  const node = { namespace, title, resources: [id] };
  if (name === 'gateway') {
    const labels = canvas.mesh.workloads.in(namespace).find(({ origin }) => origin === release.origin)?.labels;
    const chosen = policies.of(namespace, textsByName(labels));
    const type = textOf(field(field(release.values, 'service'), 'type')) ?? 'LoadBalancer';
    const resources = [id, ...chosen.resources];
    canvas.add(
      { ...node, kind: 'proxy', subtitle: `proxy · ${type}`, badges: chosen.badges, resources },
      release.origin,
    );
    return;
  }
  const kind = PLATFORM_CHARTS[name];
  const version = chartVersion(release);
  const own = `chart${version === undefined ? '' : ` ${version}`}`;
  const subtitle = kind === undefined ? `chart ${chartTitle(release)}` : name === title ? own : chartTitle(release);
  canvas.add({ ...node, kind: kind ?? 'workload', subtitle }, release.origin);
}

/** An object that makes pods, or is one. */
export function drawWorkload(canvas: Canvas, object: MapObject, policies: PolicyIndex): void {
  const workload = workloadOf(object);
  if (!workload && !WORKLOAD_KINDS.has(object.kind)) return;
  const { name, namespace } = nameOf(object);
  const labels = textsByName(workload?.labels);
  const template = field(object.spec, 'template');
  const images = itemsOf(field(field(template, 'spec'), 'containers')).map((one) =>
    baseName(textOf(field(one, 'image')) ?? ''),
  );
  const { badges, resources } = policies.of(namespace, labels);
  const platform = PLATFORM_NAMES[name] ?? PLATFORM_NAMES[labels['app'] ?? ''];
  const isProxy = isGatewayProxy(images, labels);
  const { labels: own, annotations } = fieldsOf(field(template, 'metadata'));
  const isLeftOut = (field(own, INJECT_LABEL) ?? field(annotations, INJECT_LABEL)) === 'false';
  const drawn = drawnFrom(object);
  canvas.add(
    {
      ...drawn,
      kind: isProxy ? 'proxy' : (platform ?? 'workload'),
      subtitle: isProxy ? 'proxy' : subtitleOf(object, images),
      badges:
        platform && !isProxy
          ? []
          : [
              ...(isProxy ? [] : mtlsBadge(policies, namespace, labels)),
              ...(isLeftOut ? [{ icon: 'missing' as const, text: 'no sidecar' }] : []),
              ...badges,
            ],
      resources: [...drawn.resources, ...resources],
    },
    object.origin,
  );
}

function isGatewayProxy(images: readonly string[], labels: Labels): boolean {
  const isProxys = (image: string): boolean => image === 'auto' || image.startsWith('proxyv2');
  return images.some(isProxys) || labels['istio']?.endsWith('gateway') === true;
}

/** Shown only where a workload differs from its namespace, whose mode is in the heading. */
function mtlsBadge(policies: PolicyIndex, namespace: string, labels: Labels): MapBadge[] {
  const { mode, resource } = policies.mtls(namespace, labels);
  if (mode === policies.mtls(namespace, {}).mode) return [];
  return [{ icon: MTLS_ICONS[mode], text: MTLS_TEXTS[mode], ...(resource === undefined ? {} : { resource }) }];
}

function subtitleOf(object: MapObject, images: readonly string[]): string {
  const { replicas } = object.spec;
  const count = replicas !== undefined && Number(replicas) !== 1 ? `${object.kind} × ${String(replicas)}` : object.kind;
  // Helpers may come before the container that the workload is named after.
  const image = images.find((each) => each.startsWith(nameOf(object).name)) ?? images[0] ?? '';
  return [count, image].filter((part) => part !== '').join(' · ');
}

/** The image of a container, without its registry. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
