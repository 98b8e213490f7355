import { Construct, type IConstruct } from 'constructs';
import { serviceHost } from '../../model/hosts';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { PolicyTarget } from '../references/policy-target';
import { DestinationRule } from '../resources/networking/destination-rule';
import { PeerAuthentication } from '../resources/security/peer-authentication';
import { checkProps } from '../shapes/check';
import type { MutualTlsMode } from './mutual-tls-mode';

/** Properties of {@link MutualTls}. */
export interface MutualTlsProps {
  /**
   * The servers that this is about.
   * @default - every workload of the mesh context's namespace
   */
  readonly target?: PolicyTarget;
  /** What the servers accept. */
  readonly mode: MutualTlsMode;
  /**
   * Ports that differ from the rest, by the number that the workload's pods listen on.
   * @default - none
   */
  readonly ports?: Readonly<Record<number, MutualTlsMode>>;
  /**
   * Whether a DestinationRule tells the clients of the mesh or of the namespace as well. Only needed where the mesh
   * configuration switches `enableAutoMtls` off: otherwise clients find out by themselves.
   * @default false
   */
  readonly tellClients?: boolean;
  /**
   * The name of the PeerAuthentication.
   * @default - `default` for the mesh and for namespaces, the workload's name for workloads
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * What the servers of the mesh, of a namespace, of a workload or of single ports accept: mutual TLS, plain text or both.
 *
 * Makes one PeerAuthentication, and one DestinationRule where clients are configured. The checks of the program report
 * DestinationRules that have clients speak otherwise than their servers understand.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/
 */
export class MutualTls extends Construct {
  /** The PeerAuthentication. */
  readonly resource: PeerAuthentication;
  /** What clients are configured with; absent where they find out by themselves. */
  readonly destinationRule?: DestinationRule;
  /** What the servers accept. */
  readonly mode: MutualTlsMode;
  private readonly target: PolicyTarget;
  private ports: Readonly<Record<number, MutualTlsMode>>;

  /**
   * @throws InvalidPropsError when ports are named without a workload, or clients configured for one workload
   */
  constructor(scope: Construct, id: string, props: MutualTlsProps) {
    checkProps(scope, id, 'MutualTlsProps', props);
    const { target = PolicyTarget.namespace(), ports = {}, tellClients = false } = props;
    const faults = Object.keys(ports).flatMap((port) => portFaults(target, Number(port)));
    const { selector } = target.resolve(scope);
    if (tellClients && selector !== undefined) {
      faults.push(
        'tellClients: a workload has no host name to tell clients of: set tls on the DestinationRule of its service',
      );
    }
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    const { namespace, workload } = target.resolve(this);
    this.target = target;
    this.mode = props.mode;
    this.ports = ports;
    this.resource = new PeerAuthentication(this, 'Resource', {
      metadata: { name: props.name ?? workload ?? 'default', namespace },
      spec: {
        ...(selector && { selector: { matchLabels: selector } }),
        mtls: { mode: props.mode },
        ...this.portLevelMtls(),
      },
      dependsOn: props.dependsOn,
    });
    if (tellClients) {
      this.destinationRule = new DestinationRule(this, 'Clients', {
        metadata: { name: target.kind === 'mesh' ? 'default' : 'mutual-tls', namespace },
        spec: {
          host: target.kind === 'mesh' ? '*.local' : serviceHost('*', namespace, MeshContext.of(this).clusterDomain),
          trafficPolicy: { tls: { mode: props.mode === 'DISABLE' ? 'DISABLE' : 'ISTIO_MUTUAL' } },
        },
        dependsOn: props.dependsOn,
      });
    }
  }

  /**
   * Has a port of the workload differ from the rest.
   *
   * @param port the number that the workload's pods listen on, not the Service's
   * @throws InvalidPropsError when the policy is not about one workload, or the port differs already
   */
  addPort(port: number, mode: MutualTlsMode): this {
    const faults = portFaults(this.target, port);
    if (port in this.ports) faults.push(`ports: duplicate port ${port}, which is ${this.ports[port]} already`);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.ports = { ...this.ports, [port]: mode };
    this.resource.patch({ spec: this.portLevelMtls() });
    return this;
  }

  private portLevelMtls() {
    const ports = Object.entries(this.ports);
    return ports.length === 0
      ? {}
      : { portLevelMtls: Object.fromEntries(ports.map(([port, mode]) => [port, { mode }])) };
  }
}

function portFaults(target: PolicyTarget, port: number): string[] {
  if (target.kind === 'mesh' || target.kind === 'namespace') {
    return [
      `ports: expected none for a whole ${target.kind}, because Istio accepts ports of single workloads only, got ${port}`,
    ];
  }
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? []
    : [`ports: expected a port from 1 to 65535, got ${port}`];
}
