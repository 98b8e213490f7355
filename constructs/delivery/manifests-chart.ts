import { join } from 'node:path';
import { type ISynthesisSession, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isFirstTime } from './first-time';

/** Where the chart lies, seen from a stack's folder. */
export const MANIFESTS_CHART = './charts/manifests';

// What cdktf's synthesizer looks for on a construct; it exports no way to set it.
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');
const WRITTEN_FOR = Symbol.for('cdktf-istio.manifestsChart');

/** Has the chart written into the folder of the construct's stack when that is synthesized, once a stack. */
export function carryManifestsChart(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (!isFirstTime(stack, WRITTEN_FOR)) return;
  Object.defineProperty(construct, CUSTOM_SYNTHESIS, {
    value: {
      onSynthesize(session: ISynthesisSession) {
        const folder = join(session.outdir, session.manifest.forStack(stack).workingDirectory, MANIFESTS_CHART);
        const { writeManifestsChart } = require('./manifests-chart-files') as typeof import('./manifests-chart-files');
        writeManifestsChart(folder);
      },
    },
  });
}
