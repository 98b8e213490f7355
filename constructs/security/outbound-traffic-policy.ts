import { Construct, type IConstruct } from 'constructs';
import { isToken } from '../delivery/terraform-template';
import { InvalidPropsError } from '../invalid-props-error';
import { PolicyTarget } from '../references/policy-target';
import { Sidecar } from '../resources/networking/sidecar';
import { checkProps } from '../shapes/check';

/**
 * Where workloads may connect to. REGISTRY_ONLY: services that the mesh knows, its own and ServiceEntries. ALLOW_ANY: anywhere.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy-Mode
 */
export type OutboundTrafficMode = 'REGISTRY_ONLY' | 'ALLOW_ANY';

/** Properties of {@link OutboundTrafficPolicy}. */
export interface OutboundTrafficPolicyProps {
  /**
   * @default REGISTRY_ONLY
   */
  readonly mode?: OutboundTrafficMode;
  /**
   * Whose connections are judged. The narrowest Sidecar alone counts for a workload: it replaces the wider ones.
   * @default - those of every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /**
   * The services that the workloads' sidecars know: `namespace/host`, with `*` for all, `.` for the own namespace and `~`
   * for none.
   * @default - all that are exported to them
   */
  readonly hosts?: readonly string[];
  /**
   * The name of the Sidecar.
   * @default - `default` for the mesh and for namespaces, the workload's name for workloads
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Where the workloads of the mesh, of a namespace or one workload may connect to. A guard against mistakes, not against
 * attackers, who may go around a sidecar: that needs a NetworkPolicy as well.
 *
 * Makes one Sidecar.
 *
 * @example
 * new OutboundTrafficPolicy(this, 'Egress', { target: PolicyTarget.namespace('shop') });
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 */
export class OutboundTrafficPolicy extends Construct {
  /** The same for the whole mesh in the control plane's own configuration: a part of `meshConfig`. */
  static meshConfig(mode: OutboundTrafficMode = 'REGISTRY_ONLY'): {
    readonly outboundTrafficPolicy: { readonly mode: OutboundTrafficMode };
  } {
    return { outboundTrafficPolicy: { mode } };
  }

  /** The Sidecar resource. */
  readonly resource: Sidecar;
  private hosts: readonly string[];

  /**
   * @throws InvalidPropsError for gateways, which have no sidecar, and for hosts without a namespace
   */
  constructor(scope: Construct, id: string, props: OutboundTrafficPolicyProps = {}) {
    checkProps(scope, id, 'OutboundTrafficPolicyProps', props);
    const { target = PolicyTarget.namespace(), hosts = [], mode = 'REGISTRY_ONLY' } = props;
    InvalidPropsError.throwIfAny(scope, id, [
      ...(target.kind === 'gateway'
        ? [`target: expected workloads with sidecars, got ${target.describe(scope)}: Sidecars do not apply to gateways`]
        : []),
      ...hosts.flatMap(hostFaults),
    ]);
    super(scope, id);
    const { namespace, selector, workload } = target.resolve(this);
    this.hosts = hosts;
    this.resource = new Sidecar(this, 'Resource', {
      metadata: { name: props.name ?? workload ?? 'default', namespace },
      spec: {
        ...(selector && { workloadSelector: { labels: selector } }),
        outboundTrafficPolicy: { mode },
        egress: [{ hosts: hosts.length > 0 ? hosts : ['*/*'] }],
      },
      dependsOn: props.dependsOn,
    });
  }

  /**
   * Has the sidecars know these services too; no others, where they knew all before.
   *
   * @throws InvalidPropsError for hosts without a namespace
   */
  addHosts(...hosts: readonly string[]): this {
    const faults = hosts.flatMap(hostFaults);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.hosts = [...this.hosts, ...hosts];
    this.resource.patch({ spec: { egress: [{ hosts: this.hosts }] } });
    return this;
  }
}

function hostFaults(host: string): string[] {
  return /^[^/]+\/[^/]+$/.test(host) || isToken(host)
    ? []
    : [`hosts: expected namespace/host, such as ./*, istio-system/* or */api.example.com, got "${host}"`];
}
