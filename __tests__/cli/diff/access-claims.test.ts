import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { type DiffReport, reportOn } from '../../../cli/diff/report';
import { plain } from '../../../cli/diff/sentence';
import { MeshContext } from '../../../constructs/mesh-context';
import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { readStacks } from '../../../model/read/stack-model';
import { ACCESS_CHANGES } from './access-changes';
import { type Call, callsOf, claimsOf, decisionOn, patternsIn } from './access-judge';
import { type ChangePair, PAIR_STACKS } from './change-pairs';
import { randomChanges } from './random-changes';

interface Judged {
  readonly report: DiffReport;
  readonly before: MeshAccess;
  readonly after: MeshAccess;
  readonly namespace: string;
  readonly patterns: ReturnType<typeof patternsIn>;
}

function judged(pair: ChangePair): Judged {
  const { delivery, namespace } = PAIR_STACKS.access;
  const [was, is] = (['before', 'after'] as const).map((side) => {
    const stack = new TerraformStack(new App(), 'access');
    MeshContext.set(stack, { delivery, namespace });
    pair[side]?.(new Construct(stack, pair.name));
    return JSON.parse(JSON.stringify(stack.toTerraform())) as unknown;
  });
  const sides = { stack: 'access', before: synthesizedSide('access', was), after: synthesizedSide('access', is) };
  const sources = [was, is].map((stack) => readStacks([stack]));
  const [before, after] = sources.map((source) => new MeshAccess(new Mesh(source)));
  if (before === undefined || after === undefined) throw new Error('two sides');
  return {
    report: reportOn([sides], { policy: DEFAULT_POLICY, comparison: { mode: 'versions' } }),
    before,
    after,
    namespace: pair.name.toLowerCase(),
    patterns: patternsIn(sources.map(({ objects }) => objects.map(({ spec }) => spec))),
  };
}

interface Outcome {
  readonly isOpen: boolean;
  /** Whether the proxy refuses the token that it carries, which no sentence about others means. */
  readonly hasRefusedToken: boolean;
}

function outcomeOf(access: MeshAccess, call: Call, to: string, port: number): Outcome {
  const { verdict, stages } = decisionOn(access, call, to, port);
  const hasRefusedToken = stages.some(({ stage, passes }) => stage === 'token' && passes === false);
  return { isOpen: verdict === 'allowed', hasRefusedToken };
}

const DESTINATIONS = [
  ['payments', 80],
  ['payments', 9000],
  ['cart', 80],
] as const;

function textOf({ from, method, path, token, externalAuthorizer }: Call): string {
  return `${from}: ${method} ${path}, token ${token === 'none' ? token : token.issuer}, authorizer ${externalAuthorizer}`;
}

/** Claims that the decision about a call contradicts, and calls that fare differently without a word; the first of each sentence. */
function contradictions({ report, before, after, namespace, patterns }: Judged): string[] {
  return DESTINATIONS.flatMap(([name, port]) => {
    const to = `${namespace}/${name}`;
    const calls = callsOf(namespace).filter(({ from }) => from !== to);
    const outcome = calls.map((call) => [outcomeOf(before, call, to, port), outcomeOf(after, call, to, port)] as const);
    const said = report.access
      .filter(({ destinations }) => destinations.includes(`${to}:${port}`))
      .flatMap(({ remarks }) => remarks.map(({ sentence }) => plain(sentence)));
    const covered = new Set<Call>();
    const wrong = said.flatMap((text) =>
      claimsOf(text, patterns, namespace).flatMap(({ verb, isAbout, isCut = false }) => {
        const isAll = text.startsWith('no caller reaches');
        const found = calls.filter((call, index) => {
          if (!isAbout(call)) return false;
          const [was, is] = outcome[index] as (typeof outcome)[number];
          covered.add(call);
          if (isCut) return false;
          if (isAll) return is.isOpen;
          if ((verb === 'gains' ? is : was).hasRefusedToken) return false;
          return verb === 'gains' ? was.isOpen || !is.isOpen : !was.isOpen || is.isOpen;
        });
        return found.slice(0, 1).map((call) => `${to}:${port}: "${text}" is wrong of ${textOf(call)}`);
      }),
    );
    // Of tokens that no one accepts, the object that refuses them says so itself.
    const isSaid = ({ token }: Call): boolean => token === 'none' || patterns.issuers.includes(token.issuer);
    const silent = calls.filter(
      (call, index) => outcome[index]?.[0].isOpen !== outcome[index]?.[1].isOpen && !covered.has(call) && isSaid(call),
    );
    return [...wrong, ...silent.slice(0, 1).map((call) => `${to}:${port}: nothing is said of ${textOf(call)}`)];
  });
}

