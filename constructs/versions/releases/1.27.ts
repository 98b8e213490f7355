import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.27. */
export const istio1_27: MinorRelease = {
  kubernetes: { minimum: '1.29', newestTested: '1.33' },
  endOfLife: '2026-04-07',
  gatewayApi: '1.3.0',
  oldestCompatible: '1.24',
  addons: {
    prometheus: prometheus('27.23.0', '27'),
    grafana: grafana('9.2.2', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.12.0', { image_pull_policy: 'IfNotPresent' }),
    jaeger: jaeger('1.70.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
