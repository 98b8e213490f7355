export {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  expectedVersion,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  type IstioMinor,
  type IstioVersion,
  isIstioVersion,
  istioMinor,
  istioRelease,
} from './versions/catalogue';
export { compareMinors, has, type IstioFeature, nearestWith } from './versions/features';
export type { AddonChart, ChartCoordinates, IstioRelease } from './versions/release';
