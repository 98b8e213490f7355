import { addonCheck, json } from './addon-check';
import type { Finding } from './check';

interface Component {
  readonly name: string;
  readonly status: string;
}

/** What a page of Kiali lacks without the addon that it is made from. */
const LACKS: Readonly<Record<string, string>> = {
  prometheus: 'its graph and metrics stay empty',
  tracing: 'it shows no traces',
  grafana: 'its links to dashboards lead nowhere',
};

/** Kiali says that it is well, and that it reaches what its pages are made from. */
export const kialiHealthy = addonCheck('kiali', 'Kiali is healthy', '/kiali/healthz', async (_, ask) => {
  // Where a user has to log in it does not tell.
  const answer = await ask('/kiali/api/istio/status').catch(() => '');
  const components = json<readonly Component[] | null>(answer) ?? [];
  return {
    findings: components.flatMap(({ name, status }): readonly Finding[] =>
      status === 'Healthy' || !(name in LACKS)
        ? []
        : [
            {
              severity: 'warning',
              problem: `Kiali: does not reach ${name} (${status}): ${LACKS[name]}`,
              remedy: `mesh logs kiali says which URL it asks; it is in Kiali's external_services.${name}`,
            },
          ],
    ),
  };
});
