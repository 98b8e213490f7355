import type { IstioRelease, MinorRelease } from './release';
import { istio1_17 } from './releases/1.17';
import { istio1_18 } from './releases/1.18';
import { istio1_19 } from './releases/1.19';
import { istio1_20 } from './releases/1.20';
import { istio1_21 } from './releases/1.21';
import { istio1_22 } from './releases/1.22';
import { istio1_23 } from './releases/1.23';
import { istio1_24 } from './releases/1.24';
import { istio1_25 } from './releases/1.25';
import { istio1_26 } from './releases/1.26';
import { istio1_27 } from './releases/1.27';
import { istio1_28 } from './releases/1.28';
import { istio1_29 } from './releases/1.29';
import { istio1_30 } from './releases/1.30';
import { istio1_31 } from './releases/1.31';

const ISTIO_CHARTS = 'https://blob.istio.io/istio-release/charts';
const ISTIO_IMAGES = 'docker.io/istio';

// Oldest first.
const CATALOGUE = {
  '1.17': istio1_17,
  '1.18': istio1_18,
  '1.19': istio1_19,
  '1.20': istio1_20,
  '1.21': istio1_21,
  '1.22': istio1_22,
  '1.23': istio1_23,
  '1.24': istio1_24,
  '1.25': istio1_25,
  '1.26': istio1_26,
  '1.27': istio1_27,
  '1.28': istio1_28,
  '1.29': istio1_29,
  '1.30': istio1_30,
  '1.31': istio1_31,
} as const satisfies Readonly<Record<string, MinorRelease>>;

/** A minor of Istio that this package knows. */
export type IstioMinor = keyof typeof CATALOGUE;

/**
 * An Istio release: a minor, which stands for its newest release that this package knows, or an exact version of a known minor.
 * Patches that are newer than this package and builds of vendors are versions like any other: `1.31.9`, `1.30.4-vendor.1`.
 */
export type IstioVersion = IstioMinor | `${IstioMinor}.${string}`;

/** The minors this package knows, oldest first. */
export const ISTIO_MINORS = Object.keys(CATALOGUE) as readonly IstioMinor[];

/** The newest release of every minor that this package knows, oldest first. */
export const ISTIO_VERSIONS: readonly IstioVersion[] = ISTIO_MINORS.map(
  (minor) => CATALOGUE[minor].newest as IstioVersion,
);

/** The release used where none is asked for: the newest. */
export const DEFAULT_ISTIO_VERSION: IstioVersion = '1.31';

const VERSION = /^(\d+\.\d+)(?:\.\d+(?:[-+][0-9A-Za-z.+-]+)?)?$/;

/** Whether a text names a release of a minor that this package knows. */
export function isIstioVersion(text: string): text is IstioVersion {
  const minor = VERSION.exec(text)?.[1];
  return minor !== undefined && Object.hasOwn(CATALOGUE, minor);
}

/** A release as messages name it: its minor. */
export function istioMinor(version: IstioVersion): IstioMinor {
  return version.split('.', 2).join('.') as IstioMinor;
}

/** The exact version that a release stands for: a minor means its newest known release. */
export function exactVersion(version: IstioVersion): IstioVersion {
  return Object.hasOwn(CATALOGUE, version) ? (CATALOGUE[version as IstioMinor].newest as IstioVersion) : version;
}

/**
 * What the catalogue knows of a release.
 *
 * @throws Error for a minor that it does not know
 */
export function istioRelease(version: IstioVersion): IstioRelease {
  const minor = istioMinor(version);
  if (!Object.hasOwn(CATALOGUE, minor)) throw new Error(`istioVersion: ${expectedVersion(version)}`);
  const { kubernetes, endOfLife, addons, dashboards, helloWorld }: MinorRelease = CATALOGUE[minor];
  const exact = exactVersion(version);
  return {
    version: exact,
    minor,
    charts: { repository: ISTIO_CHARTS },
    imageHub: ISTIO_IMAGES,
    kubernetes,
    endOfLife,
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
