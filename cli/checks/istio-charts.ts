import { chartName, chartVersion, ISTIO_CHARTS } from '../../model/charts';
import type { MeshContent } from '../session/session';

type ChartOfStack = MeshContent['charts'][number];

/** The releases of a chart, wherever it comes from. */
export function chartsNamed(content: MeshContent, name: string): readonly ChartOfStack[] {
  return content.charts.filter((chart) => chartName(chart.chart) === name);
}

/** The Istio releases that the stacks deploy. */
export function istioVersionsOf(content: MeshContent): readonly string[] {
  const versions = content.charts
    .filter((chart) => ISTIO_CHARTS.includes(chartName(chart.chart)))
    .map((chart) => chartVersion(chart) ?? '');
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
