import { addonCheck, json } from './addon-check';

interface QueryResult {
  readonly data?: {
    readonly result?: readonly {
      readonly metric?: { readonly __name__?: string };
      readonly value?: readonly [number, string];
    }[];
  };
}

/** Prometheus scrapes the mesh: it has series of the requests that proxies count, not just of istiod's own doings. */
export const prometheusHasMetrics = addonCheck(
  'prometheus',
  'Prometheus has the metrics of the mesh',
  `/api/v1/query?query=${encodeURIComponent('count by (__name__) ({__name__=~"istio_requests_total|istio_tcp_connections_opened_total|pilot_xds"})')}`,
  (answer) => {
    const counts = new Map(
      (json<QueryResult>(answer)?.data?.result ?? []).map(
        ({ metric, value }) => [metric?.__name__ ?? '', Number(value?.[1] ?? 0)] as const,
      ),
    );
    const control = counts.get('pilot_xds') ?? 0;
    const traffic = [...counts].reduce((sum, [name, count]) => (name === 'pilot_xds' ? sum : sum + count), 0);
    if (traffic > 0) return { note: `${traffic} series of requests` };
    return {
      findings: [
        {
          severity: 'warning',
          problem:
            control > 0
              ? "Prometheus: has istiod's metrics, and none of the proxies: no istio_requests_total"
              : 'Prometheus: no series of Istio yet',
          remedy: 'send a request through the ingress and wait for the next scrape (15 s); then see Status > Targets',
        },
      ],
    };
  },
);
