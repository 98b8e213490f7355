import { addonCheck, json } from './addon-check';

interface QueryResult {
  readonly data?: { readonly result?: readonly { readonly value?: readonly [number, string] }[] };
}

/** Prometheus scrapes the mesh: it has series of Istio's standard metrics. */
export const prometheusHasMetrics = addonCheck(
  'prometheus',
  'Prometheus has the metrics of the mesh',
  `/api/v1/query?query=${encodeURIComponent('count({__name__=~"istio_requests_total|pilot_xds"})')}`,
  (answer) => {
    const count = Number(json<QueryResult>(answer)?.data?.result?.[0]?.value?.[1] ?? 0);
    if (count > 0) return { note: `${count} series` };
    return {
      findings: [
        {
          severity: 'warning',
          problem: 'Prometheus: no series of Istio yet',
          remedy: 'send a request through the ingress and wait for the next scrape (15 s); then see Status > Targets',
        },
      ],
    };
  },
);
