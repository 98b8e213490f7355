import { MANIFESTS_CHART_VERSION } from '../../model/charts';
import { REVISION_LABEL } from '../../model/data-plane';
import { isIstiod } from '../../model/labels';
import { compareVersions } from '../../model/version-order';
import { versionsInIndex } from '../checks/repository-index';
import { type KubernetesObject, refusal } from '../cluster/api';
import { type ReleaseRevision, readRelease, type StoredRelease } from '../cluster/helm-releases';
import { ExitCode } from '../exit-code';
import { Session, type SynthesisOptions } from '../session/session';
import { mark } from '../terminal/style';
import { tableLines } from '../terminal/table';
import type { Call } from '../verb';

interface Listed {
  readonly release: string;
  readonly namespace: string;
  readonly stack: string;
  readonly status: string;
  readonly revision?: number;
  readonly chart: string;
  readonly version: string;
  /** What was synthesized, where it is another one than what is deployed. */
  readonly synthesized?: string;
  readonly appVersion?: string;
  /** The newest patch release of the same minor in the repository, where it is newer. */
  readonly newer?: string;
}

interface ControlPlane extends KubernetesObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly image?: string }[] } };
  };
}

/** Lists what is deployed: releases, versions, revisions, and newer patch releases. */
export async function ls({ options }: Call<SynthesisOptions>): Promise<ExitCode> {
  const session = Session.here(options);
  try {
    const [content, revisions, deployments] = await Promise.all([
      session.content(),
      session.revisions(),
      session.list<ControlPlane>('/apis/apps/v1/deployments'),
    ]);
    const repositories = new Map<string, Promise<ReadonlyMap<string, readonly string[]> | undefined>>();
    for (const { repository } of content.charts) {
      if (repository && !repositories.has(repository)) repositories.set(repository, readIndex(repository));
    }
    const latest = new Map(revisions.map((revision) => [`${revision.namespace}/${revision.name}`, revision]));
    // What a bundle's release holds is the stack's own: a thousand of them need not be read to be listed.
    const stored = new Map(
      await Promise.all(
        content.charts.flatMap(({ namespace, name }) => {
          const revision = latest.get(`${namespace}/${name}`);
          return revision === undefined ? [] : [readStored(session, revision)];
        }),
      ),
    );
    const listed: Listed[] = [];
    const bundles = new Map(
      content.objects.flatMap(({ release, stack }) =>
        release ? [[`${release.namespace}/${release.name}`, stack] as const] : [],
      ),
    );
    for (const chart of content.charts) {
      const found = stored.get(`${chart.namespace}/${chart.name}`);
      const version = found?.release.chart.metadata.version ?? chart.version ?? '';
      const index = await repositories.get(chart.repository ?? '');
      const newer = newestPatch(version, index?.get(chart.chart) ?? []);
      listed.push({
        release: chart.name,
        namespace: chart.namespace,
        stack: chart.stack,
        status: found?.revision.status ?? 'not deployed',
        ...(found ? { revision: found.revision.revision } : {}),
        chart: chart.chart,
        version,
        ...(found && chart.version && chart.version !== version ? { synthesized: chart.version } : {}),
        ...(found?.release.chart.metadata.appVersion ? { appVersion: found.release.chart.metadata.appVersion } : {}),
        ...(newer ? { newer } : {}),
      });
    }
    for (const [name, stack] of bundles) {
      const found = latest.get(name);
      const [namespace = '', release = ''] = name.split('/');
      listed.push({
        release,
        namespace,
        stack,
        status: found?.status ?? 'not deployed',
        ...(found ? { revision: found.revision } : {}),
        chart: 'manifests',
        version: found ? MANIFESTS_CHART_VERSION : '',
      });
    }
    const planes = deployments
      .filter(({ metadata }) => isIstiod(metadata.labels))
      .map(({ metadata, spec }) => ({
        name: `${metadata.namespace}/${metadata.name}`,
        revision: metadata.labels?.[REVISION_LABEL] ?? 'default',
        image: spec.template.spec.containers[0]?.image ?? '',
      }));
    const silent = (
      await Promise.all([...repositories].map(async ([url, index]) => ((await index) ? [] : [url])))
    ).flat();
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ releases: listed, controlPlanes: planes, silentRepositories: silent }, undefined, 2)}\n`,
      );
    else print(listed, planes, silent);
    return ExitCode.good;
  } catch (error) {
    throw error instanceof Error && error.name === 'ApiError' ? refusal(error, session.api.access) : error;
  } finally {
    session.close();
  }
}

async function readStored(
  session: Session,
  revision: ReleaseRevision,
): Promise<readonly [string, { readonly revision: ReleaseRevision; readonly release: StoredRelease }]> {
  const release = await readRelease(session.api, revision);
  return [`${revision.namespace}/${revision.name}`, { revision, release }];
}

function print(
  listed: readonly Listed[],
  planes: readonly { name: string; revision: string; image: string }[],
  silent: readonly string[],
): void {
  const rows = listed.map((one) => [
    one.stack,
    one.namespace,
    one.release,
    one.status,
    one.revision === undefined ? '' : String(one.revision),
    `${one.chart} ${one.version}`,
    one.appVersion ?? '',
    [one.newer ? `${one.newer} is there` : '', one.synthesized ? `${one.synthesized} is synthesized` : '']
      .filter(Boolean)
      .join(', '),
  ]);
  const lines = [tableLines(['STACK', 'NAMESPACE', 'RELEASE', 'STATUS', 'REV', 'CHART', 'APP', 'NEWER'], rows)];
  if (planes.length > 0) {
    lines.push(
      '',
      tableLines(
        ['CONTROL PLANE', 'REVISION', 'IMAGE'],
        planes.map(({ name, revision, image }) => [name, revision, image]),
      ),
    );
  }
  for (const repository of silent)
    lines.push('', `${mark.warn} ${repository} does not answer: newer versions are not known`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The newest version of the same minor that is newer than the given one; no pre-releases. */
export function newestPatch(version: string, available: readonly string[]): string | undefined {
  const minor = version.split('.').slice(0, 2).join('.');
  return available
    .filter(
      (candidate) =>
        candidate.startsWith(`${minor}.`) && !candidate.includes('-') && compareVersions(candidate, version) > 0,
    )
    .sort(compareVersions)
    .pop();
}

async function readIndex(repository: string): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  if (!/^https?:/.test(repository)) return new Map();
  try {
    const answer = await fetch(`${repository.replace(/\/$/, '')}/index.yaml`, { signal: AbortSignal.timeout(5000) });
    return answer.ok ? versionsInIndex(await answer.text()) : undefined;
  } catch {
    return undefined;
  }
}
