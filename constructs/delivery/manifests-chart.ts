import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ISynthesisSession, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { MANIFESTS_CHART_VERSION } from '../../model/charts';

/** Where the chart lies, seen from a stack's folder. */
export const MANIFESTS_CHART = './charts/manifests';

const FILES: Readonly<Record<string, string>> = {
  'Chart.yaml': [
    'apiVersion: v2',
    'name: manifests',
    'description: Renders the objects it is given, as they are',
    'type: application',
    `version: ${MANIFESTS_CHART_VERSION}`,
    '',
  ].join('\n'),
  'values.yaml': 'manifests: {}\n',
  // toJson and not toYaml: toYaml writes large whole numbers as 1e+09.
  'templates/manifests.yaml':
    '{{- range $path, $manifest := .Values.manifests }}\n---\n{{ toJson $manifest }}\n{{- end }}\n',
};

/** The bytes that the chart adds to each release's record in the cluster, before compression. */
export const MANIFESTS_CHART_SIZE = Object.entries(FILES).reduce(
  (sum, [name, text]) => sum + name.length + text.length,
  0,
);

// What cdktf's synthesizer looks for on a construct; it exports no way to set it.
const CUSTOM_SYNTHESIS = Symbol.for('cdktf/customSynthesis');
const WRITTEN_FOR = Symbol.for('cdktf-istio.manifestsChart');

/** Has the chart written into the folder of the construct's stack when that is synthesized, once a stack. */
export function carryManifestsChart(construct: IConstruct): void {
  const stack = TerraformStack.of(construct) as TerraformStack & { [WRITTEN_FOR]?: true };
  if (stack[WRITTEN_FOR]) return;
  Object.defineProperty(stack, WRITTEN_FOR, { value: true });
  Object.defineProperty(construct, CUSTOM_SYNTHESIS, {
    value: {
      onSynthesize(session: ISynthesisSession) {
        const folder = join(session.outdir, session.manifest.forStack(stack).workingDirectory, MANIFESTS_CHART);
        for (const [name, text] of Object.entries(FILES)) {
          const file = join(folder, name);
          mkdirSync(join(file, '..'), { recursive: true });
          writeFileSync(file, text);
        }
      },
    },
  });
}
