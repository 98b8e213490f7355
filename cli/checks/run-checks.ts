import { ApiError, refusal } from '../cluster/api';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import type { Session } from '../session/session';
import type { Check, Checked, Verdict } from './check';

/** Runs the checks side by side. What a check could not check at is its verdict, and stops no other. */
export function runChecks(checks: readonly Check[], session: Session): Promise<readonly Checked[]> {
  return Promise.all(checks.map((check) => runCheck(check, session)));
}

async function runCheck(check: Check, session: Session): Promise<Checked> {
  try {
    const verdict = await check.look(session);
    return { check, verdict, status: statusOf(verdict) };
  } catch (error) {
    const understood = error instanceof ApiError ? refusal(error, session.api.access) : error;
    const problems =
      understood instanceof CommandError ? understood.problems : [{ problem: (understood as Error).message }];
    return {
      check,
      status: 'unknown',
      verdict: { findings: problems.map((problem) => ({ ...problem, severity: 'bad' })) },
    };
  }
}

function statusOf(verdict: Verdict): Checked['status'] {
  if (verdict.skipped !== undefined) return 'skipped';
  const severities = (verdict.findings ?? []).map(({ severity }) => severity);
  return severities.includes('bad') ? 'bad' : severities.length > 0 ? 'warning' : 'good';
}

/** 1 where something is bad, else 2 where a check could not check, else 0: a warning breaks nothing. */
export function exitCodeOf(results: readonly Checked[]): ExitCode {
  if (results.some(({ status }) => status === 'bad')) return ExitCode.foundProblems;
  return results.some(({ status }) => status === 'unknown') ? ExitCode.couldNotCheck : ExitCode.good;
}
