import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { PolicyTarget } from '../references/policy-target';
import { RequestAuthentication } from '../resources/security/request-authentication';
import { AccessPolicy } from './access-policy';
import { AccessRule, AccessSource } from './access-rule';
import type { JwtIssuer } from './jwt-issuer';

/** Properties of {@link JwtAuthentication}. */
export interface JwtAuthenticationProps {
  /**
   * Whose requests must carry a token.
   * @default - those to every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * Who is believed, to begin with.
   * @default - nobody: `addIssuer` must add one
   */
  readonly issuers?: readonly JwtIssuer[];
  /**
   * Whether requests without a token are denied. Otherwise only wrong tokens are, and an AccessPolicy must look at the rest.
   * @default true
   */
  readonly required?: boolean;
  /**
   * Paths that need no token, with `*` at either end for any beginning or end.
   * @default - none
   */
  readonly exceptPaths?: readonly string[];
  /**
   * The ports that need a token, by the number that the workload's pods listen on.
   * @default - all, which closes ports that do not speak HTTP
   */
  readonly ports?: readonly number[];
  /**
   * The name of both objects; the AuthorizationPolicy's goes on with `-required`.
   * @default - `jwt` and the workload, such as `jwt-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Requests must carry a JSON web token of an issuer that is believed: 401 answers a wrong one, 403 none.
 *
 * Makes one RequestAuthentication, which refuses wrong tokens only, and one AuthorizationPolicy that denies requests
 * without one.
 *
 * @example
 * new JwtAuthentication(this, 'Jwt', {
 *   target: PolicyTarget.gateway(ingress),
 *   issuers: [new JwtIssuer({ issuer: 'https://accounts.example.com' })],
 *   ports: [8443],
 * });
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-jwt/
 */
export class JwtAuthentication extends Construct {
  /** What refuses wrong tokens. */
  readonly resource: RequestAuthentication;
  /** What denies requests without a token; absent where none is required. */
  readonly requirement?: AccessPolicy;
  private issuers: readonly JwtIssuer[];

  /**
   * @throws InvalidPropsError for exceptions and ports where no token is required, for issuers given twice, for ports and paths that are none
   */
  constructor(scope: Construct, id: string, props: JwtAuthenticationProps = {}) {
    const { issuers = [], required = true, exceptPaths, ports, target = PolicyTarget.namespace(), dependsOn } = props;
    const faults = issuers.flatMap((issuer, index) => twice(issuer, issuers.slice(0, index)));
    if (!required && exceptPaths) faults.push('exceptPaths: got paths that need no token, but none is required');
    if (!required && ports) faults.push('ports: got ports that need a token, but none is required');
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    const { namespace, selector, workload } = target.resolve(this);
    const name = props.name ?? ['jwt', workload].filter(Boolean).join('-');
    this.issuers = issuers;
    this.resource = new RequestAuthentication(this, 'Resource', {
      metadata: { name, namespace },
      spec: { ...(selector && { selector: { matchLabels: selector } }), jwtRules: issuers.map(({ rule }) => rule) },
      dependsOn,
    });
    if (required) {
      const withoutToken = AccessRule.from(AccessSource.of({ notRequestPrincipals: ['*'] }));
      const operation = { ...(exceptPaths && { notPaths: exceptPaths }), ...(ports && { ports }) };
      this.requirement = new AccessPolicy(this, 'Requirement', {
        target,
        action: 'DENY',
        rules: [Object.keys(operation).length > 0 ? withoutToken.to(operation) : withoutToken],
        name: `${name}-required`,
        dependsOn,
      });
    }
    this.node.addValidation({
      validate: () => (this.issuers.length > 0 ? [] : ['issuers: got none, so no token is ever right: add one']),
    });
  }

  /**
   * Believes one more issuer.
   *
   * @throws InvalidPropsError for an issuer that is believed already
   */
  addIssuer(issuer: JwtIssuer): this {
    const faults = twice(issuer, this.issuers);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.issuers = [...this.issuers, issuer];
    this.resource.patch({ spec: { jwtRules: this.issuers.map(({ rule }) => rule) } });
    return this;
  }
}

// Two rules of one issuer: Istio takes the keys of the first and refuses the other's tokens.
function twice(issuer: JwtIssuer, others: readonly JwtIssuer[]): string[] {
  return others.some((other) => other.issuer === issuer.issuer)
    ? [`issuers: got ${JSON.stringify(issuer.issuer)} twice: put its audiences and locations into one`]
    : [];
}
