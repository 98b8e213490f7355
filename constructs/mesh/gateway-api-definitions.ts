import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Construct, type IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { MeshContext } from '../mesh-context';
import { checkProps } from '../shapes/check';
import {
  exactGatewayApiVersion,
  GATEWAY_API_DIGESTS,
  type GatewayApiChannel,
  type GatewayApiRelease,
  gatewayApiFile,
} from '../versions';
import { canonicalDefinitions, type DefinitionObject, definitionsDigest } from './definitions-file';
import type { MeshNamespace } from './mesh-namespace';

/** Properties of {@link GatewayApiDefinitions}. */
export interface GatewayApiDefinitionsProps {
  /**
   * The file with the definitions: as the release publishes them (YAML), or as `mesh definitions` writes them (JSON, without what only
   * people read, which a program reads faster). Relative to the folder that the program runs in.
   * @default - gateway-api/VERSION-CHANNEL.json, such as gateway-api/1.6.3-standard.json
   */
  readonly file?: string;
  /**
   * The checksum of the file's definitions, for a version that this package does not know: `mesh definitions` prints it.
   * @default - the one that the catalogue has of the version and channel in force
   */
  readonly sha256?: string;
  /**
   * The namespace of the Helm release that they travel in; it has to exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: MeshNamespace | string;
  /**
   * Constructs that must be in the cluster before.
   * @default - the namespace, where it is a construct
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * The definitions of the Gateway API, in the version and channel of the mesh context, with the admission policy that guards them from
 * 1.5 on.
 *
 * Definitions that are in the cluster are taken over, and none is deleted: they stay when the release goes, and with them every route.
 * `mesh preflight` says which version a cluster has and who owns it, and stops a program that brings an older one.
 * Resources of the Gateway API of the same stack are deployed after them.
 *
 * @example
 * MeshContext.set(this, { gatewayApi: { version: '1.6', channel: 'standard' } });
 * new GatewayApiDefinitions(this, 'GatewayApi');
 *
 * @see https://gateway-api.sigs.k8s.io/guides/getting-started/introduction/
 */
export class GatewayApiDefinitions extends Construct {
  /** The exact version of the definitions, such as `1.6.3`. */
  readonly version: string;
  /** Which set of the version's definitions. */
  readonly channel: GatewayApiChannel;
  /** The Helm release that carries them. */
  readonly bundle: ResourceBundle;

  /**
   * @throws Error when the file is not there, cannot be read, or holds other definitions than those of the version and channel
   */
  constructor(scope: Construct, id: string, props: GatewayApiDefinitionsProps = {}) {
    checkProps(scope, id, 'GatewayApiDefinitionsProps', props);
    const { gatewayApi, rootNamespace } = MeshContext.of(scope);
    const where = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
    const objects = definitionsIn(where, gatewayApi, props);
    super(scope, id);
    this.version = exactGatewayApiVersion(gatewayApi.version);
    this.channel = gatewayApi.channel;
    const { namespace } = props;
    this.bundle = new ResourceBundle(this, 'Bundle', {
      releaseName: 'gateway-api',
      namespace: typeof namespace === 'object' ? namespace.name : (namespace ?? rootNamespace),
      takeOwnership: true,
      dependsOn: [...(typeof namespace === 'object' ? [namespace] : []), ...(props.dependsOn ?? [])],
    });
    for (const { apiVersion, kind, metadata, spec } of objects) {
      new CustomResource(this.bundle, `${kind}-${metadata.name}`, {
        apiVersion,
        kind,
        metadata,
        spec,
        clusterWide: true,
        delivery: 'release',
        retain: true,
      });
    }
    this.node.defaultChild = this.bundle;
  }
}

function definitionsIn(
  where: string,
  release: GatewayApiRelease,
  { file = gatewayApiFile(release), sha256 }: GatewayApiDefinitionsProps,
): readonly DefinitionObject[] {
  const version = exactGatewayApiVersion(release.version);
  const name = `${release.channel} definitions of the Gateway API ${version}`;
  const remedy = `mesh definitions --version ${version} --channel ${release.channel}`;
  if (!existsSync(resolve(file))) throw new Error(`${where}: file: "${file}" not found\n-> ${remedy}`);
  const wanted = sha256 ?? GATEWAY_API_DIGESTS[version]?.[release.channel];
  const text = canonicalDefinitions(readFileSync(resolve(file), 'utf8'), file);
  const got = definitionsDigest(text);
  if (wanted === undefined) {
    throw new Error(`${where}: sha256: required, because the catalogue has none of the ${name}, got "${got}"`);
  }
  if (got !== wanted) {
    throw new Error(
      `${where}: file: expected the ${name} with the SHA-256 ${wanted}, got "${file}" with ${got}\n-> ${remedy}`,
    );
  }
  return JSON.parse(text) as readonly DefinitionObject[];
}
