import { ROUTE_KINDS } from '../../model/kinds';
import type { KubernetesObject } from '../cluster/api';
import type { MeshContent } from '../session/session';
import { count } from '../terminal/count';
import type { Check, Finding } from './check';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

interface ParentRef {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A Gateway, a ListenerSet or a route that runs, with what its controller says of it. */
interface Resource extends KubernetesObject {
  readonly spec: {
    readonly gatewayClassName?: string;
    readonly parentRef?: ParentRef;
    readonly parentRefs?: readonly ParentRef[];
  };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly listeners?: readonly { readonly name: string; readonly conditions?: readonly Condition[] }[];
    readonly parents?: readonly { readonly parentRef: ParentRef; readonly conditions?: readonly Condition[] }[];
  };
}

const GROUP = 'gateway.networking.k8s.io';
/** The conditions that are True when all is well. */
const WANTED = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** Whoever reads the Gateways and the routes of the stacks has accepted them in their newest version. */
export const gatewayApiAccepted: Check = {
  title: 'istiod has accepted the Gateways and routes of the Gateway API',
  group: 'Traffic',
  link: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/',
  async look(session) {
    const wanted = wantedOf(await session.content());
    if (wanted.length === 0) return { skipped: 'the stacks have none' };
    const kinds = [...new Map(wanted.map((one) => [`${one.apiVersion} ${one.kind}`, one])).values()];
    const findings = await Promise.all(
      kinds.map(async ({ apiVersion, kind }) => {
        const served = await session.api.resource(apiVersion, kind);
        const running = served ? await session.list<Resource>(`/apis/${apiVersion}/${served.name}`) : [];
        return wanted
          .filter((one) => one.kind === kind && one.apiVersion === apiVersion)
          .flatMap(({ metadata: { name, namespace = 'default' }, stack }) => {
            const found = running.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
            const title = `${kind} ${namespace}/${name}`;
            if (found && isRoute(kind)) return routeFindings(title, kind, found);
            if (found) return listenerFindings(title, kind, found);
            const problem = `${title}: ${served ? 'not in the cluster' : `the cluster defines no ${kind} in ${apiVersion}`}`;
            return [{ severity: 'bad' as const, problem, remedy: `mesh up ${stack}` }];
          });
      }),
    );
    return { note: noteOf(wanted), findings: findings.flat() };
  },
};

function wantedOf({ objects }: MeshContent): MeshContent['objects'] {
  const kinds: readonly string[] = ['Gateway', 'ListenerSet', ...ROUTE_KINDS];
  return objects.filter(({ apiVersion, kind }) => apiVersion?.startsWith(`${GROUP}/`) && kinds.includes(kind));
}

function noteOf(wanted: MeshContent['objects']): string {
  const of = (kind: string): number => wanted.filter((one) => one.kind === kind).length;
  const [gateways, sets] = [of('Gateway'), of('ListenerSet')];
  return [
    count(gateways, 'Gateway'),
    ...(sets === 0 ? [] : [count(sets, 'ListenerSet')]),
    count(wanted.length - gateways - sets, 'route'),
  ].join(', ');
}

function isRoute(kind: string): boolean {
  return (ROUTE_KINDS as readonly string[]).includes(kind);
}

function listenerFindings(title: string, kind: string, object: Resource): readonly Finding[] {
  const { conditions, listeners = [] } = object.status ?? {};
  const { generation } = object.metadata;
  const unread = unreadReason(conditions, generation);
  if (unread !== undefined) return [unreadFinding(title, unread, unreadRemedy(object))];
  const describe = describeOf(kind.toLowerCase(), object);
  return [
    ...refused(title, conditions, describe),
    ...listeners.flatMap((listener) => refused(`${title}: listener ${listener.name}`, listener.conditions, describe)),
  ];
}

function unreadRemedy({ spec, metadata }: Resource): string {
  const { gatewayClassName = '', parentRef } = spec;
  if (parentRef !== undefined) {
    const { name, namespace = metadata.namespace } = parentRef;
    return `kubectl -n ${namespace} get gateway ${name} must be there, of a class of istiod, which must read ListenerSets: mesh preflight`;
  }
  return `kubectl get gatewayclass ${gatewayClassName} must name the controller istio.io/gateway-controller; without it istiod reads no Gateway API, or knows no such class`;
}

function routeFindings(title: string, kind: string, route: Resource): readonly Finding[] {
  const { parentRefs = [] } = route.spec;
  const { parents = [] } = route.status ?? {};
  const { generation, namespace } = route.metadata;
  return parentRefs.flatMap((parent) => {
    const place = `${title} at ${parentName(parent, namespace)}`;
    const said = parents.filter(({ parentRef }) => parentName(parentRef, namespace) === parentName(parent, namespace));
    const conditions = said.flatMap((one) => one.conditions ?? []);
    const unread = unreadReason(conditions, generation);
    if (unread !== undefined) {
      const { kind: parentKind = 'Gateway', name, namespace: home = namespace } = parent;
      const remedy = `kubectl -n ${home} get ${parentKind.toLowerCase()} ${name} must be there; a Gateway must be of a class of istiod, and istiod must read ${kind}s: mesh preflight`;
      return [unreadFinding(place, unread, remedy)];
    }
    return refused(place, conditions, describeOf(kind.toLowerCase(), route));
  });
}

/** Why conditions say nothing of the newest version of an object; undefined where they do. */
function unreadReason(conditions: readonly Condition[] = [], generation = 0): string | undefined {
  // The API server itself writes Unknown into a new Gateway, for a controller to replace.
  const said = conditions.filter(({ type, status }) => WANTED.includes(type) && status !== 'Unknown');
  if (said.length === 0) return 'no controller has looked at it';
  const observed = Math.max(...said.map(({ observedGeneration }) => observedGeneration ?? generation));
  return observed < generation
    ? `no controller has looked at its newest version (generation ${generation}, seen ${observed})`
    : undefined;
}

function unreadFinding(where: string, reason: string, remedy: string): Finding {
  return { severity: 'bad', problem: `${where}: ${reason}`, remedy };
}

function refused(where: string, conditions: readonly Condition[] = [], remedy: string): readonly Finding[] {
  return conditions
    .filter(({ type, status }) => WANTED.includes(type) && status === 'False')
    .map(({ type, reason = 'no reason', message = '' }) => ({
      // A load balancer without an address yet: the gateway answers within the cluster all the same.
      severity: reason === 'AddressNotAssigned' ? 'warning' : 'bad',
      problem: `${where}: not ${type}: ${reason}${message === '' ? '' : `: ${message.trim()}`}`,
      remedy,
    }));
}

function parentName({ kind = 'Gateway', name, namespace, sectionName, port }: ParentRef, own = 'default'): string {
  const section = sectionName === undefined ? '' : `, listener ${sectionName}`;
  return `${kind} ${namespace ?? own}/${name}${section}${port === undefined ? '' : `, port ${port}`}`;
}

function describeOf(resource: string, { metadata: { name, namespace } }: Resource): string {
  return `kubectl -n ${namespace} describe ${resource}.${GROUP} ${name}`;
}
