import type { Labels } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import type { Truth } from '../truth';
import { type Fields, fieldsOf, isHole, isKnown, itemsOf, numberOf, textOf } from '../value';
import { type DestinationPolicy, DestinationRules } from '../visibility/destination-rules';
import type { Workload } from '../workloads';
import { CAPTURE_ANNOTATIONS, Capture } from './capture';
import type { AccessSource } from './endpoints';
import { type Callee, type Caller, isGateway } from './participants';
import { Reach } from './reach';

/** What destinations tell callers apart by, besides their identities. */
export interface CallerTraits {
  /** Equal for callers whose proxies make the same of a destination, as far as it does not depend on their namespaces. */
  readonly traits: string;
  readonly namespace: string;
  /** Their labels, where something of their namespace may depend on them. */
  readonly labels: string;
}

/** What the kinds of callers are to the destination that was asked about last. */
interface Meeting<Origin> {
  readonly service: ClusterService<Origin>;
  readonly port: number | undefined;
  readonly kinds: Map<string, Partial<AccessSource>>;
}

/** What the proxies of callers make of a destination: whether they know it, and how they connect. */
export class ClientProxies<Origin = unknown> {
  private readonly rules: DestinationRules;
  private readonly reach: Reach;
  private readonly capture: Capture;

  constructor(mesh: Mesh<Origin>) {
    this.rules = new DestinationRules(mesh.objects, mesh.config);
    this.reach = new Reach(mesh);
    this.selecting = new Set([...this.rules.selecting, ...this.reach.selecting]);
    this.capture = new Capture(mesh.config.values);
  }

  /** The caller as the destination meets it: a DestinationRule may tell its proxy how to connect, and a Sidecar hide the Service. */
  sourceFor(caller: Caller<Origin>, { service, port }: Callee<Origin>): AccessSource {
    const { workload, source } = caller;
    if (workload === undefined || service === undefined || source.dataPlane === 'none') return source;
    const known = this.traitsOf(caller);
    const kind = known && `${known.traits} ${known.namespace} ${known.labels}`;
    if (kind === undefined) return marked(source, this.marksFor(caller, workload, service, port));
    // A fleet's workloads are thousands, and of few kinds: each kind is asked once at a destination.
    if (this.met?.service !== service || this.met.port !== port) this.met = { service, port, kinds: new Map() };
    const { kinds } = this.met;
    const marks = kinds.get(kind) ?? this.marksFor(caller, workload, service, port);
    kinds.set(kind, marks);
    return marked(source, marks);
  }

  private met: Meeting<Origin> | undefined;
  private readonly traits = new WeakMap<Workload<Origin>, CallerTraits | undefined>();
  /** The namespaces in which some rule is for some workloads only. */
  private readonly selecting: ReadonlySet<string>;

  /** What the proxies of a caller make it; undefined where something of that is not known. */
  traitsOf({ workload, source: { dataPlane } }: Caller<Origin>): CallerTraits | undefined {
    if (workload === undefined) return undefined;
    if (this.traits.has(workload)) return this.traits.get(workload);
    const { namespace, labels, annotations } = workload;
    const told = isKnown(namespace) && this.selecting.has(namespace) ? labels : {};
    const captured = isKnown(annotations)
      ? Object.entries(annotations).filter(([name]) => name.startsWith(CAPTURE_ANNOTATIONS))
      : [];
    const isSure =
      isKnown(namespace) &&
      isKnown(labels) &&
      isKnown(annotations) &&
      [...Object.values(fieldsOf(told)), ...captured.map(([, value]) => value)].every((value) => !isHole(value));
    const traits = isSure
      ? {
          traits: JSON.stringify([dataPlane, isGateway(workload), captured.sort()]),
          namespace,
          labels: told === labels ? JSON.stringify(labels) : '',
        }
      : undefined;
    this.traits.set(workload, traits);
    return traits;
  }

  /** The namespaces whose callers may meet a destination in another way than those of all other namespaces. */
  namespacesApart({ service }: Callee<Origin>): ReadonlySet<string> | 'all' {
    if (service === undefined) return new Set();
    if (!this.reach.isUnlimited) return 'all';
    return this.rules.isEmpty ? new Set() : this.rules.namespacesApart(service.host, service.namespace);
  }

  /** What a destination sees differently of a caller. */
  private marksFor(
    caller: Caller<Origin>,
    { namespace, labels }: Workload<Origin>,
    service: ClusterService<Origin>,
    port: number | undefined,
  ): Partial<AccessSource> {
    const goes = this.goesThroughProxy(caller, port);
    if (goes !== true) {
      const member = goes === false ? ('none' as const) : ('unknown' as const);
      return { identity: member, dataPlane: member };
    }
    const hidden = this.reach.isUnlimited ? undefined : this.hiddenFrom(caller, service.host, port);
    const reached = hidden === undefined ? {} : { hidden };
    if (this.rules.isEmpty || !isKnown(namespace) || !isKnown(labels)) return reached;
    const policy = this.rules.for({ namespace, labels: labels as Labels }, service.host, service.namespace);
    const tls = tlsModeIn(policy?.trafficPolicy, port);
    const serverName = serverNameIn(policy, port);
    return { ...reached, ...(tls !== undefined && { tls }), ...(serverName !== undefined && { serverName }) };
  }

  /** Whether a client's connections to a port of a Service go through its sidecar. */
  private goesThroughProxy({ workload, source }: Caller<Origin>, port: number | undefined): Truth {
    if (workload === undefined || source.dataPlane !== 'sidecar' || isGateway(workload)) return true;
    return this.capture.outbound(workload.annotations, port);
  }

  /** The source of a caller, with a mark where its proxy does not know a host. */
  withReach(
    caller: Caller<Origin>,
    host: string,
    port: number | undefined,
    own: AccessSource = caller.source,
  ): AccessSource {
    const hidden = this.hiddenFrom(caller, host, port);
    return hidden === undefined ? own : { ...own, hidden };
  }

  /** What becomes of requests for a host that the proxy of a caller does not know. */
  private hiddenFrom(
    { workload, source }: Caller<Origin>,
    host: string,
    port: number | undefined,
  ): AccessSource['hidden'] {
    // Only sidecars and gateways know some hosts and others not.
    if (workload === undefined || source.dataPlane !== 'sidecar') return undefined;
    const { namespace, labels } = workload;
    if (!isKnown(namespace) || !isKnown(labels)) return undefined;
    return this.reach.hidden({ namespace, labels: labels as Labels, isGateway: isGateway(workload) }, host, port);
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

function marked(source: AccessSource, marks: Partial<AccessSource>): AccessSource {
  for (const _ in marks) return { ...source, ...marks };
  return source;
}
