import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.20. */
export const istio1_20: MinorRelease = {
  kubernetes: { minimum: '1.25', newestTested: '1.29' },
  endOfLife: '2024-06-25',
  addons: {
    prometheus: prometheus('19.6.1', '19'),
    grafana: grafana('6.57.4', { appLabel: true, administrator: 'admin', plainPods: false, samplingInterval: '5s' }),
    kiali: kiali('1.76.0', { hpa: { api_version: 'autoscaling/v2beta2' } }),
    jaeger: jaeger('1.46'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld(),
};
