import { addonCheck, json } from './addon-check';

/** Traces reach Jaeger. */
export const jaegerHasTraces = addonCheck('jaeger', 'Jaeger has traces', '/jaeger/api/services', (answer) => {
  const services = json<{ data?: readonly string[] | null }>(answer)?.data ?? [];
  if (services.length > 0) return { note: `${services.length} services` };
  return {
    findings: [
      {
        severity: 'warning',
        problem: 'Jaeger: no trace has arrived yet',
        remedy: 'send requests through the ingress; a Telemetry resource must name the provider and its sampling',
      },
    ],
  };
});
