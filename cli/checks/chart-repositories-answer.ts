import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { put } from '../../model/multimap';
import type { SynthesizedChart } from '../../model/read/synthesized-stack';
import type { Check, Finding, Verdict } from './check';
import { versionsInIndex } from './repository-index';

const TIMEOUT_SECONDS = 5;

interface ChartOfStack extends SynthesizedChart {
  readonly stack: string;
}

/** Every chart repository answers, and has the pinned versions. */
export const chartRepositoriesAnswer: Check = {
  title: 'chart repositories answer and have the pinned versions',
  group: 'Charts',
  link: 'https://istio.io/latest/docs/setup/install/helm/',
  async look(session) {
    const { charts, stacks } = await session.content();
    const repositories = new Map<string, ChartOfStack[]>();
    for (const chart of charts) {
      const key = chart.repository ?? '';
      put(repositories, key, chart);
    }
    const looked = await Promise.all(
      [...repositories].map(([repository, wanted]): Promise<readonly Finding[]> => {
        if (repository === '') {
          const folderOf = new Map(stacks.map((stack) => [stack.name, stack.directory]));
          return Promise.resolve(
            missingFolders(wanted, (chart) => resolve(folderOf.get(chart.stack) ?? '', chart.chart)),
          );
        }
        if (repository.startsWith('oci://')) return registryFaults(repository);
        if (/^https?:/.test(repository)) return repositoryFaults(repository, wanted);
        return Promise.resolve(missingFolders(wanted, (chart) => join(repository, chart.chart)));
      }),
    );
    return {
      note: `${charts.length} charts from ${[...repositories.keys()].filter(Boolean).join(', ')}`,
      findings: looked.flat(),
    };
  },
};

/** As much of the same as a deploy needs to know before it starts: an answer, whatever it holds. */
export const chartRepositoriesReachable: Check = {
  ...chartRepositoriesAnswer,
  title: 'chart repositories answer',
  async look(session): Promise<Verdict> {
    const { charts } = await session.content();
    const repositories = [...new Set(charts.map(({ repository }) => repository ?? ''))].filter((url) =>
      /^https?:/.test(url),
    );
    const looked = await Promise.all(repositories.map((repository) => repositoryFaults(repository, undefined)));
    return { findings: looked.flat() };
  },
};

function missingFolders(charts: readonly ChartOfStack[], pathOf: (chart: ChartOfStack) => string): readonly Finding[] {
  return charts
    .filter((chart) => ![pathOf(chart), `${pathOf(chart)}-${chart.version}.tgz`].some((path) => existsSync(path)))
    .map((chart) => ({
      severity: 'bad',
      problem: `chart ${chart.chart} ${chart.version ?? ''}: not found at ${pathOf(chart)}`,
      remedy: 'helm pull it into that folder, or set CHART_REPOSITORY to another',
    }));
}

async function registryFaults(repository: string): Promise<readonly Finding[]> {
  const host = new URL(repository.replace('oci:', 'https:')).host;
  const answer = await ask(`https://${host}/v2/`);
  // A registry asks who is there (401) before it shows anything.
  return typeof answer === 'string' || (answer.status >= 400 && answer.status !== 401)
    ? [silent(repository, answer)]
    : [];
}

async function repositoryFaults(
  repository: string,
  wanted: readonly ChartOfStack[] | undefined,
): Promise<readonly Finding[]> {
  if (goesThroughProxy(repository)) return [];
  const answer = await ask(`${repository.replace(/\/$/, '')}/index.yaml`);
  // Whoever asks for a password is there.
  if (typeof answer !== 'string' && (answer.status === 401 || answer.status === 403)) return [];
  if (typeof answer === 'string' || !answer.ok) return [silent(repository, answer)];
  if (!wanted) {
    await answer.body?.cancel();
    return [];
  }
  const versions = versionsInIndex(await answer.text());
  return wanted
    .filter((chart) => chart.version !== undefined && !versions.get(chart.chart)?.includes(chart.version))
    .map((chart) => ({
      severity: 'bad',
      problem: `${repository}: has no ${chart.chart} ${chart.version}${those(versions.get(chart.chart), chart.version)}`,
      remedy: `helm pull ${chart.chart} --version ${chart.version} from where it is published, and add it to the repository`,
    }));
}

/** The versions of the same minor that are there; where there are none, the newest ones. */
function those(versions: readonly string[] = [], wanted = ''): string {
  const minor = /^v?\d+\.\d+\./.exec(wanted)?.[0];
  const near = minor === undefined ? [] : versions.filter((version) => version.startsWith(minor));
  const shown = near.length > 0 ? near.slice(0, 10) : versions.slice(0, 3);
  return shown.length > 0 ? ` (it has ${shown.join(', ')})` : '';
}

function silent(repository: string, answer: Response | string): Finding {
  return {
    severity: 'bad',
    problem: `chart repository ${repository}: ${typeof answer === 'string' ? answer : `answers ${answer.status} ${answer.statusText}`.trim()}`,
    remedy: 'check the network, or set CHART_REPOSITORY to a mirror (http(s), oci:// or a folder)',
  };
}

/** Helm reaches it through the proxy of the environment, which Node's fetch does not know: nothing can be said from here. */
function goesThroughProxy(repository: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  const { protocol, hostname } = new URL(repository);
  const name = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  if (!environment[name] && !environment[name.toLowerCase()]) return false;
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return false;
  const exempt = (environment['NO_PROXY'] ?? environment['no_proxy'] ?? '')
    .split(',')
    .map((host) => host.trim().replace(/^\*?\./, ''));
  return !exempt.some((host) => host === '*' || (host !== '' && (hostname === host || hostname.endsWith(`.${host}`))));
}

/** The answer, or why there is none. */
async function ask(url: string): Promise<Response | string> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000) });
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause;
    if ((error as Error).name === 'TimeoutError') return `no answer within ${TIMEOUT_SECONDS} s`;
    if (cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN') return 'no such host, or no network';
    return cause?.code === 'ECONNREFUSED' ? 'nothing listens there' : (cause?.message ?? (error as Error).message);
  }
}
