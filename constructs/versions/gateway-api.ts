import { type IstioVersion, istioMinor } from './catalogue';
import { compareMinors } from './features';
import { RELEASES } from './releases';

/** The versions of the Gateway API that this package knows, oldest first, and the newest release of each. */
const NEWEST = { '1.4': '1.4.1', '1.5': '1.5.1', '1.6': '1.6.3', '1.7': '1.7.0' } as const;

/** A minor of the Gateway API that this package knows. */
export type GatewayApiMinor = keyof typeof NEWEST;

/** A release of the Gateway API: a minor, which stands for its newest release, or an exact version of a known minor. */
export type GatewayApiVersion = GatewayApiMinor | `${GatewayApiMinor}.${number}`;

/** How settled what a set of definitions has is: `experimental` has all of `standard`, and kinds and fields that may still change. */
export type GatewayApiChannel = 'standard' | 'experimental';

/** The channels, the more settled one first. */
export const GATEWAY_API_CHANNELS: readonly GatewayApiChannel[] = ['standard', 'experimental'];

/** Which definitions of the Gateway API a cluster has. */
export interface GatewayApiRelease {
  /** A minor such as `1.6`, or an exact version of one. */
  readonly version: GatewayApiVersion;
  /** Which set of its definitions. */
  readonly channel: GatewayApiChannel;
}

/** The minors of the Gateway API that this package knows, oldest first. */
export const GATEWAY_API_MINORS = Object.keys(NEWEST) as readonly GatewayApiMinor[];

const VERSION = /^(\d+\.\d+)(?:\.\d+)?$/;

/** Whether a text names a release of a minor of the Gateway API that this package knows. */
export function isGatewayApiVersion(text: string): text is GatewayApiVersion {
  const minor = VERSION.exec(text)?.[1];
  return minor !== undefined && Object.hasOwn(NEWEST, minor);
}

/** The minor of a version of the Gateway API. */
export function gatewayApiMinor(version: GatewayApiVersion): GatewayApiMinor {
  return version.split('.', 2).join('.') as GatewayApiMinor;
}

/** The exact version that a release of the Gateway API stands for. */
export function exactGatewayApiVersion(version: GatewayApiVersion): string {
  return Object.hasOwn(NEWEST, version) ? NEWEST[version as GatewayApiMinor] : version;
}

/**
 * The newest minor of the Gateway API that an Istio release is built with, and so reads; of releases that were built with an older one
 * than this package knows, the oldest that it knows.
 */
export function gatewayApiOf(istio: IstioVersion): GatewayApiMinor {
  const [oldest] = GATEWAY_API_MINORS as readonly [GatewayApiMinor, ...GatewayApiMinor[]];
  const minors = Object.keys(RELEASES) as (keyof typeof RELEASES)[];
  const builtWith = (minor: keyof typeof RELEASES): string | undefined => RELEASES[minor].load().gatewayApi;
  const own = minors.findLast(
    (minor) => compareMinors(minor, istioMinor(istio)) <= 0 && builtWith(minor) !== undefined,
  );
  const built = own === undefined ? oldest : (builtWith(own) ?? oldest);
  return GATEWAY_API_MINORS.findLast((minor) => compareMinors(minor, built) <= 0) ?? oldest;
}
