import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { PolicyTarget } from '../references/policy-target';
import { AuthorizationPolicy } from '../resources/security/authorization-policy';
import { checkProps } from '../shapes/check';
import { AccessRule, accessRuleFaults } from './access-rule';
import type { ExternalAuthorizer } from './external-authorizer';

/** Properties of {@link ExternalAuthorization}. */
export interface ExternalAuthorizationProps {
  /** Who decides. The control plane must know it. */
  readonly authorizer: Pick<ExternalAuthorizer, 'name'>;
  /**
   * Whose requests are decided about.
   * @default - those to every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * The requests that are decided about. Identities and tokens are not known yet at that point.
   * @default - every request
   */
  readonly rules?: readonly AccessRule[];
  /**
   * The name of the AuthorizationPolicy.
   * @default - `ask`, the authorizer and the workload, such as `ask-opa-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Has a service outside the proxy decide about requests, before any other policy does.
 *
 * Makes one AuthorizationPolicy of action CUSTOM.
 *
 * @example
 * new ExternalAuthorization(this, 'Opa', { authorizer: opa, target: PolicyTarget.gateway(ingress) });
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export class ExternalAuthorization extends Construct {
  /** The AuthorizationPolicy. */
  readonly resource: AuthorizationPolicy;
  private rules: readonly AccessRule[];

  /**
   * @throws InvalidPropsError for rules on identities, tokens or namespaces, and those that Istio refuses or never match
   */
  constructor(scope: Construct, id: string, props: ExternalAuthorizationProps) {
    checkProps(scope, id, 'ExternalAuthorizationProps', props);
    const { authorizer, rules = [], target = PolicyTarget.namespace() } = props;
    const { istioVersion } = MeshContext.of(scope);
    InvalidPropsError.throwIfAny(
      scope,
      id,
      rules.flatMap((rule, index) => [
        ...accessRuleFaults(`rules[${index}]`, rule, istioVersion),
        ...unknownYet(`rules[${index}]`, rule),
      ]),
    );
    super(scope, id);
    const { namespace, workload } = target.resolve(this);
    this.rules = rules;
    this.resource = new AuthorizationPolicy(this, 'Resource', {
      metadata: { name: props.name ?? ['ask', authorizer.name, workload].filter(Boolean).join('-'), namespace },
      spec: {
        ...target.attachment(this),
        action: 'CUSTOM',
        provider: { name: authorizer.name },
        rules: (rules.length > 0 ? rules : [AccessRule.any()]).map(({ rule }) => rule),
      },
      dependsOn: props.dependsOn,
    });
  }

  /**
   * Has the service decide about these requests too; about no others, where it was every request before.
   *
   * @throws InvalidPropsError for rules on identities, tokens or namespaces, and those that Istio refuses or never match
   */
  addRule(rule: AccessRule): this {
    const path = `rules[${this.rules.length}]`;
    const faults = [...accessRuleFaults(path, rule, MeshContext.of(this).istioVersion), ...unknownYet(path, rule)];
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.rules = [...this.rules, rule];
    this.resource.patch({ spec: { rules: this.rules.map((one) => one.rule) } });
    return this;
  }
}

const IDENTITIES = /^(?:not)?(?:principals|requestPrincipals|namespaces|serviceAccounts|trustDomains)$/i;
const IDENTITY_ATTRIBUTES = /^(?:source\.(?:namespace|principal|serviceAccount|trustDomain)$|request\.auth\.)/;

function unknownYet(path: string, { rule }: AccessRule): string[] {
  const sources = (rule.from ?? []).flatMap(({ source = {} }, index) =>
    Object.keys(source)
      .filter((name) => IDENTITIES.test(name))
      .map((name) => `${path}.from[${index}].${name}`),
  );
  const conditions = (rule.when ?? []).flatMap(({ key }, index) =>
    IDENTITY_ATTRIBUTES.test(key) ? [`${path}.when[${index}]: ${key}`] : [],
  );
  return [...sources, ...conditions].map(
    (place) => `${place}: an external authorizer is asked by address, host, method, path, port and header only`,
  );
}
