import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChartLocation, locateChart } from '../../../constructs/charts/chart-source';
import { mergeValues } from '../../../constructs/charts/merge-values';
import { type ChartCoordinates, ISTIO_VERSIONS, istioRelease } from '../../../constructs/versions';
import { base, cni, gateway, grafana, istiod, prometheus, ztunnel } from './every-value';

const folder = mkdtempSync(join(tmpdir(), 'values-'));
const source = process.env['CHART_REPOSITORY'];
const helmExists = spawnSync('helm', ['version']).status === 0;

/** What a chart renders, without the ConfigMap that records every value it was given; undefined where it refuses them. */
function render({ chart, repository, version }: ChartLocation, values: object): string | undefined {
  const file = join(folder, 'values.json');
  writeFileSync(file, JSON.stringify(values));
  const from = repository === undefined ? [] : ['--repo', repository, '--version', version ?? ''];
  const { status, stdout } = spawnSync('helm', ['template', 'test', chart, ...from, '-f', file, '-n', 'test'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) return undefined;
  return stdout
    .split(/^---$/m)
    .filter((document) => !/^ {2}name: values$/m.test(document))
    .join('---\n');
}

/** Pulls a chart once, instead of once a rendering. */
function pull(chart: ChartCoordinates): ChartLocation {
  const location = locateChart(chart, source);
  if (location.repository === undefined) return location;
  const { repository, version } = location;
  const oci = repository.startsWith('oci://');
  const from = oci ? [`${repository}/${chart.name}`] : [chart.name, '--repo', repository];
  const { status, stderr } = spawnSync('helm', ['pull', ...from, '--version', version ?? '', '-d', folder], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return { chart: join(folder, `${chart.name}-${chart.version}.tgz`) };
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths of everything in the values that is no map itself. */
function leaves(values: object, path: readonly string[] = []): string[][] {
  return Object.entries(values).flatMap(([key, value]) =>
    isMap(value) ? leaves(value, [...path, key]) : [[...path, key]],
  );
}

function without(values: object, [key = '', ...rest]: readonly string[]): object {
  const copy: Record<string, unknown> = { ...values };
  if (rest.length === 0) delete copy[key];
  else copy[key] = without(copy[key] as object, rest);
  return copy;
}

/** The values that change nothing that any release renders, in none of the variants. */
function unread(charts: readonly ChartCoordinates[], variants: readonly object[]): string[] {
  const pulled = charts.map(pull);
  const rendered = variants.flatMap((values) =>
    pulled.map((location) => ({ location, values, all: render(location, values) })),
  );
  // Besides values that must be refused, to see that they are read.
  expect(rendered.filter(({ all }) => all === undefined).length).toBeLessThan(rendered.length);
  return leaves(mergeValues(...variants))
    .filter((path) =>
      rendered.every(({ location, values, all }) => {
        const less = render(location, without(values, path));
        return less === all;
      }),
    )
    .map((path) => path.join('.'));
}

/** Whether a chart was packed without the charts that it depends on, which conditions of it switch on and off. */
function withoutSubcharts(charts: readonly ChartCoordinates[]): boolean {
  return charts.map(pull).every(({ chart }) => {
    const { stdout } = spawnSync('helm', ['show', 'chart', chart], { encoding: 'utf8' });
    return !stdout.includes('dependencies:');
  });
}

const ofIstio = (name: string, versions: readonly string[] = ISTIO_VERSIONS): ChartCoordinates[] =>
  versions.map((version) => ({
    name,
    version,
    repository: istioRelease(ISTIO_VERSIONS[0] ?? '1.30.3').charts.repository,
  }));

const SUBCHARTS = /^[\w-]+\.enabled$/;

const ifHelm = helmExists ? test : test.skip;

describe('every typed value is one that templates read', () => {
  ifHelm.each([
    ['base', ofIstio('base'), base],
    ['istiod', ofIstio('istiod'), istiod],
    ['gateway', ofIstio('gateway', ['1.30.3']), gateway],
    ['cni', ofIstio('cni', ['1.30.3']), cni],
    ['ztunnel', ofIstio('ztunnel', ['1.30.3']), ztunnel],
    ['prometheus', ISTIO_VERSIONS.map((version) => istioRelease(version).addons.prometheus), prometheus],
    ['grafana', ISTIO_VERSIONS.map((version) => istioRelease(version).addons.grafana), grafana],
  ] as const)('of chart %s', (_name, charts, variants) => {
    const open = unread(charts, variants);
    // A repository may serve them so.
    const switches = withoutSubcharts(charts) ? open.filter((path) => SUBCHARTS.test(path)) : [];
    expect(open.filter((path) => !switches.includes(path))).toEqual([]);
  });
});
