import type { Labels } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import type { Truth } from '../truth';
import { type Fields, fieldsOf, isHole, isKnown, itemsOf, numberOf, textOf } from '../value';
import { type DestinationPolicy, DestinationRules } from '../visibility/destination-rules';
import { Capture } from './capture';
import type { AccessSource } from './endpoints';
import { type Callee, type Caller, isGateway } from './participants';
import { Reach } from './reach';

/** What the proxies of callers make of a destination: whether they know it, and how they connect. */
export class ClientProxies<Origin = unknown> {
  private readonly rules: DestinationRules;
  private readonly reach: Reach;
  private readonly capture: Capture;

  constructor(mesh: Mesh<Origin>) {
    this.rules = new DestinationRules(mesh.objects, mesh.config);
    this.reach = new Reach(mesh);
    this.capture = new Capture(mesh.config.values);
  }

  /** The caller as the destination meets it: a DestinationRule may tell its proxy how to connect, and a Sidecar hide the Service. */
  sourceFor(caller: Caller<Origin>, { service, port }: Callee<Origin>): AccessSource {
    const { workload, source } = caller;
    if (workload === undefined || service === undefined || source.dataPlane === 'none') return source;
    const goes = this.goesThroughProxy(caller, port);
    if (goes !== true) {
      const member = goes === false ? ('none' as const) : ('unknown' as const);
      return { ...source, identity: member, dataPlane: member };
    }
    const reached = this.reach.isUnlimited ? source : this.withReach(caller, service.host, port);
    if (this.rules.isEmpty) return reached;
    const { namespace, labels } = workload;
    if (!isKnown(namespace) || !isKnown(labels)) return reached;
    const policy = this.rules.for({ namespace, labels: labels as Labels }, service.host, service.namespace);
    const tls = tlsModeIn(policy?.trafficPolicy, port);
    const serverName = serverNameIn(policy, port);
    if (tls === undefined && serverName === undefined) return reached;
    return { ...reached, ...(tls !== undefined && { tls }), ...(serverName !== undefined && { serverName }) };
  }

  /** Whether a client's connections to a port of a Service go through its sidecar. */
  private goesThroughProxy({ workload, source }: Caller<Origin>, port: number | undefined): Truth {
    if (workload === undefined || source.dataPlane !== 'sidecar' || isGateway(workload)) return true;
    return this.capture.outbound(workload.annotations, port);
  }

  /** The source of a caller, with a mark where its proxy does not know a host. */
  withReach(
    { workload, source }: Caller<Origin>,
    host: string,
    port: number | undefined,
    own: AccessSource = source,
  ): AccessSource {
    // Only sidecars and gateways know some hosts and others not.
    if (workload === undefined || source.dataPlane !== 'sidecar') return own;
    const { namespace, labels } = workload;
    if (!isKnown(namespace) || !isKnown(labels)) return own;
    const client = { namespace, labels: labels as Labels, isGateway: isGateway(workload) };
    const hidden = this.reach.hidden(client, host, port);
    return hidden === undefined ? own : { ...own, hidden };
  }

  /** How a caller connects to a Service; undefined where Istio chooses by itself. */
  tlsTowards(
    { workload }: Caller<Origin>,
    service: ClusterService<Origin>,
    port: number | undefined,
    subset: string | undefined,
  ): AccessSource['tls'] {
    const { namespace, labels } = workload ?? {};
    if (namespace === undefined || labels === undefined || !isKnown(namespace) || !isKnown(labels)) return 'unknown';
    const policy = this.rules.for({ namespace, labels: labels as Labels }, service.host, service.namespace);
    const own = subset === undefined ? undefined : policy?.subsets.get(subset)?.trafficPolicy;
    return tlsModeIn(own ?? policy?.trafficPolicy, port);
  }
}

/** The settings of a port, which replace those above them, also where they say nothing of TLS. */
function ofPort(trafficPolicy: Fields | undefined, port: number | undefined): Fields | undefined {
  const levels = itemsOf(trafficPolicy?.['portLevelSettings']).map((one) => fieldsOf(one));
  return levels.find((one) => numberOf(fieldsOf(one['port'])['number']) === port) as Fields | undefined;
}

/** The server name that a rule sets; which of its subsets a route chooses, and names in it, is not known here. */
function serverNameIn(rule: DestinationPolicy | undefined, port: number | undefined): AccessSource['serverName'] {
  if (rule === undefined) return undefined;
  if (rule.subsets.size > 0) return 'unknown';
  const { sni } = fieldsOf((ofPort(rule.trafficPolicy, port) ?? rule.trafficPolicy)?.['tls']);
  return isHole(sni) ? 'unknown' : textOf(sni);
}

function tlsModeIn(trafficPolicy: Fields | undefined, port: number | undefined): AccessSource['tls'] {
  const own = ofPort(trafficPolicy, port);
  if (own === undefined) return modeOf(trafficPolicy?.['tls']);
  if (own['tls'] !== undefined) return modeOf(own['tls']);
  const above = modeOf(trafficPolicy?.['tls']);
  // istiod still tells endpoints by what is above which of them get the mesh's own TLS, and no other TLS is left.
  if (above === 'ISTIO_MUTUAL') return 'INHERITED';
  return above === 'SIMPLE' || above === 'MUTUAL' ? 'DISABLE' : above;
}

const TLS_MODES: readonly unknown[] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];

function modeOf(tls: unknown): AccessSource['tls'] {
  if (tls === undefined) return undefined;
  const { mode } = fieldsOf(tls) as Fields;
  if (isHole(tls) || isHole(mode)) return 'unknown';
  return TLS_MODES.includes(mode) ? (mode as AccessSource['tls']) : 'DISABLE';
}
