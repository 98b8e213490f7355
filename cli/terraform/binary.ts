import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandError } from '../command-error';

/** The oldest release whose machine-readable output and `take_ownership` handling this package was run with. */
export const OLDEST_TERRAFORM = '1.5.0';

/**
 * The program that applies: TERRAFORM_BINARY_NAME as for the cdktf CLI, else terraform, else OpenTofu's tofu.
 *
 * @throws CommandError where none is on the PATH.
 */
export function findTerraform(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment['TERRAFORM_BINARY_NAME'];
  const candidates = named ? [named] : ['terraform', 'tofu'];
  const found = candidates.map((name) => onPath(name, environment)).find((path) => path !== undefined);
  if (found) return found;
  throw new CommandError(
    named
      ? { problem: `TERRAFORM_BINARY_NAME: no program ${named}`, remedy: 'name one that is there, or unset it' }
      : {
          problem: 'neither terraform nor tofu is on the PATH',
          remedy:
            'install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install/)',
        },
  );
}

function onPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const folders = name.includes('/') ? [''] : (environment['PATH'] ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of folders) {
    for (const ending of endings) {
      const path = folder === '' ? name + ending : join(folder, name + ending);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // The next folder may have it.
      }
    }
  }
  return undefined;
}

/** What `terraform version -json` tells, e.g. 1.11.4. */
export function terraformVersion(binary: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile(binary, ['version', '-json'], { env: { ...process.env, CHECKPOINT_DISABLE: '1' } }, (error, output) => {
      if (error) {
        return fail(
          new CommandError({
            problem: `${binary} version: ${error.message.split('\n')[0]}`,
            remedy: 'install it again',
          }),
        );
      }
      return done((JSON.parse(output) as { terraform_version: string }).terraform_version);
    });
  });
}
