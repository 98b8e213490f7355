import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Construct } from 'constructs';

/** Grafana folder -> file name -> dashboard, as JSON text. */
export type DashboardFiles = Record<string, Record<string, string>>;

/**
 * Reads a release's dashboards from a folder.
 *
 * @throws Error with a line for every file that is missing or no JSON
 */
export function readDashboards(
  from: string,
  folders: Readonly<Record<string, Readonly<Record<string, string>>>>,
  reader: Construct,
): DashboardFiles {
  const faults: string[] = [];
  const dashboards: DashboardFiles = {};
  for (const [folder, files] of Object.entries(folders)) {
    const read: Record<string, string> = {};
    for (const [name, file] of Object.entries(files)) {
      const path = resolve(from, file);
      try {
        // On one line: a ConfigMap takes one megabyte.
        read[`${name}.json`] = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const problem = code === 'ENOENT' ? 'no such file' : message;
        faults.push(`${reader.node.path}: dashboards: ${path}: ${problem}; it is a dashboard of this Istio release`);
      }
    }
    dashboards[folder] = read;
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return dashboards;
}
