import { type TerraformProvider, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { DEFAULT_CLUSTER_DOMAIN } from '../model/hosts';
import { IMAGE_TAG_RULE, IMAGE_VARIANTS, type ImageVariant, isImageTag } from './istio-images';
import { checkGiven } from './shapes/check';
import {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  expectedVersion,
  type IstioVersion,
  isIstioVersion,
} from './versions/catalogue';
import {
  GATEWAY_API_CHANNELS,
  GATEWAY_API_MINORS,
  type GatewayApiRelease,
  gatewayApiOf,
  isGatewayApiVersion,
} from './versions/gateway-api';

/**
 * How a Kubernetes object reaches the cluster.
 *
 * - `release`: inside a Helm release of the chart that this package carries. Plans on an empty cluster, and fast.
 * - `manifest`: as one `kubernetes_manifest` resource. Every plan shows live drift; the object's kind must exist beforehand.
 */
export type Delivery = 'release' | 'manifest';

/**
 * Which API routes are written in: Istio's own (VirtualService), the Gateway API (HTTPRoute), or both, for the deploy between one and
 * the other.
 */
export type TrafficApi = 'istio' | 'gateway' | 'both';

/** The APIs that routes are written in. */
const TRAFFIC_APIS: readonly TrafficApi[] = ['istio', 'gateway', 'both'];

/** The provider configurations that what stands below a scope is deployed with. */
export interface MeshProviders {
  /** @default - the stack's default `kubernetes` provider */
  readonly kubernetes?: TerraformProvider;
  /** @default - the stack's default `helm` provider */
  readonly helm?: TerraformProvider;
}

/** What every construct below a scope needs to know of the mesh it belongs to. */
export interface MeshSettings {
  /**
   * The Istio release in force: what resources are checked against and which charts are taken.
   * @default - the newest release of the catalogue
   */
  readonly istioVersion?: IstioVersion;
  /**
   * Which definitions of the Gateway API the cluster has: what its resources are checked against.
   * @default - the standard channel of the newest version that the Istio release in force is built with
   */
  readonly gatewayApi?: Partial<GatewayApiRelease>;
  /**
   * Which API ServiceTraffic and HelloWorld write routes in: Istio's own, the Gateway API, or both on the way from one to the other.
   * @default istio
   */
  readonly trafficApi?: TrafficApi;
  /**
   * How custom resources reach the cluster.
   * @default - in Helm releases
   */
  readonly delivery?: Delivery;
  /**
   * The control plane's revision (`istio.io/rev`).
   * @default - the unnamed default revision
   */
  readonly revision?: string;
  /**
   * The namespace of the control plane, whose policies hold for the whole mesh.
   * @default - istio-system
   */
  readonly rootNamespace?: string;
  /**
   * The namespace of objects that name none: its name, or the construct that makes it.
   * @default - default
   */
  readonly namespace?: string | { readonly name: string };
  /**
   * The domain that the cluster's DNS ends the names of Services with.
   * @default - cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * The trust domain of the mesh, which the identities of its workloads start with.
   * @default - cluster.local, which istiod reads as the mesh's own, whatever it is called
   */
  readonly trustDomain?: string;
  /**
   * What the mesh calls the cluster, for meshes of several clusters.
   * @default - Kubernetes, as istiod's chart has it
   */
  readonly clusterName?: string;
  /**
   * The network that the cluster's pods are in, for meshes of several networks.
   * @default - none: every pod of the mesh is reached directly
   */
  readonly network?: string;
  /**
   * Labels that every object gets; an object's own win.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations that every object gets; an object's own win.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Where every chart comes from: an http(s) repository, an oci:// registry or a folder.
   * @default - each chart's own public repository
   */
  readonly chartRepository?: string;
  /**
   * The user of `chartRepository`, where it is private; sent to no other repository. Terraform variables keep user and
   * password out of the program.
   * @default - none: the repository is public, or the Helm provider knows its credentials
   */
  readonly chartRepositoryCredentials?: {
    /** The user. */
    readonly username: string;
    /** The user's password. */
    readonly password: string;
    /**
     * Whether they are sent to other hosts too, where the repository's index refers to charts there.
     * @default false
     */
    readonly passCredentials?: boolean;
  };
  /**
   * The registry of Istio's images.
   * @default - the one the release's charts carry
   */
  readonly imageHub?: string;
  /**
   * The tag of Istio's images, for builds of one's own.
   * @default - the release's version, as its charts have it
   */
  readonly imageTag?: string;
  /**
   * Which variant of Istio's images: `distroless` has no shell, `debug` has tools for debugging.
   * @default - the charts' own
   */
  readonly imageVariant?: ImageVariant;
  /**
   * The provider configurations to deploy with, for programs that reach several clusters.
   * @default - the stack's default providers
   */
  readonly providers?: MeshProviders;
}

/** The settings in force at a place: the nearest scope that sets one wins, key by key. */
export type MeshView = Readonly<
  Required<Pick<MeshSettings, Exclude<keyof typeof DEFAULTS, 'namespace'>>> &
    Omit<MeshSettings, keyof typeof DEFAULTS> & { readonly namespace: string; readonly gatewayApi: GatewayApiRelease }
>;

const DEFAULTS = {
  istioVersion: exactVersion(DEFAULT_ISTIO_VERSION),
  delivery: 'release',
  trafficApi: 'istio',
  rootNamespace: 'istio-system',
  namespace: 'default',
  clusterDomain: DEFAULT_CLUSTER_DOMAIN,
  trustDomain: DEFAULT_CLUSTER_DOMAIN,
  labels: {},
  annotations: {},
  providers: {},
} as const satisfies MeshSettings;

const KEYS = [
  'istioVersion',
  'gatewayApi',
  'trafficApi',
  'delivery',
  'revision',
  'rootNamespace',
  'namespace',
  'clusterDomain',
  'trustDomain',
  'clusterName',
  'network',
  'labels',
  'annotations',
  'chartRepository',
  'chartRepositoryCredentials',
  'imageHub',
  'imageTag',
  'imageVariant',
  'providers',
] as const satisfies readonly (keyof MeshSettings)[];

type Key = (typeof KEYS)[number];

interface Slot {
  readonly own: Partial<Record<Key, unknown>>;
  readonly readers: Partial<Record<Key, IConstruct>>;
}

// A registered symbol, so that two copies of the package in one program see each other's settings.
const SLOT = Symbol.for('cdktf-istio.MeshContext');

function slotOf(construct: IConstruct): Slot {
  const carrier = construct as { [SLOT]?: Slot };
  let slot = carrier[SLOT];
  if (slot === undefined) {
    slot = { own: {}, readers: {} };
    Object.defineProperty(construct, SLOT, { value: slot });
  }
  return slot;
}

function nearest(scope: IConstruct, key: Key): unknown {
  let visited: Slot[] | undefined;
  for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
    const slot = slotOf(at);
    if (slot.readers[key] === undefined) {
      visited ??= [];
      visited.push(slot);
    }
    if (slot.own[key] !== undefined) {
      visited?.forEach((s) => {
        s.readers[key] = scope;
      });
      return slot.own[key];
    }
  }
  visited?.forEach((s) => {
    s.readers[key] = scope;
  });
  return (DEFAULTS as Partial<Record<Key, unknown>>)[key];
}

