import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.24. */
export const istio1_24: MinorRelease = {
  kubernetes: { minimum: '1.28', newestTested: '1.31' },
  endOfLife: '2025-06',
  gatewayApi: '1.2.1',
  oldestCompatible: '1.21',
  addons: {
    prometheus: prometheus('25.27.0', '25'),
    grafana: grafana('8.5.8', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.0.0', { image_pull_policy: 'IfNotPresent' }),
    jaeger: jaeger('1.58'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
