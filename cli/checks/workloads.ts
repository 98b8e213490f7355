import type { KubernetesObject } from '../cluster/api';
import type { Session } from '../session/session';
import { releasesOf } from './istio-charts';

/** A Deployment or StatefulSet that runs. */
export interface Workload extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
  };
}

/** The workloads that the stacks brought: those in their releases, and those that they declare themselves. */
export async function workloadsOf(session: Session): Promise<readonly Workload[]> {
  const [content, deployments, sets] = await Promise.all([
    session.content(),
    session.list<Workload>('/apis/apps/v1/deployments'),
    session.list<Workload>('/apis/apps/v1/statefulsets'),
  ]);
  const releases = releasesOf(content);
  const declared = new Set(
    content.objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
  );
  return [
    ...deployments.map((workload) => ({ ...workload, kind: 'Deployment' })),
    ...sets.map((workload) => ({ ...workload, kind: 'StatefulSet' })),
  ].filter(({ kind, metadata }) => {
    const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } =
      metadata.annotations ?? {};
    return releases.has(`${namespace}/${name}`) || declared.has(`${kind} ${metadata.namespace}/${metadata.name}`);
  });
}
