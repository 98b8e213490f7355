/**
 * Synthesizes the program under every Istio minor, each into a folder of its minor's name below the one given.
 * Fails with the minors that cannot be synthesized, after all were.
 */
import { join } from 'node:path';
import { App } from 'cdktf';
import { projectSettings } from '../config/project-settings';
import { ISTIO_MINORS } from '../constructs/versions';
import { addStacks } from '../stacks';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder to synthesize to');

for (const minor of ISTIO_MINORS) {
  try {
    const app = new App({ outdir: join(folder, minor) });
    addStacks(app, projectSettings(process.cwd(), { ...process.env, ISTIO_VERSION: minor }));
    app.synth();
  } catch (error) {
    console.error(`Istio ${minor}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