class View {
  constructor(readonly scope: IConstruct) {}
}
for (const key of KEYS) {
  Object.defineProperty(View.prototype, key, {
    enumerable: true,
    get(this: { scope: IConstruct }) {
      const value = nearest(this.scope, key);
      return key === 'gatewayApi' ? releaseInForce(this.scope, value as Partial<GatewayApiRelease> | undefined) : value;
    },
  });
}

/** The release of the Gateway API in force: what a scope leaves open follows from the Istio release. */
function releaseInForce(scope: IConstruct, given: Partial<GatewayApiRelease> = {}): GatewayApiRelease {
  const { version = gatewayApiOf(nearest(scope, 'istioVersion') as IstioVersion), channel = 'standard' } = given;
  return { version, channel };
}

function checkedGatewayApi(where: string, given: Partial<GatewayApiRelease>): Partial<GatewayApiRelease> {
  const { version, channel } = given;
  if (version !== undefined && !isGatewayApiVersion(version)) {
    const known = `${GATEWAY_API_MINORS[0]} to ${GATEWAY_API_MINORS.at(-1)}`;
    throw new Error(
      `${where}: MeshContext.gatewayApi.version: expected a version of the Gateway API from ${known}, got "${version}"`,
    );
  }
  if (channel !== undefined && !GATEWAY_API_CHANNELS.includes(channel)) {
    const expected = `expected one of ${GATEWAY_API_CHANNELS.join(', ')}, got "${channel}"`;
    throw new Error(`${where}: MeshContext.gatewayApi.channel: ${expected}`);
  }
  return given;
}

