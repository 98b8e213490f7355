import { covers, otherDomainOf, serviceHost, serviceNameOf } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import type { WrittenDestination } from '../../../model/routes/destinations';
import { type Fields, isHole, isKnown, itemsOf, type Partly } from '../../../model/value';
import type { networking } from '../../resources';
import { type Check, namespaceOf, type ProgramMesh } from '../check';
import { holdsInside, type MeshFacts, type Routes, type Rule } from '../facts';
import type { Report } from '../finding';
import { closest, type Missing, missing } from '../missing';

const CURE = 'declare it with DeclaredObject.serviceFromName if somebody else owns it';

/** The hosts that routes lead to are in the registry, and seen from where the routes stand. */
export const hosts: Check = (mesh, report, facts) => {
  // A VirtualService and a DestinationRule of one host miss the same Service.
  const looked = new Map<string, Missing | undefined>();
  const absenceOf: AbsenceOf = (host, namespace) => {
    const key = `${namespace} ${host}`;
    if (!looked.has(key)) looked.set(key, absence(host, namespace, mesh));
    return looked.get(key);
  };
  for (const routes of facts.routes) {
    const namespace = namespaceOf(routes);
    if (namespace === undefined) continue;
    const absent = new Set<string>();
    for (const destination of facts.destinationsOf(routes))
      checkDestination(destination, routes, namespace, { mesh, report, facts, absenceOf, absent });
  }
  for (const rule of mesh.objects.of<networking.DestinationRuleSpec>(KINDS.destinationRule))
    checkRule(rule, mesh, report, absenceOf);
};

/** What to say of a host that nobody has, see {@link absence}. */
type AbsenceOf = (host: string, namespace: string) => Missing | undefined;

interface At {
  readonly mesh: ProgramMesh;
  readonly report: Report;
  readonly facts: MeshFacts;
  readonly absenceOf: AbsenceOf;
  /** The hosts of the object that were not found: each is reported once, where it is written first. */
  readonly absent: Set<string>;
}

function checkRule(rule: Rule, mesh: ProgramMesh, report: Report, absenceOf: AbsenceOf): void {
  const { host } = rule.spec;
  const namespace = namespaceOf(rule);
  if (typeof host !== 'string' || namespace === undefined || isForCluster(host, mesh)) return;
  if (mesh.hasHost(mesh.complete(host, namespace))) return;
  const absent = absenceOf(host, namespace);
  if (absent === undefined) return;
  const { severity, hint } = absent;
  report({
    code: 'IST0174',
    at: rule.origin,
    path: 'spec.host',
    text: `host "${host}" not found${hint}; ${CURE}`,
    severity: severity === 'info' ? 'info' : 'warning',
  });
}

/** Whether a host is a wildcard for Services of the cluster, which others may have, as in `*.local`. */
function isForCluster(host: string, { config }: ProgramMesh): boolean {
  const inCluster = `a.a.svc.${config.clusterDomain}`;
  return host.startsWith('*') && (covers(host, inCluster) || host.endsWith(`.${config.clusterDomain}`));
}

function checkDestination(destination: WrittenDestination, routes: Routes, namespace: string, at: At): void {
  const { mesh, report, facts, absenceOf, absent } = at;
  const { host, path } = destination;
  if (typeof host !== 'string' || host === '') return;
  const full = mesh.complete(host, namespace);
  if (!mesh.hasHost(full)) {
    if (absent.has(full)) return;
    absent.add(full);
    const found = absenceOf(host, namespace);
    if (found === undefined) return;
    const { severity, hint } = found;
    report({
      code: 'IST0101',
      at: routes.origin,
      path: `${path}.host`,
      text: `host "${host}" not found${hint}; ${CURE}`,
      severity,
    });
    return;
  }
  const blind = clientsOf(routes, namespace, facts).find((client) => !isSeen(full, client, facts));
  if (blind !== undefined) {
    const whose =
      blind === namespace
        ? 'the namespace of this VirtualService'
        : 'a namespace that this VirtualService is exported to';
    const text = `host "${host}" is not exported to namespace ${blind}: its exportTo leaves ${whose} out`;
    report({ code: 'IST0101', at: routes.origin, path: `${path}.host`, text, severity: 'warning' });
  } else checkPort(destination, routes, full, at);
}

/** The namespaces whose proxies surely route by a VirtualService: those it is exported to by name, else its own. */
function clientsOf(routes: Routes, namespace: string, facts: MeshFacts): readonly string[] {
  const exported = facts.exportOf(routes);
  if (exported === undefined || exported.includes('*') || holdsInside(routes) !== true) return [namespace];
  return exported.filter((one) => one !== '~').map((one) => (one === '.' ? namespace : one));
}

