import type { Profile } from './profile';

const SMALL = { requests: { cpu: '10m', memory: '40Mi' } };
const SURGE = { rollingUpdate: { maxSurge: '100%', maxUnavailable: '25%' } };

/** What the tutorial installs: small requests, every request traced, access logs on. */
export const demo: Profile = {
  summary: 'istiod, ingress and egress gateway with small requests; every request logged and traced',
  chartProfile: 'demo',
  istiod: {
    meshConfig: {
      accessLogFile: '/dev/stdout',
      extensionProviders: [
        {
          name: 'otel',
          envoyOtelAls: { service: 'opentelemetry-collector.istio-system.svc.cluster.local', port: 4317 },
        },
        { name: 'skywalking', skywalking: { service: 'tracing.istio-system.svc.cluster.local', port: 11800 } },
      ],
    },
    global: { proxy: { resources: SMALL } },
    pilot: {
      autoscaleEnabled: false,
      traceSampling: 100,
      resources: { requests: { cpu: '10m', memory: '100Mi' } },
    },
  },
  tracingProviders: ['jaeger'],
  ingressGateway: {
    ports: [
      { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
      { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
      { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
      { name: 'tcp', port: 31400, protocol: 'TCP', targetPort: 31400 },
      { name: 'tls', port: 15443, protocol: 'TCP', targetPort: 15443 },
    ],
    resources: SMALL,
    autoscaling: false,
    strategy: SURGE,
  },
  egressGateway: {
    ports: [
      { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
      { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
    ],
    resources: SMALL,
    autoscaling: false,
    strategy: SURGE,
  },
};
