import { gatewaySchemaFindings } from '../../../cli/checks/gateway-chart-schema';
import type { MeshContent } from '../../../cli/session/session';

const gateway = (version: string): MeshContent =>
  ({
    charts: [{ stack: 'mesh', name: 'door', namespace: 'istio-system', chart: 'gateway', version, values: {} }],
  }) as unknown as MeshContent;

describe('a gateway chart whose schema, read strictly, admits nothing', () => {
  it.each([
    ['1.24.6', '3.1.2'],
    ['1.21.6', '4.0.0'],
    ['1.22.8', undefined],
  ])('of Istio %s is warned of under the helm provider %s', (version, provider) => {
    const [finding] = gatewaySchemaFindings(gateway(version), 'mesh', provider);
    expect(finding).toEqual({
      severity: 'warning',
      problem: `stack mesh: provider helm: expected 3.1.1 or older for the gateway chart of Istio ${version.slice(0, 4)}, got ${provider ?? 'whichever is newest'}: newer ones find every value of the chart wrong by its schema`,
      remedy: 'pin the helm provider at 3.1.1, or mirror the chart with a mended schema',
    });
  });

  it.each([
    ['1.24.6', '3.1.1'],
    ['1.20.8', '3.1.2'],
    ['1.25.5', '3.1.2'],
  ])('is none of Istio %s under the helm provider %s', (version, provider) => {
    expect(gatewaySchemaFindings(gateway(version), 'mesh', provider)).toEqual([]);
  });

  it('concerns the stack that it is in', () => {
    expect(gatewaySchemaFindings(gateway('1.24.6'), 'apps', '3.1.2')).toEqual([]);
  });
});
