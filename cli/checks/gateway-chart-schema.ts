import { has, isIstioVersion, istioMinor } from '../../constructs/versions';
import { compareVersions } from '../../model/version-order';
import type { MeshContent } from '../session/session';
import type { Finding } from './check';
import { chartsNamed } from './istio-charts';

/** The last release of Terraform's Helm provider whose Helm does not read a chart's schema strictly. */
const LENIENT = '3.1.1';

/** What keeps the gateway charts of a stack from being deployed: a schema that admits no value, and a provider that minds. */
export function gatewaySchemaFindings(
  content: MeshContent,
  stack: string,
  provider: string | undefined,
): readonly Finding[] {
  if (provider !== undefined && compareVersions(provider, LENIENT) <= 0) return [];
  const charts = chartsNamed(content, 'gateway').filter(
    ({ stack: of, version = '' }) => of === stack && isIstioVersion(version) && has(version, 'strictGatewaySchema'),
  );
  const [first] = charts;
  const version = first?.version;
  if (version === undefined || !isIstioVersion(version)) return [];
  const got = provider === undefined ? 'whichever is newest' : provider;
  return [
    {
      severity: 'warning',
      problem: `stack ${stack}: provider helm: expected ${LENIENT} or older for the gateway chart of Istio ${istioMinor(version)}, got ${got}: newer ones find every value of the chart wrong by its schema`,
      remedy: `pin the helm provider at ${LENIENT}, or mirror the chart with a mended schema`,
    },
  ];
}
