import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';

/** A verb run in this process, in a project of its own for each test. What it prints is kept. */
export class CommandHere {
  folder = '';
  said = '';
  complained = '';
  private readonly start = process.cwd();

  /** @param prepare writes what the project has synthesized into a folder */
  constructor(
    private readonly verb: string,
    prepare: (outdir: string) => void,
  ) {
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), `mesh-${verb}-`));
      writeFileSync(
        join(this.folder, 'cdktf.json'),
        JSON.stringify({ language: 'typescript', app: 'exit 3', context: {} }),
      );
      prepare(join(this.folder, 'cdktf.out'));
      process.chdir(this.folder);
      this.said = '';
      this.complained = '';
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
        this.said += text;
        return true;
      });
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
        this.complained += text;
        return true;
      });
    });
    afterEach(() => {
      jest.restoreAllMocks();
      process.chdir(this.start);
      rmSync(this.folder, { recursive: true });
      process.exitCode = undefined;
    });
  }

  /** The exit code. */
  async run(...args: readonly string[]): Promise<number> {
    process.exitCode = undefined;
    await meshCommand([this.verb]).parseAsync([this.verb, ...args], { from: 'user' });
    return Number(process.exitCode);
  }
}
