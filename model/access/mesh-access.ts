import { KINDS } from '../kinds';
import type { Mesh } from '../mesh';
import { type Fields, fieldsOf, isKnown } from '../value';
import { age } from '../visibility/fields';
import type { Workload } from '../workloads';
import { type AlikeCallers, CallerClasses, CallerSet, type Distinctions, joined } from './caller-sets';
import { CAPTURE_ANNOTATIONS } from './capture';
import { type CallerTraits, ClientProxies } from './client-proxies';
import { type AccessAttributes, type AccessDecision, decide, decideAlong, type MeshPolicies } from './decision';
import { Directory } from './directory';
import { type AccessDestination, enforcesPolicies } from './endpoints';
import { ExternalAuthorizers } from './external-authorizers';
import type { IdentityPattern } from './identity';
import { type AccessCell, type AccessRow, accessRow, type RowDetail } from './matrix';
import { PeerAuthentications, type PortMutualTls } from './mutual-tls';
import { type Callee, type Caller, isGateway, isNamed, OUTSIDE, Participants } from './participants';
import { pathNormalizationIn, pathSeen } from './path';
import { type AccessPolicy, accessPolicies, type InForce, type PolicyObject } from './policies';
import { RequestAuthentications, type TokenIssuer } from './request-authentication';
import type { OperationPatterns } from './rule';
import { type SourceClass, sourceClasses } from './sources';
import { Ways } from './ways';

/** Which request is asked about. */
export interface AccessQuestion extends AccessAttributes {
  /**
   * `namespace/name` or the name of a workload, `namespace/account` or the principal of a service account, `namespace/*` for any other
   * workload of a namespace, or `outside`.
   */
  readonly from: string;
  /** `namespace/name` or the name of a Service or a workload, a host of a Service, or a host outside of the mesh. */
  readonly to: string;
  /**
   * The address that the connection comes from.
   * @default - not known
   */
  readonly sourceIp?: string;
  /**
   * The gateway that the request comes through, as `namespace/name` or the name of its workload.
   * @default - none: it comes straight from the caller
   */
  readonly through?: string;
  /**
   * The address of the gateway's pod, from which the destination sees the connection come.
   * @default - not known
   */
  readonly gatewayIp?: string;
  /**
   * The port of the Service.
   * @default - its only one; of several, the first
   */
  readonly port?: number;
}

/** A cell whose callers are listed when they are asked for. */
export interface SharedCell<Origin = unknown> extends AccessCell<Caller<Origin>> {
  readonly members: CallerSet<Origin>;
}

/** One destination with all of its callers. */
export interface MeshRow<Origin = unknown> extends AccessRow<Caller<Origin>, Callee<Origin>> {
  readonly cells: readonly SharedCell<Origin>[];
}

/** What decides at a destination, whoever calls. */
export interface InForceAt {
  readonly accessPolicies: readonly InForce<AccessPolicy>[];
  readonly mutualTls: Pick<PortMutualTls, 'mode' | 'general'>;
  readonly issuers: readonly TokenIssuer[];
}

/** Who may call whom in a mesh. */
export class MeshAccess<Origin = unknown> {
  /** Every workload that sends requests, and {@link OUTSIDE}. */
  readonly callers: readonly Caller<Origin>[];
  /** Every port that requests can be for. */
  readonly callees: readonly Callee<Origin>[];
  private readonly policies: MeshPolicies;
  private readonly participants: Participants<Origin>;
  private readonly directory: Directory<Origin>;
  private readonly clients: ClientProxies<Origin>;
  private readonly ways: Ways<Origin>;
  private readonly classes: CallerClasses<Origin>;
  /** The places of workloads among the callers. */
  private readonly places: ReadonlyMap<Workload<Origin>, number>;
  /** How many callers were decided about one by one, for tests of the cost. */
  decided = 0;
  private identities: ReadonlySet<string> | undefined;

