import { covers } from '../hosts';
import type { Labels } from '../labels';
import type { Mesh } from '../mesh';
import { meshRoutes } from '../routes/mesh-routes';
import type { RouteTable } from '../routes/route';
import { EXPORT_TO_ANNOTATION } from '../visibility/audience';
import { nameOf } from '../visibility/fields';
import { type MeshService, servicesOf } from '../visibility/services';
import { SidecarScopes } from '../visibility/sidecar-scopes';

/** A host that a client's proxy does not know, and what becomes of requests for it. */
export interface HiddenHost {
  /** `ALLOW_ANY`: they pass through in plain text. `unknown`: they go to a proxy of their own. */
  readonly mode: 'ALLOW_ANY' | 'REGISTRY_ONLY' | 'unknown';
  /** Why it does not know it, as a sentence without a full stop. */
  readonly because: string;
}

/** A client's proxy. */
export interface ReachingClient {
  readonly namespace: string;
  readonly labels: Labels;
  readonly isGateway: boolean;
}

/** Which hosts the proxies of a mesh know: what Sidecars, `exportTo` and ServiceEntries leave to them. */
export class Reach {
  private scopes: SidecarScopes<RouteTable> | undefined;
  /** Whether every proxy knows every Service. */
  readonly isUnlimited: boolean;
  /** The namespaces that have a Sidecar for some of their workloads only. */
  readonly selecting: ReadonlySet<string>;
  /** The services of a scope whose hosts are wildcards. */
  private readonly wildcards = new WeakMap<ReadonlyMap<string, MeshService>, readonly MeshService[]>();

  constructor(private readonly mesh: Mesh) {
    const { defaultServiceExportTo } = mesh.config;
    const sidecars = mesh.objects.of('networking.istio.io/Sidecar');
    this.selecting = new Set(
      sidecars.flatMap((one) => (one.spec['workloadSelector'] === undefined ? [] : nameOf(one).namespace)),
    );
    this.isUnlimited =
      sidecars.length === 0 &&
      defaultServiceExportTo.includes('*') &&
      [...mesh.services].every(({ annotations }) => !hasExportTo(annotations));
  }

  private wildcardsIn(services: ReadonlyMap<string, MeshService>): readonly MeshService[] {
    const found = this.wildcards.get(services) ?? [...services.values()].filter(({ host }) => host.startsWith('*'));
    this.wildcards.set(services, found);
    return found;
  }

  /** What becomes of requests for a host that the proxy of a client does not know; undefined where it knows the host. */
  hidden(client: ReachingClient, host: string, port: number | undefined): HiddenHost | undefined {
    const { namespace, isGateway } = client;
    this.scopes ??= scopesOf(this.mesh);
    const scope = isGateway ? undefined : this.scopes.of(client);
    const services = scope?.services ?? this.scopes.forGateway(namespace);
    const service = services.get(host) ?? this.wildcardsIn(services).find((one) => covers(one.host, host));
    if (service !== undefined && (port === undefined || service.ports.some(({ number }) => number === port))) {
      return undefined;
    }
    const { mode = this.mesh.config.outboundTrafficPolicy, egressProxy } = scope?.outbound ?? {};
    const by = scope?.sidecar;
    const what = service === undefined ? host : `port ${port} of ${host}`;
    return {
      mode: egressProxy !== undefined && mode === 'ALLOW_ANY' ? 'unknown' : mode,
      because: `the client's proxy does not know ${what}${by === undefined ? '' : ` (Sidecar ${by.namespace}/${by.name})`}`,
    };
  }
}

function hasExportTo(annotations: unknown): boolean {
  return typeof annotations !== 'object' || (annotations !== null && EXPORT_TO_ANNOTATION in annotations);
}

function scopesOf(mesh: Mesh): SidecarScopes<RouteTable> {
  const routes = meshRoutes(mesh, mesh.config).filter(({ gateways }) => gateways.includes('mesh'));
  return new SidecarScopes(mesh.objects, servicesOf(mesh), routes, mesh.config);
}
