import { INJECTION_LABEL } from '../../model/data-plane';
import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';
import { chartsNamed } from './istio-charts';

/** The pods of a gateway are `image: auto`: without the injector they have no image at all. */
export const gatewayNamespacesInject: Check = {
  title: "the gateways' namespaces let the injector in",
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  async look(session) {
    const wanted = new Set(chartsNamed(await session.content(), 'gateway').map(({ namespace }) => namespace));
    if (wanted.size === 0) return { skipped: 'no gateways' };
    const namespaces = await session.list<KubernetesObject>('/api/v1/namespaces');
    return {
      findings: namespaces
        .filter(({ metadata }) => wanted.has(metadata.name) && metadata.labels?.[INJECTION_LABEL] === 'disabled')
        .map(({ metadata }) => ({
          severity: 'bad',
          problem: `namespace ${metadata.name}: label ${INJECTION_LABEL}=disabled keeps the gateways' pods (image: auto) from getting their proxy`,
          remedy: `kubectl label namespace ${metadata.name} ${INJECTION_LABEL}-`,
        })),
    };
  },
};
