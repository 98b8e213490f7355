import { DEFAULT_CLUSTER_DOMAIN } from '../hosts';
import { type Fields, itemsOf } from '../value';
import type { ExportTo } from './audience';
import { field, text } from './fields';

/** What the mesh as a whole says about visibility and the way out. */
export interface MeshSettings {
  /** @default - `istio-system` */
  readonly rootNamespace: string;
  /** @default - `cluster.local` */
  readonly clusterDomain: string;
  /** @default - `*` */
  readonly defaultServiceExportTo: ExportTo;
  /** @default - `*` */
  readonly defaultVirtualServiceExportTo: ExportTo;
  /** @default - `*` */
  readonly defaultDestinationRuleExportTo: ExportTo;
  /** @default - `ALLOW_ANY` */
  readonly outboundTrafficPolicy: OutboundTrafficMode;
  /**
   * Whether `~namespace/host` in a Sidecar leaves a host out, as newer releases do; older ones import nothing by it.
   * @default true
   */
  readonly excludesSidecarHosts?: boolean;
}

/** What becomes of requests for hosts that the mesh does not know. */
export type OutboundTrafficMode = 'ALLOW_ANY' | 'REGISTRY_ONLY';

export const DEFAULT_SETTINGS: MeshSettings = {
  rootNamespace: 'istio-system',
  clusterDomain: DEFAULT_CLUSTER_DOMAIN,
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
  outboundTrafficPolicy: 'ALLOW_ANY',
};

/** The settings of a `meshConfig`, as istiod's values or the ConfigMap `istio` hold it. */
export function settingsOf(meshConfig: Fields, clusterDomain = DEFAULT_CLUSTER_DOMAIN): MeshSettings {
  const names = (key: keyof MeshSettings & `default${string}`): ExportTo =>
    meshConfig[key] === undefined ? DEFAULT_SETTINGS[key] : itemsOf(meshConfig[key]).map(String);
  const mode = field(meshConfig['outboundTrafficPolicy'], 'mode');
  return {
    rootNamespace: text(meshConfig['rootNamespace']) ?? DEFAULT_SETTINGS.rootNamespace,
    clusterDomain,
    defaultServiceExportTo: names('defaultServiceExportTo'),
    defaultVirtualServiceExportTo: names('defaultVirtualServiceExportTo'),
    defaultDestinationRuleExportTo: names('defaultDestinationRuleExportTo'),
    outboundTrafficPolicy: mode === 'REGISTRY_ONLY' ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
  };
}
