import { dataPlaneOf } from '../data-plane';
import { KINDS } from '../kinds';
import { type Labels, selects } from '../labels';
import type { ClusterService, Mesh } from '../mesh';
import type { Truth } from '../truth';
import { type Fields, fieldsOf, isHole, isKnown, itemsOf, numberOf, textOf } from '../value';
import { DestinationRules } from '../visibility/destination-rules';
import { carriesHttp, protocolOfServicePort } from '../visibility/protocols';
import { containersOf, type Workload } from '../workloads';
import {
  type AccessAttributes,
  type AccessDecision,
  type AccessDestination,
  type AccessSource,
  type Connection,
  type DecisionStage,
  decide,
  decideAlong,
  type Hop,
  type MeshPolicies,
} from './decision';
import { Gateways } from './gateways';
import { type AccessRow, accessRow, type RowDetail } from './matrix';
import { type MutualTlsMode, PeerAuthentications } from './mutual-tls';
import { type AccessPolicy, accessPolicies, type InForce, type PolicyObject } from './policies';
import { Reach } from './reach';
import { RequestAuthentications, type TokenIssuer } from './request-authentication';
import type { OperationPatterns } from './rule';
import { sourceClasses } from './sources';

/** Somebody who sends requests. */
export interface Caller<Origin = unknown> {
  /** `namespace/name` of a workload, `outside` for a client without an identity of the mesh. */
  readonly name: string;
  readonly source: AccessSource;
  /** The workload that calls; undefined for anybody else. */
  readonly workload?: Workload<Origin>;
}

/** A port of a workload, and the Service that leads to it. */
export interface Callee<Origin = unknown> {
  /** `namespace/name` of the Service, else of the workload. */
  readonly name: string;
  readonly target: AccessDestination;
  readonly workload: Workload<Origin>;
  readonly service?: ClusterService<Origin>;
  /** The Service's port; the port that the pods listen on where there is no Service. */
  readonly port?: number;
}

/** Which request is asked about. */
export interface AccessQuestion extends AccessAttributes {
  /** `namespace/name` or the name of a workload, `namespace/account` of a service account, or `outside`. */
  readonly from: string;
  /** `namespace/name` or the name of a Service or a workload, or a host outside of the mesh. */
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
   * The port of the Service.
   * @default - its only one; of several, the first
   */
  readonly port?: number;
}

/** What decides at a destination, whoever calls. */
export interface InForceAt {
  readonly accessPolicies: readonly InForce<AccessPolicy>[];
  readonly mutualTls: MutualTlsMode | 'unknown';
  readonly issuers: readonly TokenIssuer[];
}

/** A client without an identity of the mesh: from outside, or a pod without a proxy. */
export const OUTSIDE = 'outside';

/** Who may call whom in a mesh. */
export class MeshAccess<Origin = unknown> {
  /** Every workload that sends requests, and {@link OUTSIDE}. */
  readonly callers: readonly Caller<Origin>[];
  /** Every port that requests can be for. */
  readonly callees: readonly Callee<Origin>[];
  private readonly policies: MeshPolicies;
  private readonly rules: DestinationRules;
  private readonly reach: Reach;
  private readonly gateways: Gateways<Origin>;

  constructor(private readonly mesh: Mesh<Origin>) {
    this.reach = new Reach(mesh);
    this.gateways = new Gateways(mesh);
    const { rootNamespace, trustDomain, trustDomainAliases } = mesh.config;
    const trustDomains = [trustDomain, ...trustDomainAliases];
    this.policies = {
      peerAuthentications: new PeerAuthentications(policiesOf(mesh, KINDS.peerAuthentication), rootNamespace),
      requestAuthentications: new RequestAuthentications(policiesOf(mesh, KINDS.requestAuthentication), rootNamespace),
      accessPolicies: accessPolicies(policiesOf(mesh, KINDS.authorizationPolicy), { rootNamespace, trustDomains }),
      httpAuthorizers: new Set(
        itemsOf(mesh.config.meshConfig['extensionProviders']).flatMap((one) => {
          const { name, envoyExtAuthzHttp } = fieldsOf(one);
          return envoyExtAuthzHttp === undefined ? [] : (textOf(name) ?? []);
        }),
      ),
    };
    this.rules = new DestinationRules(mesh.objects, mesh.config);
    const workloads = [...mesh.workloads.list].filter(isNamed);
    this.callers = [
      ...workloads.map((workload) => this.callerFor(workload)),
      { name: OUTSIDE, source: { identity: 'none', dataPlane: 'none' } },
    ];
    this.callees = workloads
      .filter((one) => !isGateway(one) && one.source === 'object')
      .flatMap((one) => this.calleesOf(one));
  }

