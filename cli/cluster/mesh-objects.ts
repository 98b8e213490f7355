import type { Fields } from '../../model/value';
import { ApiError, groupPath, type KubernetesApi, type KubernetesObject, refusal } from './api';

/** What a mesh is made of, by API group. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  '': ['Namespace', 'Service'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet'],
  'networking.istio.io': [
    'Gateway',
    'VirtualService',
    'DestinationRule',
    'ServiceEntry',
    'WorkloadEntry',
    'Sidecar',
    'EnvoyFilter',
    'ProxyConfig',
  ],
  'security.istio.io': ['PeerAuthentication', 'AuthorizationPolicy', 'RequestAuthentication'],
  'telemetry.istio.io': ['Telemetry'],
  'extensions.istio.io': ['WasmPlugin', 'TrafficExtension'],
  'gateway.networking.k8s.io': ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'ReferenceGrant'],
};

/** The ConfigMaps of istiods, where their `meshConfig` is: trust domain, authorizers, what becomes of unknown hosts. */
const OF_CONTROL_PLANE = { labelSelector: 'istio.io/rev' };

/** Namespaces of the platform itself, which no mesh serves. */
const PLATFORM_NAMESPACES = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

interface ApiGroups {
  readonly groups: readonly {
    readonly name: string;
    readonly versions: readonly { readonly groupVersion: string }[];
  }[];
}

/** The objects of a cluster's mesh. */
export interface ClusterObjects {
  readonly manifests: readonly Fields[];
  /** What could not be listed, one line each. */
  readonly notes: readonly string[];
}

/**
 * Lists what a mesh is made of in a cluster. Kinds that one may not list are named in the notes; those that the cluster does not have are left out.
 *
 * @throws CommandError where the cluster does not answer, or refuses the credentials.
 */
export async function listMesh(api: KubernetesApi): Promise<ClusterObjects> {
  const notes: string[] = [];
  const { groups } = await api.get<ApiGroups>('/apis').catch((error) => {
    throw refusal(error, api.access);
  });
  const lists = await Promise.all(
    Object.entries(WANTED).map(async ([group, kinds]) => {
      const versions =
        group === ''
          ? ['v1']
          : (groups.find(({ name }) => name === group)?.versions ?? []).map((version) => version.groupVersion);
      return listGroup(api, versions, kinds, notes);
    }),
  );
  const meshConfig = await listKind(
    api,
    { apiVersion: 'v1', kind: 'ConfigMap' },
    '/api/v1/configmaps',
    notes,
    OF_CONTROL_PLANE,
  );
  const manifests = [...lists.flat(), ...meshConfig].filter(
    ({ kind, metadata }) => !PLATFORM_NAMESPACES.has((kind === 'Namespace' ? metadata.name : metadata.namespace) ?? ''),
  );
  return { manifests: manifests.map((manifest) => ({ ...manifest })), notes: notes.sort() };
}

/** Each kind in the first version that serves it: the server lists the preferred one first, and not every version has all kinds. */
async function listGroup(
  api: KubernetesApi,
  versions: readonly string[],
  kinds: readonly string[],
  notes: string[],
): Promise<KubernetesObject[]> {
  const served = await Promise.all(
    versions.map(async (version) => ({ version, resources: await api.resources(version) })),
  );
  const lists = await Promise.all(
    kinds.map(async (kind) => {
      for (const { version, resources } of served) {
        const resource = resources.find((each) => each.kind === kind && !each.name.includes('/'));
        if (resource) {
          return listKind(api, { apiVersion: version, kind }, `${groupPath(version)}/${resource.name}`, notes);
        }
      }
      return [];
    }),
  );
  return lists.flat();
}

async function listKind(
  api: KubernetesApi,
  type: { readonly apiVersion: string; readonly kind: string },
  path: string,
  notes: string[],
  query: Readonly<Record<string, string>> = {},
): Promise<KubernetesObject[]> {
  try {
    const items = await api.list<KubernetesObject & { status?: unknown }>(path, query);
    return items.map(({ status: _status, metadata: { managedFields: _managed, ...metadata }, ...rest }) => ({
      // The items of a list carry neither of the two.
      ...type,
      metadata,
      ...rest,
    }));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401) throw refusal(error, api.access);
    notes.push(`${type.kind}: ${error.message}`);
    return [];
  }
}
