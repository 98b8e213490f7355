import type { IConstruct } from 'constructs';
import { CAPTURE_ANNOTATIONS } from '../../../model/access/capture';
import type { MutualTlsMode } from '../../../model/access/mutual-tls';
import { dataPlaneOf, isSystemNamespace } from '../../../model/data-plane';
import { allServices, covers, namespaceOfHost } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import type { Labels } from '../../../model/labels';
import type { ClusterService } from '../../../model/mesh';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { namedPortOf, type Workload } from '../../../model/workloads';
import type { networking } from '../../resources';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import type { Code } from '../codes';
import type { MeshFacts, Rule } from '../facts';
import type { Report } from '../finding';
import { dataPlaneOfPods } from '../pods';

/** What a DestinationRule has clients speak, and where it says so. */
interface ClientTls {
  readonly mode: string;
  readonly path: string;
  /** The Service's port; undefined for all of them. */
  readonly port?: number;
}

/** Clients speak what servers understand: mutual TLS where it is STRICT, plain text where it is off. */
export const mutualTls: Check = (mesh, report, facts) => {
  if (mesh.objects.of(KINDS.peerAuthentication).length === 0) return;
  if (
    mesh.objects.of(KINDS.peerAuthentication).some((one) => !isFullyKnown(one.spec) || namespaceOf(one) === undefined)
  )
    return;
  for (const rule of mesh.objects.of<networking.DestinationRuleSpec>(KINDS.destinationRule)) {
    const namespace = namespaceOf(rule);
    const { host } = rule.spec;
    if (namespace === undefined || typeof host !== 'string') continue;
    const full = mesh.complete(host, namespace);
    for (const tls of clientTlsOf(rule)) {
      const service = mesh.serviceOf(full);
      if (service === undefined) checkNamespace(rule, full, tls, mesh, facts, report);
      else checkService(rule, full, service, tls, mesh, facts, report);
    }
  }
};

function clientTlsOf({ spec }: Rule): ClientTls[] {
  const found: ClientTls[] = [];
  const add = (policy: unknown, path: string): void => {
    const { tls, portLevelSettings } = fieldsOf(policy) as Fields;
    const mode = textOf(fieldsOf(tls)['mode']);
    if (mode !== undefined) found.push({ mode, path: `${path}.tls.mode` });
    itemsOf(portLevelSettings).forEach((setting, i) => {
      const own = textOf(fieldsOf(fieldsOf(setting)['tls'])['mode']);
      const port = numberOf(fieldsOf(fieldsOf(setting)['port'])['number']);
      if (own !== undefined && port !== undefined)
        found.push({ mode: own, port, path: `${path}.portLevelSettings[${i}].tls.mode` });
    });
  };
  add(spec.trafficPolicy, 'spec.trafficPolicy');
  itemsOf(spec.subsets).forEach((subset, i) => {
    add(fieldsOf(subset as unknown)['trafficPolicy'], `spec.subsets[${i}].trafficPolicy`);
  });
  return found;
}

function checkService(
  rule: Rule,
  full: string,
  service: ClusterService<IConstruct>,
  tls: ClientTls,
  mesh: ProgramMesh,
  facts: MeshFacts,
  report: Report,
): void {
  if (service.object?.spec['type'] === 'ExternalName') return;
  const servers = serversOf(service, tls.port, mesh, facts);
  if (servers === undefined) return;
  for (const wanted of ['STRICT', 'DISABLE'] as const) {
    if (servers.length > 0 && servers.every(({ mode }) => mode === wanted) && disagree(tls.mode, wanted)) {
      const by = servers[0]?.policy ?? '';
      const code: Code = wanted === 'STRICT' ? 'KIA0207' : servers[0]?.isMesh ? 'KIA0506' : 'KIA0505';
      report({ code, at: rule.origin, path: tls.path, text: conflict(full, tls.mode, wanted, by) });
    }
  }
}

const conflict = (host: string, client: string, server: MutualTlsMode, by: string): string =>
  `mode ${client} for "${host}", whose servers are ${server} by PeerAuthentication ${by}: expected ${
    server === 'STRICT' ? 'ISTIO_MUTUAL' : 'DISABLE'
  }, or no tls at all`;

function disagree(client: string, server: 'STRICT' | 'DISABLE'): boolean {
  return server === 'STRICT' ? client !== 'ISTIO_MUTUAL' : client === 'ISTIO_MUTUAL';
}

interface ServerTls {
  readonly mode: string;
  readonly policy: string;
  readonly isMesh: boolean;
}

/** What the servers behind a Service accept; undefined where that is not known. */
function serversOf(
  service: ClusterService<IConstruct>,
  port: number | undefined,
  mesh: ProgramMesh,
  facts: MeshFacts,
): readonly ServerTls[] | undefined {
  const { namespace, selector } = service;
  if (selector !== undefined && !isFullyKnown(selector)) return undefined;
  // Without a selector the endpoints are somebody's own, in the mesh or not; of a Service that is only named nothing is known.
  if (service.object !== undefined && Object.keys(selector ?? {}).length === 0) return undefined;
  // The API server is in every cluster, and in no mesh.
  if (service.origin === undefined) return undefined;
  const workloads = mesh.workloadsOf(service);
  if (workloads.length === 0 && isOutsideNamespace(namespace, mesh)) return undefined;
  if (workloads.some((workload) => isOutside(workload, namespace, mesh) || limitsCapture(workload))) return undefined;
  if (!workloads.every(({ labels }) => isFullyKnown(labels))) return undefined;
  const ports = (service.ports ?? []).map((one) => fieldsOf(one));
  const asked = port === undefined ? ports : ports.filter((one) => numberOf(one['port']) === port);
  // Without a workload that is known, its pods are those that the Service selects.
  const pods = workloads.length > 0 ? workloads : [{ labels: selector ?? {}, template: undefined }];
  const targets = pods.flatMap((pod) =>
    (asked.length > 0 ? asked : [{}]).map(({ port: own, targetPort = own }) => ({
      labels: pod.labels as Labels,
      written: targetPort,
      number: numberOf(targetPort) ?? namedPortOf(pod as Workload, textOf(targetPort)),
    })),
  );
  // A port of which the name alone is known may have a mode of its own.
  const isSplit = mesh.objects.in(KINDS.peerAuthentication, namespace).some(({ spec }) => spec['portLevelMtls']);
  if (isSplit && targets.some(({ written, number }) => written !== undefined && number === undefined)) return undefined;
  return targets.map(({ labels, number }) => {
    const found = facts.peerAuthentications.modeOf({ namespace, labels }, number);
    const by = found.policy;
    return {
      mode: found.mode,
      policy: by === undefined ? '' : `${by.namespace}/${by.name}`,
      isMesh: by?.namespace === mesh.config.rootNamespace && namespace !== by.namespace,
    };
  });
}

