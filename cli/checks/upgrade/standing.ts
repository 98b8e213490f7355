import { compareVersions } from '../../../model/version-order';
import type { KubernetesObject } from '../../cluster/api';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS, type WebhookConfiguration } from '../../cluster/webhooks';
import type { Session } from '../../session/session';
import { chartsNamed } from '../istio-charts';
import { hasProxy, type Pod, workloadOf } from '../pods-have-sidecars';
import { revisionOf } from '../proxies-keep-up';
import { controlPlanesIn, type Deployment } from './upgrades';

/** The revision of an istiod that has none, and the tag that answers for `istio-injection=enabled`. */
export const DEFAULT = 'default';

/** An istiod that runs, or that the stacks deploy. */
export interface RevisionStanding {
  readonly name: string;
  /** Undefined where its image names none. */
  readonly version: string | undefined;
  readonly namespace: string;
  /** Whether it runs in the cluster, and is not only in the stacks. */
  readonly runs: boolean;
  /** Whether the stacks deploy it. */
  readonly deployed: boolean;
  readonly replicas: number;
  readonly ready: number;
  /** How many pods have their proxy from it. */
  readonly proxies: number;
}

/** A tag, and the revision that it leads to. */
export interface TagStanding {
  readonly tag: string;
  readonly revision: string;
}

/** A workload whose pods have their proxies from another revision than new ones would. */
export interface WaitingWorkload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly pods: number;
  readonly revision: string;
  /** Why a restart of the workload does not replace its pods. */
  readonly neverRestarts?: string;
}

/** A namespace whose pods get sidecars. */
export interface NamespaceStanding {
  readonly name: string;
  /** What its label names: a tag or a revision. */
  readonly label: string;
  /** Where the label leads. */
  readonly revision: string;
  readonly pods: number;
  readonly waiting: readonly WaitingWorkload[];
}

/** A gateway, with the revisions that its pods have their proxies from. */
export interface GatewayStanding {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly revisions: readonly string[];
}

/** Where an upgrade is in the cluster. */
export interface UpgradeStanding {
  readonly revisions: readonly RevisionStanding[];
  readonly tags: readonly TagStanding[];
  /** The revision that validates what names none. */
  readonly validates: string | undefined;
  readonly namespaces: readonly NamespaceStanding[];
  readonly gateways: readonly GatewayStanding[];
}

interface StatefulWorkload extends KubernetesObject {
  readonly spec?: { readonly updateStrategy?: { readonly type?: string } };
}

const DEFAULT_VALIDATOR = 'istiod-default-validator';

