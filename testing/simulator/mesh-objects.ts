import { isProgrammed } from '../../model/gateway-api/attachments';
import { type GatewayPods, type Listener, listenersOf } from '../../model/gateway-api/listeners';
import { listenerHosts } from '../../model/gateway-api/tables';
import { searchedNames } from '../../model/hosts';
import { type Labels, selects } from '../../model/labels';
import { Mesh } from '../../model/mesh';
import { type ModelObject, modelObject } from '../../model/object';
import type { ModelObjects } from '../../model/objects';
import { meshRoutes } from '../../model/routes/mesh-routes';
import type { RouteTable } from '../../model/routes/route';
import { fieldsOf, itemsOf, UNKNOWN, withHoles } from '../../model/value';
import { isVisible } from '../../model/visibility/audience';
import { DestinationRules } from '../../model/visibility/destination-rules';
import { age, field, nameOf, textsByName } from '../../model/visibility/fields';
import { type MeshService, servicesOf } from '../../model/visibility/services';
import type { MeshSettings } from '../../model/visibility/settings';
import { SidecarScopes } from '../../model/visibility/sidecar-scopes';

/** A Kubernetes object as a synthesized stack or a file has it. */
export interface MeshObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** A Gateway and its servers as they are written. */
export interface BoundGateway {
  readonly name: string;
  readonly namespace: string;
  /** Undefined where it is for every gateway's proxy. */
  readonly selector: Labels | undefined;
  readonly servers: readonly Readonly<Record<string, unknown>>[];
  /** When it was made; empty before it is. */
  readonly age: string;
  /** Whether it is for proxies of its own namespace alone. */
  readonly isScoped?: boolean;
  /** The pods that a Gateway of the Gateway API is for, which it has no selector for; undefined for one of Istio. */
  readonly pods?: readonly GatewayPods[];
}

/** Whether a Gateway is for a proxy. */
export function isBound(
  { namespace: own, selector, isScoped, pods }: BoundGateway,
  proxy: { readonly labels: Labels; readonly namespace: string },
): boolean {
  if (pods) return pods.some(({ namespace, labels }) => namespace === proxy.namespace && selects(labels, proxy.labels));
  if (isScoped && own !== proxy.namespace) return false;
  return selector === undefined || selects(selector, proxy.labels);
}

/**
 * The objects that decide about routes, in the order in which Istio merges them: by age. Objects that are not deployed yet have no age,
 * so they are taken as made in the same second; then Istio goes by name and namespace.
 */
export class MeshObjects {
  readonly mesh: Mesh;
  readonly settings: MeshSettings;
  readonly objects: ModelObjects;
  readonly services: readonly MeshService[];
  readonly routes: readonly RouteTable[];
  readonly gateways: readonly BoundGateway[];
  readonly destinationRules: DestinationRules;
  readonly scopes: SidecarScopes<RouteTable>;

  constructor(source: readonly MeshObject[] | Mesh, settings: Partial<MeshSettings> = {}) {
    this.mesh = 'objects' in source ? source : new Mesh({ objects: source.map(read), settings });
    this.settings = { ...this.mesh.config, ...settings };
    this.objects = this.mesh.objects;
    this.services = servicesOf(this.mesh);
    const listeners = listenersOf(this.mesh);
    this.routes = meshRoutes(this.mesh, this.settings, listeners);
    this.gateways = [
      ...[...this.objects.of('networking.istio.io/Gateway')].map((object) => {
        const { selector, servers } = object.spec;
        return {
          ...nameOf(object),
          selector: selector === undefined ? undefined : textsByName(selector),
          servers: itemsOf(servers).map(fieldsOf),
          age: age(object),
          isScoped: this.mesh.config.scopesGateways,
        };
      }),
      ...listeners.filter(isProgrammed).map(gatewayOf),
    ].sort((a, b) => compare(a.age, b.age) || compare(a.name, b.name) || compare(a.namespace, b.namespace));
    this.destinationRules = new DestinationRules(this.objects, this.settings);
    const inside = this.routes.filter(({ gateways }) => gateways.includes('mesh'));
    this.scopes = new SidecarScopes(this.objects, this.services, inside, this.settings);
  }

  /** The service of a host in one namespace, where another namespace sees it. */
  visibleIn(host: string, namespace: string | undefined, viewer: string): MeshService | undefined {
    const found = this.services.filter((service) => service.host === host && service.namespace === namespace);
    const first = found.find(({ registry }) => registry === 'Kubernetes') ?? found[0];
    return first && isVisible(first.exportTo, first.namespace, viewer) ? first : undefined;
  }

  /** The services that a host names for a client, found as the cluster's DNS finds them, whoever may see them. */
  named(host: string, namespace: string): readonly MeshService[] {
    for (const name of searchedNames(host, namespace, this.settings.clusterDomain)) {
      const found = this.services.filter((service) => service.host === name);
      // The cluster's DNS knows Services, not ServiceEntries.
      const kubernetes = found.filter(({ registry }) => registry === 'Kubernetes');
      if (found.length > 0) return kubernetes.length > 0 ? kubernetes : found;
    }
    return [];
  }
}

/** The Gateway of one server that istiod makes of a listener. */
function gatewayOf(listener: Listener): BoundGateway {
  const { id, port, protocol, tls, pods, age: made } = listener;
  const [namespace = '', name = ''] = id.split('/');
  const mode = field(tls, 'mode') === 'Passthrough' ? 'PASSTHROUGH' : 'SIMPLE';
  const server = {
    port: { number: port, name: 'default', protocol },
    hosts: listenerHosts(listener),
    ...(tls === undefined ? {} : { tls: { mode } }),
  };
  return { name, namespace, selector: undefined, servers: [server], age: made, pods };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An object of the model. What Terraform resolves when it applies is not to be read before. */
function read({ manifest, metadata }: MeshObject): ModelObject {
  const readable = withHoles(manifest, (value) =>
    typeof value === 'string' && /\$\{[^{}]+\}/.test(value) ? UNKNOWN : undefined,
  );
  const { namespace } = metadata;
  return modelObject(fieldsOf(readable), { origin: undefined, ...(namespace === undefined ? {} : { namespace }) });
}
