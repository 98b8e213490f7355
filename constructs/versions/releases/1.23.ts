import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.23. */
export const istio1_23: MinorRelease = {
  kubernetes: { minimum: '1.27', newestTested: '1.30' },
  endOfLife: '2025-04',
  oldestCompatible: '1.20',
  addons: {
    prometheus: prometheus('25.21.0', '25'),
    grafana: grafana('8.0.1', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('1.87.0', { image_pull_policy: 'IfNotPresent' }),
    jaeger: jaeger('1.58'),
  },
  dashboards: dashboards(['pilot', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