  /**
   * Decides about one request.
   *
   * @throws Error for a caller, a gateway or a destination that the mesh does not have, naming those it has
   */
  decide({ from, to, port, through, sourceIp, ...attributes }: AccessQuestion): AccessDecision {
    const named = this.callerNamed(from);
    const caller = sourceIp === undefined ? named : { ...named, source: { ...named.source, ip: sourceIp } };
    if (through === undefined && this.isOutside(to)) {
      return decideAlong(this.hopsOut(caller, to, port, attributes), this.policies);
    }
    const callee = this.calleeNamed(to, port);
    const gateway = through === undefined ? undefined : this.gatewayNamed(through);
    const hops =
      gateway === undefined
        ? this.hopsInside(caller, callee, attributes)
        : this.hopsThrough(gateway, caller, callee, attributes);
    return decideAlong(hops, this.policies);
  }

  /** Everybody's access to one destination, but for its own pods: those behind the same Service. */
  row(callee: Callee<Origin>): AccessRow<Caller<Origin>, Callee<Origin>> {
    return this.rowFor(callee, this.callersOf(callee));
  }

  /** The access of some callers to one destination, with more told apart than its policies do. */
  rowFor(
    callee: Callee<Origin>,
    callers: Iterable<Caller<Origin>>,
    detail: RowDetail = {},
  ): AccessRow<Caller<Origin>, Callee<Origin>> {
    const waypoint = this.waypointOf(callee);
    if (waypoint === undefined) return accessRow(callee, callers, this.policies, detail);
    // Who takes part in the mesh goes through the waypoint, and only that comes to the pods.
    const members: Caller<Origin>[] = [];
    const others: Caller<Origin>[] = [];
    for (const caller of callers) (caller.source.dataPlane === 'none' ? others : members).push(caller);
    const front = { ...callee, target: waypoint.target };
    const patterns = [front, callee].flatMap(({ target }) => patternsAt(this.policies, target));
    const wider = { ...detail, patterns: [...(detail.patterns ?? []), ...patterns] };
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
    const source = this.sourceFor(caller, callee);
    return source === caller.source ? caller : { ...caller, source };
  }

  /** The workloads behind a destination. */
  ownPods({ service, workload }: Callee<Origin>): ReadonlySet<Workload<Origin> | undefined> {
    return new Set(service === undefined ? [workload] : this.mesh.workloadsOf(service));
  }

  private callersOf(callee: Callee<Origin>): readonly Caller<Origin>[] {
    const own = this.ownPods(callee);
    return this.callers
      .filter(({ workload }) => workload === undefined || !own.has(workload))
      .map((caller) => this.callerOf(caller, callee));
  }

