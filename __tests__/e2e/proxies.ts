import { kubectl } from './cluster';
import { simulated } from './needs';

/** Whether the proxies of this cluster count requests: that is up to their build of Envoy. */
export function countsRequests(): boolean {
  const gateway = ['-n', 'istio-system', 'exec', 'deployment/istio-ingressgateway', '--'];
  return kubectl(...gateway, 'pilot-agent', 'request', 'GET', 'server_info').includes('istio_stats');
}

/** A manifest as this cluster's proxies take it: those that count no requests never get ready under settings for that. */
export function asProxiesTake<Manifest extends object>(manifest: Manifest): Manifest {
  const { kind, spec } = manifest as { readonly kind?: string; readonly spec?: object };
  if (kind !== 'Telemetry' || simulated() || countsRequests()) return manifest;
  return { ...manifest, spec: { ...spec, metrics: undefined } };
}