/** Reads from the running cluster, and the stacks, where an upgrade is. */
export async function standingOf(session: Session): Promise<UpgradeStanding> {
  const [content, deployments, pods, namespaces, mutating, validating, sets, daemons] = await Promise.all([
    session.content(),
    session.list<Deployment>('/apis/apps/v1/deployments'),
    session.list<Pod>('/api/v1/pods'),
    session.list<KubernetesObject>('/api/v1/namespaces'),
    session.list<WebhookConfiguration>(MUTATING_WEBHOOKS),
    session.list<WebhookConfiguration>(VALIDATING_WEBHOOKS),
    session.list<StatefulWorkload>('/apis/apps/v1/statefulsets'),
    session.list<StatefulWorkload>('/apis/apps/v1/daemonsets'),
  ]);
  const proxied = pods.filter(hasProxy);
  const onDelete = new Set([
    ...sets.filter(isOnDelete).map(({ metadata }) => `StatefulSet ${metadata.namespace}/${metadata.name}`),
    ...daemons.filter(isOnDelete).map(({ metadata }) => `DaemonSet ${metadata.namespace}/${metadata.name}`),
  ]);

  const running = controlPlanesIn(deployments).map(({ deployment, version, revision }): RevisionStanding => {
    const { spec, status, metadata } = deployment;
    return {
      name: revision,
      version,
      namespace: metadata.namespace ?? '',
      runs: true,
      deployed: false,
      replicas: spec?.replicas ?? 1,
      ready: status?.availableReplicas ?? 0,
      proxies: proxied.filter((pod) => revisionOf(pod) === revision).length,
    };
  });
  const declared = chartsNamed(content, 'istiod').map(({ values, version, namespace }) => ({
    name: typeof values['revision'] === 'string' && values['revision'] !== '' ? values['revision'] : DEFAULT,
    version,
    namespace,
  }));
  const revisions = [
    ...running.map((one) => ({ ...one, deployed: declared.some(({ name }) => name === one.name) })),
    ...declared
      .filter(({ name }) => !running.some((one) => one.name === name))
      .map((one): RevisionStanding => ({ ...one, runs: false, deployed: true, replicas: 0, ready: 0, proxies: 0 })),
  ].sort((a, b) => compareVersions(a.version ?? '0', b.version ?? '0'));

  const tags = mutating.flatMap(({ metadata: { labels = {} } }): readonly TagStanding[] => {
    const { 'istio.io/tag': tag, 'istio.io/rev': revision } = labels;
    return tag === undefined ? [] : [{ tag, revision: revision ?? DEFAULT }];
  });
  const leadsTo = (label: string): string => tags.find(({ tag }) => tag === label)?.revision ?? label;
  const validator = validating.find(({ metadata }) => metadata.name === DEFAULT_VALIDATOR);

  return {
    revisions,
    tags: [...tags].sort((a, b) => a.tag.localeCompare(b.tag)),
    validates: validator && (validator.metadata.labels?.['istio.io/rev'] || DEFAULT),
    namespaces: namespaces.flatMap(({ metadata }): readonly NamespaceStanding[] => {
      const { 'istio-injection': injection, 'istio.io/rev': named } = metadata.labels ?? {};
      const label = injection === 'enabled' ? DEFAULT : injection === undefined ? named : undefined;
      if (label === undefined) return [];
      const revision = leadsTo(label);
      const own = proxied.filter((pod) => pod.metadata.namespace === metadata.name);
      return [
        {
          name: metadata.name,
          label,
          revision,
          pods: own.length,
          waiting: waitingIn(
            own.filter((pod) => revisionOf(pod) !== revision),
            onDelete,
          ),
        },
      ];
    }),
    gateways: gatewaysIn(proxied),
  };
}

function isOnDelete({ spec }: StatefulWorkload): boolean {
  return spec?.updateStrategy?.type === 'OnDelete';
}

function ownerOf(pod: Pod): { readonly kind: string; readonly namespace: string; readonly name: string } {
  const { kind, name } = workloadOf(pod) ?? { kind: 'Pod', name: pod.metadata.name };
  return { kind, namespace: pod.metadata.namespace ?? '', name };
}

function waitingIn(pods: readonly Pod[], onDelete: ReadonlySet<string>): readonly WaitingWorkload[] {
  const found = new Map<string, WaitingWorkload>();
  for (const pod of pods) {
    const owner = ownerOf(pod);
    const key = `${owner.kind} ${owner.namespace}/${owner.name}`;
    const before = found.get(key);
    const why = onDelete.has(key)
      ? 'its update strategy is OnDelete'
      : owner.kind === 'Pod'
        ? 'no workload brings it back'
        : owner.kind === 'Job'
          ? 'it ends by itself'
          : undefined;
    found.set(key, {
      ...owner,
      pods: (before?.pods ?? 0) + 1,
      revision: revisionOf(pod),
      ...(why !== undefined && { neverRestarts: why }),
    });
  }
  return [...found.values()];
}

/** Whether a pod is a gateway: its injector used the template of gateways, or the Gateway API made it. */
export function isGateway({ metadata }: Pod): boolean {
  return (
    (metadata.annotations?.['inject.istio.io/templates'] ?? '').split(',').includes('gateway') ||
    metadata.labels?.['gateway.networking.k8s.io/gateway-name'] !== undefined
  );
}

function gatewaysIn(pods: readonly Pod[]): readonly GatewayStanding[] {
  const found = new Map<string, GatewayStanding>();
  for (const pod of pods.filter(isGateway)) {
    const owner = ownerOf(pod);
    const key = `${owner.kind} ${owner.namespace}/${owner.name}`;
    const revisions = new Set([...(found.get(key)?.revisions ?? []), revisionOf(pod)]);
    found.set(key, { ...owner, revisions: [...revisions] });
  }
  return [...found.values()];
}
