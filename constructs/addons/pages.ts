/** The page of an addon. */
export interface AddonPage {
  /** Its Service, and other names that charts give it. */
  readonly services: readonly [string, ...string[]];
  /** The port of the Service. */
  readonly servicePort: number;
  /** The port that everybody knows it by, which a browser on one's own machine reaches it at once that is forwarded. */
  readonly port: number;
  /** What follows the port in its address. */
  readonly path: string;
}

/** The addons with a page. */
export const ADDON_PAGES = {
  kiali: { services: ['kiali'], servicePort: 20001, port: 20001, path: '/kiali' },
  grafana: { services: ['grafana'], servicePort: 3000, port: 3000, path: '' },
  jaeger: { services: ['tracing', 'jaeger-query', 'jaeger'], servicePort: 80, port: 16686, path: '/jaeger' },
  prometheus: { services: ['prometheus', 'prometheus-server'], servicePort: 9090, port: 9090, path: '' },
} as const satisfies Readonly<Record<string, AddonPage>>;
