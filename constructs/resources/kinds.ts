import { compareMinors } from '../../model/version-order';
import type { IstioVersion } from '../versions/catalogue';
import { type GatewayApiChannel, type GatewayApiRelease, gatewayApiOf } from '../versions/gateway-api';
import { DEFINED_RELEASES, RESOURCE_KINDS, type ResourceKind } from './generated/kinds';
import type { KindSchema, SchemaNode, Since } from './validation/schema';

/** The API family of Istio's own kinds. Its releases are named by their minor; a patch means its minor. */
const ISTIO = 'istio';

/** The API family of the kinds that the Gateway API's extension for inference has. They are checked against its newest release alone. */
const INFERENCE = 'inference-extension';

/** The API family that a kind belongs to; of the Gateway API, whose channels are families of their own, the standard channel. */
export function familyOf(kind: ResourceKind, channel: GatewayApiChannel = 'standard'): string {
  if (RESOURCE_KINDS[kind].group === 'inference.networking.k8s.io') return INFERENCE;
  return isGatewayApiKind(kind) ? `gateway-api/${channel}` : ISTIO;
}

/** Whether a kind is one of the Gateway API or of its extensions, which have releases of their own. */
export function isGatewayApiKind(kind: ResourceKind): boolean {
  return !RESOURCE_KINDS[kind].group.endsWith('.istio.io');
}

/** The releases that a resource is checked against. */
export interface ReleasesInForce {
  /** The Istio release: a minor, or a version of it. */
  readonly istioVersion: string;
  /**
   * The release of the Gateway API, for its kinds.
   * @default - the standard channel of the newest that the Istio release is built with
   */
  readonly gatewayApi?: GatewayApiRelease;
}

/** A release of the API that a kind belongs to, as its schemas are kept and as messages name it. */
export interface Definitions {
  readonly family: string;
  readonly version: string;
  /** Such as `Istio 1.31`, or `experimental Gateway API 1.6`. */
  readonly name: string;
}

const definitions = new Map<string, Map<string, Definitions>>();

/** The same object for the same release, so that what is made of it can be kept with it. */
function definitionsOf(family: string, version: string, name: (version: string) => string): Definitions {
  const ofFamily = definitions.get(family);
  const known = ofFamily?.get(version);
  if (known !== undefined) return known;
  const made = { family, version, name: name(version) };
  if (ofFamily === undefined) definitions.set(family, new Map([[version, made]]));
  else ofFamily.set(version, made);
  return made;
}

const istioName = (version: string): string => `Istio ${minor(version)}`;

/** The definitions that a kind is checked against. */
export function definitionsFor(kind: ResourceKind, { istioVersion, gatewayApi }: ReleasesInForce): Definitions {
  if (!isGatewayApiKind(kind)) return definitionsOf(ISTIO, istioVersion, istioName);
  if (familyOf(kind) === INFERENCE) {
    return definitionsOf(INFERENCE, DEFINED_RELEASES[INFERENCE]?.at(-1) ?? '', (one) => `Inference Extension ${one}`);
  }
  const { version, channel } = gatewayApi ?? {
    version: gatewayApiOf(istioVersion as IstioVersion),
    channel: 'standard',
  };
  const prefix = channel === 'standard' ? '' : `${channel} `;
  return definitionsOf(familyOf(kind, channel), version, (one) => `${prefix}Gateway API ${minor(one)}`);
}

/** A release as messages name it: its minor. */
function minor(version: string): string {
  const dot = version.indexOf('.', version.indexOf('.') + 1);
  return dot < 0 ? version : version.slice(0, dot);
}

/** What holds in a release: the last entry that is not newer. A release newer than all entries has what the last one says. */
export function holdsIn<T>(history: readonly Since<T>[] | undefined, release: string): T | undefined {
  return history?.findLast(([since]) => compareMinors(since, release) <= 0)?.[1];
}

/** The kind that an `apiVersion` and a `kind` name together; undefined for a kind of somebody else. */
export function resourceKindOf(apiVersion: string, kind: string): ResourceKind | undefined {
  const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
  for (const id of [kind, `${group}/${kind}`]) {
    if (Object.hasOwn(RESOURCE_KINDS, id) && RESOURCE_KINDS[id as ResourceKind].group === group)
      return id as ResourceKind;
  }
  return undefined;
}

/** The versions of a kind's API that a release serves, newest first; none where it lacks the kind. */
export function servedVersions(kind: ResourceKind, release: string, family = familyOf(kind)): readonly string[] {
  return holdsIn(RESOURCE_KINDS[kind].served[family], release) ?? [];
}

/** The releases whose definitions are known and that have a kind, oldest first. */
export function releasesWith(kind: ResourceKind, family = familyOf(kind)): readonly string[] {
  return (DEFINED_RELEASES[family] ?? []).filter((release) => servedVersions(kind, release, family).length > 0);
}

/** The version that every release with the kind serves, the newest of them; undefined where there is none. */
export function lastingVersion(kind: ResourceKind, family = familyOf(kind)): string | undefined {
  const releases = releasesWith(kind, family);
  const newest = servedVersions(kind, releases.at(-1) ?? '', family);
  return newest.find((version) => releases.every((one) => servedVersions(kind, one, family).includes(version)));
}

// One schema object for each spec, so that releases that share a spec share what is made of it.
const schemas = new WeakMap<SchemaNode, KindSchema>();

/**
 * What the `spec` of a kind accepts in a release; undefined where the release lacks the kind.
 *
 * @param version the version of the API, where it matters: the newest one that the release serves unless one is given
 */
export function kindSchema(
  kind: ResourceKind,
  release: string,
  family = familyOf(kind),
  version?: string,
): KindSchema | undefined {
  if (servedVersions(kind, release, family).length === 0) return undefined;
  const { specs, definitions, rules } = RESOURCE_KINDS[kind].load();
  const spec = holdsIn(specs[`${family} ${version}`] ?? specs[family], release);
  if (spec === undefined) return undefined;
  const schema = schemas.get(spec) ?? { spec, definitions, rules };
  schemas.set(spec, schema);
  return schema;
}
