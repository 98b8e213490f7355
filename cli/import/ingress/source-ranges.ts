import { type ConvertedManifest, converted, placed, type VersionOf } from './converted';
import { grouped, hostName, hostsOf } from './names';
import { isPlain } from './rewrite';
import type { Location, Server } from './servers';

/** What an AuthorizationPolicy is for: the pods of a gateway by their labels, or a Gateway. */
export interface GatewayTarget {
  readonly namespace: string | undefined;
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Source {
  readonly [networks: string]: readonly string[];
}

/** Who may not send requests to a host, by the networks that its Ingresses let in or refuse: one policy for a host. */
export function sourceRangePolicies(
  servers: readonly Server[],
  targetOf: (server: Server) => GatewayTarget,
  version: VersionOf,
): readonly ConvertedManifest[] {
  return servers.flatMap((server) => {
    const rules = [
      ...rulesFor(
        server,
        ({ features }) => features.allowed,
        (networks) => ({ notIpBlocks: networks }),
      ),
      ...rulesFor(
        server,
        ({ features }) => features.denied,
        (networks) => ({ ipBlocks: networks }),
      ),
    ];
    if (rules.length === 0) return [];
    const { namespace, spec } = targetOf(server);
    const metadata = placed(`${server.className}-${hostName(server.host)}`, namespace);
    return [converted(server, version, 'AuthorizationPolicy', metadata, { ...spec, action: 'DENY', rules })];
  });
}

function rulesFor(
  server: Server,
  networksOf: (location: Location) => readonly string[] | undefined,
  sourceOf: (networks: readonly string[]) => Source,
): object[] {
  const hosts = hostsOf(server);
  const named = server.host === '' ? undefined : hosts.flatMap((host) => [host, `${host}:*`]);
  const groups = grouped(server.locations, (location) => JSON.stringify(networksOf(location) ?? null));
  groups.delete('null');
  return [...groups.entries()].map(([key, locations]) => {
    const all = locations.length === server.locations.length;
    const paths = all ? undefined : [...new Set(locations.flatMap(pathsOf))];
    const operation = { ...(named !== undefined && { hosts: named }), ...(paths !== undefined && { paths }) };
    return {
      from: [{ source: sourceOf(JSON.parse(key) as string[]) }],
      ...(Object.keys(operation).length > 0 && { to: [{ operation }] }),
    };
  });
}

function pathsOf({ path, type, ingress }: Location): readonly string[] {
  if (type === 'exact') return [path];
  if (path === '/') return ['/*'];
  if (type === 'elements') return [path.replace(/\/$/, ''), `${path.replace(/\/$/, '')}/*`];
  if (isPlain(path)) return [`${path}*`];
  // What begins like it, which is more: refusing too much is seen, letting in too much is not.
  const literal = /^[^\\^$.*+?()[\]{}|]*/.exec(path)?.[0] ?? '';
  ingress.loseAt(['spec', 'rules'], `networks of path "${path}" hold for all paths that begin with "${literal}"`);
  return [`${literal}*`];
}
