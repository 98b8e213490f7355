import { CannotLookError } from '../cannot-look';
import { ApiError, refusal } from '../cluster/api';
import { ExitCode } from '../exit-code';
import type { Check, Checked, Verdict } from './check';
import type { Surroundings } from './surroundings';

/** Runs the checks side by side. What a check could not look at is its verdict, and stops no other. */
export function runChecks(checks: readonly Check[], at: Surroundings): Promise<readonly Checked[]> {
  return Promise.all(checks.map((check) => runCheck(check, at)));
}

async function runCheck(check: Check, at: Surroundings): Promise<Checked> {
  try {
    const verdict = await check.look(at);
    return { check, verdict, status: statusOf(verdict) };
  } catch (error) {
    const understood = error instanceof ApiError ? refusal(error, at.api.access) : error;
    const obstacles =
      understood instanceof CannotLookError ? understood.obstacles : [{ problem: (understood as Error).message }];
    return {
      check,
      status: 'unknown',
      verdict: { findings: obstacles.map((obstacle) => ({ ...obstacle, severity: 'bad' })) },
    };
  }
}

function statusOf(verdict: Verdict): Checked['status'] {
  if (verdict.skipped !== undefined) return 'skipped';
  const severities = (verdict.findings ?? []).map(({ severity }) => severity);
  return severities.includes('bad') ? 'bad' : severities.length > 0 ? 'warning' : 'good';
}

/** 1 where something is bad, else 2 where a check could not look, else 0: a warning breaks nothing. */
export function exitCodeOf(results: readonly Checked[]): ExitCode {
  if (results.some(({ status }) => status === 'bad')) return ExitCode.foundSomething;
  return results.some(({ status }) => status === 'unknown') ? ExitCode.couldNotLook : ExitCode.good;
}
