import { isFields } from '../../model/value';
import type { KubernetesObject } from '../cluster/api';
import { driftedFields, missingFields } from './field-diff';

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether an object runs as it was written, so that an apply would change nothing: no need to ask the server. Most custom resources are
 * kept as they were written, and some kinds of Kubernetes' own but for what the server adds to each of them.
 */
export function isAsWritten(runs: KubernetesObject, manifest: KubernetesObject): boolean {
  const { status: _status, metadata: runsMetadata, ...runsBody } = runs as KubernetesObject & { status?: unknown };
  const { status: _none, metadata, ...body } = manifest as KubernetesObject & { status?: unknown };
  const complete = ADDED[`${manifest.apiVersion} ${manifest.kind}`] ?? ((written) => written);
  return (
    driftedFields(runsBody, complete(body, runsBody)).length === 0 && missingFields(runsMetadata, metadata).length === 0
  );
}

/** By kind, an object with what the server adds to it. Only what it adds to every one of them, whatever its version. */
const ADDED: Readonly<Record<string, (body: Json, runs: Json) => Json>> = {
  'v1 Namespace': (body) => ({ spec: { finalizers: ['kubernetes'] }, ...body }),
  'v1 Service': (body, runs) => ({ ...body, spec: serviceSpec(mapAt(body, 'spec'), mapAt(runs, 'spec')) }),
};

/** What the server chooses for a Service that leaves it open. */
const CHOSEN = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];

/** Of a Service inside the cluster; one of another type is not so simple. */
function serviceSpec(spec: Json, runs: Json): Json {
  const ports = spec['ports'];
  return {
    ...Object.fromEntries(CHOSEN.filter((name) => name in runs).map((name) => [name, runs[name]])),
    type: 'ClusterIP',
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ...spec,
    ...(Array.isArray(ports) ? { ports: ports.map(servicePort) } : {}),
  };
}

function servicePort(port: unknown): unknown {
  return isFields(port) ? { protocol: 'TCP', targetPort: port['port'], ...port } : port;
}

function mapAt(object: Json, key: string): Json {
  const value = object[key];
  return isFields(value) ? value : {};
}
