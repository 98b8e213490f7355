import { hostOfBackend, INFERENCE_POOL, inferencePoolHost } from '../../../model/gateway-api/backends';
import { serviceHost } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { itemsOf } from '../../../model/value';
import { field, nameOf, number, text, textsByName } from '../../../model/visibility/fields';
import type { MapBadge } from '../model';
import type { PolicyIndex } from '../policies';
import type { MapObject } from '../source';
import { type Canvas, drawnFrom, resourceId } from './canvas';

/** A pool of model servers, and the workloads behind it. */
export function drawPools(canvas: Canvas): void {
  for (const object of canvas.mesh.objects.of(INFERENCE_POOL)) {
    const { name, namespace } = nameOf(object);
    const ports = itemsOf(object.spec['targetPorts']).map((port) => number(field(port, 'number')) ?? '?');
    const picker = text(field(object.spec['endpointPickerRef'], 'name'));
    const subtitle = [
      `InferencePool · port ${ports.join(', ')}`,
      ...(picker === undefined ? [] : [`endpoints by ${picker}`]),
    ].join(' · ');
    const node = canvas.add(
      {
        ...drawnFrom(object),
        id: `InferencePool/${namespace}/${name}`,
        kind: 'service',
        kindName: 'InferencePool',
        subtitle,
      },
      object.origin,
    );
    canvas.answer(inferencePoolHost(name, namespace, canvas.mesh.config.clusterDomain), node.id);
  }
}

/** Leads from each pool to the workloads that it selects. */
export function connectPools(canvas: Canvas, policies: PolicyIndex): void {
  for (const object of canvas.mesh.objects.of(INFERENCE_POOL)) {
    const pool = canvas.nodeOf(object.origin);
    const labels = textsByName(field(field(object.spec, 'selector'), 'matchLabels'));
    if (pool === undefined || Object.keys(labels).length === 0) continue;
    for (const workload of canvas.mesh.workloads.select(labels, nameOf(object).namespace)) {
      const node = canvas.nodeOf(workload.origin);
      if (node?.kind !== 'workload') continue;
      const { mode } = policies.mtls(node.namespace, textsByName(workload.labels));
      canvas.connect({ node: pool.id }, { node: node.id }, { mtls: mode });
    }
  }
}

/** What a reference to a backend leads to, as a host of the map: kinds that istiod does not read have none. */
export function backendHost(canvas: Canvas, written: unknown, own: string): string {
  const [group, kind, name, namespace] = ['group', 'kind', 'name', 'namespace'].map((key) => field(written, key));
  const isRead = kind === undefined || kind === 'Service' || kind === 'Hostname' || kind === 'InferencePool';
  if (!isRead) return `${String(kind)} ${String(name)}`;
  return hostOfBackend({ group, kind, name, namespace }, own, canvas.mesh.config.clusterDomain);
}

/** What the objects of the Gateway API say of Services: who may refer to them, how gateways speak to them. */
export function drawBackendPolicies(canvas: Canvas): void {
  const { objects, config } = canvas.mesh;
  const attach = (object: MapObject, name: unknown, badge: MapBadge): void => {
    const host = serviceHost(String(name), nameOf(object).namespace, config.clusterDomain);
    for (const node of canvas.answering(host)) canvas.attach(node, [badge], resourceId(object));
  };
  for (const grant of objects.of(KINDS.referenceGrant)) {
    const from = itemsOf(grant.spec['from']).map(
      (one) => `${text(field(one, 'kind')) ?? '?'}s of ${text(field(one, 'namespace')) ?? '?'}`,
    );
    const badge: MapBadge = { icon: 'key', text: `${from.join(', ')} may refer to it`, resource: resourceId(grant) };
    for (const to of itemsOf(grant.spec['to'])) {
      if (field(to, 'kind') !== 'Service') continue;
      attach(grant, field(to, 'name') ?? '*', badge);
    }
  }
  for (const policy of objects.of('gateway.networking.k8s.io/BackendTLSPolicy')) {
    const host = text(field(policy.spec['validation'], 'hostname')) ?? '?';
    const badge: MapBadge = { icon: 'lock', text: `gateways speak TLS to ${host}`, resource: resourceId(policy) };
    for (const target of itemsOf(policy.spec['targetRefs'])) attach(policy, field(target, 'name'), badge);
  }
}
