import { readCluster } from '../../model/read/cluster';
import type { KubernetesApi } from '../cluster/api';
import { listMesh } from '../cluster/mesh-objects';
import type { MapSource } from './source';

/**
 * What runs in a cluster.
 *
 * @throws CommandError where the cluster does not answer, or refuses the credentials.
 */
export async function runningSource(api: KubernetesApi): Promise<MapSource> {
  const { manifests, notes } = await listMesh(api);
  return { kind: 'live', name: `context ${api.access.context}`, mesh: readCluster(manifests, () => ({})), notes };
}
