import { parse } from 'yaml';
import { exactVersion, ISTIO_MINORS, type IstioMinor, istioRelease } from '../constructs/versions';
import { compareMinors } from '../model/version-order';

/** A chart that has a newer version than the catalogue. */
export interface Bump {
  readonly what: string;
  /** The version in the catalogue. @default - the catalogue has none */
  readonly catalogued?: string;
  readonly newest: string;
  /** The file to write or to change. */
  readonly file: string;
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

/** What the repositories have newer than the catalogue: patches, minors that it lacks, and the addons of its newest minor. */
export async function newerReleases(
  read: (repository: string) => Promise<ChartIndex> = indexOf,
): Promise<readonly Bump[]> {
  const newestMinor = ISTIO_MINORS.at(-1) as IstioMinor;
  const { charts, addons } = istioRelease(newestMinor);
  const [istio, ...others] = await Promise.all([
    read(charts.repository),
    ...[addons.prometheus, addons.grafana, addons.kiali].map(async ({ name, repository, version }) => {
      const newest = newestIn(await read(repository), name);
      return newest !== undefined && isNewer(newest, version)
        ? [{ what: `chart ${name}`, catalogued: version, newest, file: fileOf(newestMinor) }]
        : [];
    }),
  ]);
  return [...newerIstio(istio), ...others.flat()];
}

/** The newest patch of each minor that is newer than the catalogue's, oldest minor first; minors before its first one do not count. */
function newerIstio(index: ChartIndex): readonly Bump[] {
  const served = (index.entries['istiod'] ?? []).map(({ version }) => version);
  const minors = [...new Set(served.map((version) => version.split('.', 2).join('.')))];
  return minors
    .filter((minor) => compareMinors(minor, ISTIO_MINORS[0] as IstioMinor) >= 0)
    .sort(compareMinors)
    .flatMap((minor): readonly Bump[] => {
      const patches = served.filter((version) => version.startsWith(`${minor}.`)).map((version) => ({ version }));
      const newest = newestIn({ entries: { istiod: patches } }, 'istiod');
      const known = ISTIO_MINORS.find((one) => one === minor);
      if (newest === undefined || (known && !isNewer(newest, exactVersion(known)))) return [];
      return [
        {
          what: `Istio ${minor}`,
          ...(known ? { catalogued: exactVersion(known) } : {}),
          newest,
          file: known ? MINORS : fileOf(minor),
        },
      ];
    });
}

// Where a patch of a known minor is entered.
const MINORS = 'constructs/versions/releases.ts';

function fileOf(minor: string): string {
  return `constructs/versions/releases/${minor}.ts`;
}

/** An issue's text, in Markdown; empty where nothing is newer. */
export function issueText(bumps: readonly Bump[]): string {
  if (bumps.length === 0) return '';
  return [
    '| | catalogued | newest | file |',
    '|---|---|---|---|',
    ...bumps.map(
      ({ what, catalogued, newest, file }) =>
        `| ${what} | ${catalogued ?? 'none'} | ${newest} | ${catalogued === undefined ? 'new: ' : ''}\`${file}\` |`,
    ),
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
