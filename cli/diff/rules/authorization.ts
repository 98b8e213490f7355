import { hasNarrowerPolicies, hasRefusingPolicies, isCovered, otherAllowPolicies } from '../access-rules';
import type { MeshView, Seen } from '../mesh-view';
import type { ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import type { Remark, Rule } from '../rule';
import { scopeOf } from '../scope';
import { type Sentence, say, words } from '../sentence';
import {
  at,
  canonical,
  type Fields,
  fieldsAt,
  isFields,
  listAt,
  same,
  show,
  textAt,
  textsAt,
  type Value,
} from '../values';

/** Who may call whom. */
export const authorization: Rule = {
  id: 'authorization',
  about: 'who may call whom: policies and rules that open or close access',
  kinds: ['AuthorizationPolicy'],
  *explain(pair, mesh) {
    const { before, after } = pair;
    const [was, is] = [fieldsAt(before, 'spec'), fieldsAt(after, 'spec')];
    const scope = scopeOf(pair, after ? is : was, mesh);
    if (!before) yield* added(is, scope, pair, mesh);
    else if (!after) yield* removed(was, scope, pair, mesh);
    else {
      const [from, to] = [actionOf(was), actionOf(is)];
      if (from !== to) {
        yield {
          sentence: say`${words(from)} turns into ${words(to)} for ${scope}`,
          risks: from === 'DENY' || to === 'AUDIT' ? [opens('what was denied is not any more')] : [closes],
          explains: ['spec.action'],
        };
      }
      if (!same(reach(was), reach(is))) {
        yield {
          sentence: say`holds for ${scope} instead of ${scopeOf(pair, was, mesh)}`,
          risks: [opens('workloads it held for are no longer covered')],
          explains: ['spec.selector', 'spec.targetRef', 'spec.targetRefs'],
        };
      }
      yield* rules(was, is, to, scope, pair, mesh);
    }
  },
};

const closes: Risk = { risk: 'refuses-requests', reason: 'requests that are let through today may get 403' };

function opens(reason: string): Risk {
  return { risk: 'opens-access', reason };
}

function* added(spec: Fields, scope: Sentence, pair: ObjectPair, mesh: MeshView): Generator<Remark> {
  const action = actionOf(spec);
  const explains = ['spec'];
  const list = listAt(spec, 'rules');
  const others = otherAllowPolicies(pair, mesh, 'before');
  const isRestricted = others.length > 0;
  const known = rulesOf(others);
  const isCoveredByOthers = (rule: Value): boolean => isCovered(rule, known, action, pair.namespace ?? 'default');
  if (action === 'ALLOW' && list.length === 0) {
    yield { sentence: say`denies everything to ${scope} that no other policy allows`, risks: [closes], explains };
  } else if (action === 'ALLOW' && isRestricted && list.every(isCoveredByOthers)) {
    yield { sentence: say`changes nothing for ${scope}: other policies allow the same`, explains };
  } else if (action === 'ALLOW' && list.some(matchesAll)) {
    yield {
      sentence: say`allows everything to ${scope}${unlessRefused(pair, mesh)}`,
      risks: [opens('a rule without conditions allows everybody')],
      explains,
    };
  } else if (action === 'ALLOW') {
    for (const rule of list.filter((one) => !isRestricted || !isCoveredByOthers(one))) {
      yield {
        sentence: isRestricted
          ? say`allows ${scope} ${ruleWords(rule)}`
          : say`allows ${scope} ${ruleWords(rule)}; what no policy allows is denied`,
        // Where other policies allow only some requests already, one more refuses nothing.
        risks: isRestricted ? [opens('requests that are denied today get through')] : [closes, ...anonymous(rule)],
        explains,
      };
    }
  } else if (list.length === 0) {
    yield { sentence: say`${words(verbOf(action))} nothing: it has no rules`, explains };
  } else {
    for (const rule of list) {
      yield {
        sentence: say`${words(verbOf(action))} ${scope} ${ruleWords(rule)}`,
        ...(action === 'AUDIT' ? {} : { risks: [closes] }),
        explains,
      };
    }
  }
}

function* removed(spec: Fields, scope: Sentence, pair: ObjectPair, mesh: MeshView): Generator<Remark> {
  const action = actionOf(spec);
  const namespace = pair.namespace ?? 'default';
  const remaining = action === 'ALLOW' ? otherAllowPolicies(pair, mesh, 'after') : [];
  if (action === 'DENY') {
    for (const rule of listAt(spec, 'rules')) {
      yield {
        sentence: say`no longer denies ${scope} ${ruleWords(rule)}`,
        risks: [opens('what was denied is not any more')],
      };
    }
  } else if (action === 'ALLOW' && remaining.length === 0) {
    const exception = hasNarrowerPolicies(pair, mesh)
      ? say`, but to workloads with ALLOW policies of their own`
      : say``;
    yield {
      sentence: say`no ALLOW policy is left for ${scope}: everything is allowed${unlessRefused(pair, mesh)}${exception}`,
      risks: [opens('it was the last policy that allowed only some requests')],
    };
  } else if (action === 'ALLOW') {
    const others = rulesOf(remaining);
    const lost = listAt(spec, 'rules').filter((rule) => !isCovered(rule, others, action, namespace));
    if (lost.length === 0) {
      yield { sentence: say`changes nothing for ${scope}: other policies allow the same, and deny the rest` };
    }
    for (const rule of lost) {
      const rest = others.length === 0 ? say`; the policies that are left deny everything` : say``;
      yield { sentence: say`no longer allows ${scope} ${ruleWords(rule)}${rest}`, risks: [closes] };
    }
  } else {
    yield {
      sentence: say`${words(action)} no longer applies to ${scope}`,
      ...(action === 'CUSTOM'
        ? { risks: [{ risk: 'disables-check' as const, reason: 'the external authorizer is no longer asked' }] }
        : {}),
    };
  }
}

function* rules(
  was: Fields,
  is: Fields,
  action: string,
  scope: Sentence,
  pair: ObjectPair,
  mesh: MeshView,
): Generator<Remark> {
  const [before, after] = [listAt(was, 'rules'), listAt(is, 'rules')];
  const namespace = pair.namespace ?? 'default';
  const beside = (side: 'before' | 'after'): readonly Value[] =>
    action === 'ALLOW' ? rulesOf(otherAllowPolicies(pair, mesh, side)) : [];
  const [allBefore, allAfter] = [
    [...before, ...beside('before')],
    [...after, ...beside('after')],
  ];
  const [keysBefore, keysAfter] = [before.map(canonical), after.map(canonical)];
  const explains = ['spec.rules'];
  const isNew = (rule: Value, key: string | undefined): boolean =>
    !keysBefore.includes(key ?? '') && !isCovered(rule, allBefore, action, namespace);
  const isGone = (rule: Value, key: string | undefined): boolean =>
    !keysAfter.includes(key ?? '') && !isCovered(rule, allAfter, action, namespace);
  for (const rule of after.filter((one, index) => isNew(one, keysAfter[index]))) {
    const opening = action === 'ALLOW';
    yield {
      sentence: say`${words(verbOf(action))} ${scope} ${ruleWords(rule)}${before.length > 0 ? say`` : say` for the first time`}`,
      risks: opening
        ? [opens(matchesAll(rule) ? 'a rule without conditions allows everybody' : 'a rule is added')]
        : [closes],
      explains,
    };
  }
  for (const rule of before.filter((one, index) => isGone(one, keysBefore[index]))) {
    yield {
      sentence: say`no longer ${words(verbOf(action))} ${scope} ${ruleWords(rule)}`,
      risks: action === 'ALLOW' ? [closes] : [opens('what was denied is not any more')],
      explains,
    };
  }
}

function rulesOf(policies: readonly Seen[]): readonly Value[] {
  return policies.flatMap(({ content }) => listAt(content, 'spec', 'rules'));
}

/** What an ALLOW policy lets through may be refused by others. */
function unlessRefused(pair: ObjectPair, mesh: MeshView): Sentence {
  return hasRefusingPolicies(pair, mesh) ? say` that no other policy refuses` : say``;
}

function reach(spec: Fields): Value {
  return {
    selector: spec['selector'] ?? null,
    targetRef: spec['targetRef'] ?? null,
    targetRefs: spec['targetRefs'] ?? null,
  };
}

function actionOf(spec: Fields): string {
  const action = at(spec, 'action');
  return action === undefined ? 'ALLOW' : show(action);
}

function verbOf(action: string): string {
  return (
    { ALLOW: 'allows', DENY: 'denies', AUDIT: 'audits', CUSTOM: 'asks an external authorizer about' }[action] ?? action
  );
}

function matchesAll(rule: Value): boolean {
  return isFields(rule) && !['from', 'to', 'when'].some((part) => listAt(rule, part).length > 0);
}

/** A rule of ALLOW that asks for no identity lets anybody in. */
function anonymous(rule: Value): Risk[] {
  const identified = listAt(rule, 'from').length > 0 || listAt(rule, 'when').length > 0;
  return identified ? [] : [opens('the rule asks for no caller by name')];
}

function ruleWords(rule: Value): Sentence {
  if (matchesAll(rule)) return say`any request`;
  const from = listAt(rule, 'from').map((entry) => clauses(fieldsAt(entry, 'source')).join(' and '));
  const to = listAt(rule, 'to').flatMap((entry) => operation(fieldsAt(entry, 'operation')));
  const when = listAt(rule, 'when').map((entry) => {
    const key = textAt(entry, 'key') ?? '';
    const [values, others] = [textsAt(entry, 'values'), textsAt(entry, 'notValues')];
    return [
      ...(values.length > 0 ? [`${key} = ${values.join(' or ')}`] : []),
      ...(others.length > 0 ? [`${key} != ${others.join(' or ')}`] : []),
    ].join(' and ');
  });
  return say`${to.length > 0 ? say`${to.join(' or ')}` : say`any request`}${from.length > 0 ? say` from ${from.join(' or ')}` : say``}${when.length > 0 ? say` when ${when.join(' and ')}` : say``}`;
}

function clauses(source: Fields): string[] {
  return Object.entries(source).map(([name, values]) => {
    const negative = name.startsWith('not');
    return `${negative ? 'others than ' : ''}${Array.isArray(values) ? values.map(show).join(' or ') : show(values)}`;
  });
}

function operation(fields: Fields): string[] {
  const text = (name: string): string => textsAt(fields, name).join('|');
  const parts = [
    text('methods'),
    text('paths'),
    fields['hosts'] ? `at ${text('hosts')}` : '',
    fields['ports'] ? `port ${text('ports')}` : '',
  ];
  const nots = ['notMethods', 'notPaths', 'notHosts', 'notPorts']
    .filter((name) => fields[name] !== undefined)
    .map((name) => `not ${text(name)}`);
  return [[...parts, ...nots].filter(Boolean).join(' ')].filter(Boolean);
}
