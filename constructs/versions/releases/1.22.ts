import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.22. */
export const istio1_22: MinorRelease = {
  kubernetes: { minimum: '1.27', newestTested: '1.30' },
  endOfLife: '2025-01',
  gatewayApi: '1.1.0',
  oldestCompatible: '1.20',
  addons: {
    prometheus: prometheus('25.19.1', '25'),
    grafana: grafana('7.3.7', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '5s' }),
    kiali: kiali('1.86.0'),
    jaeger: jaeger('1.56'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld('1.0'),
};
