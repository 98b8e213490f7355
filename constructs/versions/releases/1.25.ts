import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.25. */
export const istio1_25: MinorRelease = {
  kubernetes: { minimum: '1.29', newestTested: '1.32' },
  endOfLife: '2025-09-30',
  oldestCompatible: '1.22',
  addons: {
    prometheus: prometheus('26.1.0', '25'),
    grafana: grafana('8.6.3', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.5.0', { image_pull_policy: 'IfNotPresent' }),
    jaeger: jaeger('1.63.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