  constructor(private readonly mesh: Mesh<Origin>) {
    this.participants = new Participants(mesh);
    this.clients = new ClientProxies(mesh);
    this.ways = new Ways(mesh, this.participants, this.clients);
    const { rootNamespace, trustDomain, trustDomainAliases } = mesh.config;
    const trustDomains = [trustDomain, ...trustDomainAliases];
    this.policies = {
      peerAuthentications: new PeerAuthentications(policiesOf(mesh, KINDS.peerAuthentication), rootNamespace),
      requestAuthentications: new RequestAuthentications(policiesOf(mesh, KINDS.requestAuthentication), rootNamespace),
      accessPolicies: accessPolicies(policiesOf(mesh, KINDS.authorizationPolicy), { rootNamespace, trustDomains }),
      authorizers: new ExternalAuthorizers(mesh.config),
    };
    const workloads = [...mesh.workloads.list].filter(isNamed);
    this.callers = [
      ...workloads.map((workload) => this.participants.callerFor(workload)),
      { name: OUTSIDE, source: { identity: 'none', dataPlane: 'none' } },
    ];
    this.classes = new CallerClasses(this.callers, (caller) => this.traitsOf(caller));
    this.places = new Map(workloads.map((workload, place) => [workload, place]));
    this.callees = workloads
      .filter((one) => !isGateway(one) && one.source === 'object')
      .flatMap((one) => this.participants.calleesOf(one));
    this.directory = new Directory(mesh, this.participants, this.callers, this.callees);
  }

  /**
   * Decides about one request.
   *
   * @throws Error for a caller, a gateway or a destination that the mesh does not have, naming those it has
   */
  decide({ from, to, port, through, sourceIp, gatewayIp, ...asked }: AccessQuestion): AccessDecision {
    const attributes = this.seen(asked);
    const named = this.callerNamed(from);
    const caller = sourceIp === undefined ? named : { ...named, source: { ...named.source, ip: sourceIp } };
    if (through === undefined && this.directory.isOutside(to)) {
      return decideAlong(this.ways.out(caller, to, port, attributes), this.policies);
    }
    const callee = this.calleeNamed(to, port);
    const gateway = through === undefined ? undefined : this.directory.gatewayNamed(through);
    const hops =
      gateway === undefined
        ? this.ways.inside(caller, callee, attributes)
        : this.ways.through({ workload: gateway, ip: gatewayIp }, caller, callee, attributes);
    return decideAlong(hops, this.policies);
  }

  /** What proxies see of a request. */
  private seen({ path, headers, ...others }: AccessAttributes): AccessAttributes {
    const { normalization } = fieldsOf(this.mesh.config.meshConfig['pathNormalization']);
    const read = path === undefined ? undefined : pathSeen(path, pathNormalizationIn(normalization));
    return {
      ...others,
      // No policy sees a path that the proxy refuses.
      ...(read !== undefined && { path: read }),
      ...(headers !== undefined && {
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      }),
    };
  }

  /** Decides about one request that goes straight from a caller to a destination. */
  decideBetween(caller: Caller<Origin>, callee: Callee<Origin>, attributes: AccessAttributes): AccessDecision {
    return decideAlong(this.ways.inside(caller, callee, attributes), this.policies);
  }

  /** Everybody's access to one destination, but for its own pods: those behind the same Service. */
  row(callee: Callee<Origin>): MeshRow<Origin> {
    return this.rowWith(callee, []);
  }

  /**
   * Everybody's access to one destination. A fleet has thousands of callers, and a destination tells apart only whom its rules ask about and
   * whose proxies come along in a way of their own: the others are decided by one of them.
   */
  private rowWith(callee: Callee<Origin>, named: readonly Caller<Origin>[]): MeshRow<Origin> {
    const { own, ...distinctions } = this.distinctionsAt(callee);
    const places = [...own].flatMap((workload) => (workload && this.places.get(workload)) ?? []);
    const alike = this.classes.at({ ...distinctions, own: places });
    const samples = new Map(
      alike.map((one) => [this.callerOf(this.callers[one.first] as Caller<Origin>, callee), one] as const),
    );
    const { cells, ...row } = this.rowFor(callee, [...samples.keys(), ...named]);
    return { ...row, cells: cells.map((cell) => sharedCell(this.callers, samples, cell)) };
  }

