import { createHash } from 'node:crypto';
import { serviceHost } from '../hosts';
import { KINDS, type RouteKind } from '../kinds';
import type { Mesh } from '../mesh';
import type { RouteDestination } from '../routes/route';
import { isHole, itemsOf } from '../value';
import { field, number, text } from '../visibility/fields';
import { isGranted } from './grants';

/** The kind of InferencePools. */
export const INFERENCE_POOL = 'inference.networking.k8s.io/InferencePool';
const INFERENCE_GROUP = 'inference.networking.k8s.io';
/** The first port of the Service that istiod makes for a pool. */
const POOL_PORT = 54_321;

/** A rule that istiod refuses, and with it all rules of its object: why. */
export class RefusedRule {
  constructor(readonly text: string) {}
}

/** How the rules of a route are read. */
export interface RuleReading<Found = Backend | RefusedRule> {
  readonly kind: RouteKind;
  /** What a reference to a backend means. */
  backend(written: unknown): Found;
}

/** What references of a route are looked up in. */
export interface BackendContext {
  readonly mesh: Mesh;
  readonly owner: Owner;
  /** Whether references into other namespaces need a grant: at gateways they do, in the mesh they do not. */
  readonly needsGrants: boolean;
}

/** The object that has a reference. */
export interface Owner {
  readonly kind: RouteKind;
  readonly name: string;
  readonly namespace: string;
}

/** What a reference to a backend means. */
export interface Backend {
  readonly destination: RouteDestination;
  /** Why nothing is sent there; undefined where something is. */
  readonly refused?: string;
}

/** The full host of a reference to a backend, by a route of a namespace. */
export function hostOfBackend(
  written: { readonly group: unknown; readonly kind: unknown; readonly name: unknown; readonly namespace: unknown },
  own: string,
  clusterDomain: string,
): string {
  const name = text(written.name) ?? '';
  const namespace = text(written.namespace) ?? own;
  if (written.group === INFERENCE_GROUP) return inferencePoolHost(name, namespace, clusterDomain);
  return isHostname(written) ? name : serviceHost(name, namespace, clusterDomain);
}

function isHostname({ group, kind }: { readonly group: unknown; readonly kind: unknown }): boolean {
  return group === 'networking.istio.io' && kind === 'Hostname';
}

/** Where a reference leads, or why istiod refuses the whole object for it. */
export function backendOf(written: unknown, context: BackendContext): Backend | RefusedRule {
  const { mesh, owner, needsGrants } = context;
  const group = text(field(written, 'group')) ?? '';
  const kind = text(field(written, 'kind')) ?? 'Service';
  const name = text(field(written, 'name')) ?? '';
  const other = text(field(written, 'namespace'));
  const namespace = other ?? owner.namespace;
  const port = number(field(written, 'port'));
  const isHost = isHostname({ group, kind });
  const host = hostOfBackend({ group, kind, name, namespace }, namespace, mesh.config.clusterDomain);
  const destination = { host, ...(port === undefined ? {} : { port }) };
  if (needsGrants && namespace !== owner.namespace) {
    const from = { group: 'gateway.networking.k8s.io', kind: owner.kind, namespace: owner.namespace };
    if (!isGranted(mesh.objects, { from, to: { group, kind, namespace, name } })) {
      return {
        destination,
        refused: `no ReferenceGrant of namespace ${namespace} lets ${owner.kind}s of ${owner.namespace} in`,
      };
    }
  }
  if (group === INFERENCE_GROUP && kind === 'InferencePool') return poolBackend(name, namespace, mesh);
  if (!isHost && !(group === '' && kind === 'Service')) {
    return { destination, refused: `istiod reads no ${kind} as a backend` };
  }
  if (isHost ? other !== undefined : name.includes('.')) {
    return new RefusedRule(
      isHost ? 'a Hostname has no namespace' : `"${name}": expected the name of a Service, got a host name`,
    );
  }
  if (port === undefined && !isHole(field(written, 'port')))
    return new RefusedRule(`backend "${name}": port is required`);
  const refused = isHost ? undefined : missing(context, name, namespace, port);
  return { destination, ...(refused === undefined ? {} : { refused }) };
}

/** The variable by which istiod reads InferencePools. */
const INFERENCE = 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION';

function poolBackend(name: string, namespace: string, mesh: Mesh): Backend {
  const destination = { host: inferencePoolHost(name, namespace, mesh.config.clusterDomain), port: POOL_PORT };
  const isThere = mesh.objects.find(INFERENCE_POOL, namespace, name) !== undefined;
  const isOff = mesh.controlPlane !== undefined && mesh.config.environment[INFERENCE] === undefined;
  const refused =
    !isThere && mesh.runsIn(namespace) && !mesh.objects.hasUnknownNamespace(INFERENCE_POOL)
      ? `InferencePool ${namespace}/${name} not found`
      : isOff
        ? `istiod reads InferencePools with ${INFERENCE} alone`
        : undefined;
  return { destination, ...(refused === undefined ? {} : { refused }) };
}

/** The Service that istiod makes for the pods of an InferencePool. */
export function inferencePoolHost(name: string, namespace: string, clusterDomain: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return serviceHost(`${name.slice(0, 63 - '-ip-'.length - hash.length)}-ip-${hash}`, namespace, clusterDomain);
}

/** Why a Service has nothing for a port; undefined where it has, or where somebody else may make it. */
function missing(
  { mesh }: BackendContext,
  name: string,
  namespace: string,
  port: number | undefined,
): string | undefined {
  const host = serviceHost(name, namespace, mesh.config.clusterDomain);
  const service = mesh.serviceOf(host);
  if (service === undefined) {
    const entries = mesh.objects.of(KINDS.serviceEntry).some(({ spec }) => itemsOf(spec['hosts']).includes(host));
    return mesh.runsIn(namespace) && !entries ? `Service ${namespace}/${name} not found` : undefined;
  }
  const { ports } = service;
  const numbers = ports?.map((one) => (isHole(one) ? one : one.port));
  if (numbers === undefined || port === undefined || numbers.some(isHole)) return undefined;
  return numbers.includes(port) ? undefined : `Service ${namespace}/${name} has no port ${port}`;
}
