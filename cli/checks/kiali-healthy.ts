import { addonCheck } from './addon-check';

/** Kiali says that it is well. */
export const kialiHealthy = addonCheck('kiali', 'Kiali is healthy', '/kiali/healthz', () => ({}));
