import { RESOURCE } from '../objects/object-pair';
import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, listAt, same, show, textAt } from '../values';
import { isTag } from './revisions';

/** Admission webhooks. */
export const webhooks: Rule = {
  id: 'webhooks',
  about: 'admission webhooks that come, go, fail differently or see other objects',
  *explain(pair) {
    const typed = pair.kind === RESOURCE && /_webhook_configuration(_v\d+)?$/.test(pair.apiVersion);
    if (!typed && !/^(Mutating|Validating)WebhookConfiguration$/.test(pair.kind)) return;
    if (isTag(pair)) return;
    const risks = [
      {
        risk: 'touches-webhook' as const,
        reason: 'a webhook that does not answer can stop pods or objects from being created',
      },
    ];
    const [before, after] = [webhooksOf(pair.before), webhooksOf(pair.after)];
    for (const [name, is] of after) {
      const was = before.get(name);
      if (!was) yield { sentence: say`webhook ${name} is called from now on`, risks, explains: ['webhooks[]'] };
      else if (!same(was['failurePolicy'], is['failurePolicy'])) {
        yield {
          sentence: say`webhook ${name}: failure policy ${words(policy(was))} -> ${words(policy(is))}`,
          risks,
          explains: ['webhooks[].failurePolicy'],
        };
      } else if (!same(was, is)) yield { sentence: say`webhook ${name} changes`, risks, explains: [] };
    }
    for (const name of before.keys()) {
      if (!after.has(name))
        yield { sentence: say`webhook ${name} is no longer called`, risks, explains: ['webhooks[]'] };
    }
    if (before.size + after.size === 0) yield { sentence: say`an admission webhook is touched`, risks };
  },
};

function webhooksOf(content: Fields | undefined): Map<string, Fields> {
  const list = [...listAt(content, 'webhooks'), ...listAt(content, 'spec', 'webhook')];
  return new Map(list.map((hook) => [textAt(hook, 'name') ?? '', hook as Fields] as const));
}

function policy(hook: Fields): string {
  const value = at(hook, 'failurePolicy');
  return value === undefined ? 'Fail' : show(value);
}