/** Pods without a proxy speak what their containers speak, whatever a policy says. */
function isOutside(workload: Workload<IConstruct>, namespace: string, mesh: ProgramMesh): boolean {
  const { mode, isDefault } = dataPlaneOfPods(workload, namespace, mesh);
  return mode === 'none' && isDefault === undefined;
}

/** What of a pod's own says that some of its ports pass the proxy by, which then speak what the container speaks. */
const CAPTURE = [
  `${CAPTURE_ANNOTATIONS}excludeInboundPorts`,
  `${CAPTURE_ANNOTATIONS}includeInboundPorts`,
  'sidecar.istio.io/interceptionMode',
  'ambient.istio.io/bypass-inbound-capture',
];

function limitsCapture({ annotations }: Workload<IConstruct>): boolean {
  return !isKnown(annotations) || CAPTURE.some((name) => annotations[name] !== undefined);
}

/** A namespace without proxies: one of the cluster's own, or by the labels that the program says. */
function isOutsideNamespace(namespace: string, mesh: ProgramMesh): boolean {
  if (isSystemNamespace(namespace)) return true;
  const namespaceLabels = mesh.labelsOfNamespace(namespace);
  if (namespaceLabels === undefined) return false;
  return dataPlaneOf({ namespace, namespaceLabels, injectsByDefault: mesh.config.injectsByDefault }).mode === 'none';
}

/** Of two rules the narrower one holds alone: without TLS settings it takes those of the wider one away. */
export const overriddenTls: Check = (mesh, report) => {
  const rules = mesh.objects.of<networking.DestinationRuleSpec>(KINDS.destinationRule).flatMap((rule) => {
    const namespace = namespaceOf(rule);
    const { host } = rule.spec;
    if (namespace === undefined || typeof host !== 'string') return [];
    return [{ rule, host: mesh.complete(host, namespace), modes: clientTlsOf(rule) }];
  });
  const wide = rules.filter(({ host, modes }) => host.startsWith('*') && modes.some(isMutual));
  if (wide.length === 0) return;
  // With automatic mutual TLS, clients and servers agree without settings.
  const isAutomatic = mesh.config.meshConfig['enableAutoMtls'] !== false;
  for (const { rule, host, modes } of rules) {
    if (modes.length > 0 || !isFullyKnown(rule.spec.trafficPolicy)) continue;
    const over = wide.find((one) => one.host !== host && covers(one.host, host));
    if (over === undefined) continue;
    const text = `has no tls settings, and replaces those of ${pathOf(over.rule)} for "${over.host}"${isAutomatic ? ': automatic mutual TLS decides' : ': clients speak plain text'}`;
    const severity = isAutomatic ? 'info' : 'warning';
    report({ code: 'KIA0204', at: rule.origin, path: 'spec.trafficPolicy', text, severity });
  }
};

const isMutual = ({ mode }: ClientTls): boolean => mode === 'ISTIO_MUTUAL' || mode === 'MUTUAL';

/**
 * A rule for many hosts (`*.local`, `*.shop.svc.cluster.local`), or for a Service of someone else, meets what the mesh or a namespace says as
 * a whole.
 */
function checkNamespace(
  rule: Rule,
  full: string,
  tls: ClientTls,
  mesh: ProgramMesh,
  facts: MeshFacts,
  report: Report,
): void {
  const { rootNamespace, clusterDomain } = mesh.config;
  const namespace = namespaceOfHost(full, clusterDomain);
  if (namespace === undefined ? !covers(full, allServices(clusterDomain)) : hasNarrower(namespace, mesh)) return;
  if (namespace !== undefined && isOutsideNamespace(namespace, mesh)) return;
  const { mode, policy } = facts.peerAuthentications.modeOf({ namespace: namespace ?? rootNamespace, labels: {} });
  if (policy === undefined || (mode !== 'STRICT' && mode !== 'DISABLE') || !disagree(tls.mode, mode)) return;
  const isMesh = namespace === undefined;
  const code: Code = mode === 'STRICT' ? (isMesh ? 'KIA0208' : 'KIA0207') : isMesh ? 'KIA0506' : 'KIA0505';
  report({
    code,
    at: rule.origin,
    path: tls.path,
    text: conflict(full, tls.mode, mode, `${policy.namespace}/${policy.name}`),
    // Pods that are in no sight may be outside of the mesh.
    ...(full.startsWith('*') ? {} : { severity: 'warning' }),
  });
}

/** Whether a policy holds for some pods of a namespace alone. */
function hasNarrower(namespace: string, mesh: ProgramMesh): boolean {
  return mesh.objects.in(KINDS.peerAuthentication, namespace).some(({ spec }) => spec['selector'] !== undefined);
}
