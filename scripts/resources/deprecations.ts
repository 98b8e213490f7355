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

/** Fields whose successor is a kind that no release of Istio reads; what Istio does not read of them is said in any case. */
const WITHOUT_SUCCESSOR = new Set([
  'BackendTrafficPolicySpec.sessionPersistence',
  'GRPCRouteRule.sessionPersistence',
  'HTTPRouteRule.sessionPersistence',
]);

/** Whether a deprecated field has no successor that could be named. */
export function hasNoSuccessor(message: string, field: string): boolean {
  return WITHOUT_SUCCESSOR.has(`${message}.${field}`);
}
