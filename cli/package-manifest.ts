import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this package's package.json is, seen from the sources (cli) and from what they are built to (dist/cli). */
export const PACKAGE_FOLDER = existsSync(join(__dirname, '../package.json'))
  ? join(__dirname, '..')
  : join(__dirname, '../..');

/** What this package's package.json says, as far as the command needs it. */
export interface PackageManifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

export function packageManifest(): PackageManifest {
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as PackageManifest;
}
