import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.17. */
export const istio1_17: MinorRelease = {
  kubernetes: { minimum: '1.23', newestTested: '1.26' },
  endOfLife: '2023-10-27',
  gatewayApi: '0.6.1',
  addons: {
    prometheus: prometheus('15.9.0', '15'),
    grafana: grafana('6.31.1', { appLabel: true, administrator: '-', plainPods: false, samplingInterval: '5s' }),
    kiali: kiali('1.63.1', { hpa: { api_version: 'autoscaling/v2beta2' } }),
    jaeger: jaeger('1.35'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld(),
};
