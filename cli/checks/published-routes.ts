import { completeHost, serviceNameOf } from '../../model/hosts';
import { selects } from '../../model/labels';
import type { MeshContent } from '../session/session';

/** A way into the mesh that the stacks publish: one path of a VirtualService at a gateway. */
export interface PublishedRoute {
  /** `namespace/name` of the VirtualService. */
  readonly name: string;
  readonly constructPath: string;
  /** The labels of the gateway's pods. */
  readonly gatewaySelector: Readonly<Record<string, string>>;
  readonly port: number;
  /** Absent where every host is taken. */
  readonly host?: string;
  readonly path: string;
  readonly destination: { readonly host: string; readonly namespace: string };
}

type Objects = MeshContent['objects'];

interface GatewaySpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly servers?: readonly {
    readonly port: { readonly number: number; readonly protocol: string };
    readonly hosts: readonly string[];
  }[];
}

interface VirtualServiceSpec {
  readonly hosts?: readonly string[];
  readonly gateways?: readonly string[];
  readonly http?: readonly {
    readonly match?: readonly {
      readonly uri?: { readonly exact?: string; readonly prefix?: string };
      readonly headers?: object;
      readonly queryParams?: object;
      readonly method?: { readonly exact?: string };
    }[];
    readonly route?: readonly { readonly destination: { readonly host: string } }[];
    readonly redirect?: object;
    readonly directResponse?: object;
  }[];
}

/** The routes that a plain GET can try: HTTP servers, and matches by path alone. */
export function publishedRoutes(objects: Objects): readonly PublishedRoute[] {
  const gateways = new Map(
    objects
      .filter(({ kind, apiVersion }) => kind === 'Gateway' && apiVersion.startsWith('networking.istio.io/'))
      .map(({ metadata, manifest }) => [`${metadata.namespace}/${metadata.name}`, manifest['spec'] as GatewaySpec]),
  );
  return objects
    .filter(({ kind, apiVersion }) => kind === 'VirtualService' && apiVersion.startsWith('networking.istio.io/'))
    .flatMap((object) => {
      const spec = object.manifest['spec'] as VirtualServiceSpec;
      const { namespace = 'default', name } = object.metadata;
      return (spec.gateways ?? []).flatMap((reference) => {
        const gateway = gateways.get(reference.includes('/') ? reference : `${namespace}/${reference}`);
        const server = gateway?.servers?.find(({ port }) =>
          ['HTTP', 'HTTP2', 'GRPC'].includes(port.protocol.toUpperCase()),
        );
        if (!gateway || !server) return [];
        const host = [...(spec.hosts ?? []), ...server.hosts]
          .map((text) => text.replace(/^.*\//, ''))
          .find((text) => !text.includes('*'));
        return (spec.http ?? []).flatMap((route) => {
          const destination = route.route?.[0]?.destination.host;
          if (destination === undefined) return [];
          return pathsOf(route).map((path) => ({
            name: `${namespace}/${name}`,
            constructPath: object.constructPath,
            gatewaySelector: gateway.selector ?? {},
            port: server.port.number,
            ...(host === undefined ? {} : { host }),
            path,
            destination: serviceOf(destination, namespace),
          }));
        });
      });
    });
}

function pathsOf(route: NonNullable<VirtualServiceSpec['http']>[number]): readonly string[] {
  if (!route.match?.length) return ['/'];
  return route.match
    .filter(({ headers, queryParams, method }) => !headers && !queryParams && (method?.exact ?? 'GET') === 'GET')
    .flatMap(({ uri }) => (uri === undefined ? ['/'] : [uri.exact ?? uri.prefix].filter((path) => path !== undefined)));
}

/** The Service that a host of a VirtualService means, or the host as it is where it means something else. */
function serviceOf(host: string, namespace: string): { readonly host: string; readonly namespace: string } {
  const service = serviceNameOf(completeHost(host, namespace));
  return service === undefined ? { host, namespace } : { host: service.name, namespace: service.namespace };
}

/** The versions (label `version`) of the workloads behind a Service of the stacks, where there are several. */
export function versionsBehind(
  objects: Objects,
  { host, namespace }: PublishedRoute['destination'],
): readonly string[] {
  const service = objects.find(
    ({ kind, metadata }) => kind === 'Service' && metadata.name === host && metadata.namespace === namespace,
  );
  const selector = (service?.manifest['spec'] as { selector?: Record<string, string> } | undefined)?.selector;
  if (!selector) return [];
  const versions = objects
    .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.namespace === namespace)
    .map(
      ({ manifest }) =>
        (manifest['spec'] as { template?: { metadata?: { labels?: Record<string, string> } } }).template?.metadata
          ?.labels ?? {},
    )
    .filter((labels) => selects(selector, labels))
    .map((labels) => labels['version'])
    .filter((version) => version !== undefined);
  return [...new Set(versions)].sort();
}
