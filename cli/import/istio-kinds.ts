import { RESOURCE_KINDS, type ResourceKind } from '../../constructs/resources/generated/kinds';
import { isGatewayApiKind, resourceKindOf } from '../../constructs/resources/kinds';
import { isWithin, nearest } from '../../model/closest-name';

/** What took the place of the kinds that Istio no longer has, by group and kind; `*` is every other kind of the group. */
const SUCCESSORS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'authentication.istio.io': { MeshPolicy: 'PeerAuthentication', '*': 'PeerAuthentication and RequestAuthentication' },
  'config.istio.io': { '*': 'Telemetry, WasmPlugin and AuthorizationPolicy' },
  'networking.istio.io': {
    DestinationPolicy: 'DestinationRule',
    EgressRule: 'ServiceEntry',
    ExternalService: 'ServiceEntry',
    IngressRule: 'Gateway and VirtualService',
    RouteRule: 'VirtualService',
  },
  'rbac.istio.io': { '*': 'AuthorizationPolicy' },
};

const GROUPS = [...new Set(Object.values(RESOURCE_KINDS).map(({ group }) => group))];
const GATEWAY_API_GROUPS = [
  ...new Set(Object.values(RESOURCE_KINDS).flatMap(({ group }) => (group.endsWith('.istio.io') ? [] : [group]))),
];
const OPERATOR_GROUP = 'install.istio.io';

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}

function groupOf(apiVersion: string): string {
  return apiVersion.replace(/\/.*$/, '');
}

/** Whether this is what `istioctl install -f` reads: no object of a cluster, but what the charts' values are made from. */
export function isIstioOperator({ apiVersion, kind }: Named): boolean {
  return groupOf(apiVersion) === OPERATOR_GROUP && kind === 'IstioOperator';
}

/** Whether a kind, with its group, is one of the Istio API. */
export function istioKindOf({ apiVersion, kind }: Named): ResourceKind | undefined {
  return resourceKindOf(apiVersion, kind);
}

/** A fault of `apiVersion` or `kind`, and which of them has it. */
export interface KindFault {
  readonly field: 'apiVersion' | 'kind';
  readonly problem: string;
}

/**
 * What is wrong with a kind that claims to be one of Istio's or of the Gateway API's, or is one under a group that is nearly Istio's.
 * A kind of somebody else has no fault.
 */
export function istioKindFault({ apiVersion, kind }: Named): KindFault | undefined {
  if (istioKindOf({ apiVersion, kind }) !== undefined || isIstioOperator({ apiVersion, kind })) return undefined;
  const group = groupOf(apiVersion);
  if (GATEWAY_API_GROUPS.includes(group)) return gatewayApiFault(group, kind);
  const namesake = istioGroupOf(kind);
  if (!/(^|\.)istio\.io$/.test(group)) {
    // A group such as `networking.istio.oi`, whose only use would be that of a misspelling.
    const meant = namesake === undefined || !/istio/.test(group) ? undefined : nearest(group, GROUPS);
    if (meant === undefined) return undefined;
    return { field: 'apiVersion', problem: `apiVersion: unknown group "${group}" (did you mean "${meant}"?)` };
  }
  const successors = SUCCESSORS[group] ?? {};
  const successor = Object.hasOwn(successors, kind) ? successors[kind] : successors['*'];
  if (successor !== undefined && namesake === undefined) {
    return { field: 'kind', problem: `kind: Istio no longer has ${group} ${kind}, replaced by ${successor}` };
  }
  const expected = namesake ?? gatewayApiGroupOf(kind);
  if (expected !== undefined) return wrongGroup(expected, group);
  const kinds = Object.keys(RESOURCE_KINDS).filter((name) => RESOURCE_KINDS[name as ResourceKind].group === group);
  const candidates = group === OPERATOR_GROUP ? ['IstioOperator'] : kinds;
  if (candidates.length === 0) {
    const meant = nearest(group, [...GROUPS, OPERATOR_GROUP]);
    const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
    return { field: 'apiVersion', problem: `apiVersion: unknown group "${group}"${hint}` };
  }
  const meant = nearest(kind, candidates) ?? nearest(kind, Object.keys(RESOURCE_KINDS));
  const hint = meant === undefined ? `, which has ${candidates.join(', ')}` : ` (did you mean "${meant}"?)`;
  return { field: 'kind', problem: `kind: unknown kind "${kind}" of ${group}${hint}` };
}

/** The Gateway API has kinds that this package does not know: only one that is nearly a known one, or one of Istio's, is refused. */
function gatewayApiFault(group: string, kind: string): KindFault | undefined {
  const expected = gatewayApiGroupOf(kind) ?? istioGroupOf(kind);
  if (expected !== undefined) return wrongGroup(expected, group);
  const ours = GATEWAY_API_KINDS.filter((one) => RESOURCE_KINDS[one].group === group).map(nameOf);
  const meant = ours.find((one) => isWithin(2, one.toLowerCase(), kind.toLowerCase()));
  // It differs from TCPRoute in two letters.
  if (meant === undefined || kind === 'UDPRoute') return undefined;
  return { field: 'kind', problem: `kind: unknown kind "${kind}" of ${group} (did you mean "${meant}"?)` };
}

function wrongGroup(expected: string, group: string): KindFault {
  return { field: 'apiVersion', problem: `apiVersion: expected the group ${expected}, got "${group}"` };
}

function istioGroupOf(kind: string): string | undefined {
  return Object.hasOwn(RESOURCE_KINDS, kind) ? RESOURCE_KINDS[kind as ResourceKind].group : undefined;
}

const GATEWAY_API_KINDS = (Object.keys(RESOURCE_KINDS) as ResourceKind[]).filter(isGatewayApiKind);

function gatewayApiGroupOf(kind: string): string | undefined {
  const namesake = GATEWAY_API_KINDS.find((one) => nameOf(one) === kind);
  return namesake && RESOURCE_KINDS[namesake].group;
}

function nameOf(kind: ResourceKind): string {
  return kind.replace(/^.*\//, '');
}