  /** What a destination tells callers apart by, and its own pods, which are no callers of it. */
  distinctionsAt(
    callee: Callee<Origin>,
  ): Omit<Distinctions, 'own'> & { readonly own: ReadonlySet<Workload<Origin> | undefined> } {
    return {
      asked: this.identitiesAskedAt(callee),
      apart: this.clients.namespacesApart(callee),
      own: this.ownPods(callee),
    };
  }

  /** What destinations tell a caller apart by, besides its identity; undefined where something of that is not known. */
  traitsOf(caller: Caller<Origin>): CallerTraits | undefined {
    return this.clients.traitsOf(caller);
  }

  /** What the rules at a destination, and at the waypoint before it, ask of a client's identity. */
  private identitiesAskedAt(callee: Callee<Origin>): readonly IdentityPattern[] {
    const waypoint = this.ways.waypointOf(callee);
    const targets = waypoint === undefined ? [callee.target] : [callee.target, waypoint.target];
    return targets.flatMap((target) =>
      this.policies.accessPolicies
        .at(target)
        .flatMap(({ value }) => value.rules.flatMap(({ identities }) => identities)),
    );
  }

  /** The access of some callers to one destination, with more told apart than its policies do. */
  rowFor(
    callee: Callee<Origin>,
    callers: readonly Caller<Origin>[],
    detail: RowDetail = {},
  ): AccessRow<Caller<Origin>, Callee<Origin>> {
    this.decided += callers.length;
    const waypoint = this.ways.waypointOf(callee);
    if (waypoint === undefined) return accessRow(callee, callers, this.policies, detail);
    // Who takes part in the mesh goes through the waypoint, and only that comes to the pods.
    const members: Caller<Origin>[] = [];
    const others: Caller<Origin>[] = [];
    for (const caller of callers) (caller.source.dataPlane === 'none' ? others : members).push(caller);
    const front = { ...callee, target: waypoint.target };
    const patterns = [front, callee].flatMap(({ target }) => patternsAt(this.policies, target));
    const all = [...(detail.patterns ?? []), ...patterns];
    const tellsTcp = detail.tellsTcp ?? (waypoint.target.protocol === 'auto' && all.length > 0);
    const wider = { ...detail, patterns: all, tellsTcp };
    const [own, plain] = [
      accessRow(front, members, this.policies, wider),
      accessRow(callee, others, this.policies, wider),
    ];
    const { verdict } = decide(waypoint.source, callee.target, {}, this.policies);
    const cells = own.cells.map((cell) =>
      verdict === 'allowed'
        ? cell
        : {
            ...cell,
            verdicts: cell.verdicts.map((one) => (one === 'denied' || one === 'no connection' ? one : verdict)),
          },
    );
    return { destination: callee, operations: own.operations, cells: [...cells, ...plain.cells] };
  }

  /** A caller as a destination meets it. */
  callerOf(caller: Caller<Origin>, callee: Callee<Origin>): Caller<Origin> {
    const source = this.clients.sourceFor(caller, callee);
    return source === caller.source ? caller : { ...caller, source };
  }

  /** The workloads behind a destination. */
  ownPods({ service, workload }: Callee<Origin>): ReadonlySet<Workload<Origin> | undefined> {
    return new Set(service === undefined ? [workload] : this.mesh.workloadsOf(service));
  }

  /** What decides at a destination, whoever calls. */
  inForceAt(callee: Callee<Origin>): InForceAt {
    const { target } = callee;
    const { accessPolicies: policies, peerAuthentications, requestAuthentications } = this.policies;
    const isOutOfReach = enforcesPolicies(target) === false;
    const waypoint = this.ways.waypointOf(callee);
    const { mode, general } = peerAuthentications.modeOf(target, target.port);
    return {
      accessPolicies: isOutOfReach ? [] : [...policies.at(target), ...(waypoint ? policies.at(waypoint.target) : [])],
      mutualTls: { mode, general },
      issuers: isOutOfReach ? [] : requestAuthentications.issuersAt(target),
    };
  }

