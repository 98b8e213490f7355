import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.30. */
export const istio1_30: MinorRelease = {
  kubernetes: { minimum: '1.32', newestTested: '1.36' },
  endOfLife: '2026-11',
  gatewayApi: '1.5.1',
  oldestCompatible: '1.25',
  addons: {
    prometheus: prometheus('28.13.0', '27'),
    grafana: grafana('9.2.2', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.26.0', { image_pull_policy: 'IfNotPresent', network_policy: { enabled: false } }),
    jaeger: jaeger('2.14.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
