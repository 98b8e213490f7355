import { Construct, type IConstruct } from 'constructs';
import { annotate } from '../annotate';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis, rememberPlace, withPlace } from '../place';
import { PolicyTarget } from '../references/policy-target';
import { AuthorizationPolicy } from '../resources/security/authorization-policy';
import { checkProps } from '../shapes/check';
import { type AccessRule, accessRuleFaults } from './access-rule';

/** Properties of {@link AccessPolicy}. */
export interface AccessPolicyProps {
  /**
   * Whose requests are judged.
   * @default - every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * What happens to requests that a rule matches. DENY comes before ALLOW; once an ALLOW policy applies to a workload,
   * what none of them matches is denied. AUDIT denies nothing.
   * @default ALLOW
   */
  readonly action?: 'ALLOW' | 'DENY' | 'AUDIT';
  /**
   * The rules to begin with.
   * @default - none: `addRule` must add one; DENY needs one to begin with, because Istio refuses it without
   */
  readonly rules?: readonly AccessRule[];
  /**
   * The name of the AuthorizationPolicy.
   * @default - the action and the workload, such as `allow-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Who may do what with a workload.
 *
 * Makes one AuthorizationPolicy.
 *
 * @example
 * new AccessPolicy(this, 'Reviews', {
 *   target: PolicyTarget.workload(reviews),
 *   rules: [AccessRule.from(AccessSource.serviceAccount(web)).to({ methods: ['GET'] })],
 * });
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export class AccessPolicy extends Construct {
  /** The AuthorizationPolicy. */
  readonly resource: AuthorizationPolicy;
  private readonly action: 'ALLOW' | 'DENY' | 'AUDIT';
  private rules: readonly AccessRule[];

  /**
   * @throws InvalidPropsError for rules that Istio refuses or that can never match, and for DENY without one
   */
  constructor(scope: Construct, id: string, props: AccessPolicyProps = {}) {
    checkProps(scope, id, 'AccessPolicyProps', props);
    const { action = 'ALLOW', rules = [], target = PolicyTarget.namespace() } = props;
    const { istioVersion } = MeshContext.of(scope);
    InvalidPropsError.throwIfAny(
      scope,
      id,
      action === 'DENY' && rules.length === 0
        ? ['rules: expected at least one rule, got none, so nothing is ever denied: add a rule']
        : rules.flatMap((rule, index) => accessRuleFaults(`rules[${index}]`, rule, istioVersion)),
    );
    super(scope, id);
    rememberPlace(this);
    const { namespace, workload } = target.resolve(this);
    this.action = action;
    this.rules = rules;
    this.resource = new AuthorizationPolicy(this, 'Resource', {
      metadata: { name: props.name ?? [action.toLowerCase(), workload ?? 'all'].join('-'), namespace },
      spec: { ...target.attachment(this), action, rules: rules.map(({ rule }) => rule) },
      dependsOn: props.dependsOn,
    });
    checkAtSynthesis(this, () =>
      this.rules.length > 0
        ? []
        : [
            action === 'ALLOW'
              ? 'rules: expected at least one rule, got none, which allows no one: add a rule, or say so with DenyByDefault'
              : 'rules: expected at least one rule, got none, so nothing is ever audited: add a rule',
          ],
    );
    for (const rule of rules) this.warnOfClosedPorts(rule);
  }

  /**
   * Adds a rule: requests match where any rule of the policy does.
   *
   * @throws InvalidPropsError for rules that Istio refuses or that can never match
   */
  addRule(rule: AccessRule): this {
    const faults = accessRuleFaults(`rules[${this.rules.length}]`, rule, MeshContext.of(this).istioVersion);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.rules = [...this.rules, rule];
    this.resource.patch({ spec: { rules: this.rules.map((one) => one.rule) } });
    this.warnOfClosedPorts(rule);
    return this;
  }

  // A connection that is not HTTP has no path or token: where a denying rule asks for one, Istio denies to be safe.
  private warnOfClosedPorts({ rule }: AccessRule): void {
    if (this.action !== 'DENY') return;
    const httpSource = (rule.from ?? []).some(({ source = {} }) =>
      Object.keys(source).every((name) => /requestPrincipals$/i.test(name)),
    );
    const operations = rule.to ?? [];
    const httpOperation = operations.some(({ operation = {} }) => !operation.ports && !operation.notPorts);
    if (httpOperation || (httpSource && operations.length === 0)) {
      const warning =
        'a DENY rule on HTTP alone closes the TCP ports of its workloads as well: name the ports it is about';
      annotate(this, 'warning', withPlace(warning, this));
    }
  }
}
