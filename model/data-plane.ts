import type { PartlyLabels } from './labels';
import { isHole, isKnown } from './value';

/** The label of a namespace that asks for sidecars, or for none. */
export const INJECTION_LABEL = 'istio-injection';
/** The label of a namespace or a pod that names the revision which injects. */
export const REVISION_LABEL = 'istio.io/rev';
/** The label of a namespace or a pod that takes it into ambient mode, or out of it. */
export const DATA_PLANE_LABEL = 'istio.io/dataplane-mode';
/** The label, formerly the annotation, of a pod that asks for a sidecar, or for none. */
export const INJECT_LABEL = 'sidecar.istio.io/inject';

/** The labels of a namespace that decide about its pods. */
export const NAMESPACE_LABELS = [INJECTION_LABEL, REVISION_LABEL, DATA_PLANE_LABEL] as const;
/** The labels of a pod that decide about it. */
export const POD_LABELS = [INJECT_LABEL, REVISION_LABEL, DATA_PLANE_LABEL] as const;

/** Namespaces in which Istio injects nothing and captures nothing, whatever they say. */
export function isSystemNamespace(namespace: string): boolean {
  return /^kube-(system|public|node-lease)$|^local-path-storage$/.test(namespace);
}

/** How the pods of a workload take part in the mesh. */
export type DataPlaneMode = 'sidecar' | 'ambient' | 'none';

/** How the pods of a workload take part in the mesh, and what makes it so. */
export interface DataPlane {
  /** Unknown where a label that decides is. */
  readonly mode: DataPlaneMode | 'unknown';
  /** What decides, such as `namespace label istio-injection=enabled`. */
  readonly because: string;
  /** Set where nothing says anything, so that what the program cannot see may decide otherwise. */
  readonly isDefault?: true;
}

/** What decides about pods. */
export interface DataPlaneInput {
  readonly namespace: string;
  /** Undefined where the namespace's labels are not known. */
  readonly namespaceLabels: PartlyLabels | undefined;
  readonly podLabels?: PartlyLabels;
  readonly podAnnotations?: PartlyLabels;
  readonly hostNetwork?: boolean;
  /** Whether pods of namespaces without a label get a sidecar. */
  readonly injectsByDefault?: boolean;
}

const UNKNOWN_MODE = (because: string): DataPlane => ({ mode: 'unknown', because });

/** How pods take part in the mesh, by the rules of Istio's injection webhooks and its CNI plugin. */
export function dataPlaneOf(input: DataPlaneInput): DataPlane {
  const {
    namespace,
    namespaceLabels,
    podLabels = {},
    podAnnotations = {},
    hostNetwork = false,
    injectsByDefault,
  } = input;
  if (isSystemNamespace(namespace)) return { mode: 'none', because: `namespace ${namespace} belongs to Kubernetes` };
  if (hostNetwork) return { mode: 'none', because: 'the pods use the network of their node' };
  if (namespaceLabels === undefined) return UNKNOWN_MODE(`labels of namespace ${namespace}`);
  if (!isKnown(namespaceLabels) || !isKnown(podLabels) || !isKnown(podAnnotations)) return UNKNOWN_MODE('labels');
  const [injection, revision, ambient] = NAMESPACE_LABELS.map((key) => namespaceLabels[key]);
  const inject = podLabels[INJECT_LABEL] ?? podAnnotations[INJECT_LABEL];
  const [podRevision, podAmbient] = [podLabels[REVISION_LABEL], podLabels[DATA_PLANE_LABEL]];
  for (const one of [injection, revision, ambient, inject, podRevision, podAmbient]) {
    if (isHole(one)) return UNKNOWN_MODE('labels');
  }
  const sidecar = sidecarBecause();
  if (sidecar !== undefined) return { mode: 'sidecar', because: sidecar };
  if (podAmbient === 'none') return { mode: 'none', because: `pod label ${DATA_PLANE_LABEL}=none` };
  if (podAmbient === 'ambient') return { mode: 'ambient', because: `pod label ${DATA_PLANE_LABEL}=ambient` };
  if (ambient === 'ambient') return { mode: 'ambient', because: `namespace label ${DATA_PLANE_LABEL}=ambient` };
  if (inject === 'false') return { mode: 'none', because: `pod label ${INJECT_LABEL}=false` };
  return injection === 'disabled'
    ? { mode: 'none', because: `namespace label ${INJECTION_LABEL}=disabled` }
    : { mode: 'none', because: 'no label asks for a sidecar or for ambient mode', isDefault: true };

  function sidecarBecause(): string | undefined {
    if (inject === 'false' || injection === 'disabled') return undefined;
    if (injection === 'enabled') return `namespace label ${INJECTION_LABEL}=enabled`;
    if (revision !== undefined) return `namespace label ${REVISION_LABEL}=${String(revision)}`;
    if (podRevision !== undefined) return `pod label ${REVISION_LABEL}=${String(podRevision)}`;
    if (inject === 'true') return `pod label ${INJECT_LABEL}=true`;
    return injectsByDefault && ambient !== 'ambient' ? 'the mesh injects namespaces without a label' : undefined;
  }
}

/** Whether somebody said whether pods of a namespace take part in the mesh. */
export function saysDataPlane(labels: PartlyLabels): boolean {
  return !isKnown(labels) || NAMESPACE_LABELS.some((key) => labels[key] !== undefined);
}
