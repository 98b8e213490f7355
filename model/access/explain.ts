import type { AccessDecision } from './decision';
import { type OperationClass, OTHER } from './operations';
import type { DecidingRule, DecisionStage } from './stages';

const MARKS = { true: 'passes', false: 'stops here', unknown: 'not known' } as const;

/** Said of a destination of which it is not known whether anything enforces policies there. */
export const UNKNOWN_PROXY =
  'whether a proxy enforces this is not known: nothing says how the namespace or the pods of the destination take part in the mesh';

/** A decision, one line for each stage in the order in which Istio asks them. */
export function explain(decision: AccessDecision): readonly string[] {
  const lines = decision.stages.map((stage) => {
    const isAfter = decision.stages.indexOf(stage) > decision.stages.indexOf(decision.by);
    const isReached = !isAfter || (decision.verdict !== 'denied' && decision.verdict !== 'no connection');
    const mark = MARKS[String(stage.passes) as keyof typeof MARKS];
    const at = stage.at === undefined ? '' : `${stage.at}: `;
    return `${at}${stage.stage}: ${isReached ? mark : `would be next (${mark})`}: ${stage.because}${rulesText(stage)}`;
  });
  const unsure = decision.enforced === 'unknown' ? [UNKNOWN_PROXY] : [];
  const dryRun = decision.dryRun.map((rule) => `dry-run: ${ruleName(rule)} would match`);
  return [`${decision.verdict}`, ...[...lines, ...unsure, ...dryRun].map((line) => `  ${line}`)];
}

/** A rule as people look for it: `AuthorizationPolicy shop/orders rules[0]`. */
export function ruleName({ policy, rule }: DecidingRule): string {
  return `${policy.kind} ${policy.namespace}/${policy.name}${rule === undefined ? '' : ` rules[${rule}]`}`;
}

/** A class of requests in words: `GET /info*`, `any request`, `any request at shop.example`. */
export function operationName({ method, path, host, isPlainTcp }: OperationClass): string {
  if (isPlainTcp) return 'connections that are not HTTP';
  const isAnything = method === undefined && path === undefined;
  const parts = [
    isAnything ? 'any request' : undefined,
    method === OTHER ? 'other methods' : method,
    path === OTHER ? 'other paths' : path,
    host === undefined ? undefined : `at ${host === OTHER ? 'other hosts' : host}`,
  ].filter((part) => part !== undefined);
  return parts.join(' ');
}

function rulesText({ rules }: DecisionStage): string {
  return rules.length === 0 ? '' : ` (${rules.map(ruleName).join(', ')})`;
}
