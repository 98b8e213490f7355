import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { type Ended, mesh } from '../cli/mesh-process';
import { CONTEXT, KUBECONFIG } from './cluster';
import { Workspace } from './terraform';

/** A project of one stack, deployed by `mesh up`, whose text changes from deploy to deploy. */
export class ProjectUnderTest {
  readonly workspace: Workspace;

  /** @param states the folder of the state @default - the project's own */
  constructor(
    private readonly stack: string,
    states?: string,
  ) {
    this.workspace = new Workspace(states);
    writeFileSync(join(this.workspace.folder, 'cdktf.json'), JSON.stringify({ app: 'true', output: 'out' }));
  }

  synth(build: (stack: TerraformStack) => void): void {
    this.workspace.synth({ [this.stack]: build });
  }

  up(...more: readonly string[]): Promise<Ended> {
    return this.verb('up', ...more);
  }

  /** Runs a verb of `mesh` on what was synthesized last. */
  verb(name: string, ...more: readonly string[]): Promise<Ended> {
    const { PATH = '', HOME = '', TF_CLI_CONFIG_FILE } = process.env;
    return mesh([name, '--no-synth', ...more], {
      cwd: this.workspace.folder,
      env: {
        ...{ PATH, HOME, KUBECONFIG, KUBE_CONTEXT: CONTEXT },
        ...(TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE }),
      },
    });
  }

  destroy(): void {
    this.workspace.destroy(this.stack);
  }
}
