import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.21. */
export const istio1_21: MinorRelease = {
  kubernetes: { minimum: '1.26', newestTested: '1.29' },
  endOfLife: '2024-09',
  oldestCompatible: '1.20',
  addons: {
    prometheus: prometheus('25.8.0', '25'),
    grafana: grafana('6.61.1', { appLabel: false, administrator: 'admin', plainPods: true, samplingInterval: '5s' }),
    kiali: kiali('1.79.0', { hpa: { api_version: 'autoscaling/v2beta2' } }),
    jaeger: jaeger('1.46'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld(),
};
