import { minorAt } from '../../checks/upgrade/minors';
import { chartFacts, versionStep } from '../charts';
import { chartOf } from '../mesh-view';
import { CHART } from '../objects/object-pair';
import type { Risk } from '../risks';
import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, same, show } from '../values';

/** Charts that come in another version or from another place. */
export const chartVersion: Rule = {
  id: 'chart-version',
  about: 'versions of the control plane, gateways and addons, and what restarts with them',
  kinds: [CHART],
  *explain(pair) {
    const { before, after } = pair;
    if (!before || !after || pair.carrier) return;
    const facts = chartFacts(chartOf(after));
    const [was, is] = [at(before, 'spec', 'version'), at(after, 'spec', 'version')];
    if (!same(was, is)) {
      const subject = facts.title;
      const restarts = facts.restarts ? `, restarts ${facts.restarts}` : '';
      const lag = chartOf(after) === 'istiod' ? '; sidecars follow when their pods restart' : '';
      yield {
        sentence: say`${words(subject)} ${words(show(was))} -> ${words(show(is))}${words(restarts)}${words(lag)}`,
        risks: [
          ...stepRisks(was === undefined ? '' : show(was), is === undefined ? '' : show(is), facts.addon === true),
          ...effects(facts),
        ],
        explains: ['spec.version'],
      };
    }
    const [from, to] = [sourceOf(before), sourceOf(after)];
    if (from !== to) {
      yield {
        sentence: say`${words(facts.title)} comes from ${to} instead of ${from}`,
        explains: ['spec.repository', 'spec.chart'],
      };
    }
  },
};

function stepRisks(from: string, to: string, addon: boolean): Risk[] {
  const step = versionStep(from, to);
  if (!step) return [{ risk: 'cannot-judge', reason: 'one of the versions is not pinned' }];
  if (step.by < 0) return [{ risk: 'downgrades', reason: `${to} is older than ${from}` }];
  if (step.part === 'major')
    return addon
      ? [{ risk: 'skips-minors', reason: 'a new major version may read its values differently' }]
      : [{ risk: 'skips-minors', reason: 'a new major version' }];
  // Istio is upgraded one minor release at a time; two are tested, and more are not.
  if (step.part === 'minor' && step.by > 1 && !addon) {
    return [
      {
        risk: 'skips-minors',
        reason: `${step.by} minor releases at once; Istio supports one: deploy ${minorAt(from, 1)} first`,
      },
    ];
  }
  return [];
}

function effects(facts: ReturnType<typeof chartFacts>): Risk[] {
  const risks: Risk[] = [];
  if (facts.serves && facts.restarts) risks.push({ risk: 'restarts', reason: `${facts.restarts} is rolled out again` });
  if (facts.webhooks) risks.push({ risk: 'touches-webhook', reason: 'its admission webhooks are written again' });
  return risks;
}

function sourceOf(content: Fields): string {
  const [repository, chart] = [at(content, 'spec', 'repository'), at(content, 'spec', 'chart')];
  const place = show(chart).replace(/(-v?\d+\.\d+\.\d+[^/]*)?\.tgz$/, '');
  return repository === undefined ? place : `${show(repository)} ${place}`;
}