  /** Whether what tells clients how to connect is the same in another mesh. */
  sourcesAreAlike({ mesh }: MeshAccess<Origin>): boolean {
    const text = (one: Mesh<Origin>): string =>
      JSON.stringify([
        one.config.trustDomain,
        one.config.trustDomainAliases,
        one.config.outboundTrafficPolicy,
        one.config.defaultServiceExportTo,
        [KINDS.destinationRule, KINDS.sidecar].map((kind) =>
          one.objects.of(kind).map(({ metadata, spec }) => [metadata, spec]),
        ),
        [...one.services].flatMap(({ host, annotations }) =>
          Object.keys(fieldsOf(annotations)).length > 0 ? [[host, annotations]] : [],
        ),
        fieldsOf(one.config.values['global'])['proxy'],
        one.workloads.list.flatMap(({ name, annotations }) =>
          Object.keys(fieldsOf(annotations)).some((key) => key.startsWith(CAPTURE_ANNOTATIONS))
            ? [[String(name), annotations]]
            : [],
        ),
      ]);
    return text(mesh) === text(this.mesh);
  }

  /** The trust domain of the mesh. */
  get trustDomain(): string {
    return this.mesh.config.trustDomain;
  }

  /** Everybody's access to one destination, clients that its policies name and that run no known workload among them. */
  rowWithNamed(callee: Callee<Origin>): MeshRow<Origin> {
    const named = this.namedAt(callee).map(
      ({ name, identity }): Caller<Origin> => ({ name, source: { identity, dataPlane: 'sidecar' } }),
    );
    return this.rowWith(callee, named);
  }

  /** The clients that the policies at a destination name and that run no known workload. */
  namedAt(callee: Callee<Origin>): readonly SourceClass[] {
    const rules = this.inForceAt(callee).accessPolicies.flatMap(({ value: { namespace, rules: own, dryRun } }) =>
      dryRun ? [] : own.map(({ spec }) => ({ spec, namespace })),
    );
    this.identities ??= new Set(this.callers.map(({ source }) => JSON.stringify(source.identity)));
    const known = this.identities;
    return sourceClasses(rules, this.trustDomain).filter(
      ({ identity, isRest }) => !isRest && !known.has(JSON.stringify(identity)),
    );
  }

  /** Everybody's access to every destination. */
  rows(): readonly MeshRow<Origin>[] {
    return this.callees.map((callee) => this.row(callee));
  }

  /**
   * A workload, a service account, the rest of a namespace, or {@link OUTSIDE}.
   *
   * @throws Error for an unknown name, with the names there are
   */
  callerNamed(name: string): Caller<Origin> {
    return this.directory.callerNamed(name);
  }

  /**
   * A port of a Service or a workload; its only one, or the first one, where none is given.
   *
   * @throws Error for an unknown name, with the names there are
   */
  calleeNamed(name: string, port?: number): Callee<Origin> {
    return this.directory.calleeNamed(name, port);
  }

  /** Every port of the Services and workloads of a name, without complaint where there is none. */
  calleesNamed(name: string): readonly Callee<Origin>[] {
    return this.directory.calleesNamed(name);
  }
}

/** A cell of a sample of callers as one of all those that the sample is for. */
function sharedCell<Origin>(
  all: readonly Caller<Origin>[],
  samples: ReadonlyMap<Caller<Origin>, AlikeCallers>,
  { callers, verdicts }: AccessCell<Caller<Origin>>,
): SharedCell<Origin> {
  const parts = callers.flatMap((one) => samples.get(one) ?? []);
  const named = callers.filter((one) => !samples.has(one));
  const [first] = [...parts.flatMap((one) => all[one.first] ?? []), ...named];
  const members = new CallerSet(all, first as Caller<Origin>, joined(parts), named);
  return {
    members,
    verdicts,
    get callers() {
      return members.list();
    },
  };
}

function patternsAt({ accessPolicies }: MeshPolicies, target: AccessDestination): readonly OperationPatterns[] {
  return accessPolicies.at(target).flatMap(({ value: { rules } }) => rules.map(({ patterns }) => patterns));
}

function policiesOf<Origin>(mesh: Mesh<Origin>, kind: string): readonly PolicyObject[] {
  return mesh.objects.of(kind).flatMap((object) => {
    const { name, namespace = 'default', annotations } = object.metadata;
    if (!isKnown(name) || !isKnown(namespace)) return [];
    return [{ name, namespace, annotations, created: age(object), spec: object.spec as Fields }];
  });
}
