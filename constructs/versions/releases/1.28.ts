import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.28. */
export const istio1_28: MinorRelease = {
  kubernetes: { minimum: '1.30', newestTested: '1.34' },
  endOfLife: '2026-07-01',
  gatewayApi: '1.4.0',
  oldestCompatible: '1.25',
  addons: {
    prometheus: prometheus('27.37.0', '27'),
    grafana: grafana('9.2.2', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.17.0', { image_pull_policy: 'IfNotPresent', network_policy: { enabled: false } }),
    jaeger: jaeger('1.70.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
