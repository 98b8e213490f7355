import type { UpgradeStanding } from '../checks/upgrade/standing';
import { style } from '../terminal/style';
import { tableLines } from '../terminal/table';
import { type Progress, STEPS } from './progress';

/** Where an upgrade is, as lines. */
export function standingLines(standing: UpgradeStanding, progress: Progress | undefined): readonly string[] {
  const { revisions, tags, namespaces, gateways, validates } = standing;
  const lines: string[] = [];
  if (revisions.length > 0) {
    const rows = revisions.map(({ name, version, runs, deployed, ready, replicas, proxies }) => [
      name,
      version ?? '?',
      runs ? `${ready} of ${replicas} ready${deployed ? '' : ', not in the stacks'}` : 'not installed',
      tags.flatMap(({ tag, revision }) => (revision === name ? [tag] : [])).join(', ') || '-',
      validates === name ? 'validates' : '-',
      `${proxies}`,
    ]);
    lines.push(tableLines(['REVISION', 'ISTIO', 'ISTIOD', 'TAGS', 'DEFAULT', 'PROXIES'], rows), '');
  }
  if (namespaces.length > 0) {
    const rows = namespaces.map(({ name, label, revision, pods, waiting }) => {
      const behind = waiting.reduce((sum, workload) => sum + workload.pods, 0);
      return [name, label, revision, `${pods}`, behind === 0 ? '-' : `${behind}`];
    });
    lines.push(tableLines(['NAMESPACE', 'LABEL', 'REVISION', 'PODS', 'NOT RESTARTED'], rows), '');
  }
  if (gateways.length > 0) {
    const rows = gateways.map(({ namespace, name, revisions: of }) => [`${namespace}/${name}`, of.join(', ')]);
    lines.push(tableLines(['GATEWAY', 'REVISION'], rows), '');
  }
  lines.push(...(progress ? [progressLine(progress), ''] : []));
  return lines;
}

function progressLine({ from, to, done, next, namespaces, gateways }: Progress): string {
  const some = next === 'namespaces' ? namespaces : next === 'gateways' && gateways.moved > 0 ? gateways : undefined;
  const share = some ? ` (${some.moved} of ${some.all} moved)` : '';
  const taken = STEPS.slice(0, Math.floor(done));
  const steps = taken.length === 0 ? '' : `${style.good(taken.join(', '))} done; `;
  return `${from.name} -> ${to.name}: ${steps}next: ${next ?? 'none'}${share}`;
}

/** Whether the next step may be taken, in one line. */
export function verdictLine(progress: Progress | undefined, against: number, unknown: number): string {
  if (progress === undefined)
    return against + unknown === 0 ? 'no upgrade is under way' : 'no upgrade is under way; see above before one begins';
  const { next } = progress;
  const step = next === undefined ? 'the upgrade is done' : `the next step, ${next}`;
  if (against > 0) return `${step}: expected no check that is bad, got ${against}: do not go on yet`;
  if (unknown > 0) return `${step}: ${unknown} ${unknown === 1 ? 'check' : 'checks'} could not be made`;
  return next === undefined ? step : `${step}, may be taken`;
}
