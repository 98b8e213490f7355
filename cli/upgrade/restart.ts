import { standingOf } from '../checks/upgrade/standing';
import type { KubernetesObject } from '../cluster/api';
import { restartWorkload, workloadPath } from '../cluster/restart-workload';
import { CommandError } from '../command-error';
import type { Session } from '../session/session';

interface Rollout extends KubernetesObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
  };
}

const PAUSE_MILLISECONDS = 1000;

/**
 * Restarts the workloads of a namespace whose proxies are of another revision than its label leads to, one after the
 * other, each once the one before is rolled out.
 *
 * @returns what was restarted, `Deployment shop/cart`
 * @throws CommandError for a namespace without a label, and where a workload is not rolled out in time
 */
export async function restartNamespace(
  session: Session,
  namespace: string,
  seconds: number,
  tell: (line: string) => void,
): Promise<readonly string[]> {
  const { namespaces } = await standingOf(session);
  const found = namespaces.find(({ name }) => name === namespace);
  if (found === undefined) {
    throw new CommandError({
      problem: `--restart: expected one of the namespaces with sidecars (${namespaces.map(({ name }) => name).join(', ') || 'there are none'}), got "${namespace}"`,
    });
  }
  const restarted: string[] = [];
  for (const { kind, name, neverRestarts } of found.waiting) {
    const path = neverRestarts === undefined ? workloadPath(kind, namespace, name) : undefined;
    if (path === undefined) continue;
    await restartWorkload(session.api, path, 'mesh-upgrade');
    await rolledOut(session, path, `${kind} ${namespace}/${name}`, seconds);
    restarted.push(`${kind} ${namespace}/${name}`);
    tell(`restarted ${kind} ${namespace}/${name}`);
  }
  session.refresh();
  return restarted;
}

async function rolledOut(session: Session, path: string, name: string, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const workload = await session.api.get<Rollout>(path);
    const lacking = lackOf(workload);
    if (lacking === undefined) return;
    if (Date.now() >= deadline) {
      throw new CommandError({
        problem: `${name}: expected to be rolled out within ${seconds} seconds, got ${lacking}; what comes after it was not restarted`,
        remedy: `kubectl -n ${workload.metadata.namespace} rollout status ${name.split(' ')[0]?.toLowerCase()}/${workload.metadata.name}`,
      });
    }
    await new Promise((wake) => setTimeout(wake, PAUSE_MILLISECONDS));
  }
}

/** What a workload lacks to be rolled out; undefined when it is. */
function lackOf({ metadata, spec, status = {} }: Rollout): string | undefined {
  const wanted = status.desiredNumberScheduled ?? spec?.replicas ?? 1;
  const updated = status.updatedNumberScheduled ?? status.updatedReplicas ?? 0;
  const available = status.numberAvailable ?? status.availableReplicas ?? 0;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) return 'a change that was not taken up yet';
  if (updated < wanted || (status.replicas ?? updated) > updated) return `${updated} of ${wanted} pods replaced`;
  return available < wanted ? `${available} of ${wanted} pods available` : undefined;
}
