import { gzipSync } from 'node:zlib';
import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { put } from '../../model/multimap';
import { annotate } from '../annotate';
import { withPlace } from '../place';
import { clusterOf } from './cluster';
import { CARRIES, type Deliverable, type Release } from './deliverable';
import type { Deliveries } from './deliveries';
import { MANIFESTS_CHART_SIZE } from './manifests-chart-files';
import { MOST_RELEASES } from './release-name';
import { isToken } from './terraform-template';

/** What etcd takes for one Secret, which is where Helm keeps a release. */
const RELEASE_LIMIT = 1024 * 1024;
const ALMOST_FULL = 0.8 * RELEASE_LIMIT;
const HALF_FULL = 0.5 * RELEASE_LIMIT;
// Below this even a release that does not compress fits, and compressing it would cost time for nothing.
const SURELY_FITS = 300 * 1024;

/** As many releases as Terraform works on at a time. */
const RELEASES_AT_ONCE = 10;
/** Where an object waits for istiod's webhook behind more than these, it may wait longer than the API server does. */
const CHECKED_AT_ONCE = 2000;
/** So many in each release are fine with a control plane of two processors. */
const IN_A_RELEASE = 100;

/** What only all that a program delivers shows of one of its stacks, one fault a line. */
export function deliveryFaults({ objects, releases }: Deliveries, stack: TerraformStack): string[] {
  warnOfCrowds(releases, stack);
  return [
    ...duplicates(objects, stack, objectIdentity, 'are one object in the cluster: remove one, or rename it'),
    ...duplicates(releases, stack, releaseIdentity, 'are one Helm release: give one of them another releaseName'),
    ...oversizedReleases(releases, stack),
    ...cycles(releases, stack),
  ];
}

/** Where a construct is in the tree, and where in the program it is made. */
function pathOf(construct: IConstruct): string {
  return withPlace(construct.node.path, construct);
}

function objectIdentity({ apiVersion, kind, name, namespace }: Deliverable): string | undefined {
  if (isToken(name) || (namespace !== undefined && isToken(namespace))) return undefined;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const place = namespace === undefined ? '' : ` of namespace ${namespace}`;
  return `${group === '' ? kind : `${kind}.${group}`} "${name}"${place}`;
}

function releaseIdentity({ releaseName, namespace }: Release): string | undefined {
  return isToken(namespace) || isToken(releaseName) ? undefined : `release "${releaseName}" of namespace ${namespace}`;
}

/** Each clash once, told by the stack of the later construct. */
function duplicates<T extends IConstruct>(
  all: readonly T[],
  stack: TerraformStack,
  identity: (one: T) => string | undefined,
  verdict: string,
): string[] {
  const first = new Map<string, T[]>();
  const faults: string[] = [];
  for (const one of all) {
    const named = identity(one);
    if (named === undefined) continue;
    const namesakes = first.get(named);
    if (namesakes === undefined) {
      first.set(named, [one]);
      continue;
    }
    // Two of one name are no clash where their stacks reach different clusters.
    const cluster = clusterOf(one);
    const earlier = namesakes.find((other) => clusterOf(other) === cluster);
    if (earlier === undefined) namesakes.push(one);
    else if (TerraformStack.of(one) === stack) {
      faults.push(`${named}: ${pathOf(earlier)} and ${pathOf(one)} ${verdict}`);
    }
  }
  return faults;
}

