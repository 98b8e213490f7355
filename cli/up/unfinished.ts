import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clearCommand, pendingReleases, since } from '../checks/releases-settled';
import { CommandError } from '../command-error';
import type { Session } from '../session/session';

/** Says that a deploy of this project is running, or was killed. */
export class RunMark {
  private readonly path: string;
  /** The run before this one never ended in order. */
  readonly leftBehind: boolean;

  /** @throws CommandError while another deploy of this project runs. */
  constructor(root: string) {
    this.path = join(root, '.mesh', 'running');
    const pid = existsSync(this.path) ? Number(readFileSync(this.path, 'utf8')) : undefined;
    if (pid !== undefined && pid !== process.pid && isAlive(pid)) {
      throw new CommandError({
        problem: `another mesh up or down of this project is running (process ${pid})`,
        remedy: `wait for it; if it hangs: kill ${pid}`,
      });
    }
    this.leftBehind = pid !== undefined;
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      writeFileSync(this.path, String(process.pid));
    } catch {
      // A disk that is full costs the mark, never the deploy; what a kill leaves pending in the cluster is seen all the same.
      this.remove();
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  // 0 would ask for the process's own group.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // One that was killed keeps its number until it is collected, which in many containers nobody does.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/**
 * Clears the releases that a killed deploy left pending, so that this one resumes it: Helm then continues from the revision before, or
 * installs over what is there already.
 *
 * @param clear true where it is known that no deploy is running: the last one was killed here, or the user says so
 * @returns what was cleared, one line each
 * @throws CommandError where there are some that somebody else may be deploying at this moment
 */
export async function resumePendingReleases(session: Session, clear: boolean): Promise<readonly string[]> {
  const pending = await pendingReleases(session);
  if (pending.length > 0 && !clear) {
    throw new CommandError(
      ...pending.map((release) => ({
        problem: `release ${release.namespace}/${release.name}: ${release.status} since ${since(release)}: its deploy was killed, or is still running elsewhere`,
        remedy: `if none is running: mesh up --clear-pending (does ${clearCommand(release)})`,
      })),
    );
  }
  await Promise.all(
    pending.map(({ namespace, secret }) => session.api.delete(`/api/v1/namespaces/${namespace}/secrets/${secret}`)),
  );
  if (pending.length > 0) session.refresh();
  return pending.map(
    ({ namespace, name, status, revision }) => `${namespace}/${name} was left ${status}: cleared revision ${revision}`,
  );
}
