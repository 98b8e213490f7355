import type { SynthesizedChart } from '../../model/read/synthesized-stack';
import { refusal } from '../cluster/api';
import { type ReleaseRevision, readRelease, type StoredRelease } from '../cluster/helm-releases';
import { ExitCode } from '../exit-code';
import { namedStacks } from '../project/stacks';
import { type MeshContent, Session, type SynthesisOptions } from '../session/session';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';
import { objectsOfManifest } from './chart-objects';
import { type Comparison, compareObject, type Difference, type WantedObject } from './compare-object';
import { missingFields } from './field-diff';
import { RunningObjects } from './running-objects';

/** One thing of the stacks that does not run as it was synthesized. */
interface Drifted {
  readonly stack: string;
  readonly constructPath: string;
  /** `VirtualService default/helloworld`, `release istio-system/istiod`. */
  readonly what: string;
  readonly missing?: string;
  readonly differences?: readonly Difference[];
  /** The command that brings back what was synthesized. */
  readonly repair: string;
}

/** Compares what was synthesized with what runs. */
export async function drift({ args, options }: Call<SynthesisOptions>): Promise<ExitCode> {
  const session = Session.here(options);
  try {
    // The cluster answers while the stacks are synthesized.
    const [content, revisions] = await Promise.all([session.content(), session.revisions()]);
    const stacks = namedStacks(content.stacks, args).map(({ name }) => name);
    const objects = content.objects.filter(({ stack }) => stacks.includes(stack));
    const charts = content.charts.filter(({ stack }) => stacks.includes(stack));
    const running = new RunningObjects(session.api);
    const deployed = new Map(revisions.map((revision) => [`${revision.namespace}/${revision.name}`, revision]));
    const contents = await Promise.all(charts.map((chart) => contentOf(running, chart, deployed)));
    await running.expect([...objects, ...contents.flatMap(({ objects: ofChart }) => ofChart)]);
    const looked = await Promise.all([
      ...objects.map((object) => lookAtObject(running, object, deployed)),
      ...contents.map((content) => lookAtChart(running, content)),
    ]);
    const compared = looked.reduce((sum, { compared }) => sum + compared, 0);
    const drifted = looked.flatMap((result) => result.drifted);
    if (options.json)
      process.stdout.write(`${JSON.stringify({ compared, drifted, unreadable: content.unreadable }, undefined, 2)}\n`);
    else print(drifted, compared, content.unreadable);
    return drifted.length > 0 ? ExitCode.foundProblems : ExitCode.good;
  } catch (error) {
    throw error instanceof Error && error.name === 'ApiError' ? refusal(error, session.api.access) : error;
  } finally {
    session.close();
  }
}

interface Looked {
  readonly compared: number;
  readonly drifted: readonly Drifted[];
}

async function lookAtObject(
  running: RunningObjects,
  object: MeshContent['objects'][number],
  deployed: ReadonlyMap<string, ReleaseRevision>,
): Promise<Looked> {
  const revision = object.release && deployed.get(`${object.release.namespace}/${object.release.name}`);
  const where = {
    stack: object.stack,
    constructPath: object.constructPath,
    what: await nameOf(running, object),
    // Terraform does not look into releases, and repairs what it delivers itself.
    repair: revision ? rollback(revision) : 'npm run up',
  };
  return { compared: 1, drifted: driftOf(where, await compareObject(running, object)) };
}

/** To the revision that is deployed already. Only by force does Helm replace what was edited since. */
function rollback({ namespace, name, revision }: ReleaseRevision): string {
  return `helm -n ${namespace} rollback ${name} ${revision} --force`;
}

/** A chart of the stacks, and what its release in the cluster holds, where there is one. */
interface ChartContent {
  readonly chart: MeshContent['charts'][number];
  readonly deployed?: { readonly revision: ReleaseRevision; readonly release: StoredRelease };
  readonly objects: readonly WantedObject[];
}

