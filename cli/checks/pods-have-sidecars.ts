import { INJECT_LABEL, INJECTION_LABEL } from '../../model/data-plane';
import { matchesSelector } from '../../model/labels';
import type { KubernetesObject } from '../cluster/api';
import { isIstios, MUTATING_WEBHOOKS, type WebhookConfiguration } from '../cluster/webhooks';
import type { Session } from '../session/session';
import type { Check, Finding } from './check';

interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly running?: { readonly startedAt?: string } };
}

/** A pod as far as its proxy is concerned. */
export interface Pod extends KubernetesObject {
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly { readonly name: string; readonly image?: string }[];
    readonly initContainers?: readonly { readonly name: string; readonly image?: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

/** Every pod that should have a sidecar has one: those that were there before the injector lack it until they are started again. */
export const podsHaveSidecars: Check = {
  title: 'the pods that should have a sidecar have one',
  group: 'Data plane',
  link: 'https://istio.io/latest/docs/reference/config/analysis/ist0103/',
  async look(session) {
    const { wanted, bare } = await podsWithoutSidecar(session);
    return {
      note: `${wanted} pods`,
      findings: bare.map(
        (pod): Finding => ({
          severity: 'bad',
          problem: `pod ${pod.metadata.namespace}/${pod.metadata.name}: has no sidecar, and should`,
          remedy: `mesh verify --restart, or kubectl -n ${pod.metadata.namespace} ${ownerCommand(pod)}`,
        }),
      ),
    };
  },
};

/** The pods whose namespace and labels ask for a sidecar, and those of them that have none. */
export async function podsWithoutSidecar(
  session: Session,
): Promise<{ readonly wanted: number; readonly bare: readonly Pod[] }> {
  const [pods, namespaces, configurations] = await Promise.all([
    session.list<Pod>('/api/v1/pods'),
    session.list<KubernetesObject>('/api/v1/namespaces'),
    session.list<WebhookConfiguration>(MUTATING_WEBHOOKS),
  ]);
  const webhooks = configurations.filter(isIstios).flatMap((configuration) => configuration.webhooks ?? []);
  const labelsOf = new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
  const wanted = pods.filter((pod) => {
    const { metadata, spec } = pod;
    if (!isAlive(pod) || spec.hostNetwork) return false;
    const labels = metadata.labels ?? {};
    if (labels[INJECT_LABEL] === 'false' || metadata.annotations?.[INJECT_LABEL] === 'false') return false;
    const namespaceLabels = labelsOf.get(metadata.namespace ?? '') ?? {};
    if (webhooks.length === 0) return namespaceLabels[INJECTION_LABEL] === 'enabled';
    return webhooks.some(
      ({ namespaceSelector, objectSelector }) =>
        matchesSelector(namespaceSelector, namespaceLabels) && matchesSelector(objectSelector, labels),
    );
  });
  return { wanted: wanted.length, bare: wanted.filter((pod) => !isInMesh(pod)) };
}

/** Whether a pod has a proxy, and is no remnant of one that ended, as a node evicts them when its disk is full. */
export function hasProxy(pod: Pod): boolean {
  return proxyOf(pod) !== undefined && isAlive(pod);
}

function isAlive({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

/** The container of a pod's proxy, which may be one of its init containers. */
export function proxyOf({ spec }: Pod): { readonly image?: string } | undefined {
  return [...spec.containers, ...(spec.initContainers ?? [])].find(({ name }) => name === 'istio-proxy');
}

/** Whether a pod's traffic is the mesh's: by a proxy of its own, or by ztunnel, in ambient mode. */
export function isInMesh(pod: Pod): boolean {
  return hasProxy(pod) || pod.metadata.annotations?.['ambient.istio.io/redirection'] === 'enabled';
}

/** What starts a pod again: its Deployment carries the name of the ReplicaSet without its hash. */
export function workloadOf(pod: Pod): { readonly kind: string; readonly name: string } | undefined {
  const owner = pod.metadata.ownerReferences?.[0];
  if (!owner) return undefined;
  const hash = pod.metadata.labels?.['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash
    ? { kind: 'Deployment', name: owner.name.replace(new RegExp(`-${hash}$`), '') }
    : { kind: owner.kind, name: owner.name };
}

/** What starts a pod again, after `kubectl -n NAMESPACE`. */
export function ownerCommand(pod: Pod): string {
  const workload = workloadOf(pod);
  return workload
    ? `rollout restart ${workload.kind.toLowerCase()}/${workload.name}`
    : `delete pod ${pod.metadata.name} (and create it again)`;
}
