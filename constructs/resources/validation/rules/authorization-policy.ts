import { has } from '../../../versions/features';
import type { AuthorizationPolicySpec, Condition, Operation, Rule, Source } from '../../generated/security';
import { checkIpOrRange } from '../checks/hosts';
import { checkRequired } from '../checks/numbers';
import { checkTargets } from '../checks/targets';
import { show } from '../fault';
import { isCidr, isIpAddress } from '../host-names';
import type { Place } from '../place';

const LAST_PORT = 65535;
const MAX_ACCOUNT = 320;
const MAX_ACCOUNTS = 16;
const PATH_TEMPLATES = ['{*}', '{**}'];
const PATH_LITERAL = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

const ADDRESSES = ['ipBlocks', 'notIpBlocks', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;
const IDENTITIES = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
] as const;
const ACCOUNTS = ['serviceAccounts', 'notServiceAccounts'] as const;
const TRUST_DOMAINS = ['trustDomains', 'notTrustDomains'] as const;
const SOURCE = [...IDENTITIES, ...ACCOUNTS, ...TRUST_DOMAINS, ...ADDRESSES] as const;
const OPERATION = ['hosts', 'notHosts', 'ports', 'notPorts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

/** What istiod's webhook refuses, and warns of, in an AuthorizationPolicy. */
export function checkAuthorizationPolicy(spec: Place<AuthorizationPolicySpec>): void {
  checkTargets(spec);
  const [action, provider, rules] = [spec.field('action'), spec.field('provider'), spec.field('rules')];
  const custom = action.text() === 'CUSTOM';
  if (custom && rules.exists && !provider.unknown)
    checkRequired(provider.field('name'), 'the name of a provider, because action is CUSTOM');
  if (!custom && !action.unknown && provider.exists) {
    provider.fault({
      got: 'a provider',
      wanted: 'no value',
      text: `not allowed, because action is ${action.text() ?? 'ALLOW'}`,
    });
  }
  if ((custom || action.text() === 'DENY') && rules.isEmpty) {
    rules.fault({
      code: 'missing-field',
      wanted: 'rules',
      text: `required, so that this ${action.text()} policy never applies, expected rules: [{}] to apply to every request`,
    });
  }
  for (const rule of rules.items()) {
    if (rule.unknown) continue;
    checkRule(rule, custom);
    if (action.text() === 'DENY') checkDeniedTcp(rule);
  }
}

/** The fields of a source that say something of plain TCP as well. */
const TCP_SOURCE = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces', ...ACCOUNTS, ...ADDRESSES] as const;

/** A rule that asks for HTTP attributes alone denies every request on TCP ports, where it cannot see them. */
function checkDeniedTcp(rule: Place<Rule>): void {
  const sources = rule
    .field('from')
    .items()
    .map((from) => from.field('source'))
    .filter((source) => source.exists);
  const operations = rule
    .field('to')
    .items()
    .map((to) => to.field('operation'))
    .filter((operation) => operation.exists);
  if (
    [...sources, ...operations].some((place) => place.unknown) ||
    rule.field('from').unknown ||
    rule.field('to').unknown
  )
    return;
  const tcpSource = sources.some((source) => TCP_SOURCE.some((name) => source.field(name).isSet));
  const tcpOperation = operations.some((to) => to.field('ports').isSet || to.field('notPorts').isSet);
  if (operations.length > 0 ? tcpOperation : sources.length === 0 || tcpSource) return;
  rule.warn({
    text: 'denies all traffic to TCP ports, because it has HTTP attributes only',
    wanted: 'ports in to.operation',
  });
}

function checkRule(rule: Place<Rule>, custom: boolean): void {
  for (const from of rule.field('from').items()) {
    if (!from.unknown && !from.field('source').exists)
      from.field('source').fault({ code: 'missing-field', wanted: 'a source', text: 'required' });
    checkSource(from.field('source'), custom);
  }
  for (const to of rule.field('to').items()) {
    if (!to.unknown && !to.field('operation').exists)
      to.field('operation').fault({ code: 'missing-field', wanted: 'an operation', text: 'required' });
    checkOperation(to.field('operation'));
  }
  for (const condition of rule.field('when').items()) if (!condition.unknown) checkCondition(condition, custom);
}

function checkSource(source: Place<Source>, custom: boolean): void {
  if (!source.exists || source.unknown) return;
  if (SOURCE.every((name) => source.field(name).isEmpty)) {
    source.fault({ got: 'an empty source', wanted: `at least one of ${SOURCE.join(', ')}` });
  }
  const accounts = ACCOUNTS.filter((name) => source.field(name).isSet);
  const wider = (['principals', 'notPrincipals', 'namespaces', 'notNamespaces'] as const).filter(
    (name) => source.field(name).isSet,
  );
  if (accounts.length > 0 && wider.length > 0) {
    source.fault({
      code: 'too-many-fields',
      got: [...accounts, ...wider].join(' and '),
      wanted: 'serviceAccounts without principals and namespaces',
    });
  }
  for (const name of ADDRESSES) for (const item of source.field(name).items()) checkIpOrRange(item);
  for (const name of IDENTITIES)
    for (const item of source.field(name).items()) if (item.isEmpty) checkRequired(item, 'a value');
  for (const name of ACCOUNTS) checkAccounts(source.field(name));
  for (const name of TRUST_DOMAINS) for (const item of source.field(name).items()) checkTrustDomain(item);
  if (custom) {
    for (const name of [...IDENTITIES, ...ACCOUNTS, ...TRUST_DOMAINS]) {
      if (source.field(name).isSet)
        source.field(name).fault({
          got: name,
          wanted: 'no value',
          text: 'not allowed: CUSTOM policies do not know who sent a request',
        });
    }
  }
}

function checkAccounts(accounts: Place<readonly string[]>): void {
  if ((accounts.size() ?? 0) > MAX_ACCOUNTS) {
    accounts.fault({ code: 'out-of-range', got: `${accounts.size()} items`, wanted: `at most ${MAX_ACCOUNTS}` });
  }
  for (const item of accounts.items()) {
    const text = item.text();
    if (text !== undefined && (!/^[^/*]+(?:\/[^/*]+)?$/.test(text) || text.length > MAX_ACCOUNT)) {
      item.fault({ got: show(text), wanted: 'a service account, or namespace/service-account, without "*"' });
    }
  }
}

function checkTrustDomain(item: Place<string>): void {
  const text = item.text();
  if (text !== undefined && (!isWildcardValue(text) || text.includes('/'))) {
    item.fault({ got: show(text), wanted: 'a trust domain, with one "*" at its beginning or end at most' });
  }
}

function isWildcardValue(text: string): boolean {
  return /^(?:\*|\*?[^*]+|[^*]+\*)$/.test(text);
}

function checkOperation(operation: Place<Operation>): void {
  if (!operation.exists || operation.unknown) return;
  if (OPERATION.every((name) => operation.field(name).isEmpty)) {
    operation.fault({ got: 'an empty operation', wanted: `at least one of ${OPERATION.join(', ')}` });
  }
  for (const name of OPERATION)
    for (const item of operation.field(name).items()) if (item.isEmpty) checkRequired(item, 'a value');
  for (const name of ['ports', 'notPorts'] as const)
    for (const item of operation.field(name).items()) checkPortText(item);
  for (const name of ['paths', 'notPaths'] as const) for (const item of operation.field(name).items()) checkPath(item);
}

function isPortText(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= LAST_PORT;
}

function checkPortText(item: Place<string>): void {
  const text = item.text();
  if (text !== undefined && text !== '' && !isPortText(text))
    item.fault({ got: show(text), wanted: 'a port number as a string' });
}

/** A path; `{*}` stands for one segment, `{**}` for the rest. */
function checkPath(item: Place<string>): void {
  const text = item.text();
  if (text === undefined) return;
  const hasTemplate = PATH_TEMPLATES.some((template) => text.includes(template));
  const segments = text.replace(/^\/+|\/+$/g, '').split('/');
  segments.forEach((segment, i) => {
    const template = PATH_TEMPLATES.includes(segment);
    const afterRest = segments.slice(0, i).includes('{**}');
    if ((template && afterRest) || (!template && /[{}]/.test(segment))) {
      item.fault({ got: show(text), wanted: '{*} and {**} as whole segments, {**} as the last of them' });
    } else if (hasTemplate && !template && !PATH_LITERAL.test(segment)) {
      item.fault({ got: show(text), wanted: 'plain text between the templates of a path' });
    }
  });
}

const REPLACED: Readonly<Record<string, string>> = {
  'destination.namespace': 'the namespace of the policy',
  'destination.name': 'the selector of the policy',
  'destination.user': 'the selector of the policy',
};
/** The keys of conditions that stand alone in every release. */
export const PLAIN_KEYS = [
  'source.ip',
  'remote.ip',
  'source.namespace',
  'source.principal',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'destination.ip',
  'destination.port',
  'connection.sni',
];
/** The keys of conditions that stand alone, and that only newer releases know. */
export const NEWER_KEYS = ['source.serviceAccount', 'source.trustDomain'];

/** The keys of conditions that stand alone in a release. */
function conditionKeys(release: string): readonly string[] {
  return [
    ...PLAIN_KEYS,
    ...(has(release, 'sourceServiceAccount') ? ['source.serviceAccount'] : []),
    ...(has(release, 'sourceTrustDomain') ? ['source.trustDomain'] : []),
  ];
}
const KEYED = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
const NOT_CUSTOM = /^(?:source\.(?:namespace|serviceAccount|trustDomain|principal)$|request\.auth\.)/;

function checkCondition(condition: Place<Condition>, custom: boolean): void {
  const place = condition.field('key');
  if (place.isEmpty) {
    checkRequired(place, 'the attribute it is about');
    return;
  }
  if (condition.field('values').isEmpty && condition.field('notValues').isEmpty) {
    condition.fault({ got: 'no values', wanted: 'at least one of values, notValues' });
  }
  const key = place.text();
  if (key === undefined) return;
  if (custom && NOT_CUSTOM.test(key))
    place.fault({ got: show(key), wanted: 'another attribute: CUSTOM policies do not know who sent a request' });
  const known = conditionKeys(condition.inspection.release);
  const keyed = KEYED.some((prefix) => key.startsWith(prefix));
  if (keyed) {
    if (!/^.+?\[.+\]$/.test(key))
      place.fault({ got: show(key), wanted: 'a name in brackets behind, such as request.headers[User-Agent]' });
  } else if (!known.includes(key)) {
    const instead = REPLACED[key] ?? (key.startsWith('destination.labels') ? 'the selector of the policy' : undefined);
    place.fault({
      got: show(key),
      wanted: instead ?? `one of ${[...known, ...KEYED.map((prefix) => `${prefix}[…]`)].join(', ')}`,
    });
  }
  for (const name of ['values', 'notValues'] as const) {
    for (const item of condition.field(name).items()) checkConditionValue(key, item);
    if (key === 'source.serviceAccount') checkAccounts(condition.field(name));
  }
}

function checkConditionValue(key: string, item: Place<string>): void {
  const text = item.text();
  if (text === undefined) return;
  if (text === '') checkRequired(item, 'a value');
  else if (['source.ip', 'remote.ip', 'destination.ip'].includes(key) && !isIpAddress(text) && !isCidr(text))
    checkIpOrRange(item);
  else if (key === 'destination.port') checkPortText(item);
  else if (key === 'source.trustDomain') checkTrustDomain(item);
}
