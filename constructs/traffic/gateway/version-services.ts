import type * as gatewayApi from '../../resources/generated/gateway-api';
import type { Backend } from '../backend';
import { MeshService } from '../mesh-service';
import type { Subset } from '../subset';

/** The Service of a subset's pods alone: the one that the subset names, or the one that is made for it. */
export function serviceOfSubset(service: MeshService, subset: Subset): MeshService {
  if (subset.service !== undefined) return MeshService.of(subset.service);
  const made = MeshService.fromName(`${service.name}-${subset.name}`, { port: service.port });
  return service.namespace === undefined ? made : made.inNamespace(service.namespace);
}

/**
 * The spec of the Service that is made for a subset: the service's own ports, and the pods that have the labels of both.
 *
 * @param protocol what the port is called, which is what Istio reads there, where the service does not say
 */
export function versionServiceSpec(
  service: MeshService,
  subset: Subset,
  protocol: 'http' | 'grpc' | 'tcp' | 'tls',
): object {
  const { selector = {}, port, portEntries } = service;
  return {
    selector: { ...selector, ...subset.labels },
    ports: portEntries ?? [{ name: protocol, port, targetPort: port }],
  };
}

/** Why no Service can be made for a subset; nothing where the subset names one, or its pods are known. */
export function versionServiceFaults(service: MeshService, subset: Subset): string[] {
  if (subset.service !== undefined) return [];
  if (service.isExternal) {
    return [
      `subset "${subset.name}": the Gateway API routes to Services, and "${service.name}" lies outside the cluster`,
    ];
  }
  if (service.selector === undefined) {
    return [
      `subset "${subset.name}": the Gateway API routes to Services, and the pods of "${service.name}" are not known: give the subset a Service (service), or the service its selector: MeshService.fromName("${service.name}", { selector })`,
    ];
  }
  return [];
}

/** A backend as a route of a namespace refers to it. */
export function backendReference(
  { service, subset }: Backend,
  namespace: string,
  faults: string[],
): gatewayApi.BackendObjectReference {
  const target = subset === undefined ? service : serviceOfSubset(service, subset);
  const port = target.port ?? service.port;
  if (port === undefined) {
    faults.push(
      `to: the Gateway API names the port of a Service, and that of "${target.name}" is not known: MeshService.of(service).withPort(80)`,
    );
  }
  if (target.isExternal) return { group: 'networking.istio.io', kind: 'Hostname', name: target.name, port };
  const own = target.namespace ?? service.namespace ?? namespace;
  return { name: target.name, namespace: own === namespace ? undefined : own, port };
}
