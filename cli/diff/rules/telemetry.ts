import type { Rule } from '../rule';
import { scopeOf } from '../scope';
import { say, words } from '../sentence';
import { at, type Fields, fieldsAt, listAt, same, show } from '../values';

/** What proxies report. */
export const telemetry: Rule = {
  id: 'telemetry',
  about: 'trace sampling, access logs and metrics of a part of the mesh',
  kinds: ['Telemetry'],
  *explain(pair, mesh) {
    const scope = scopeOf(pair, fieldsAt(pair.after ?? pair.before, 'spec'), mesh);
    const [was, is] = [sampling(pair.before), sampling(pair.after)];
    if (was !== is) {
      yield {
        sentence: say`traces of ${scope}: ${words(was)} -> ${words(is)}`,
        explains: ['spec.tracing[].randomSamplingPercentage', ...(pair.before ? [] : ['spec.tracing'])],
      };
    }
    for (const [field, name] of [
      ['accessLogging', 'access logs'],
      ['metrics', 'metrics'],
    ] as const) {
      const [before, after] = [at(pair.before, 'spec', field), at(pair.after, 'spec', field)];
      if (same(before, after)) continue;
      const change =
        before === undefined ? 'are configured' : after === undefined ? 'go back to what is inherited' : 'change';
      yield {
        sentence: say`${words(name)} of ${scope} ${words(change)}`,
        explains: before === undefined ? [`spec.${field}`] : [],
      };
    }
  },
};

function sampling(content: Fields | undefined): string {
  const [tracing] = listAt(content, 'spec', 'tracing');
  if (at(tracing, 'disableSpanReporting') === true) return 'off';
  const percent = at(tracing, 'randomSamplingPercentage');
  return percent === undefined ? 'inherited' : `${show(percent)} %`;
}
