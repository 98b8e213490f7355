import type {
  BackendRef,
  GatewaySpec,
  GRPCRouteSpec,
  HTTPRequestMirrorFilter,
  HTTPRouteRule,
  HTTPRouteSpec,
  InferencePoolSpec,
  ParentReference,
  TCPRouteSpec,
  TLSRouteSpec,
  XBackendTrafficPolicySpec,
} from '../../generated/gateway-api';
import type { Place } from '../place';

/** The classes of gateways that istiod has by itself; it reads no gateway of a class of somebody else. */
const ISTIO_CLASSES = ['istio', 'istio-remote', 'istio-waypoint', 'istio-east-west'];
const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'HBONE'];
const HEADER_FILTERS = ['RequestHeaderModifier', 'ResponseHeaderModifier'];
const GRPC_FILTERS = [...HEADER_FILTERS, 'RequestMirror'];
const HTTP_FILTERS = [...GRPC_FILTERS, 'RequestRedirect', 'URLRewrite', 'CORS'];
const PARENTS = ['gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/ListenerSet', '/Service'];
const PARENT_SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';
const BACKENDS = [
  '/Service',
  'networking.istio.io/Hostname',
  'multicluster.x-k8s.io/ServiceImport',
  'inference.networking.k8s.io/InferencePool',
];

/** Notes what the Istio release in force does not do, though the API server accepts it. */
function unread(place: Place<unknown>, what: string, wanted: string): void {
  const istio = `Istio ${place.inspection.release.split('.', 2).join('.')}`;
  place.warn({ code: 'MESH0201', wanted, text: `${istio} does not read ${what}, expected ${wanted}` });
}

/** Notes a field that no release of Istio reads. */
function unreadField(place: Place<unknown>): void {
  unread(place, 'this field', 'none');
}

function checkKind(place: Place<BackendRef | ParentReference>, usual: string, known: readonly string[]): void {
  const [group, kind] = usual.split('/') as [string, string];
  const parts = [place.field('group').text() ?? group, place.field('kind').text() ?? kind];
  if (place.field('group').unknown || place.field('kind').unknown || known.includes(parts.join('/'))) return;
  const names = known.map((one) => one.slice(one.indexOf('/') + 1)).join(', ');
  unread(place, `references to the kind ${parts[1]}${parts[0] === '' ? '' : ` of ${parts[0]}`}`, `one of ${names}`);
}

function checkParents(spec: Place<HTTPRouteSpec | GRPCRouteSpec | TCPRouteSpec | TLSRouteSpec>): void {
  spec.given('useDefaultGateways', unreadField);
  for (const parent of spec.field('parentRefs').items()) {
    checkKind(parent as Place<ParentReference>, 'gateway.networking.k8s.io/Gateway', [
      ...PARENTS,
      PARENT_SERVICE_ENTRY,
    ]);
  }
}

function checkFilter(filter: Place<unknown>, known: readonly string[]): void {
  const type = (filter as Place<{ readonly type: string }>).field('type');
  const text = type.text();
  if (text !== undefined && !known.includes(text)) {
    unread(type, `a filter of the type ${text} here`, `one of ${known.join(', ')}`);
  }
}

function checkMirror(mirror: Place<HTTPRequestMirrorFilter>): void {
  if (!mirror.inspection.has('mirrorFraction')) {
    mirror.given('percent', (place) => unread(place, 'the share of a mirror', 'the mirror of every request'));
    mirror.given('fraction', (place) => unread(place, 'the share of a mirror', 'the mirror of every request'));
  }
  mirror.given('backendRef', (place) => checkKind(place as unknown as Place<BackendRef>, '/Service', BACKENDS));
}

/** What istiod does not read in a rule of an HTTPRoute or a GRPCRoute. */
function checkRule(rule: Place<HTTPRouteRule>, filters: readonly string[]): void {
  for (const filter of rule.field('filters').items()) {
    checkFilter(filter, filters);
    filter.given('requestMirror', checkMirror);
  }
  for (const backend of rule.field('backendRefs').items()) {
    checkKind(backend as unknown as Place<BackendRef>, '/Service', BACKENDS);
    for (const filter of backend.field('filters').items()) checkFilter(filter, HEADER_FILTERS);
  }
  rule.given('sessionPersistence', unreadField);
}

/** What istiod does not read in an HTTPRoute. */
export function checkHttpRoute(spec: Place<HTTPRouteSpec>): void {
  const { inspection } = spec;
  const filters = inspection.has('gatewayApiCors') ? HTTP_FILTERS : HTTP_FILTERS.filter((type) => type !== 'CORS');
  checkParents(spec);
  for (const rule of spec.field('rules').items()) {
    checkRule(rule as unknown as Place<HTTPRouteRule>, filters);
    if (!inspection.has('gatewayApiRetries')) rule.given('retry', unreadField);
  }
}

/** What istiod does not read in a GRPCRoute. */
export function checkGrpcRoute(spec: Place<GRPCRouteSpec>): void {
  checkParents(spec);
  for (const rule of spec.field('rules').items()) checkRule(rule as unknown as Place<HTTPRouteRule>, GRPC_FILTERS);
}

/** What istiod does not read in a TCPRoute or a TLSRoute. */
export function checkL4Route(spec: Place<TCPRouteSpec | TLSRouteSpec>): void {
  checkParents(spec);
  for (const rule of spec.field('rules').items()) {
    for (const backend of rule.field('backendRefs').items()) {
      checkKind(backend as unknown as Place<BackendRef>, '/Service', BACKENDS);
    }
  }
}

/** What istiod does not read in a Gateway of one of its classes. */
export function checkKubernetesGateway(spec: Place<GatewaySpec>): void {
  const { inspection } = spec;
  if (!ISTIO_CLASSES.includes(spec.field('gatewayClassName').text() ?? '')) return;
  for (const listener of spec.field('listeners').items()) {
    const protocol = listener.field('protocol');
    const text = protocol.text();
    if (text !== undefined && !PROTOCOLS.includes(text)) {
      unread(protocol, `listeners of the protocol ${text}`, `one of ${PROTOCOLS.join(', ')}`);
    }
    listener.given('filters', unreadField);
  }
  if (!inspection.has('gatewayParameters')) {
    spec.field('infrastructure').given('parametersRef', unreadField);
  }
  if (!inspection.has('frontendTls')) spec.field('tls').given('frontend', unreadField);
  spec.field('tls').given('backend', unreadField);
  spec.given('defaultScope', unreadField);
  for (const address of spec.field('addresses').items()) address.given('routability', unreadField);
}

/** What istiod does not read in an XBackendTrafficPolicy. */
export function checkBackendTrafficPolicy(spec: Place<XBackendTrafficPolicySpec>): void {
  spec.given('sessionPersistence', unreadField);
}

/** What istiod does not read in an InferencePool: it asks an endpoint picker about each request. */
export function checkInferencePool(spec: Place<InferencePoolSpec>): void {
  if (!spec.field('endpointPickerRef').exists) {
    unread(spec, 'pools without endpointPickerRef', 'the Service of an endpoint picker');
  }
}
