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
  to,
} from './access-pairs';
import type { ChangePair } from './change-pairs';

interface Edit {
  readonly name: string;
  readonly was: readonly Policy[];
  readonly is: readonly Policy[];
}

const DELETE = deny(to({ methods: ['DELETE'] }));
const ADMIN = deny(to({ paths: ['/admin*'] }));
const WEB: Policy = { ...allow({ ...from('web'), ...to({ methods: ['GET'] }) }), name: 'allow-web' };
const ALL: Policy = { ...allow({}), name: 'allow-all' };
const TOKENS: Policy = { ...allow({ from: [{ source: { requestPrincipals: ['*'] } }] }), name: 'tokens' };

const cartTo = (operation: Parameters<typeof to>[0]): Policy => allow({ ...from('cart'), ...to(operation) });
const sources = (...list: readonly Readonly<Record<string, readonly string[]>>[]): Policy =>
  allow({ from: list.map((source) => ({ source })), ...to({ methods: ['POST'] }) });
const ask = (paths: readonly string[]): Policy => {
  const { spec, ...rest } = policy('CUSTOM', 'ask', to({ paths }));
  return { ...rest, spec: { ...spec, provider: { name: 'opa' } } };
};
const mode = (name: string): readonly Policy[] => (name === 'UNSET' ? [] : [mtls(name)]);

/** An edit and its opposite. */
function bothWays(name: string, was: readonly Policy[], is: readonly Policy[]): readonly Edit[] {
  return [
    { name, was, is },
    { name: `${name}Back`, was: is, is: was },
  ];
}

const ALLOW_EDITS = [
  ...bothWays('Allow', [], [cartTo({ methods: ['POST'], paths: ['/pay'] })]),
  ...bothWays('AllowPaths', [cartTo({ paths: ['/pay'] })], [cartTo({ paths: ['/pay*'] })]),
  ...bothWays('AllowMethods', [cartTo({ methods: ['GET'] })], [cartTo({ methods: ['GET', 'POST'] })]),
  ...bothWays('AllowExcept', [cartTo({ paths: ['*'] })], [cartTo({ notPaths: ['/admin*'] })]),
  ...bothWays('AllowCallers', [allow(from('cart'))], [allow(from('cart', 'web'))]),
  ...bothWays('AllowNamespace', [sources({ namespaces: ['dev'] })], [sources({ namespaces: ['dev', '{ns}'] })]),
  ...bothWays(
    'AllowOthers',
    [sources({ principals: ['*'] })],
    [sources({ principals: ['*'], notNamespaces: ['dev'] })],
  ),
  ...bothWays('AllowRule', [cartTo({ paths: ['/pay'] })], [allow({ ...from('cart'), ...to({ paths: ['/pay'] }) }, {})]),
];

const DENY_EDITS = [
  ...bothWays('Deny', [], [DELETE]),
  ...bothWays('DenyPaths', [deny(to({ paths: ['/admin'] }))], [ADMIN]),
  ...bothWays('DenyCallers', [deny(from('web'))], [deny(from('web', 'cart'))]),
  ...bothWays('DenyOthers', [], [deny({ from: [{ source: { notNamespaces: ['{ns}'] } }] })]),
];

const ASK_EDITS = [...bothWays('Ask', [], [ask(['/pay'])]), ...bothWays('AskPaths', [ask(['/pay'])], [ask(['/pay*'])])];

const MODES = ['UNSET', 'PERMISSIVE', 'STRICT', 'DISABLE'] as const;
const MODE_EDITS = MODES.flatMap((was) =>
  MODES.filter((is) => is !== was).map((is): Edit => ({ name: `From${was}To${is}`, was: mode(was), is: mode(is) })),
);
const WORKLOAD_EDITS = [
  ...bothWays('WorkloadStrict', [], [mtls('STRICT', PAYMENTS, 'payments')]),
  ...bothWays('WorkloadPermissive', [], [mtls('PERMISSIVE', PAYMENTS, 'payments')]),
];

const TOKEN_EDITS = [
  ...bothWays('Issuer', [], [issuer('login')]),
  { name: 'OtherIssuer', was: [issuer('old')], is: [issuer('login')] },
];

const DEFAULT_EDITS = bothWays('DenyByDefault', [], [DENY_BY_DEFAULT]);

const beside = (where: string, others: readonly Policy[], edits: readonly Edit[]): readonly ChangePair[] =>
  edits.map(({ name, was, is }) => pair(`${name}${where}`, [...others, ...was], [...others, ...is]));

/** Changes of policies: every edit alone, and beside policies that have a say in what it comes to. */
export const ACCESS_CHANGES: readonly ChangePair[] = [
  ...beside('', [], [...ALLOW_EDITS, ...DENY_EDITS, ...ASK_EDITS, ...MODE_EDITS, ...TOKEN_EDITS, ...DEFAULT_EDITS]),
  ...beside('UnderDenyByDefault', [DENY_BY_DEFAULT], [...ALLOW_EDITS, ...DENY_EDITS, ...ASK_EDITS, ...TOKEN_EDITS]),
  ...beside('BesideAllow', [WEB], [...ALLOW_EDITS, ...DENY_EDITS, ...ASK_EDITS, ...MODE_EDITS, ...DEFAULT_EDITS]),
  ...beside('BesideAllowOfAll', [ALL], [...ALLOW_EDITS, ...DENY_EDITS, ...DEFAULT_EDITS]),
  ...beside('BesideDeny', [{ ...ADMIN, name: 'deny-admin' }], [...ALLOW_EDITS, ...DENY_EDITS, ...DEFAULT_EDITS]),
  ...beside('UnderStrict', [mtls('STRICT')], [...ALLOW_EDITS, ...WORKLOAD_EDITS]),
  ...beside('BesideTokens', [TOKENS], TOKEN_EDITS),
];
