import { chartName, contentsOf } from '../../model/charts';
import type { KubernetesApi, KubernetesObject } from '../cluster/api';
import type { MeshContent } from '../session/session';

interface Deployment extends KubernetesObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

export interface Service extends KubernetesObject {
  readonly spec: {
    readonly type?: string;
    readonly ports: readonly {
      readonly name?: string;
      readonly port: number;
      readonly nodePort?: number;
      readonly protocol?: string;
    }[];
    readonly selector?: Readonly<Record<string, string>>;
  };
  readonly status?: {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
  };
}

/** The Deployment of a chart that the stacks deploy; of a gateway it and its Service have the release's name. */
export interface DeploymentName {
  readonly namespace: string;
  readonly name: string;
  /** The Helm release that brings it. */
  readonly release: string;
}

/** The gateways that the given stacks deploy. */
export function gatewaysOf(content: MeshContent, stacks: readonly string[]): readonly DeploymentName[] {
  return deploymentsOf('gateway', content, stacks);
}

/** The Kialis that the given stacks deploy. */
export function kialisOf(content: MeshContent, stacks: readonly string[]): readonly DeploymentName[] {
  return deploymentsOf('kiali-server', content, stacks);
}

function deploymentsOf(name: string, content: MeshContent, stacks: readonly string[]): readonly DeploymentName[] {
  return content.charts
    .filter(({ chart, stack }) => chartName(chart) === name && stacks.includes(stack))
    .flatMap((release) =>
      (contentsOf({ ...release, origin: undefined })?.workloads ?? []).map(({ name }) => ({
        namespace: release.namespace,
        name,
        release: release.name,
      })),
    );
}

/**
 * Waits until a Deployment is rolled out.
 *
 * @param deadline in milliseconds since 1970
 * @returns undefined when it is, else what it still lacks at the deadline
 */
export async function rolledOut(
  api: KubernetesApi,
  { namespace, name }: DeploymentName,
  deadline: number,
): Promise<string | undefined> {
  for (;;) {
    const deployment = await api.find<Deployment>(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
    const lacking = missingReplicas(deployment);
    if (lacking === undefined || Date.now() > deadline) return lacking;
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

/** What a Deployment lacks to be rolled out; undefined when it is. */
export function missingReplicas(deployment: Deployment | undefined): string | undefined {
  if (!deployment) return 'there is no such Deployment';
  const { metadata, spec, status = {} } = deployment;
  const wanted = spec.replicas ?? 1;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  if (observedGeneration < (metadata.generation ?? 0)) return 'its newest version was not taken up yet';
  if (updatedReplicas < wanted) return `${updatedReplicas} of ${wanted} replicas are of its newest version`;
  // An old replica stays as long as its successor is not available: what the successor lacks is what there is to know.
  if (replicas > updatedReplicas && availableReplicas - (replicas - updatedReplicas) < wanted)
    return `the ${wanted === 1 ? 'replica' : 'replicas'} of its newest version ${wanted === 1 ? 'is' : 'are'} not available; ${replicas - updatedReplicas} of the version before still ${replicas - updatedReplicas === 1 ? 'runs' : 'run'}`;
  if (replicas > updatedReplicas) return `${replicas - updatedReplicas} replicas of the version before are still there`;
  return availableReplicas < wanted ? `${availableReplicas} of ${wanted} replicas are available` : undefined;
}

/** Where a LoadBalancer Service is reached from outside; undefined while it is pending. */
export function addressOf(service: Service): string | undefined {
  const ingress = service.status?.loadBalancer?.ingress?.[0];
  return ingress?.ip ?? ingress?.hostname;
}
