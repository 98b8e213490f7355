import type { MeshContent } from '../session/session';

/** The charts of Istio itself, by the last part of their name: charts may come from a registry or a folder. */
const ISTIO_CHARTS = new Set(['base', 'istiod', 'gateway', 'cni', 'ztunnel']);

type ChartOfStack = MeshContent['charts'][number];

export function chartName({ chart }: { readonly chart: string }): string {
  return chart.slice(chart.lastIndexOf('/') + 1);
}

export function chartsNamed(content: MeshContent, name: string): readonly ChartOfStack[] {
  return content.charts.filter((chart) => chartName(chart) === name);
}

/** The Istio releases that the stacks deploy. */
export function istioVersionsOf(content: MeshContent): readonly string[] {
  const versions = content.charts
    .filter((chart) => ISTIO_CHARTS.has(chartName(chart)))
    .map(({ version }) => version ?? '');
  return [...new Set(versions.filter(Boolean))];
}

/** `namespace/name` of all releases of the stacks, charts and bundles alike. */
export function releasesOf(content: MeshContent): ReadonlySet<string> {
  return new Set(
    [...content.charts, ...content.objects.flatMap(({ release }) => (release ? [release] : []))].map(
      ({ namespace, name }) => `${namespace}/${name}`,
    ),
  );
}

/** The namespaces that istiod runs in. */
export function controlPlaneNamespaces(content: MeshContent): readonly string[] {
  return [...new Set(chartsNamed(content, 'istiod').map(({ namespace }) => namespace))];
}
