import type { MinorRelease } from '../release';
import { dashboards, grafana, helloWorld, jaeger, kiali, prometheus } from '../samples';

/** Istio 1.19. */
export const istio1_19: MinorRelease = {
  kubernetes: { minimum: '1.25', newestTested: '1.28' },
  endOfLife: '2024-04-24',
  addons: {
    prometheus: prometheus('19.6.1', '19'),
    grafana: grafana('6.57.4', { appLabel: true, administrator: 'admin', plainPods: false, samplingInterval: '5s' }),
    kiali: kiali('1.72.0', { hpa: { api_version: 'autoscaling/v2beta2' } }),
    jaeger: jaeger('1.46'),
  },
  dashboards: dashboards(),
  helloWorld: helloWorld(),
};
