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
export { has, type IstioFeature, nearestWith } from './versions/features';
export {
  exactGatewayApiVersion,
  GATEWAY_API_CHANNELS,
  GATEWAY_API_DIGESTS,
  GATEWAY_API_MINORS,
  type GatewayApiChannel,
  type GatewayApiMinor,
  type GatewayApiRelease,
  type GatewayApiVersion,
  gatewayApiFile,
  gatewayApiMinor,
  gatewayApiOf,
  gatewayApiSource,
  isGatewayApiVersion,
} from './versions/gateway-api';
export type { AddonChart, ChartCoordinates, IstioRelease } from './versions/release';
