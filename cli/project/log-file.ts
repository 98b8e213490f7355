import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The whole text of a run, in a file. A disk that is full costs the log, never the deploy. */
export class LogFile {
  /** Why nothing more could be written; undefined while all is well. */
  failure: string | undefined;

  constructor(readonly path: string) {
    this.guard(() => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${new Date().toISOString()} mesh ${process.argv.slice(2).join(' ')}\n`);
    });
  }

  /** Where the text of the run is, and how much of it. */
  get words(): string {
    return this.failure === undefined
      ? `the whole text is in ${this.path}`
      : `the log is not complete: ${this.failure}`;
  }

  write(text: string): void {
    if (this.failure === undefined) this.guard(() => appendFileSync(this.path, text));
  }

  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure = `${this.path}: ${(error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'no space left on the disk' : (error as Error).message}`;
    }
  }
}
