import { withoutDomain } from '../../model/hosts';

/** What Envoy's admin interface answers at /config_dump?resource=dynamic_route_configs. */
export interface ConfigDump {
  readonly configs?: readonly { readonly route_config?: RouteConfiguration }[];
}

interface RouteConfiguration {
  readonly name?: string;
  readonly virtual_hosts?: readonly {
    readonly name: string;
    readonly domains: readonly string[];
    readonly routes?: readonly Route[];
  }[];
}

interface Route {
  readonly match: {
    readonly path?: string;
    readonly prefix?: string;
    readonly path_separated_prefix?: string;
    readonly safe_regex?: { readonly regex: string };
    readonly headers?: readonly { readonly name: string }[];
  };
  readonly route?: {
    readonly cluster?: string;
    readonly weighted_clusters?: { readonly clusters: readonly { readonly name: string; readonly weight?: number }[] };
  };
  readonly redirect?: object;
  readonly direct_response?: { readonly status: number };
  readonly metadata?: { readonly filter_metadata?: { readonly istio?: { readonly config?: string } } };
}

/** One row: a route of a proxy in the words of a VirtualService. */
export interface ProxyRoute {
  /** The route configuration, `http.8080`. */
  readonly config: string;
  readonly domains: readonly string[];
  readonly match: string;
  /** `helloworld.default:5000`, with subset and weight where there are several. */
  readonly to: readonly string[];
  /** The VirtualService that it comes from, `default/helloworld`. */
  readonly resource?: string;
}

/** @param clusterDomain - the domain of the cluster's Services */
export function routesIn(dump: ConfigDump, clusterDomain?: string): readonly ProxyRoute[] {
  return (dump.configs ?? []).flatMap(({ route_config: config }) =>
    (config?.virtual_hosts ?? []).flatMap(({ domains, routes = [] }) =>
      routes.map((route) => {
        const resource = /namespaces\/([^/]+)\/virtual-service\/([^/]+)$/.exec(
          route.metadata?.filter_metadata?.istio?.config ?? '',
        );
        return {
          config: config?.name ?? '',
          domains,
          match: matchText(route.match),
          to: destinationsOf(route, clusterDomain),
          ...(resource ? { resource: `${resource[1]}/${resource[2]}` } : {}),
        };
      }),
    ),
  );
}

function matchText({
  path,
  prefix,
  path_separated_prefix: folder,
  safe_regex: regex,
  headers = [],
}: Route['match']): string {
  const by = headers.filter(({ name }) => !name.startsWith(':')).map(({ name }) => name);
  const where =
    path ??
    (prefix !== undefined ? `${prefix}*` : undefined) ??
    (folder !== undefined ? `${folder}/*` : undefined) ??
    (regex ? `~${regex.regex}` : '*');
  return by.length > 0 ? `${where} (headers ${by.join(', ')})` : where;
}

function destinationsOf(
  { route, redirect, direct_response: direct }: Route,
  clusterDomain: string | undefined,
): readonly string[] {
  const text = (cluster: string): string => clusterText(cluster, clusterDomain);
  if (direct) return [`answer ${direct.status}`];
  if (redirect) return ['redirect'];
  if (route?.weighted_clusters)
    return route.weighted_clusters.clusters.map(({ name, weight }) => `${text(name)} ${weight ?? 0}`);
  return route?.cluster ? [text(route.cluster)] : [];
}

/** `outbound|5000|v1|helloworld.default.svc.cluster.local` -> `helloworld.default:5000 v1`. */
function clusterText(name: string, clusterDomain: string | undefined): string {
  const [direction, port, subset, host] = name.split('|');
  if (direction !== 'outbound' && direction !== 'inbound') return name;
  return `${withoutDomain(host ?? '', clusterDomain)}:${port}${subset ? ` ${subset}` : ''}`;
}
