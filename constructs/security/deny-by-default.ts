import { Construct, type IConstruct } from 'constructs';
import { PolicyTarget } from '../references/policy-target';
import { AuthorizationPolicy } from '../resources/security/authorization-policy';
import { checkProps } from '../shapes/check';

/** Properties of {@link DenyByDefault}. */
export interface DenyByDefaultProps {
  /**
   * Where nothing is allowed that no AccessPolicy allows. For the mesh this includes its gateways.
   * @default - every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * The name of the AuthorizationPolicy.
   * @default deny-by-default
   */
  readonly name?: string;
  /**
   * What must be in the cluster before: the policies that allow, so that there is no moment without them.
   * @default - nothing
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Denies every request that no AccessPolicy allows: the ground of a zero trust mesh.
 *
 * Makes one AuthorizationPolicy that allows nothing.
 *
 * @see https://istio.io/latest/docs/concepts/security/#allow-nothing-deny-all-and-allow-all-policy
 */
export class DenyByDefault extends Construct {
  /** The AuthorizationPolicy. */
  readonly resource: AuthorizationPolicy;

  constructor(scope: Construct, id: string, props: DenyByDefaultProps = {}) {
    checkProps(scope, id, 'DenyByDefaultProps', props);
    super(scope, id);
    const { target = PolicyTarget.namespace() } = props;
    const { namespace, workload } = target.resolve(this);
    this.resource = new AuthorizationPolicy(this, 'Resource', {
      metadata: { name: props.name ?? ['deny-by-default', workload].filter(Boolean).join('-'), namespace },
      spec: target.attachment(this),
      dependsOn: props.dependsOn,
    });
  }
}
