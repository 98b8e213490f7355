import { compareMinors } from '../../model/version-order';
import { type IstioVersion, istioMinor } from './catalogue';
import { RELEASES } from './releases';

/** The versions of the Gateway API that this package knows, oldest first, and the newest release of each. */
const NEWEST = { '1.4': '1.4.1', '1.5': '1.5.1', '1.6': '1.6.3', '1.7': '1.7.0' } as const;

/**
 * The SHA-256 of the definitions of an exact version, by channel: of all objects of the release's file in their canonical form, which
 * leaves out what only people read.
 */
export const GATEWAY_API_DIGESTS: Readonly<Record<string, Readonly<Record<GatewayApiChannel, string>>>> = {
  '1.4.1': {
    standard: '3bbb7737cf992ab2c8e5f0d91f7746c89b59a01604ff22d176ee0ba7715a8120',
    experimental: '60f99b148421c48c391a44a2468ef724e2e2f23c3cb8caf9d598080806e33bee',
  },
  '1.5.1': {
    standard: 'dcdc85923f4f6d1201c4876d2365125828e35460fd9799bee182495172986554',
    experimental: '6074e6ee95f0007db6f0faa36df68d00735399b3bb4e530802c230c2bb309305',
  },
  '1.6.3': {
    standard: 'd3a0ede24fdfe411839bdc0c4e081c84bca1eed61c877b27c1c2ad40419fd48e',
    experimental: '89b926aa0b4d9c25d42752127ba151d59f87d226f917c7e40b9f1cf6d0baa68e',
  },
  '1.7.0': {
    standard: '44ed661598402c7bfc8cc0d5d6b2b6eb77599f28c781d2a36e6c4268ac8b8e81',
    experimental: '0db9c03a119faa03975e8cafdace1556cbf87579080e1d9e062a1d78670ba381',
  },
};

/** Where a release of the Gateway API publishes its definitions: one file for each channel. */
export function gatewayApiSource({ version, channel }: GatewayApiRelease): string {
  const exact = exactGatewayApiVersion(version);
  return `https://github.com/kubernetes-sigs/gateway-api/releases/download/v${exact}/${channel}-install.yaml`;
}

/** Where a program keeps the definitions of a release unless it says otherwise, from its own folder. */
export function gatewayApiFile({ version, channel }: GatewayApiRelease): string {
  return `gateway-api/${exactGatewayApiVersion(version)}-${channel}.json`;
}

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
