import { json } from '../../checks/addon-check';
import { addonService, askAddon } from '../../checks/addon-services';
import type { Check } from '../../checks/check';
import { type Pod, proxyOf } from '../../checks/pods-have-sidecars';
import { revisionOf } from '../../checks/proxies-keep-up';
import { standingOf } from '../../checks/upgrade/standing';
import { ApiError } from '../../cluster/api';
import { progressOf } from '../progress';

interface Series {
  readonly data?: {
    readonly result?: readonly {
      readonly metric?: { readonly namespace?: string; readonly pod?: string };
      readonly value?: readonly [number, string];
    }[];
  };
}

/** Of how many requests in five minutes a share says something. */
const ENOUGH_REQUESTS = 20;
/** How much higher the share of errors may be in proxies of the new revision. */
const TOLERATED = 0.01;

const requests = (codes: string): string =>
  `/api/v1/query?query=${encodeURIComponent(`sum by (namespace, pod) (increase(istio_requests_total{reporter="destination"${codes}}[5m]))`)}`;

/** The proxies of the new revision answer no more requests with errors than those of the old one. */
export const errorRate: Check = {
  title: 'the new revision has no more errors than the old one',
  group: 'Traffic',
  async look(session) {
    const progress = progressOf(await standingOf(session));
    const prometheus = addonService(await session.content(), 'prometheus');
    if (progress === undefined) return { skipped: 'there is one revision only' };
    if (prometheus === undefined) return { skipped: 'the stacks deploy no Prometheus' };
    let answers: readonly (Series | undefined)[];
    try {
      answers = (
        await Promise.all(
          [requests(''), requests(',response_code=~"5..|0"')].map((one) => askAddon(session, prometheus, one)),
        )
      ).map((one) => json<Series>(one));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      return {
        findings: [
          { severity: 'warning', problem: `prometheus: ${(error as Error).message}`, remedy: 'mesh logs prometheus' },
        ],
      };
    }
    const pods = (await session.list<Pod>('/api/v1/pods')).filter((pod) => proxyOf(pod) !== undefined);
    const revisions = new Map(pods.map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, revisionOf(pod)]));
    const [all, failed] = answers.map((answer) => byRevision(answer, revisions));
    const share = (revision: string): number => (failed?.get(revision) ?? 0) / (all?.get(revision) || 1);
    const { from, to } = progress;
    const asked = Math.round(all?.get(to.name) ?? 0);
    if (asked < ENOUGH_REQUESTS) return { skipped: `${asked} requests to pods of revision ${to.name} in 5 minutes` };
    const [before, now] = [share(from.name), share(to.name)];
    const note = `${percent(now)} of ${asked} requests, ${percent(before)} in revision ${from.name}`;
    if (now <= before + TOLERATED) return { note };
    return {
      note,
      findings: [
        {
          severity: 'bad',
          problem: `revision ${to.name}: ${percent(now)} of ${asked} requests in 5 minutes ended with an error, and ${percent(before)} in revision ${from.name}`,
          remedy: 'go back a step, and look for the reason: mesh logs, mesh routes',
        },
      ],
    };
  },
};

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function byRevision(answer: Series | undefined, revisions: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { metric, value } of answer?.data?.result ?? []) {
    const revision = revisions.get(`${metric?.namespace}/${metric?.pod}`);
    if (revision !== undefined) sums.set(revision, (sums.get(revision) ?? 0) + Number(value?.[1] ?? 0));
  }
  return sums;
}
