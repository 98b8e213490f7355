import type { Checked } from '../checks/check';
import { resultDocument, resultLines } from '../checks/print-results';
import { exitCodeOf, runChecks } from '../checks/run-checks';
import { serverAnswers } from '../checks/server-answers';
import { standingOf, type UpgradeStanding } from '../checks/upgrade/standing';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { Session, type SynthesisOptions } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';
import { GATES } from './gates';
import { type Progress, progressOf } from './progress';
import { standingLines, verdictLine } from './render';
import { restartNamespace } from './restart';

export interface UpgradeOptions extends SynthesisOptions {
  /** True waits 300 s, a text as many seconds as it says. */
  readonly wait?: true | string;
  /** The namespace whose workloads are restarted first. */
  readonly restart?: string;
}

interface Look {
  readonly standing: UpgradeStanding;
  readonly progress: Progress | undefined;
  readonly results: readonly Checked[];
}

const DEFAULT_WAIT_SECONDS = 300;
const PAUSE_MILLISECONDS = 2000;

/** Shows where an upgrade by revisions is, and what is against its next step. */
export async function upgrade({ options }: Call<UpgradeOptions>): Promise<ExitCode> {
  const session = Session.here(options);
  const isText = options.json !== true;
  try {
    const [[server]] = await Promise.all([runChecks([serverAnswers], session), session.content()]);
    if (server?.status !== 'good') throw new CommandError(...(server?.verdict.findings ?? []));
    const seconds = secondsOf(options.wait);
    const tell = (line: string): void => void (isText && process.stdout.write(`${mark.good} ${line}\n`));
    const restarted =
      options.restart === undefined
        ? []
        : await restartNamespace(session, options.restart, seconds || DEFAULT_WAIT_SECONDS, tell);
    const { standing, progress, results } = await look(session, seconds, isText);
    const count = (status: Checked['status']): number => results.filter((one) => one.status === status).length;
    const code = exitCodeOf(results);
    if (isText) {
      printLines(process.stdout, [
        ...standingLines(standing, progress),
        ...resultLines(results),
        `${code === ExitCode.good ? mark.good : mark.bad} ${verdictLine(progress, count('bad'), count('unknown'))}`,
      ]);
    } else {
      const document = { standing, upgrade: progressDocument(progress), restarted, ...resultDocument(results) };
      process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    }
    return code;
  } finally {
    session.close();
  }
}

function progressDocument(progress: Progress | undefined): object | null {
  if (progress === undefined) return null;
  const { from, to, done, next, namespaces, gateways } = progress;
  return { from: from.name, to: to.name, done, next: next ?? null, namespaces, gateways };
}

function secondsOf(wait: UpgradeOptions['wait']): number {
  if (wait === undefined) return 0;
  if (wait === true) return DEFAULT_WAIT_SECONDS;
  const seconds = Number(wait);
  if (seconds > 0) return seconds;
  throw new CommandError({ problem: `--wait: expected a number of seconds, got ${JSON.stringify(wait)}` });
}

async function look(session: Session, seconds: number, isText: boolean): Promise<Look> {
  const began = Date.now();
  const deadline = began + seconds * 1000;
  let before = '';
  for (;;) {
    const [standing, results] = await Promise.all([standingOf(session), runChecks(GATES, session)]);
    const open = results.filter(({ status }) => status === 'bad' || status === 'unknown');
    if (open.length === 0 || Date.now() >= deadline) return { standing, progress: progressOf(standing), results };
    const waitsFor = open.map(({ check }) => check.title).join('; ');
    if (isText && waitsFor !== before) {
      process.stderr.write(style.quiet(`${elapsed(Date.now() - began)}: not yet: ${waitsFor}\n`));
      before = waitsFor;
    }
    await new Promise((wake) => setTimeout(wake, Math.min(PAUSE_MILLISECONDS, Math.max(0, deadline - Date.now()))));
    session.refresh();
  }
}
