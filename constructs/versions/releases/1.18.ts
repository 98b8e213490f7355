import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.18. */
export const istio1_18: MinorRelease = {
  kubernetes: { minimum: '1.24', newestTested: '1.27' },
  endOfLife: '2024-01-04',
  addons: {
    prometheus: prometheus('19.6.1', '19'),
    grafana: grafana('6.31.1', { appLabel: true, administrator: '-', plainPods: false, samplingInterval: '5s' }),
    kiali: kiali('1.67.0', { hpa: { api_version: 'autoscaling/v2beta2' } }),
    jaeger: jaeger('1.35'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld(),
};