/** What to say of a host that nobody has; undefined where a chart or a controller may bring its Service, and no name is near. */
function absence(host: string, namespace: string, mesh: ProgramMesh): Missing | undefined {
  const { clusterDomain } = mesh.config;
  const other = otherDomainOf(host, clusterDomain);
  if (other !== undefined && mesh.serviceOf(other.host) !== undefined) {
    return {
      severity: 'info',
      hint: ` (did you mean "${other.host}"? or set clusterDomain to "${other.domain}" in MeshContext)`,
    };
  }
  const service = serviceNameOf(mesh.complete(host, namespace), clusterDomain);
  if (service !== undefined) {
    const known = mesh.servicesIn(service.namespace).map(({ name }) => name);
    const other = mesh.namespacesOf(service.name);
    const said = missing(mesh, service.namespace, service.name, known);
    if (said.hint === '' && other.length === 0 && mesh.mayRunMore(service.namespace)) return undefined;
    if (said.hint !== '' || other.length === 0) return said;
    const hint = ` (did you mean "${serviceHost(service.name, other[0] ?? '', clusterDomain)}"?)`;
    return { severity: said.severity === 'error' ? 'error' : host.includes('.') ? 'warning' : 'info', hint };
  }
  // `reviews.prod` and `reviews.prod.svc` are completed by DNS, and not by Istio.
  const [name = '', where = '', ...rest] = host.split('.');
  const isHalf = rest.length === 0 || (rest.length === 1 && rest[0] === 'svc');
  if (isHalf && mesh.serviceOf(serviceHost(name, where, clusterDomain)) !== undefined) {
    return {
      severity: 'warning',
      hint: ` (did you mean "${serviceHost(name, where, clusterDomain)}"? Istio completes no name with a dot)`,
    };
  }
  const entries = mesh.objects.of<networking.ServiceEntrySpec>(KINDS.serviceEntry);
  const names = entries.flatMap(({ spec }) =>
    itemsOf(spec.hosts).filter((one): one is string => typeof one === 'string'),
  );
  const near = closest(host, names);
  return near === undefined
    ? { severity: 'info', hint: '' }
    : { severity: 'warning', hint: ` (did you mean "${near}"?)` };
}

/** Whether something that has a host is exported to a namespace, as far as that is known. */
function isSeen(full: string, namespace: string, facts: MeshFacts): boolean {
  const service = facts.mesh.serviceOf(full);
  if (service !== undefined && (service.object === undefined || facts.sees(namespace, service.object) !== false))
    return true;
  const entries = facts.mesh.entriesOf(full);
  return (
    (service === undefined && entries.length === 0) || entries.some((entry) => facts.sees(namespace, entry) !== false)
  );
}

function checkPort(destination: WrittenDestination, routes: Routes, full: string, { mesh, report, facts }: At): void {
  const { host, port, path, protocol } = destination;
  const service = mesh.serviceOf(full);
  if (service?.ports === undefined || service.object?.spec['type'] === 'ExternalName') return;
  const numbers = portNumbers(service.ports);
  if (numbers === undefined || numbers.length === 0) return;
  if (port === undefined) {
    if (numbers.length === 1 || protocol !== 'http') return;
    const atGateway = facts.gatewaysOf(routes, destination).some((gateway) => gateway !== 'mesh' && !isHole(gateway));
    const text = `the service "${String(host)}" has several ports (${numbers.join(', ')}), name one in port.number`;
    // Inside the mesh the port of the request holds.
    report({ code: 'IST0112', at: routes.origin, path, text, severity: atGateway ? 'error' : 'info' });
  } else if (typeof port === 'number' && !numbers.includes(port)) {
    const severity = service.object === undefined ? 'warning' : 'error';
    const text = `the service "${String(host)}" has no port ${port} (it has ${numbers.join(', ')})`;
    report({ code: 'IST0101', at: routes.origin, path: `${path}.port.number`, text, severity });
  }
}

/** The numbers of a Service's ports; undefined where one is not known. */
function portNumbers(ports: readonly Partly<Fields | object>[]): readonly number[] | undefined {
  const numbers = ports.map((port) => (isKnown(port) ? Number((port as Fields)['port']) : Number.NaN));
  return numbers.every((number) => Number.isFinite(number)) ? numbers : undefined;
}
