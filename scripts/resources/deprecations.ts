/** Fields that Istio keeps for old configurations only, and what stands for them today. */
const DEPRECATED: Readonly<Record<string, string>> = {
  'CorsPolicy.allowOrigin': 'allowOrigins',
  'HTTPFaultInjection.Abort.percent': 'percentage',
  'HTTPFaultInjection.Delay.percent': 'percentage',
  'HTTPRoute.mirror_percent': 'mirrorPercentage',
  'HTTPRoute.mirrorPercent': 'mirrorPercentage',
  'JWTRule.jwks_uri': 'jwksUri',
  'LoadBalancerSettings.ConsistentHashLB.minimumRingSize': 'ringHash.minimumRingSize',
  'LoadBalancerSettings.warmupDurationSecs': 'warmup.duration',
  'OutlierDetection.consecutiveErrors': 'consecutive5xxErrors or consecutiveGatewayErrors',
  'Port.targetPort': 'the port of the gateway Service',
  'SidecarPort.targetPort': 'defaultEndpoint',
};

/** What replaces a deprecated field; undefined for a field in good standing. */
export function replacementOf(message: string, field: string): string | undefined {
  return DEPRECATED[`${message}.${field}`];
}
