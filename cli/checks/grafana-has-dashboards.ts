import { addonCheck, json } from './addon-check';

/** Grafana has loaded Istio's dashboards. */
export const grafanaHasDashboards = addonCheck(
  'grafana',
  "Grafana has Istio's dashboards",
  '/api/search?type=dash-db',
  (answer) => {
    const titles = (json<readonly { title: string }[]>(answer) ?? [])
      .map(({ title }) => title)
      .filter((title) => /istio|ztunnel/i.test(title));
    if (titles.length > 0) return { note: `${titles.length} dashboards` };
    return {
      findings: [
        {
          severity: 'bad',
          problem: "Grafana: none of Istio's dashboards is there",
          remedy:
            'it loads them from the network when it starts: kubectl -n istio-system logs deployment/grafana -c download-dashboards',
        },
      ],
    };
  },
);
