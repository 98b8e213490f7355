import { addonCheck, json } from './addon-check';

/** Traces reach Jaeger. */
export const jaegerHasTraces = addonCheck('jaeger', 'Jaeger has traces', '/jaeger/api/services', (answer) => {
  const known = json<{ data?: readonly string[] | null }>(answer)?.data ?? [];
  // It traces the questions that it is asked, this one included.
  const services = known.filter((name) => !/^jaeger(?:-|$)/.test(name));
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
