import { isFields } from '../../model/value';
import type { KubernetesObject } from '../cluster/api';
import { driftedFields, missingFields } from './field-diff';

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether an object runs as it was written, so that an apply would change nothing: no need to ask the server. Most custom resources are
 * kept as they were written, and Services but for what the server adds to each of them.
 */
export function isAsWritten(runs: KubernetesObject, manifest: KubernetesObject): boolean {
  const { status: _status, metadata: runsMetadata, ...runsBody } = runs as KubernetesObject & { status?: unknown };
  const { status: _none, metadata, ...body } = manifest as KubernetesObject & { status?: unknown };
  return (
    driftedFields(runsBody, isService(manifest) ? withDefaults(body, runsBody) : body).length === 0 &&
    missingFields(runsMetadata, metadata).length === 0
  );
}

function isService({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

/** What the server chooses for a Service that leaves it open. */
const CHOSEN = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];

/** What the server adds to a Service inside the cluster; one of another type is not so simple. */
function withDefaults(body: Json, runs: Json): Json {
  const spec = isFields(body['spec']) ? body['spec'] : {};
  const chosen = isFields(runs['spec']) ? runs['spec'] : {};
  return {
    ...body,
    spec: {
      ...Object.fromEntries(CHOSEN.filter((name) => name in chosen).map((name) => [name, chosen[name]])),
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ...spec,
      ...(Array.isArray(spec['ports']) ? { ports: spec['ports'].map(withPortDefaults) } : {}),
    },
  };
}

function withPortDefaults(port: unknown): unknown {
  return isFields(port) ? { protocol: 'TCP', targetPort: port['port'], ...port } : port;
}
