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
  const passedOn = environment['CDKTF_CONTEXT_JSON'];
  if (passedOn) return JSON.parse(passedOn);
  try {
    return JSON.parse(readFileSync(resolve(folder, 'cdktf.json'), 'utf8')).context ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${resolve(folder, 'cdktf.json')}: ${(error as Error).message}`);
  }
}