async function contentOf(
  running: RunningObjects,
  chart: MeshContent['charts'][number],
  deployed: ReadonlyMap<string, ReleaseRevision>,
): Promise<ChartContent> {
  const revision = deployed.get(`${chart.namespace}/${chart.name}`);
  if (revision === undefined) return { chart, objects: [] };
  const release = await readRelease(running.api, revision);
  return { chart, deployed: { revision, release }, objects: objectsOfManifest(release.manifest, chart.namespace) };
}

async function lookAtChart(running: RunningObjects, { chart, deployed, objects }: ChartContent): Promise<Looked> {
  const where = { stack: chart.stack, constructPath: chart.constructPath, repair: 'npm run up' };
  const what = `release ${chart.namespace}/${chart.name}`;
  if (!deployed) return { compared: 1, drifted: [{ ...where, what, missing: 'it is not in the cluster' }] };
  const { revision, release } = deployed;
  const own = releaseDifferences(chart, release, revision);
  const comparisons = await Promise.all(objects.map((object) => compareObject(running, object)));
  const names = await Promise.all(objects.map((object) => nameOf(running, object)));
  return {
    compared: 1 + objects.length,
    drifted: [
      ...(own.length > 0 ? [{ ...where, what, differences: own }] : []),
      ...objects.flatMap((_, index) =>
        driftOf(
          { ...where, what: names[index] ?? '', repair: rollback(revision) },
          comparisons[index] ?? { status: 'same' },
        ),
      ),
    ],
  };
}

function releaseDifferences(
  chart: SynthesizedChart,
  stored: StoredRelease,
  revision: ReleaseRevision,
): readonly Difference[] {
  const differences: Difference[] = [];
  if (revision.status !== 'deployed') {
    differences.push({ path: 'status', steps: ['status'], runs: revision.status, synthesized: 'deployed' });
  }
  if (chart.version !== undefined && stored.chart.metadata.version !== chart.version) {
    differences.push({
      path: 'chart version',
      steps: ['version'],
      runs: stored.chart.metadata.version,
      synthesized: chart.version,
    });
  }
  const resolved = withoutReferences(chart.values);
  return [...differences, ...missingFields(stored.config ?? {}, resolved, ['values'])];
}

/** Values without what Terraform fills in when it deploys. */
function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => typeof inner !== 'string' || !inner.includes('${'))
      .map(([key, inner]) => [key, withoutReferences(inner)]),
  );
}

function driftOf(
  where: Pick<Drifted, 'stack' | 'constructPath' | 'what' | 'repair'>,
  comparison: Comparison,
): readonly Drifted[] {
  if (comparison.status === 'same') return [];
  return [
    comparison.status === 'missing'
      ? { ...where, missing: comparison.reason }
      : { ...where, differences: comparison.differences },
  ];
}

async function nameOf({ api }: RunningObjects, { apiVersion, kind, metadata }: WantedObject): Promise<string> {
  const namespaced = (await api.resource(apiVersion, kind))?.namespaced ?? true;
  return `${kind} ${namespaced && metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

function print(drifted: readonly Drifted[], compared: number, unreadable: readonly string[]): void {
  const lines: string[] = [];
  for (const { what, constructPath, missing, differences = [] } of drifted) {
    lines.push(`${mark.bad} ${style.strong(what)} ${style.quiet(`(${constructPath})`)}`);
    if (missing) lines.push(`    ${missing}`);
    for (const { path, runs, synthesized, by } of differences) {
      lines.push(`    ${path}${by ? style.quiet(`  by ${by}`) : ''}`);
      lines.push(style.removed(`      - synthesized  ${text(synthesized)}`));
      lines.push(style.added(`      + runs         ${text(runs)}`));
    }
  }
  for (const line of unreadable) lines.push(`${mark.warn} not compared: ${line}`);
  lines.push(
    drifted.length === 0
      ? `${mark.good} no drift: ${compared} objects and releases run as they were synthesized`
      : `\n${drifted.length} of ${compared} differ. To bring back what was synthesized:`,
    ...new Set(drifted.map(({ repair }) => `  ${repair}`)),
  );
  printLines(process.stdout, lines);
}

const LONGEST = 160;

function text(value: unknown): string {
  if (value === undefined) return '(nothing)';
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
}
