import { isIstiod } from '../../model/labels';
import { ApiError, type KubernetesObject } from '../cluster/api';
import { forwardPort } from '../cluster/port-forward';
import type { Session } from '../session/session';

const DEBUG_PORT = 15014;

interface IstiodPod extends KubernetesObject {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Why istiod's debug interface could not be asked. */
export class NoDebugInterface extends Error {}

/**
 * What istiod's debug interface answers. It speaks to callers on its own machine only, so that the question goes through a port-forward
 * to each istiod; every proxy is connected to one of them.
 *
 * @param path e.g. `/debug/syncz`
 * @returns the answers of all istiods of a namespace
 * @throws NoDebugInterface where none can be asked
 */
export async function askIstiods<Answer>(
  session: Session,
  namespace: string,
  path: string,
): Promise<readonly Answer[]> {
  const pods = (await session.list<IstiodPod>('/api/v1/pods')).filter(
    ({ metadata, status }) =>
      metadata.namespace === namespace &&
      isIstiod(metadata.labels) &&
      status?.phase === 'Running' &&
      !metadata.deletionTimestamp &&
      // One that crashes has nothing to say; the workloads' check tells of it.
      !(status.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'False'),
  );
  if (pods.length === 0) throw new NoDebugInterface(`no istiod is ready in ${namespace}`);
  return Promise.all(
    pods.map(({ metadata }) => ask<Answer>(session, { namespace, pod: metadata.name, port: DEBUG_PORT }, path)),
  );
}

async function ask<Answer>(
  session: Session,
  target: { namespace: string; pod: string; port: number },
  path: string,
): Promise<Answer> {
  let failure = 'it does not answer';
  const forward = await forwardPort(
    session.api.access,
    0,
    async () => target,
    (reason) => {
      failure = reason;
    },
  ).catch((error: Error) => {
    throw new NoDebugInterface(error.message);
  });
  try {
    const answer = await fetch(`http://127.0.0.1:${forward.port}${path}`, {
      signal: AbortSignal.timeout(5000),
      headers: { connection: 'close' },
    });
    if (!answer.ok) throw new ApiError(answer.status, '', await answer.text());
    return (await answer.json()) as Answer;
  } catch (error) {
    throw new NoDebugInterface(
      error instanceof ApiError
        ? `${target.pod} answers ${error.status}: ${error.message.trim()}`
        : `${target.pod}: ${failure}`,
    );
  } finally {
    forward.close();
  }
}
