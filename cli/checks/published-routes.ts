import { type Listener, listenersOf } from '../../model/gateway-api/listeners';
import { gatewayRoutes } from '../../model/gateway-api/tables';
import { serviceHost, serviceNameOf } from '../../model/hosts';
import { KINDS } from '../../model/kinds';
import type { Labels } from '../../model/labels';
import type { Mesh } from '../../model/mesh';
import type { StackOrigin } from '../../model/read/stack-model';
import { type HttpMatch, type HttpRoute, percentsOf } from '../../model/routes/route';
import { writtenRoutes } from '../../model/routes/virtual-services';
import { isKnown, itemsOf } from '../../model/value';
import { field, number, text, texts, textsByName } from '../../model/visibility/fields';

/** A way into the mesh that the stacks publish: one path of a VirtualService or an HTTPRoute at a gateway. */
export interface PublishedRoute {
  /** `VirtualService namespace/name`. */
  readonly name: string;
  readonly constructPath: string;
  readonly gateway: GatewayPodsAt;
  /** Absent where every host is taken. */
  readonly host?: string;
  readonly path: string;
  /** The Services that get its requests, the first one at least. */
  readonly destinations: readonly [PublishedDestination, ...PublishedDestination[]];
}

/** A port of a gateway's pods. */
export interface GatewayPodsAt {
  readonly selector: Labels;
  /** Absent where pods of every namespace are meant. */
  readonly namespace?: string;
  readonly port: number;
}

/** A Service, or a host that is none. */
export interface PublishedDestination {
  readonly host: string;
  readonly namespace: string;
}

/** The routes that a plain GET can try: HTTP servers, and matches by path alone. */
export function publishedRoutes(mesh: Mesh<StackOrigin>): readonly PublishedRoute[] {
  return [...publishedVirtualServices(mesh), ...publishedHttpRoutes(mesh)];
}

function publishedVirtualServices(mesh: Mesh<StackOrigin>): readonly PublishedRoute[] {
  return mesh.objects.of(KINDS.virtualService).flatMap((object) => {
    const { namespace, name, hosts, gateways, http } = writtenRoutes(object, mesh.config);
    return gateways.flatMap((reference) => {
      const [home = '', gatewayName = ''] = reference.split('/');
      const gateway = mesh.objects.find(KINDS.gateway, home, gatewayName);
      const server = itemsOf(gateway?.spec['servers']).find((one) => isHttp(field(one, 'port')));
      if (!gateway || !server) return [];
      const host = [...hosts, ...texts(field(server, 'hosts'))]
        .map((written) => written.replace(/^.*\//, ''))
        .find((written) => !written.includes('*'));
      return http.flatMap((route) =>
        pathsWith(mesh, namespace, route, {
          name: `VirtualService ${namespace}/${name}`,
          constructPath: object.origin.constructPath,
          gateway: {
            selector: textsByName(gateway.spec['selector']),
            port: number(field(field(server, 'port'), 'number')) ?? 80,
          },
          ...(host === undefined ? {} : { host }),
        }),
      );
    });
  });
}

/** HTTPRoutes at the Gateways that istiod programs, as it makes routes of them: those that a listener refuses are not published. */
function publishedHttpRoutes(mesh: Mesh<StackOrigin>): readonly PublishedRoute[] {
  const listeners = listenersOf(mesh);
  const byId = new Map(listeners.map((listener) => [listener.id, listener]));
  return gatewayRoutes(mesh, mesh.config, listeners).flatMap(({ hosts, gateways, http }) =>
    gateways.flatMap((id) => {
      const listener = byId.get(id);
      if (listener?.protocol !== 'HTTP') return [];
      const host = hostAt(listener, hosts);
      // Which of the hosts of a wildcard is meant for whom, only its clients know.
      if (host?.includes('*')) return [];
      return http.flatMap((route) => {
        const { kind, namespace, name } = route.source ?? {};
        const object =
          kind === 'HTTPRoute' ? mesh.objects.find(KINDS.httpRoute, namespace ?? '', name ?? '') : undefined;
        if (object === undefined) return [];
        return listener.pods.flatMap(({ labels, namespace: home }) =>
          pathsWith(mesh, namespace ?? '', route, {
            name: `HTTPRoute ${namespace}/${name}`,
            constructPath: object.origin.constructPath,
            gateway: { selector: labels, namespace: home, port: listener.port },
            ...(host === undefined ? {} : { host }),
          }),
        );
      });
    }),
  );
}

/** The host to ask a listener for: a full name where there is one, undefined where every host is taken. */
function hostAt({ hostname }: Listener, hosts: readonly string[]): string | undefined {
  const named = [...hosts, hostname].filter((host) => host !== '' && host !== '*');
  return named.find((host) => !host.includes('*')) ?? named[0];
}

function pathsWith(
  mesh: Mesh,
  namespace: string,
  { matches, shares }: HttpRoute,
  route: Omit<PublishedRoute, 'path' | 'destinations'>,
): readonly PublishedRoute[] {
  const percents = percentsOf(shares);
  const [first, ...others] = shares
    .filter((_, index) => percents[index] !== 0 || index === 0)
    .map(({ destination }) => serviceOf(destination.host, namespace, mesh));
  if (first === undefined) return [];
  return pathsOf(matches).map((path) => ({ ...route, path, destinations: [first, ...others] }));
}

function isHttp(port: unknown): boolean {
  return ['HTTP', 'HTTP2', 'GRPC'].includes(text(field(port, 'protocol'))?.toUpperCase() ?? '');
}

function pathsOf(matches: readonly HttpMatch[]): readonly string[] {
  if (matches.length === 0) return ['/'];
  return matches
    .filter(
      ({ headers, queryParams, method }) =>
        Object.keys({ ...headers, ...queryParams }).length === 0 && (method?.exact ?? 'GET') === 'GET',
    )
    .flatMap(({ path }) => (path === undefined ? ['/'] : [path.exact ?? path.prefix ?? path.segments]))
    .filter((path) => typeof path === 'string');
}

/** The Service that a full host means, or the host as it is where it means something else. */
function serviceOf(host: string, namespace: string, { config }: Mesh): PublishedDestination {
  const service = serviceNameOf(host, config.clusterDomain);
  return service === undefined ? { host, namespace } : { host: service.name, namespace: service.namespace };
}

/** The versions (label `version`) of the workloads behind Services of the stacks, where there are several. */
export function versionsBehind(mesh: Mesh, destinations: readonly PublishedDestination[]): readonly string[] {
  const versions = destinations.flatMap(({ host, namespace }) => {
    const service = mesh.serviceOf(serviceHost(host, namespace, mesh.config.clusterDomain));
    return (service === undefined ? [] : mesh.workloadsOf(service)).flatMap(({ labels }) =>
      isKnown(labels) ? (text(labels['version']) ?? []) : [],
    );
  });
  return [...new Set(versions)].sort();
}
