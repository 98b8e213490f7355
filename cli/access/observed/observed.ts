import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { MeshAccess } from '../../../model/access/mesh-access';
import { isKnown } from '../../../model/value';
import { json } from '../../checks/addon-check';
import { addonService, askAddon } from '../../checks/addon-services';
import { CommandError } from '../../command-error';
import type { Session } from '../../session/session';
import { callsInLog } from './access-log';
import { counted, type ObservedCall } from './observed-call';
import { callsInMetrics, observedQuery } from './prometheus';

/** Where calls are observed: `true` for the mesh's Prometheus, else an access log, `-` for stdin. */
export type ObservedSource = true | string;

/**
 * The calls that somebody made.
 *
 * @param since how far back metrics are looked at, as Prometheus writes durations
 * @throws CommandError where neither a Prometheus nor the log can be read
 */
export async function observedCalls(
  session: Session,
  access: MeshAccess,
  source: ObservedSource,
  since: string,
): Promise<{ readonly calls: readonly ObservedCall[]; readonly notes: readonly string[] }> {
  if (source === true) return { calls: byWorkload(access, await fromPrometheus(session, since)), notes: [] };
  const text = source === '-' ? readFileSync(0, 'utf8') : await readLog(source);
  const { calls, unread } = callsInLog(text, (pod) => workloadOfPod(access, pod));
  return { calls, notes: unread === 0 ? [] : [`${source}: ${unread} lines that name no client and no Service`] };
}

async function fromPrometheus(session: Session, since: string): Promise<readonly ObservedCall[]> {
  const prometheus = addonService(await session.content(), 'prometheus');
  if (prometheus === undefined) {
    throw new CommandError({
      problem: '--observed: expected a Prometheus among the stacks, got none',
      remedy: 'give an access log: mesh access --observed FILE, or - for stdin',
    });
  }
  let answer: string;
  try {
    answer = await askAddon(session, prometheus, observedQuery(since));
  } catch (error) {
    throw new CommandError({ problem: `prometheus: ${(error as Error).message}`, remedy: 'mesh logs prometheus' });
  }
  return callsInMetrics(json(answer));
}

/** Calls of accounts as calls of the workloads that run under them; an account of several stays what it is. */
export function byWorkload(access: MeshAccess, calls: readonly ObservedCall[]): readonly ObservedCall[] {
  const workloads = new Map<string, Set<string>>();
  for (const { name, workload, source } of access.callers) {
    if (workload === undefined || typeof source.identity !== 'object') continue;
    const account = `${source.identity.namespace}/${source.identity.serviceAccount}`;
    workloads.set(account, (workloads.get(account) ?? new Set()).add(name));
  }
  return counted(
    calls.map((call) => {
      const [workload, second] = workloads.get(call.from ?? '') ?? [];
      return workload === undefined || second !== undefined ? call : { ...call, from: workload };
    }),
  );
}

async function readLog(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError({ problem: `--observed: ${(error as Error).message}` });
  }
}

/** Pods are called after what makes them, with one or two random words behind. */
function workloadOfPod(access: MeshAccess, pod: string): string | undefined {
  const found = access.callers.filter(({ workload }) => {
    const name = workload?.name;
    if (name === undefined || !isKnown(name) || name === '') return false;
    return pod === name || (pod.startsWith(`${name}-`) && /^-[a-z0-9]+(-[a-z0-9]+)?$/.test(pod.slice(name.length)));
  });
  // The longest name is the nearest: web-api-1 is of web-api, not of web.
  return found.sort((a, b) => b.name.length - a.name.length)[0]?.name;
}
