import { certificatesAgree } from '../checks/certificates-agree';
import type { Check, Checked } from '../checks/check';
import { gatewayApiAccepted } from '../checks/gateway-api-accepted';
import { grafanaHasDashboards } from '../checks/grafana-has-dashboards';
import { jaegerHasTraces } from '../checks/jaeger-has-traces';
import { kialiHealthy } from '../checks/kiali-healthy';
import { mtlsEnforced } from '../checks/mtls-enforced';
import { namespacesLabelled } from '../checks/namespaces-labelled';
import { podsHaveSidecars } from '../checks/pods-have-sidecars';
import { resultDocument, resultLines } from '../checks/print-results';
import { prometheusHasMetrics } from '../checks/prometheus-has-metrics';
import { proxiesInSync } from '../checks/proxies-in-sync';
import { proxiesKeepUp } from '../checks/proxies-keep-up';
import { releasesDeployed } from '../checks/releases-deployed';
import { routesAnswer } from '../checks/routes-answer';
import { exitCodeOf, runChecks } from '../checks/run-checks';
import { serverAnswers } from '../checks/server-answers';
import { webhooksAnswer } from '../checks/webhooks-answer';
import { webhooksComplete } from '../checks/webhooks-complete';
import { workloadsRolledOut } from '../checks/workloads-rolled-out';
import { CommandError } from '../command-error';
import type { ExitCode } from '../exit-code';
import { Session, type SynthesisOptions } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';
import { restartBarePods } from './restart';

export interface VerifyOptions extends SynthesisOptions {
  /** True waits 300 s, a text as many seconds as it says. */
  readonly wait?: true | string;
  readonly restart?: boolean;
}

export const VERIFY_CHECKS: readonly Check[] = [
  releasesDeployed,
  workloadsRolledOut,
  webhooksComplete,
  { ...webhooksAnswer, group: 'Control plane' },
  namespacesLabelled,
  podsHaveSidecars,
  proxiesKeepUp,
  proxiesInSync,
  certificatesAgree,
  gatewayApiAccepted,
  routesAnswer,
  mtlsEnforced,
  prometheusHasMetrics,
  grafanaHasDashboards,
  jaegerHasTraces,
  kialiHealthy,
];

const DEFAULT_WAIT_SECONDS = 300;
const PAUSE_MILLISECONDS = 2000;

/** Looks whether what was deployed works. */
export async function verify({ options }: Call<VerifyOptions>): Promise<ExitCode> {
  const session = Session.here(options);
  try {
    const [[server]] = await Promise.all([runChecks([serverAnswers], session), session.content()]);
    if (server?.status !== 'good') throw new CommandError(...(server?.verdict.findings ?? []));
    const restarted = options.restart ? await restartBarePods(session) : [];
    // What was restarted needs a moment before it can be good.
    const wait = options.wait ?? (restarted.length > 0 ? true : undefined);
    const results = await look(session, secondsOf(wait), options.json === true);
    if (options.json)
      process.stdout.write(`${JSON.stringify({ restarted, ...resultDocument(results) }, undefined, 2)}\n`);
    else
      printLines(process.stdout, [
        ...restarted.map((name) => `${mark.good} restarted ${name}`),
        ...resultLines(results),
      ]);
    return exitCodeOf(results);
  } finally {
    session.close();
  }
}

function secondsOf(wait: VerifyOptions['wait']): number {
  if (wait === undefined) return 0;
  if (wait === true) return DEFAULT_WAIT_SECONDS;
  const seconds = Number(wait);
  if (seconds > 0) return seconds;
  throw new CommandError({ problem: `--wait: expected a number of seconds, got ${JSON.stringify(wait)}` });
}

async function look(session: Session, seconds: number, quiet: boolean): Promise<readonly Checked[]> {
  const began = Date.now();
  const deadline = began + seconds * 1000;
  let before = '';
  for (;;) {
    session.refresh();
    const results = await runChecks(VERIFY_CHECKS, session);
    const open = results.filter(({ status }) => status === 'bad' || status === 'unknown');
    if (open.length === 0 || Date.now() >= deadline) return results;
    const waitsFor = open.map(({ check }) => check.title).join('; ');
    if (!quiet && waitsFor !== before) {
      process.stderr.write(style.quiet(`${elapsed(Date.now() - began)}: not yet: ${waitsFor}\n`));
      before = waitsFor;
    }
    await new Promise((wake) => setTimeout(wake, Math.min(PAUSE_MILLISECONDS, Math.max(0, deadline - Date.now()))));
  }
}
