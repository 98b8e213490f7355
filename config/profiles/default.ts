import type { Profile } from './profile';

/** What production meshes start from. */
export const defaultProfile: Profile = {
  summary: 'istiod and the ingress gateway, both scaling by load',
  istiod: {},
  tracingProviders: [],
  ingressGateway: {
    ports: [
      { name: 'status-port', port: 15021, protocol: 'TCP', targetPort: 15021 },
      { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
      { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
    ],
    autoscaling: true,
  },
};
