/** The Istio releases this package knows, oldest first. */
export const ISTIO_VERSIONS = ['1.17.2', '1.30.3'] as const;

/** An Istio release of the catalogue. */
export type IstioVersion = (typeof ISTIO_VERSIONS)[number];

/** The release used where none is asked for. */
export const DEFAULT_ISTIO_VERSION: IstioVersion = '1.30.3';
