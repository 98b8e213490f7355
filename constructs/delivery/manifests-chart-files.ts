import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFESTS_CHART_VERSION } from '../../model/charts';

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

/** Writes the chart into a folder. */
export function writeManifestsChart(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
}
