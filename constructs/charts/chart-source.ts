import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChartCoordinates } from '../versions';

/** Where a chart comes from: an http(s) repository, an oci:// registry or a folder of packaged or unpacked charts. */
export type ChartSource = string;

/** A chart as Terraform's Helm provider is told of it. */
export interface ChartLocation {
  /** The Helm chart that deploys it, for what this construct has no property for. */
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
}

/**
 * Finds a chart in the source given, or in its own public repository.
 *
 * In a folder, `NAME-VERSION.tgz` is taken, or else an unpacked chart in `NAME` that has that version.
 *
 * @throws Error when a folder does not exist, or does not have the chart in that version
 */
export function locateChart(chart: ChartCoordinates, source: ChartSource = chart.repository): ChartLocation {
  const { name, version } = chart;
  if (/^(https?|oci):\/\//.test(source)) return { chart: name, repository: source.replace(/\/+$/, ''), version };

  // Terraform runs in the folder of the stack, so a path must not depend on where it is read from.
  const folder = resolve(source);
  if (!existsSync(folder)) {
    throw new Error(
      `chart ${name} ${version}: ${folder}: no such folder; an http(s):// repository or oci:// registry works as well`,
    );
  }
  const packaged = resolve(folder, `${name}-${version}.tgz`);
  if (existsSync(packaged)) return { chart: packaged };
  const unpacked = resolve(folder, name);
  const manifest = resolve(unpacked, 'Chart.yaml');
  if (!existsSync(manifest)) {
    throw new Error(
      `chart ${name} ${version}: folder ${folder} has neither ${name}-${version}.tgz nor ${name}/Chart.yaml`,
    );
  }
  const found = /^version:\s*["']?([^\s"']+)/m.exec(readFileSync(manifest, 'utf8'))?.[1];
  if (found !== version) {
    throw new Error(
      `chart ${name} ${version}: ${manifest} is version ${found ?? 'unknown'}; put ${name}-${version}.tgz into ${folder}`,
    );
  }
  return { chart: unpacked };
}
