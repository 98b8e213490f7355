import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.31. */
export const istio1_31: MinorRelease = {
  kubernetes: { minimum: '1.32', newestTested: '1.36' },
  endOfLife: '2027-02',
  gatewayApi: '1.6.0',
  oldestCompatible: '1.25',
  addons: {
    prometheus: prometheus('28.13.0', '27'),
    grafana: grafana('9.2.2', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '15s' }),
    kiali: kiali('2.27.0', { image_pull_policy: 'IfNotPresent', network_policy: { enabled: false } }),
    jaeger: jaeger('2.17.0'),
  },
  dashboards: dashboards(['pilot', 'mesh', 'ztunnel']),
  helloWorld: helloWorld('1.0'),
};