/** What the sentences about one policy claim of the calls to payments, where it is about them: whether each holds. */
const OBJECT_CLAIMS: readonly (readonly [RegExp, (fates: readonly Fate[]) => boolean])[] = [
  [/everything is allowed$/, (fates) => fates.every(({ is }) => is !== 'denied')],
  [
    /everything .*that no other policy refuses$/,
    (fates) => fates.every(({ is, allows }) => is !== 'denied' || allows[1]),
  ],
  [/^allows everything to .*(?<!refuses)$/, (fates) => fates.every(({ is }) => is !== 'denied')],
  [/changes nothing|as it is without this/, (fates) => fates.every(({ was, is }) => was === is)],
  [/^no longer allows/, (fates) => fates.some(({ allows: [was, is] }) => was && !is)],
  [/the policies that are left deny everything/, (fates) => fates.every(({ is }) => is !== 'allowed')],
  [/^allows (?!.*what no policy allows is denied)/, (fates) => fates.some(({ allows: [was, is] }) => was !== is)],
  [/^denies (?!everything)/, (fates) => fates.some(({ is }) => is === 'denied')],
  [/what no policy allows is denied/, (fates) => fates.some(({ is }) => is === 'denied')],
  [
    /plaintext clients will be refused/,
    (fates) => fates.some(({ from, is }) => isPlain(from) && is === 'no connection'),
  ],
  [
    /plaintext clients will be accepted/,
    (fates) => fates.every(({ from, is }) => !isPlain(from) || is !== 'no connection'),
  ],
];

interface Fate {
  readonly from: string;
  readonly was: string;
  readonly is: string;
  /** What the ALLOW policies by themselves say, whatever others refuse: before and after. */
  readonly allows: readonly [boolean, boolean];
}

const isPlain = (from: string): boolean => from === 'outside' || from.endsWith('/batch');

function wrongOfObjects({ report, before, after, namespace }: Judged): string[] {
  const to = `${namespace}/payments`;
  const fates = callsOf(namespace).map((call): Fate => {
    const [was, is] = [decisionOn(before, call, to, 80), decisionOn(after, call, to, 80)];
    const allows = ({ stages }: typeof was): boolean =>
      stages.every(({ stage, passes }) => stage !== 'ALLOW' || passes === true);
    return { from: call.from, was: was.verdict, is: is.verdict, allows: [allows(was), allows(is)] };
  });
  return report.changes.flatMap(({ title, remarks }) =>
    remarks.flatMap(({ sentence }) => {
      const text = plain(sentence);
      return OBJECT_CLAIMS.filter(([pattern, holds]) => pattern.test(text) && !holds(fates)).map(
        () => `${title}: "${text}"`,
      );
    }),
  );
}

describe('what mesh diff says of access', () => {
  it('is judged on more than sixty changes of policies, no two of a name', () => {
    expect(ACCESS_CHANGES.length).toBeGreaterThan(60);
    expect(new Set(ACCESS_CHANGES.map(({ name }) => name)).size).toBe(ACCESS_CHANGES.length);
  });

  // MESH_TEST_SEED and MESH_TEST_SETS try others, and more.
  const made = randomChanges(Number(process.env['MESH_TEST_SEED'] ?? 1), Number(process.env['MESH_TEST_SETS'] ?? 60));

  it.each(made.map((pair) => [pair.name, pair] as const))(
    'is what the policies decide where chance changes them: %s',
    (_, pair) => {
      const sides = judged(pair);
      expect(contradictions(sides)).toEqual([]);
    },
  );

  it.each(ACCESS_CHANGES.map((pair) => [pair.name, pair] as const))('is what the policies decide: %s', (_, pair) => {
    const sides = judged(pair);
    expect([...contradictions(sides), ...wrongOfObjects(sides)]).toEqual([]);
  });
});
