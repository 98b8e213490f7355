import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { checkAtSynthesis } from '../place';
import { PolicyTarget } from '../references/policy-target';
import { RequestAuthentication } from '../resources/security/request-authentication';
import { checkProps } from '../shapes/check';
import { AccessPolicy } from './access-policy';
import { AccessRule, AccessSource } from './access-rule';
import type { JwtIssuer } from './jwt-issuer';

/** Properties of {@link JwtAuthentication}. */
export interface JwtAuthenticationProps {
  /**
   * The workloads whose requests must carry a token.
   * @default - those to every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * The issuers whose tokens are accepted.
   * @default - none: `addIssuer` must add one
   */
  readonly issuers?: readonly JwtIssuer[];
  /**
   * Whether requests without a token are denied. Otherwise only invalid tokens are, and an AccessPolicy must decide about the rest.
   * @default true
   */
  readonly required?: boolean;
  /**
   * Paths that need a token, with `*` at either end for any beginning or end.
   * @default - all
   */
  readonly paths?: readonly string[];
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
 * Requests must carry a JSON web token of an accepted issuer: an invalid one is answered 401, none 403.
 *
 * Creates one RequestAuthentication, which rejects invalid tokens only, and one AuthorizationPolicy that denies requests
 * without a token.
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
  /** What rejects invalid tokens. */
  readonly resource: RequestAuthentication;
  /** What denies requests without a token; absent where none is required. */
  readonly requirement?: AccessPolicy;
  private issuers: readonly JwtIssuer[];

  /**
   * @throws InvalidPropsError for paths and ports where no token is required, duplicate issuers, and invalid ports and paths
   */
  constructor(scope: Construct, id: string, props: JwtAuthenticationProps = {}) {
    checkProps(scope, id, 'JwtAuthenticationProps', props);
    const {
      issuers = [],
      required = true,
      paths,
      exceptPaths,
      ports,
      target = PolicyTarget.namespace(),
      dependsOn,
    } = props;
    const faults = issuers.flatMap((issuer, index) => twice(issuer, issuers.slice(0, index)));
    for (const [name, value] of Object.entries({ paths, exceptPaths, ports })) {
      if (value === undefined) continue;
      if (!required) faults.push(`${name}: expected none where required is false, got ${value.join(', ') || '[]'}`);
      else if (value.length === 0)
        faults.push(`${name}: expected at least one, got none: leave it out for the default`);
    }
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    const { namespace, workload } = target.resolve(this);
    const name = props.name ?? ['jwt', workload].filter(Boolean).join('-');
    this.issuers = issuers;
    this.resource = new RequestAuthentication(this, 'Resource', {
      metadata: { name, namespace },
      spec: { ...target.attachment(this), jwtRules: issuers.map(({ rule }) => rule) },
      dependsOn,
    });
    if (required) {
      const withoutToken = AccessRule.from(AccessSource.of({ notRequestPrincipals: ['*'] }));
      const operation = {
        ...(paths && { paths }),
        ...(exceptPaths && { notPaths: exceptPaths }),
        ...(ports && { ports }),
      };
      this.requirement = new AccessPolicy(this, 'Requirement', {
        target,
        action: 'DENY',
        rules: [Object.keys(operation).length > 0 ? withoutToken.to(operation) : withoutToken],
        name: `${name}-required`,
        dependsOn,
      });
    }
    checkAtSynthesis(this, () =>
      this.issuers.length > 0 ? [] : ['issuers: expected at least one, got none: no token would ever be valid'],
    );
  }

  /**
   * Accepts one more issuer.
   *
   * @throws InvalidPropsError for an issuer that is accepted already
   */
  addIssuer(issuer: JwtIssuer): this {
    const faults = twice(issuer, this.issuers);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.issuers = [...this.issuers, issuer];
    this.resource.patch({ spec: { jwtRules: this.issuers.map(({ rule }) => rule) } });
    return this;
  }
}

// Two rules of one issuer: Istio uses the keys of the first and refuses the other's tokens.
function twice(issuer: JwtIssuer, others: readonly JwtIssuer[]): string[] {
  return others.some((other) => other.issuer === issuer.issuer)
    ? [`issuers: duplicate issuer ${JSON.stringify(issuer.issuer)}: merge its audiences and locations`]
    : [];
}
