import { serviceHost, serviceNameOf } from '../../model/hosts';
import { KINDS } from '../../model/kinds';
import type { Labels } from '../../model/labels';
import type { Mesh } from '../../model/mesh';
import type { StackOrigin } from '../../model/read/stack-model';
import type { HttpMatch } from '../../model/routes/route';
import { writtenRoutes } from '../../model/routes/virtual-services';
import { isKnown, itemsOf } from '../../model/value';
import { field, number, text, texts, textsByName } from '../../model/visibility/fields';

/** A way into the mesh that the stacks publish: one path of a VirtualService at a gateway. */
export interface PublishedRoute {
  /** `namespace/name` of the VirtualService. */
  readonly name: string;
  readonly constructPath: string;
  /** The labels of the gateway's pods. */
  readonly gatewaySelector: Labels;
  readonly port: number;
  /** Absent where every host is taken. */
  readonly host?: string;
  readonly path: string;
  readonly destination: { readonly host: string; readonly namespace: string };
}

/** The routes that a plain GET can try: HTTP servers, and matches by path alone. */
export function publishedRoutes(mesh: Mesh<StackOrigin>): readonly PublishedRoute[] {
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
      return http.flatMap(({ matches, shares: [first] }) =>
        first === undefined
          ? []
          : pathsOf(matches).map((path) => ({
              name: `${namespace}/${name}`,
              constructPath: object.origin.constructPath,
              gatewaySelector: textsByName(gateway.spec['selector']),
              port: number(field(field(server, 'port'), 'number')) ?? 80,
              ...(host === undefined ? {} : { host }),
              path,
              destination: serviceOf(first.destination.host, namespace, mesh),
            })),
      );
    });
  });
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
    .flatMap(({ path }) => (path === undefined ? ['/'] : [path.exact ?? path.prefix]))
    .filter((path) => typeof path === 'string');
}

/** The Service that a full host means, or the host as it is where it means something else. */
function serviceOf(host: string, namespace: string, { config }: Mesh): PublishedRoute['destination'] {
  const service = serviceNameOf(host, config.clusterDomain);
  return service === undefined ? { host, namespace } : { host: service.name, namespace: service.namespace };
}

/** The versions (label `version`) of the workloads behind a Service of the stacks, where there are several. */
export function versionsBehind(mesh: Mesh, { host, namespace }: PublishedRoute['destination']): readonly string[] {
  const service = mesh.serviceOf(serviceHost(host, namespace, mesh.config.clusterDomain));
  const versions = (service === undefined ? [] : mesh.workloadsOf(service)).flatMap(({ labels }) =>
    isKnown(labels) ? (text(labels['version']) ?? []) : [],
  );
  return [...new Set(versions)].sort();
}