  /** What decides at a destination, whoever calls. */
  inForceAt(callee: Callee<Origin>): InForceAt {
    const { target } = callee;
    const { accessPolicies: policies, peerAuthentications, requestAuthentications } = this.policies;
    const isOutOfReach = target.dataPlane === 'none';
    const waypoint = this.waypointOf(callee);
    return {
      accessPolicies: isOutOfReach ? [] : [...policies.at(target), ...(waypoint ? policies.at(waypoint.target) : [])],
      mutualTls: peerAuthentications.modeOf(target, target.port).mode,
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
      ]);
    return text(mesh) === text(this.mesh);
  }

  /** The trust domain of the mesh. */
  get trustDomain(): string {
    return this.mesh.config.trustDomain;
  }

  /** Everybody's access to one destination, clients that its policies name and that run no known workload among them. */
  rowWithNamed(callee: Callee<Origin>): AccessRow<Caller<Origin>, Callee<Origin>> {
    const rules = this.inForceAt(callee).accessPolicies.flatMap(({ value: { namespace, rules: own, dryRun } }) =>
      dryRun ? [] : own.map(({ spec }) => ({ spec, namespace })),
    );
    const known = new Set(this.callers.map(({ source }) => JSON.stringify(source.identity)));
    const named = sourceClasses(rules, this.trustDomain)
      .filter(({ identity, isRest }) => !isRest && !known.has(JSON.stringify(identity)))
      .map(({ name, identity }): Caller<Origin> => ({ name, source: { identity, dataPlane: 'sidecar' } }));
    return this.rowFor(callee, [...this.callersOf(callee), ...named]);
  }

  /** Everybody's access to every destination. */
  rows(): readonly AccessRow<Caller<Origin>, Callee<Origin>>[] {
    return this.callees.map((callee) => this.row(callee));
  }

  /**
   * @throws Error for an unknown name, with the names there are
   */
  callerNamed(name: string): Caller<Origin> {
    const found = this.callers.filter((one) => one.name === name || one.name.endsWith(`/${name}`));
    const [caller, second] = found;
    if (caller !== undefined && second === undefined) return caller;
    if (caller === undefined) {
      const [namespace, account, more] = name.split('/');
      if (namespace && account && more === undefined) return this.account(name, namespace, account);
    }
    throw new Error(`from: ${notOne('workload', name, found, this.callers)}`);
  }

  /**
   * @throws Error for an unknown name, with the names there are
   */
  calleeNamed(name: string, port?: number): Callee<Origin> {
    const named = this.calleesNamed(name);
    const places = new Set(named.map((one) => one.name));
    if (places.size !== 1) throw new Error(`to: ${notOne('Service or workload', name, named, this.callees)}`);
    const found = port === undefined ? named[0] : named.find((one) => one.port === port);
    if (found !== undefined) return found;
    const ports = [...new Set(named.map((one) => one.port))].join(', ');
    throw new Error(`port: ${name}: expected one of ${ports || 'none'}, got ${port}`);
  }

  /** Every port of the Services and workloads of a name, without complaint where there is none. */
  calleesNamed(name: string): readonly Callee<Origin>[] {
    return this.callees.filter((one) => namesOf(one).some((own) => own === name || own.endsWith(`/${name}`)));
  }

  private hopsInside(caller: Caller<Origin>, callee: Callee<Origin>, attributes: AccessAttributes): readonly Hop[] {
    const from = this.sourceFor(caller, callee);
    const waypoint = from.dataPlane === 'none' ? undefined : this.waypointOf(callee);
    if (waypoint === undefined) return [{ from, to: callee.target, attributes }];
    return [
      { from, to: waypoint.target, attributes, at: `waypoint ${waypoint.name}` },
      { from: waypoint.source, to: callee.target, attributes },
    ];
  }

  private hopsThrough(
    gateway: NamedWorkload<Origin>,
    caller: Caller<Origin>,
    callee: Callee<Origin>,
    attributes: AccessAttributes,
  ): readonly Hop[] {
    const at = `gateway ${nameOf(gateway)}`;
    const routes = callee.service && this.gateways.routesTo(gateway, callee.service, attributes.host);
    const isRouted: Truth = routes === undefined || routes === 'unknown' ? 'unknown' : routes.length > 0;
    const names = Array.isArray(routes) ? [...new Set(routes.map(({ name }) => name))] : [];
    const because =
      isRouted === true
        ? `${names.join(', ')} leads there`
        : isRouted === false
          ? `no route of the gateway leads to ${callee.name}`
          : 'the routes of the gateway are not known';
    const isRewritten = Array.isArray(routes) && routes.some((one) => one.isRewritten);
    const { path: _path, host: _host, ...kept } = attributes;
    const peer = this.gateways.readsCertificates(gateway) ? {} : { peer: 'none' as const };
    const connection: Connection = {
      stage: { stage: 'connection', passes: true, because: 'the gateway accepts it by its own servers', rules: [] },
      ...peer,
    };
    const route: DecisionStage = {
      stage: 'route',
      at,
      passes: isRouted,
      because,
      rules: [],
      ...(isRouted === false && { status: 404 }),
    };
    const { namespace, labels } = gateway;
    const port = this.gateways.portFor(gateway, attributes.host);
    const to = {
      namespace,
      labels,
      dataPlane: 'sidecar',
      protocol: 'http',
      ...(port !== undefined && { port }),
    } as const;
    const behind = this.hopsInside(this.callerFor(gateway), callee, isRewritten ? kept : attributes);
    const isUnrouted = this.gateways.hasRouteFor(gateway, attributes.host) === false;
    return [{ from: caller.source, to, attributes, at, connection, route, isUnrouted }, ...behind];
  }

  /** To a host that no workload of the mesh is behind: straight out, or by a gateway. */
  private hopsOut(
    caller: Caller<Origin>,
    host: string,
    port: number | undefined,
    attributes: AccessAttributes,
  ): readonly Hop[] {
    const asked = { ...attributes, host: attributes.host ?? host };
    const outside: AccessDestination = { namespace: '', labels: {}, dataPlane: 'none', protocol: 'http' };
    const from = this.withReach(caller, host, port);
    const way = caller.source.dataPlane === 'none' ? undefined : this.gateways.wayOut(host);
    if (way === undefined || !isNamed(way.workload)) return [{ from, to: outside, attributes: asked }];
    const { service, workload, subset, protocol } = way;
    const at = `gateway ${nameOf(workload)}`;
    const speaks = this.tlsTowards(caller, service, way.port, subset);
    const connection: Connection = {
      stage: { stage: 'connection', passes: true, because: `${way.route} leads there`, rules: [] },
      ...(speaks === 'ISTIO_MUTUAL'
        ? from.identity !== 'unknown' && { peer: from.identity }
        : speaks !== 'unknown' && { peer: 'none' as const }),
    };
    const hidden = this.withReach(caller, service.host, way.port);
    const listening = listeningPortOf(service, way.port);
    const to: AccessDestination = {
      namespace: workload.namespace,
      labels: workload.labels,
      dataPlane: 'sidecar',
      protocol,
      ...(listening !== undefined && { port: listening }),
    };
    return [
      { from: hidden, to, attributes: asked, at, ...(hidden.hidden === undefined && { connection }) },
      { from: this.withReach(this.callerFor(workload), host, undefined), to: outside, attributes: asked },
    ];
  }

  private isOutside(name: string): boolean {
    return (
      /^[^/]+\.[^/]+$/.test(name) && this.calleesNamed(name).length === 0 && this.mesh.serviceOf(name) === undefined
    );
  }

  private gatewayNamed(name: string): NamedWorkload<Origin> {
    const gateways = this.callers.flatMap(({ workload }) =>
      workload !== undefined && isNamed(workload) && isGateway(workload) ? [workload] : [],
    );
    const found = gateways.filter((one) => nameOf(one) === name || one.name === name);
    const [gateway, second] = found;
    if (gateway !== undefined && second === undefined) return gateway;
    const named = (list: typeof gateways) => list.map((one) => ({ name: nameOf(one) }));
    throw new Error(`through: ${notOne('gateway', name, named(found), named(gateways))}`);
  }

  /** What answers for an ambient destination before its pods. */
  private waypointOf({ service, target, port }: Callee<Origin>): Waypoint | undefined {
    if (service === undefined || target.dataPlane !== 'ambient') return undefined;
    const workload = this.gateways.waypointOf(service);
    if (workload === undefined || !isNamed(workload)) return undefined;
    const { source } = this.callerFor(workload);
    return {
      name: nameOf(workload),
      source: { ...source, dataPlane: 'ambient' },
      target: {
        namespace: workload.namespace,
        labels: workload.labels,
        services: [{ name: service.name, namespace: service.namespace }],
        dataPlane: 'ambient',
        protocol: isHttpPort(service, port) ? 'http' : 'tcp',
        ...(port !== undefined && { port }),
      },
    };
  }

  /** The source of a caller, with a mark where its proxy does not know a host. */
  private withReach(
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

  private tlsTowards(
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

  /** A service account that runs no known workload: it is taken to have a proxy. */
  private account(name: string, namespace: string, serviceAccount: string): Caller<Origin> {
    const { trustDomain } = this.mesh.config;
    return { name, source: { identity: { trustDomain, namespace, serviceAccount }, dataPlane: 'sidecar' } };
  }

  private callerFor(workload: NamedWorkload<Origin>): Caller<Origin> {
    const { namespace, serviceAccount } = workload;
    const dataPlane = this.dataPlaneOf(workload);
    const { trustDomain } = this.mesh.config;
    const isIdentified = serviceAccount !== undefined && isKnown(serviceAccount);
    return {
      name: nameOf(workload),
      workload,
      source: {
        identity: dataPlane === 'none' ? 'none' : isIdentified ? { trustDomain, namespace, serviceAccount } : 'unknown',
        dataPlane,
      },
    };
  }

  private calleesOf(workload: NamedWorkload<Origin>): Callee<Origin>[] {
    const dataPlane = this.dataPlaneOf(workload);
    const target: Pick<AccessDestination, 'namespace' | 'labels' | 'dataPlane'> = {
      namespace: workload.namespace,
      labels: workload.labels,
      dataPlane,
    };
    const services = this.mesh.servicesFor(workload);
    const ports = services.flatMap((service) =>
      (service.ports ?? []).flatMap((entry): Callee<Origin>[] => {
        const written = fieldsOf(entry) as Fields;
        const port = numberOf(written['port']);
        if (port === undefined) return [];
        const listening = listeningPort(written, port, workload);
        return [
          {
            name: `${service.namespace}/${service.name}`,
            workload,
            service,
            port,
            target: {
              ...target,
              // The node's proxy knows connections only: what asks for HTTP holds at a waypoint.
              protocol: dataPlane !== 'ambient' && isHttp(port, written) ? 'http' : 'tcp',
              ...(listening !== undefined && { port: listening }),
            },
          },
        ];
      }),
    );
    // Without a Service requests still reach the pods by their addresses.
    return ports.length > 0
      ? ports
      : [
          {
            name: nameOf(workload),
            workload,
            target: { ...target, protocol: dataPlane === 'ambient' ? 'tcp' : 'http' },
          },
        ];
  }

  private dataPlaneOf(workload: NamedWorkload<Origin>): AccessSource['dataPlane'] {
    if (isGateway(workload)) return 'sidecar';
    const { namespace, labels, annotations, hostNetwork } = workload;
    return dataPlaneOf({
      namespace,
      namespaceLabels: this.mesh.labelsOfNamespace(namespace),
      podLabels: labels,
      podAnnotations: annotations,
      hostNetwork,
      injectsByDefault: this.mesh.config.injectsByDefault,
    }).mode;
  }

  /** The caller as the destination meets it: a DestinationRule may tell its proxy how to connect, and a Sidecar hide the Service. */
  private sourceFor(caller: Caller<Origin>, { service, port }: Callee<Origin>): AccessSource {
    const { workload, source } = caller;
    if (workload === undefined || service === undefined || source.dataPlane === 'none') return source;
    const reached = this.reach.isUnlimited ? source : this.withReach(caller, service.host, port);
    if (this.rules.isEmpty) return reached;
    const { namespace, labels } = workload;
    if (!isKnown(namespace) || !isKnown(labels)) return reached;
    const policy = this.rules.for({ namespace, labels: labels as Labels }, service.host, service.namespace);
    const tls = tlsModeIn(policy?.trafficPolicy, port);
    return tls === undefined ? reached : { ...reached, tls };
  }
}

interface Waypoint {
  readonly name: string;
  readonly source: AccessSource;
  readonly target: AccessDestination;
}

type NamedWorkload<Origin> = Workload<Origin> & { readonly name: string; readonly namespace: string };

function isNamed<Origin>(workload: Workload<Origin>): workload is NamedWorkload<Origin> {
  return isKnown(workload.name) && isKnown(workload.namespace) && workload.name !== '';
}

/** Gateways run nothing but a proxy, which their template or their chart brings along. */
function isGateway({ source, labels, template }: Workload): boolean {
  if (source === 'declaration') return true;
  if (source === 'controller') return true;
  if (source === 'chart')
    return selects({ istio: 'pilot' }, labels) === false && fieldsOf(labels)['istio'] !== undefined;
  return containersOf({ template } as Workload).some(({ image }) => image === 'auto');
}

const TLS_MODES: readonly unknown[] = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'];

function tlsModeIn(trafficPolicy: Fields | undefined, port: number | undefined): AccessSource['tls'] {
  const levels = itemsOf(trafficPolicy?.['portLevelSettings']).map((one) => fieldsOf(one));
  const own = levels.find((one) => numberOf(fieldsOf(one['port'])['number']) === port);
  // The settings of a port replace those above them, also where they say nothing of TLS.
  const settings = own ?? trafficPolicy;
  const tls = settings?.['tls'];
  if (tls === undefined) return undefined;
  const { mode } = fieldsOf(tls) as Fields;
  if (isHole(tls) || isHole(mode)) return 'unknown';
  return TLS_MODES.includes(mode) ? (mode as AccessSource['tls']) : 'DISABLE';
}

/** The port that the pods listen on: `targetPort`, which may be the name of a container's port. */
function listeningPort(entry: Fields, port: number, workload: Workload): number | undefined {
  const { targetPort = port } = entry;
  const number = numberOf(targetPort);
  if (number !== undefined) return number;
  const name = textOf(targetPort);
  for (const container of containersOf(workload)) {
    for (const one of itemsOf(container['ports'])) {
      const fields = fieldsOf(one) as Fields;
      if (fields['name'] === name) return numberOf(fields['containerPort']);
    }
  }
  return undefined;
}

function listeningPortOf({ ports = [] }: ClusterService, port: number | undefined): number | undefined {
  const written = ports.map((one) => fieldsOf(one) as Fields).find((one) => numberOf(one['port']) === port);
  return numberOf(written?.['targetPort'] ?? port);
}

function isHttpPort({ ports = [] }: ClusterService, port: number | undefined): boolean {
  const written = ports.map((one) => fieldsOf(one) as Fields).find((one) => numberOf(one['port']) === port);
  return port !== undefined && written !== undefined && isHttp(port, written);
}

function isHttp(port: number, written: Fields): boolean {
  return carriesHttp(protocolOfServicePort(port, written));
}

function patternsAt({ accessPolicies }: MeshPolicies, target: AccessDestination): readonly OperationPatterns[] {
  return accessPolicies.at(target).flatMap(({ value: { rules } }) => rules.map(({ patterns }) => patterns));
}

function policiesOf<Origin>(mesh: Mesh<Origin>, kind: string): readonly PolicyObject[] {
  return mesh.objects.of(kind).flatMap(({ metadata, spec }) => {
    const { name, namespace = 'default', annotations } = metadata;
    return isKnown(name) && isKnown(namespace) ? [{ name, namespace, annotations, spec: spec as Fields }] : [];
  });
}

function nameOf({ namespace, name }: NamedWorkload<unknown>): string {
  return `${namespace}/${name}`;
}

function namesOf({ name, workload }: Callee): readonly string[] {
  return isNamed(workload) ? [name, nameOf(workload)] : [name];
}

function notOne(
  what: string,
  name: string,
  found: readonly { readonly name: string }[],
  all: readonly { readonly name: string }[],
): string {
  const names = [...new Set((found.length > 0 ? found : all).map((one) => one.name))].sort();
  return found.length > 0
    ? `"${name}" is ambiguous: expected one of ${names.join(', ')}`
    : `${what} "${name}" not found: expected one of ${names.join(', ') || 'none'}`;
}
