import { CommandError, type Problem } from '../command-error';
import { ExitCode } from '../exit-code';
import { Session } from '../session/session';
import { findTerraform } from '../terraform/binary';
import { reach } from '../up/prerequisites';
import type { UpOptions } from '../up/up';
import type { Call } from '../verb';

/** Deploys where a cluster is there; shows what would be deployed where none is. */
export async function start(call: Call<UpOptions>): Promise<ExitCode> {
  const session = Session.here(call.options);
  try {
    // The app runs while what shows its result is loaded.
    const content = session.content();
    const { preview } = require('./preview') as typeof import('./preview');
    // Bad settings stop the preview as they stop the deploy.
    const [missing] = await Promise.all([whatIsMissing(session), content]);
    if (missing.length === 0) {
      return await (require('../up/up') as typeof import('../up/up')).up({
        ...call,
        options: { ...call.options, synth: false },
      });
    }
    await preview(session, missing, call.options.json === true);
    return ExitCode.good;
  } finally {
    session.close();
  }
}

async function whatIsMissing(session: Session): Promise<readonly Problem[]> {
  const results = await Promise.allSettled([Promise.resolve().then(() => findTerraform()), reach(session)]);
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return [];
    if (result.reason instanceof CommandError) return result.reason.problems;
    throw result.reason;
  });
}