function releaseOf(where: string, version: string): IstioVersion {
  if (!isIstioVersion(version)) throw new Error(`${where}: MeshContext.istioVersion: ${expectedVersion(version)}`);
  return exactVersion(version);
}

function imageTagOf(where: string, tag: string): string {
  if (Token.isUnresolved(tag) || isImageTag(tag)) return tag;
  throw new Error(`${where}: MeshContext.imageTag: expected ${IMAGE_TAG_RULE}, got "${tag}"`);
}

function imageVariantOf(where: string, variant: string): string {
  if (Token.isUnresolved(variant) || (IMAGE_VARIANTS as readonly string[]).includes(variant)) return variant;
  const expected = IMAGE_VARIANTS.join(' or ');
  throw new Error(`${where}: MeshContext.imageVariant: expected ${expected}, got "${variant}"`);
}

/** A setting as it is kept: a minor as its newest release, a namespace as its name. */
function settingOf(where: string, key: Key, given: unknown): unknown {
  if (key === 'istioVersion') return releaseOf(where, given as string);
  if (key === 'imageTag') return imageTagOf(where, given as string);
  if (key === 'imageVariant') return imageVariantOf(where, given as string);
  if (key === 'trafficApi' && !(TRAFFIC_APIS as readonly unknown[]).includes(given)) {
    throw new Error(`${where}: MeshContext.trafficApi: expected one of ${TRAFFIC_APIS.join(', ')}, got "${given}"`);
  }
  if (key === 'gatewayApi') return checkedGatewayApi(where, given as Partial<GatewayApiRelease>);
  return key === 'namespace' && typeof given === 'object' ? (given as { readonly name: string }).name : given;
}

/**
 * The settings of the mesh, set once on a scope and inherited by everything below it.
 *
 * @example
 * MeshContext.set(stack, { istioVersion: '1.31', namespace: 'shop' });
 */
export class MeshContext {
  /**
   * Sets what holds from `scope` downwards. May be called again for the same scope; `undefined` leaves a key as it is.
   *
   * @throws Error naming the reader, when something below has already read another value of that key; for keys that do not exist; and
   * for a release, a tag or a variant that cannot be
   */
  static set(scope: IConstruct, settings: MeshSettings): void {
    const slot = slotOf(scope);
    const where = scope.node.path || 'App';
    const unknown = Object.keys(settings ?? {}).find((name) => !(KEYS as readonly string[]).includes(name));
    if (unknown !== undefined) {
      throw new Error(`${where}: MeshContext.${unknown}: unknown setting, expected one of ${KEYS.join(', ')}`);
    }
    checkGiven('MeshContext.set', { settings });
    for (const [name, given] of Object.entries(settings)) {
      if (given === undefined) continue;
      const key = name as Key;
      const value = settingOf(where, key, given);
      const reader = slot.readers[key];
      if (reader !== undefined && slot.own[key] !== value) {
        throw new Error(
          `${where}: MeshContext.${key} is set too late: ${reader.node.path || 'App'} has read it already; set it before creating that construct`,
        );
      }
      slot.own[key] = value;
    }
  }

  /** What holds at `scope`. Reading a key fixes it for the scopes it was looked up in. */
  static of(scope: IConstruct): MeshView {
    return new View(scope) as unknown as MeshView;
  }
}
