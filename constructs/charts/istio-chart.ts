import type { Construct } from 'constructs';
import type { ImageVariant } from '../istio-images';
import { MeshContext } from '../mesh-context';
import { type ChartCoordinates, has, istioMinor, istioRelease, nearestWith } from '../versions';
import { warnOfRetiredHost } from './retired-hosts';

/** A chart of the Istio release in force at `scope`, and what its values depend on. */
export interface IstioChart {
  readonly chart: ChartCoordinates;
  /** The namespace of the control plane. */
  readonly rootNamespace: string;
  /** Where the images come from, as the charts' values name it. */
  readonly images: { readonly hub: string; readonly tag?: string; readonly variant?: ImageVariant };
}

/**
 * @throws Error when the release has no such chart
 */
export function istioChart(scope: Construct, name: 'base' | 'istiod' | 'gateway' | 'cni' | 'ztunnel'): IstioChart {
  const context = MeshContext.of(scope);
  const { istioVersion, rootNamespace } = context;
  const { charts, imageHub } = istioRelease(istioVersion);
  if (name === 'ztunnel' && !has(istioVersion, 'ztunnelChart')) {
    throw new Error(
      `${scope.node.path}: Istio ${istioMinor(istioVersion)} has no ztunnel chart (${nearestWith(istioVersion, 'ztunnelChart')})`,
    );
  }
  warnOfRetiredHost(scope, 'imageHub', context.imageHub);
  return {
    chart: { name, version: istioVersion, repository: charts.repository },
    rootNamespace,
    images: { hub: context.imageHub ?? imageHub, tag: context.imageTag, variant: context.imageVariant },
  };
}
