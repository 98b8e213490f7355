import { Random } from '../../random';
import {
  allow,
  DENY_BY_DEFAULT,
  deny,
  from,
  issuer,
  mtls,
  PAYMENTS,
  type Policy,
  pair,
  policy,
  type Spec,
  to,
} from './access-pairs';
import type { ChangePair } from './change-pairs';

const PATHS = ['/pay', '/pay*', '/pay/*', '/admin', '/admin*', '*/users', '*'];
const METHODS = ['GET', 'POST', 'DELETE'];

/** Who a rule is about: accounts, namespaces, holders of tokens, or anyone. */
function sourceOf(random: Random): Spec {
  const source: Spec = random.one<() => Spec>([
    () => ({}),
    () => from(...random.some(['cart', 'web'])),
    () => ({ from: [{ source: { namespaces: random.some(['dev', 'ops', '{ns}']) } }] }),
    () => ({ from: [{ source: { notNamespaces: [random.one(['dev', 'ops'])] } }] }),
    () => ({ from: [{ source: { principals: ['*'] } }] }),
    () => ({ from: [{ source: { requestPrincipals: ['*'] } }] }),
  ])();
  return source;
}

/** What a rule is about. */
function operationOf(random: Random): Spec {
  if (random.chance(30)) return {};
  const fields: Record<string, readonly string[]> = {};
  if (random.chance(50)) fields[random.chance(20) ? 'notMethods' : 'methods'] = random.some(METHODS).slice(0, 2);
  if (random.chance(60)) fields[random.chance(20) ? 'notPaths' : 'paths'] = random.some(PATHS).slice(0, 2);
  return Object.keys(fields).length === 0 ? {} : to(fields);
}

const ruleOf = (random: Random): Spec => ({ ...sourceOf(random), ...operationOf(random) });

/** Policies about payments, some of the whole namespace. */
function policiesOf(random: Random): readonly Policy[] {
  const named = (name: string, made: Policy): Policy => ({ ...made, name });
  const candidates: readonly (readonly [percent: number, make: () => Policy])[] = [
    [60, () => allow(...random.times(1 + random.below(2), () => ruleOf(random)))],
    [30, () => named('allow-more', allow(ruleOf(random)))],
    [35, () => deny(ruleOf(random))],
    [30, () => DENY_BY_DEFAULT],
    [35, () => mtls(random.one(['STRICT', 'PERMISSIVE', 'DISABLE']))],
    [20, () => mtls(random.one(['STRICT', 'PERMISSIVE']), PAYMENTS, 'payments')],
    [25, () => issuer(random.one(['login', 'old']))],
    [
      15,
      () => {
        const { spec, ...rest } = policy('CUSTOM', 'ask', operationOf(random));
        return { ...rest, spec: { ...spec, provider: { name: 'opa' } } };
      },
    ],
  ];
  return candidates.filter(([percent]) => random.chance(percent)).map(([, make]) => make());
}

/** The policies after one or two edits: one is gone, added or another one. */
function edited(random: Random, was: readonly Policy[]): readonly Policy[] {
  const others = policiesOf(random);
  const isOf = (one: Policy, list: readonly Policy[]): boolean =>
    list.some(({ kind, name }) => kind === one.kind && name === one.name);
  const kept = was.filter(() => random.chance(60));
  const added = others.filter((one) => !isOf(one, kept)).slice(0, 2);
  return [...kept, ...added];
}

/** Changes of policies that chance makes, the same for the same seed. */
export function randomChanges(seed: number, count: number): readonly ChangePair[] {
  const random = new Random(seed);
  return random.times(count, (index) => {
    const was = policiesOf(random);
    return pair(`Random${seed}x${index}`, was, edited(random, was));
  });
}
