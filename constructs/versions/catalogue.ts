import type { IstioRelease, MinorRelease } from './release';
import { RELEASES } from './releases';

const ISTIO_CHARTS = 'https://blob.istio.io/istio-release/charts';
const ISTIO_IMAGES = 'docker.io/istio';

/** A minor of Istio that this package knows. */
export type IstioMinor = keyof typeof RELEASES;

/**
 * An Istio release: a minor, which stands for its newest release that this package knows, or an exact version of a known minor.
 * Patches that are newer than this package and builds of vendors are versions like any other: `1.31.9`, `1.30.4-vendor.1`.
 */
export type IstioVersion = IstioMinor | `${IstioMinor}.${string}`;

/** The minors this package knows, oldest first. */
export const ISTIO_MINORS = Object.keys(RELEASES) as readonly IstioMinor[];

/** The newest release of every minor that this package knows, oldest first. */
export const ISTIO_VERSIONS: readonly IstioVersion[] = ISTIO_MINORS.map(
  (minor) => RELEASES[minor].newest as IstioVersion,
);

/** The release used where none is asked for: the newest. */
export const DEFAULT_ISTIO_VERSION: IstioVersion = '1.31';

const VERSION = /^(\d+\.\d+)(?:\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?$/;

/** Whether a text names a release of a minor that this package knows. */
export function isIstioVersion(text: string): text is IstioVersion {
  const minor = VERSION.exec(text)?.[1];
  return minor !== undefined && Object.hasOwn(RELEASES, minor);
}

/** A release as messages name it: its minor. */
export function istioMinor(version: IstioVersion): IstioMinor {
  return version.split('.', 2).join('.') as IstioMinor;
}

/** The exact version that a release stands for: a minor means its newest known release. */
export function exactVersion(version: IstioVersion): IstioVersion {
  return Object.hasOwn(RELEASES, version) ? (RELEASES[version as IstioMinor].newest as IstioVersion) : version;
}

/**
 * What the catalogue knows of a release.
 *
 * @throws Error for a minor that it does not know
 */
export function istioRelease(version: IstioVersion): IstioRelease {
  const minor = istioMinor(version);
  if (!Object.hasOwn(RELEASES, minor)) throw new Error(`istioVersion: ${expectedVersion(version)}`);
  const { kubernetes, endOfLife, oldestCompatible, addons, dashboards, helloWorld }: MinorRelease =
    RELEASES[minor].load();
  const exact = exactVersion(version);
  return {
    version: exact,
    minor,
    charts: { repository: ISTIO_CHARTS },
    imageHub: ISTIO_IMAGES,
    kubernetes,
    endOfLife,
    ...(oldestCompatible !== undefined && { oldestCompatible }),
    addons,
    dashboards: {
      url: `https://raw.githubusercontent.com/istio/istio/${upstreamOf(exact)}/manifests/addons/dashboards`,
      files: dashboards,
    },
    helloWorld: { images: helloWorld },
  };
}

/** What is wrong with a text that names no known release. */
export function expectedVersion(got: string): string {
  const known = `${ISTIO_MINORS[0]} to ${ISTIO_MINORS.at(-1)}`;
  return `expected an Istio minor from ${known}, such as ${ISTIO_MINORS.at(-1)}, or an exact version of one, got "${got}"`;
}

/** The release of Istio that a vendor's build is made of. */
function upstreamOf(version: string): string {
  return version.replace(/[-+].*$/, '');
}
