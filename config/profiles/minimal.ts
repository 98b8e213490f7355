import type { Profile } from './profile';

/** The control plane alone. */
export const minimal: Profile = {
  summary: 'istiod, no gateways',
  istiod: {},
  tracingProviders: [],
};
