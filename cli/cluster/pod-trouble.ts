import type { KubernetesApi, KubernetesObject } from './api';

interface ContainerStatus {
  readonly name: string;
  readonly image?: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: Termination;
  };
  readonly lastState?: { readonly terminated?: Termination };
}

interface Termination {
  readonly reason?: string;
  readonly exitCode?: number;
}

/** A pod, as far as being ready goes. */
export interface StartingPod extends KubernetesObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly containers?: readonly { readonly name: string; readonly image?: string }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    /** When the node's kubelet began with it. */
    readonly startTime?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface StartingNode extends KubernetesObject {
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

interface PodEvent extends KubernetesObject {
  readonly type?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
}

/** Why a pod does not get ready: what its status says, and where more is said about it. */
interface Trouble {
  readonly text: string;
  /** `log`: the last line of the container that ended says why; `events`: the pod's last warning does. */
  readonly more?: { readonly log: string } | 'events';
}

/**
 * What keeps a pod from being ready, with its name: an image that cannot be pulled, the scheduler's reason, a container that crashes with
 * the last line of its log, a probe that fails, a node that does not answer.
 *
 * @returns undefined for a pod that is ready, that is leaving, or about which nothing is wrong yet
 */
export async function podTrouble(api: KubernetesApi, pod: StartingPod): Promise<string | undefined> {
  const trouble = troubleIn(pod) ?? (await nodeTrouble(api, pod).catch(() => undefined)) ?? kubeletTrouble(pod);
  if (!trouble) return undefined;
  const { namespace, name } = pod.metadata;
  const more = await detailOf(api, pod, trouble.more).catch(() => undefined);
  // A pod that only starts is no trouble unless something was said about it.
  if (trouble.text === '' && !more) return undefined;
  return `pod ${namespace}/${name}: ${[trouble.text, more].filter(Boolean).join(': ')}`;
}

/** What a pod's own status says, without asking further. */
export function troubleIn({ metadata, status = {} }: StartingPod): Trouble | undefined {
  if (metadata.deletionTimestamp || status.phase === 'Succeeded') return undefined;
  const condition = (type: string) => status.conditions?.find((candidate) => candidate.type === type);
  if (condition('Ready')?.status === 'True') return undefined;
  if (status.phase === 'Failed') return { text: `failed (${status.message ?? status.reason ?? 'no reason given'})` };
  const scheduled = condition('PodScheduled');
  if (scheduled?.status === 'False') return { text: `not scheduled: ${scheduled.message ?? scheduled.reason ?? ''}` };
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const told = containers.map(containerTrouble).filter((one) => one !== undefined);
  return told.find(({ text }) => text !== '') ?? told[0];
}

/** Nothing is wrong with the pod as far as it was last heard of, and it is not ready: its node may be gone. */
async function nodeTrouble(api: KubernetesApi, { spec, status }: StartingPod): Promise<Trouble | undefined> {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (spec?.nodeName === undefined || !isStarting(status) || ready?.status === 'True') return undefined;
  const node = await api.find<StartingNode>(`/api/v1/nodes/${spec.nodeName}`);
  const condition = node?.status?.conditions?.find(({ type }) => type === 'Ready');
  if (condition === undefined || condition.status === 'True') return undefined;
  return { text: `node ${spec.nodeName} is not ready${condition.message ? ` (${oneLine(condition.message)})` : ''}` };
}

/** The node counts as ready for 40 s after its kubelet was heard of last. */
function kubeletTrouble({ metadata, spec, status }: StartingPod): Trouble | undefined {
  if (spec?.nodeName === undefined || metadata.deletionTimestamp || !isStarting(status) || status?.startTime)
    return undefined;
  return { text: `the kubelet of node ${spec.nodeName} has not begun with it` };
}

function isStarting(status: StartingPod['status']): boolean {
  return status?.phase === 'Pending' || status?.phase === 'Running';
}

function containerTrouble(container: ContainerStatus): Trouble | undefined {
  const { name, image, ready, restartCount = 0, state = {}, lastState = {} } = container;
  const { waiting, terminated } = state;
  const ended = terminated ?? lastState.terminated;
  const crashed = ended !== undefined && (ended.exitCode !== 0 || waiting?.reason === 'CrashLoopBackOff');
  if (waiting && /Image|Registry/.test(waiting.reason ?? '')) {
    const reason = waiting.message?.trim().split(': ').pop();
    return { text: `image ${image} cannot be pulled (${reason || waiting.reason})` };
  }
  if (crashed && !ready) {
    const why = ended.reason === 'OOMKilled' ? 'was killed, out of memory' : `ended with exit code ${ended.exitCode}`;
    return {
      text: `container ${name} ${why}${restartCount > 0 ? `, restarted ${restartCount} times` : ''}`,
      more: { log: name },
    };
  }
  if (waiting && !/^(ContainerCreating|PodInitializing)$/.test(waiting.reason ?? 'ContainerCreating')) {
    return { text: `container ${name}: ${waiting.message ?? waiting.reason}` };
  }
  if (waiting) return { text: '', more: 'events' };
  return state.running && ready === false ? { text: `container ${name} is not ready`, more: 'events' } : undefined;
}

async function detailOf(api: KubernetesApi, pod: StartingPod, more: Trouble['more']): Promise<string | undefined> {
  const { namespace, name, uid } = pod.metadata;
  if (more === 'events') {
    const fieldSelector = uid ? `involvedObject.uid=${uid}` : `involvedObject.name=${name}`;
    const events = await api.list<PodEvent>(`/api/v1/namespaces/${namespace}/events`, { fieldSelector });
    const warnings = events.filter(({ type }) => type === 'Warning');
    const at = ({ lastTimestamp, eventTime }: PodEvent) => lastTimestamp ?? eventTime ?? '';
    const last = [...warnings].sort((a, b) => at(a).localeCompare(at(b))).pop();
    return last?.message && oneLine(last.message);
  }
  if (more === undefined) return undefined;
  for (const previous of [false, true]) {
    const text = await api
      .text(`/api/v1/namespaces/${namespace}/pods/${name}/log`, { container: more.log, tailLines: 20, previous })
      .catch(() => '');
    const last = text.trimEnd().split('\n').pop()?.trim();
    if (last) return `its log ends with ${JSON.stringify(oneLine(last))}`;
  }
  return undefined;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