function oversizedReleases(releases: readonly Release[], stack: TerraformStack): string[] {
  const faults: string[] = [];
  for (const release of releases) {
    const objects = release[CARRIES];
    if (objects === undefined || TerraformStack.of(release) !== stack) continue;
    const texts = objects.map((object) =>
      object.rendered.hasTokens ? JSON.stringify(object.rendered.value) : object.text,
    );
    const content = texts.reduce((sum, text) => sum + text.length, 0);
    if (content * 2 < SURELY_FITS) continue;
    // Helm records the values and what was rendered from them, compressed and then in base64.
    const record = `${texts.join(',')}\n${texts.map((text) => `---\n${text}`).join('\n')}`;
    const sizeAt = (level: number): number =>
      Math.ceil((gzipSync(record, { level }).length + MANIFESTS_CHART_SIZE) / 3) * 4;
    // The quick way never says less: most releases need no other.
    if (sizeAt(1) < ALMOST_FULL) continue;
    const size = sizeAt(9);
    if (size < ALMOST_FULL) continue;
    const mebibytes = `${(size / RELEASE_LIMIT).toFixed(2)} MiB`;
    const objectsIn = `(${texts.length} objects)`;
    const cure = `spread the objects over several bundles, or over ${Math.ceil(size / HALF_FULL)} releases of one (releases)`;
    const subject = `release "${release.releaseName}":`;
    if (size > RELEASE_LIMIT) {
      const fault = `${subject} expected at most 1 MiB after compression, got ${mebibytes} ${objectsIn}: ${cure}`;
      faults.push(withPlace(fault, release));
    } else {
      const warning = `${subject} ${mebibytes} of the 1 MiB that Helm can record ${objectsIn}: before more come, ${cure}`;
      warn(release, warning);
    }
  }
  return faults;
}

/** Objects of a kind that a release creates at once. */
interface Crowd {
  readonly release: Release;
  readonly count: number;
}

/** Helm creates all objects of a kind in a release at once, and istiod's webhook checks each of them. */
function warnOfCrowds(releases: readonly Release[], stack: TerraformStack): void {
  const byKind = new Map<string, Crowd[]>();
  for (const release of releases) {
    if (release[CARRIES] === undefined || TerraformStack.of(release) !== stack) continue;
    const counts = new Map<string, number>();
    for (const { apiVersion, kind } of release[CARRIES])
      if (apiVersion.includes('.istio.io/')) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const [kind, count] of counts) put(byKind, kind, { release, count });
  }
  for (const [kind, crowds] of byKind) {
    crowds.sort((a, b) => b.count - a.count);
    const atOnce = crowds.slice(0, RELEASES_AT_ONCE).reduce((sum, { count }) => sum + count, 0);
    const [most] = crowds;
    if (most === undefined || atOnce <= CHECKED_AT_ONCE) continue;
    const all = crowds.reduce((sum, { count }) => sum + count, 0);
    const wanted = Math.min(MOST_RELEASES, Math.ceil(all / IN_A_RELEASE));
    warn(
      most.release,
      `release "${most.release.releaseName}": up to ${atOnce.toLocaleString('en')} objects of kind ${kind} are created at once, and istiod's webhook may answer later than the API server waits: spread the objects over ${wanted} releases (releases)`,
    );
  }
}

function warn(release: Release, text: string): void {
  const line = withPlace(text, release);
  if (release.node.metadata.every(({ data }) => data !== line)) annotate(release, 'warning', line);
}

/** Circles of releases that wait for each other, by construct path. */
function cycles(releases: readonly Release[], stack: TerraformStack): string[] {
  const own = releases.filter((release) => TerraformStack.of(release) === stack);
  const byAddress = new Map(own.map((release) => [`helm_release.${release.friendlyUniqueId}`, release]));
  const state = new Map<Release, 'open' | 'done'>();
  const faults: string[] = [];
  const visit = (release: Release, path: Release[]): void => {
    if (state.get(release) === 'done') return;
    if (state.get(release) === 'open') {
      const circle = [...path.slice(path.indexOf(release)), release];
      faults.push(`${circle.map(pathOf).join(' -> ')}: wait for each other in a circle: remove one dependsOn`);
      return;
    }
    state.set(release, 'open');
    for (const address of release.dependencyAddresses() ?? []) {
      const next = byAddress.get(address);
      if (next !== undefined) visit(next, [...path, release]);
    }
    state.set(release, 'done');
  };
  for (const release of own) visit(release, []);
  return faults;
}
