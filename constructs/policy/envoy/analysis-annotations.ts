/**
 * Keeps `istioctl analyze` from warning of each EnvoyFilter that it is one (IST0133): what these hold is tested against
 * every catalogued release.
 *
 * @see https://istio.io/latest/docs/ops/diagnostic-tools/istioctl-analyze/
 */
export const ANALYSIS_ANNOTATIONS = { 'galley.istio.io/analyze-suppress': 'IST0133' } as const;
