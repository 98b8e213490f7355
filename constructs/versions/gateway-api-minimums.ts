import type { IstioFeature } from './features';

/** The oldest version of the Gateway API whose definition of a kind istiod reads, by the plural of the kind, where it has the feature. */
export const GATEWAY_API_MINIMUMS: Readonly<
  Record<string, { readonly bundle: string; readonly feature: IstioFeature }>
> = {
  grpcroutes: { bundle: '1.1.0', feature: 'grpcRouteV1' },
  backendtlspolicies: { bundle: '1.4.0', feature: 'backendTlsPolicyV1' },
  tlsroutes: { bundle: '1.5.0', feature: 'tlsRouteV1' },
  tcproutes: { bundle: '1.6.0', feature: 'tcpRouteV1' },
};
