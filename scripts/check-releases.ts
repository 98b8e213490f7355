import { parse } from 'yaml';
import { DEFAULT_ISTIO_VERSION, istioRelease } from '../constructs/versions';

/** A chart that has a newer version than the catalogue. */
export interface Bump {
  readonly what: string;
  readonly catalogued: string;
  readonly newest: string;
}

type ChartIndex = { readonly entries: Readonly<Record<string, readonly { readonly version: string }[]>> };

/** Whether a version is newer than another one; pre-releases never are. */
export function isNewer(version: string, than: string): boolean {
  if (/-/.test(version)) return false;
  const parts = (text: string): number[] => text.split('.').map(Number);
  const [a, b] = [parts(version), parts(than)];
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** The newest release of a chart in the index of its repository. */
export function newestIn(index: ChartIndex, chart: string): string | undefined {
  const versions = (index.entries[chart] ?? []).map(({ version }) => version);
  return versions.reduce<string | undefined>((best, version) => {
    if (/-/.test(version)) return best;
    return best === undefined || isNewer(version, best) ? version : best;
  }, undefined);
}

async function indexOf(repository: string): Promise<ChartIndex> {
  const address = `${repository}/index.yaml`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
  if (!answer.ok) throw new Error(`${address}: answers ${answer.status}`);
  return parse(await answer.text(), { maxAliasCount: -1 }) as ChartIndex;
}

/** What the repositories have newer than the catalogue's newest Istio release. */
export async function newerReleases(
  read: (repository: string) => Promise<ChartIndex> = indexOf,
): Promise<readonly Bump[]> {
  const { charts, addons } = istioRelease(DEFAULT_ISTIO_VERSION);
  const wanted = [
    { what: 'Istio', chart: 'istiod', repository: charts.repository, catalogued: DEFAULT_ISTIO_VERSION as string },
    ...[addons.prometheus, addons.grafana, addons.kiali].map(({ name, repository, version }) => ({
      what: `chart ${name}`,
      chart: name,
      repository,
      catalogued: version,
    })),
  ];
  const found = await Promise.all(
    wanted.map(async ({ what, chart, repository, catalogued }) => {
      const newest = newestIn(await read(repository), chart);
      return newest !== undefined && isNewer(newest, catalogued) ? [{ what, catalogued, newest }] : [];
    }),
  );
  return found.flat();
}

/** An issue's text, in Markdown; empty where nothing is newer. */
export function issueText(bumps: readonly Bump[]): string {
  if (bumps.length === 0) return '';
  return [
    '| | catalogued | newest |',
    '|---|---|---|',
    ...bumps.map(({ what, catalogued, newest }) => `| ${what} | ${catalogued} | ${newest} |`),
    '',
    'CONTRIBUTING.md says which files a release touches. The addons belong to an Istio release: take the versions that its samples have, and the newer ones only with a reason.',
    '',
  ].join('\n');
}

if (require.main === module) {
  newerReleases().then(
    (bumps) => process.stdout.write(issueText(bumps)),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
