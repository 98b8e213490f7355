import { createInterface } from 'node:readline';
import { ApiError, type KubernetesApi, refusal } from '../cluster/api';
import { connect } from '../cluster/connect';
import { findPods, type RunningPod } from '../cluster/pods';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { style } from '../terminal/style';
import type { Call } from '../verb';

export interface LogsOptions {
  readonly follow?: boolean;
  readonly tail?: string;
  readonly since?: string;
  readonly container?: string;
  readonly proxy?: boolean;
}

/** Prints the logs of pods, workloads or apps; of istiod where none is named. */
export async function logs({ args, options }: Call<LogsOptions>): Promise<ExitCode> {
  const api = connect(options);
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  try {
    const query = {
      follow: options.follow || undefined,
      tailLines: whole('--tail', options.tail ?? '100'),
      ...(options.since === undefined ? {} : { sinceSeconds: seconds(options.since) }),
    };
    const pods = (await Promise.all((args.length > 0 ? args : ['istiod']).map((name) => findPods(api, name)))).flat();
    const several = pods.length > 1;
    const outcomes = await Promise.all(pods.map((pod) => printLog(api, pod, options, query, several, ending.signal)));
    return outcomes.every(Boolean) ? ExitCode.good : ExitCode.couldNotCheck;
  } catch (error) {
    throw refusal(error, api.access);
  } finally {
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
    api.close();
  }
}

async function printLog(
  api: KubernetesApi,
  pod: RunningPod,
  options: Call<LogsOptions>['options'],
  query: Record<string, string | number | boolean | undefined>,
  several: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const { namespace, name } = pod.metadata;
  const container = containerOf(pod, options);
  try {
    const stream = await api.stream(
      `/api/v1/namespaces/${namespace}/pods/${name}/log`,
      { ...query, container },
      signal,
    );
    let lines = 0;
    for await (const line of createInterface({ input: stream })) {
      lines += 1;
      if (options.json) process.stdout.write(`${JSON.stringify({ pod: name, namespace, container, line })}\n`);
      else process.stdout.write(`${several ? `${style.quiet(`${name} `)}` : ''}${line}\n`);
    }
    if (lines === 0 && !options.json && !signal.aborted) process.stderr.write(`${silence(pod, container, options)}\n`);
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    if (!(error instanceof ApiError) || error.status === 401 || error.status === 403) throw error;
    process.stderr.write(`${name} (${container}): ${error.message.trim()}\n`);
    return false;
  }
}

/** Said of a log without a line, because nothing printed looks like nothing done. */
function silence({ metadata, spec }: RunningPod, container: string, { since }: LogsOptions): string {
  const written = since === undefined ? 'has written nothing yet' : `has written nothing in the last ${since}`;
  const proxied = [...spec.containers, ...(spec.initContainers ?? [])].some(({ name }) => name === 'istio-proxy');
  const hint = proxied && container !== 'istio-proxy' ? '; --proxy shows the log of its sidecar' : '';
  return style.quiet(`${metadata.name} (${container}) ${written}${hint}`);
}

function containerOf(pod: RunningPod, options: Call<LogsOptions>['options']): string {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].map(({ name }) => name);
  const wanted = options.proxy ? 'istio-proxy' : options.container;
  if (wanted !== undefined) {
    if (all.includes(wanted)) return wanted;
    throw new CommandError({
      problem: `pod ${pod.metadata.name}: no container ${wanted}`,
      remedy: `it has ${all.join(', ')}`,
    });
  }
  const main = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  return main && all.includes(main) ? main : (pod.spec.containers[0]?.name ?? '');
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new CommandError({ problem: `${option}: expected a whole number, got ${JSON.stringify(text)}` });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `30s`, `5m`, `2h` as seconds. */
export function seconds(text: string): number {
  const match = /^(\d+)([smhd]?)$/.exec(text);
  if (!match)
    throw new CommandError({ problem: `--since: expected a time such as 30s, 5m or 2h, got ${JSON.stringify(text)}` });
  return Number(match[1]) * (UNITS[match[2] || 's'] ?? 1);
}
