import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSettings, type Settings } from './settings';

/**
 * The settings of a project: its cdktf.json, which the cdktf command passes on in `CDKTF_CONTEXT_JSON`, and the environment.
 *
 * @throws InvalidSettingsError with a line for every fault
 */
export function projectSettings(folder: string = process.cwd(), environment = process.env): Settings {
  return parseSettings({ context: projectContext(folder, environment), environment });
}

function projectContext(folder: string, environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const entries = Object.entries(readContext(folder, environment));
  return Object.fromEntries(entries.filter(([key]) => !isOfCdktf(key)));
}

function readContext(folder: string, environment: NodeJS.ProcessEnv): object {
  const passedOn = environment['CDKTF_CONTEXT_JSON'];
  if (passedOn) return JSON.parse(passedOn);
  const file = resolve(folder, 'cdktf.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')).context ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

/** The cdktf command adds keys of its own, and its feature flags stand under the same `context`. */
function isOfCdktf(key: string): boolean {
  return key.startsWith('cdktf') || key === 'excludeStackIdFromLogicalIds' || key === 'allowSepCharsInLogicalIds';
}
