import type { IConstruct } from 'constructs';
import {
  DATA_PLANE_LABEL,
  dataPlaneOf,
  INJECT_LABEL,
  INJECTION_LABEL,
  isSystemNamespace,
  NAMESPACE_LABELS,
  POD_LABELS,
  REVISION_LABEL,
  saysDataPlane,
} from '../../../model/data-plane';
import { KINDS } from '../../../model/kinds';
import { isIstiod, selects } from '../../../model/labels';
import type { MeshNamespace } from '../../../model/mesh';
import { selectorOf } from '../../../model/object';
import { fieldsOf, isHole, isKnown, itemsOf } from '../../../model/value';
import { containersOf, type Workload } from '../../../model/workloads';
import { type Check, type ProgramMesh, type ProgramObject, pathOf } from '../check';

/** A namespace has one kind of injection label: the revision's would lose against the other. */
export const injectionLabels: Check = (mesh, report) => {
  for (const { name, labels, objects } of mesh.namespaces.values()) {
    if (!isKnown(labels)) continue;
    // "ambient" excludes sidecars; "none" does not. "disabled" says that there is no sidecar, whatever else there is.
    const found = NAMESPACE_LABELS.filter((key) => {
      const value = labels[key];
      return value !== undefined && value !== 'none' && !(key === INJECTION_LABEL && value === 'disabled');
    });
    const at = objects.at(-1);
    if (found.length < 2 || at === undefined) continue;
    const text = `expected one of the labels ${found.join(' and ')} on namespace "${name}", got both`;
    report({ code: 'IST0123', at: at.origin, path: 'metadata.labels', text });
  }
};

/** Policies for pods hold in their proxies, which pods of an unlabelled namespace do not get. */
export const missingInjection: Check = (mesh, report) => {
  if (mesh.config.injectsByDefault || mesh.isUnreadable) return;
  for (const namespace of mesh.namespaces.values()) {
    const { name, labels } = namespace;
    const at = namespace.objects.find(({ partial }) => !partial);
    if (at === undefined || name === mesh.config.rootNamespace || isSystemNamespace(name) || saysDataPlane(labels))
      continue;
    const pods = mesh.workloads.in(name).filter(leavesInjectionOpen);
    if (pods.length === 0) continue;
    const policy = policiesOf(mesh, name).find((one) => pods.some((pod) => policySelects(one, pod)));
    if (policy === undefined) continue;
    const text = `namespace "${name}" has no injection label, so that ${pathOf(policy)} holds for none of its pods: expected istio-injection=enabled or istio.io/rev, or istio-injection=disabled where that is meant`;
    report({ code: 'IST0102', at: at.origin, path: 'metadata.labels', text });
  }
};

function leavesInjectionOpen({ labels, annotations, hostNetwork, source }: Workload<IConstruct>): boolean {
  if (hostNetwork || source !== 'object' || !isKnown(labels) || !isKnown(annotations)) return false;
  return !POD_LABELS.some((key) => labels[key] !== undefined || annotations[key] !== undefined);
}

function policiesOf(mesh: ProgramMesh, namespace: string): ProgramObject[] {
  const kinds = [KINDS.authorizationPolicy, KINDS.peerAuthentication, KINDS.requestAuthentication, KINDS.sidecar];
  return kinds
    .flatMap((kind) => mesh.objects.in(kind, namespace) as readonly ProgramObject[])
    .filter(({ kind, spec }) => kind !== 'PeerAuthentication' || fieldsOf(spec['mtls'])['mode'] !== 'DISABLE');
}

function policySelects({ spec }: ProgramObject, { labels }: Workload<IConstruct>): boolean {
  const { targetRef, targetRefs } = spec;
  if (targetRef !== undefined || targetRefs !== undefined) return false;
  return selects(selectorOf(spec), labels) === true;
}

