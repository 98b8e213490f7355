import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.26. */
export const istio1_26: MinorRelease = {
  kubernetes: { minimum: '1.29', newestTested: '1.33' },
  endOfLife: '2025-12-22',
  oldestCompatible: '1.23',
  addons: {
    prometheus: prometheus('27.8.0', '27'),
    grafana: grafana('8.6.3', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.8.0', { image_pull_policy: 'IfNotPresent' }),
    jaeger: jaeger('1.67.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