/** A Sidecar configures sidecars, of which an ambient namespace has none. */
export const ambientSidecars: Check = (mesh, report) => {
  for (const sidecar of mesh.objects.of(KINDS.sidecar)) {
    const { namespace } = sidecar.metadata;
    const labels = typeof namespace === 'string' ? mesh.labelsOfNamespace(namespace) : undefined;
    if (labels === undefined || !isKnown(labels)) continue;
    const wanted = selectorOf(sidecar.spec);
    const own = mesh.namespaces.get(String(namespace));
    const configured = mesh.workloads
      .in(String(namespace))
      .filter((workload) => selects(wanted, workload.labels) !== false)
      .map((workload) => modeOf(workload, own, mesh).mode);
    const isSelective = isKnown(wanted) && Object.keys(wanted).length > 0;
    if (isSelective && configured.length > 0 && configured.every((mode) => mode === 'ambient')) {
      const text = 'every workload that it selects is in ambient mode and has no sidecar: the Sidecar has no effect';
      report({ code: 'IST0167', at: sidecar.origin, path: 'spec.workloadSelector', text });
      continue;
    }
    if (labels[DATA_PLANE_LABEL] !== 'ambient') continue;
    if (labels[INJECTION_LABEL] === 'enabled' || labels[REVISION_LABEL] !== undefined) continue;
    if (configured.includes('sidecar')) continue;
    const text = `namespace "${String(namespace)}" is in ambient mode and has no sidecars: the Sidecar has no effect`;
    report({ code: 'IST0167', at: sidecar.origin, path: 'spec', text });
  }
};

/** The image "auto" stands for the one that is injected, and is none where nothing is. */
export const autoImages: Check = (mesh, report) => {
  for (const workload of mesh.workloads.list) {
    const { kind, namespace } = workload;
    if (!isKnown(namespace)) continue;
    const containers = containersOf(workload);
    if (!containers.some(({ name, image }) => name === 'istio-proxy' && image === 'auto')) continue;
    const own = mesh.namespaces.get(namespace);
    const code = kind === 'Pod' ? 'IST0147' : 'IST0146';
    const { mode, because } = modeOf(workload, own, mesh);
    if (mode === 'sidecar' || mode === 'unknown' || isKubernetesGateway(workload)) continue;
    if (own?.isOwn === true || saysNo(workload)) {
      const text = `the image "auto" is replaced by injection, and these pods are not injected (${because})`;
      report({ code, at: workload.origin, path: 'spec', text });
    } else {
      // What the program does not make may be labelled by others.
      const text = `the image "auto" is replaced by injection: expected the label ${INJECT_LABEL}=true on the pods, unless somebody else labels namespace ${namespace}`;
      report({ code, at: workload.origin, path: 'spec', text, severity: 'info' });
    }
  }
};

function saysNo({ labels, annotations }: Workload<IConstruct>): boolean {
  return [labels, annotations].some((one) => isKnown(one) && fieldsOf(one)[INJECT_LABEL] === 'false');
}

function isKubernetesGateway({ labels }: Workload<IConstruct>): boolean {
  return isKnown(labels) && labels['gateway.networking.k8s.io/gateway-name'] !== undefined;
}

function modeOf(
  { namespace, labels, annotations, hostNetwork }: Workload<IConstruct>,
  own: MeshNamespace<IConstruct> | undefined,
  mesh: ProgramMesh,
): ReturnType<typeof dataPlaneOf> {
  return dataPlaneOf({
    namespace: isHole(namespace) ? '' : namespace,
    namespaceLabels: own?.labels ?? {},
    podLabels: labels,
    podAnnotations: annotations,
    hostNetwork,
    injectsByDefault: mesh.config.injectsByDefault,
  });
}

/** The proxy runs as user 1337, whose traffic is not captured. */
export const reservedUsers: Check = (mesh, report) => {
  for (const workload of mesh.workloads.list) {
    const { template, namespace } = workload;
    if (template === undefined || !isKnown(namespace) || isSystemNamespace(namespace)) continue;
    const labels = mesh.labelsOfNamespace(namespace);
    const isOpen = labels === undefined && !mesh.config.injectsByDefault;
    const { mode } = modeOf(workload, mesh.namespaces.get(namespace), mesh);
    // istiod runs as that user by itself.
    if (mode !== 'sidecar' && (!isOpen || saysNo(workload) || isIstiod(workload.labels))) continue;
    const pod = fieldsOf(template['spec']);
    const isForAll = fieldsOf(pod['securityContext'])['runAsUser'] === 1337;
    const containers = itemsOf(pod['containers']).map((one) => fieldsOf(one));
    const culprit = containers.find(({ name, securityContext }) => {
      const own = fieldsOf(securityContext)['runAsUser'];
      return name !== 'istio-proxy' && (own === 1337 || (own === undefined && isForAll));
    });
    if (culprit === undefined) continue;
    const text = `container "${String(culprit['name'])}" runs as user 1337, which is the proxy's: its traffic passes the mesh by`;
    const severity = mode === 'sidecar' ? undefined : 'info';
    report({ code: 'IST0144', at: workload.origin, path: 'spec', text, ...(severity && { severity }) });
  }
};
