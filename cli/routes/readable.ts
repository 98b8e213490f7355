import { isIP } from 'node:net';
import { withoutDomain } from '../../model/hosts';
import type { ProxyRoute } from './config-dump';

/** What a sidecar does with hosts that nobody declared. */
const REST: Readonly<Record<string, string>> = {
  PassthroughCluster: 'as addressed (PassthroughCluster)',
  BlackHoleCluster: 'nowhere (BlackHoleCluster)',
};

/**
 * Routes as a person reads them: a host under one name instead of all its aliases, and one row for what every port does with hosts that
 * nobody declared. The JSON output keeps every row.
 */
export function readableRoutes(routes: readonly ProxyRoute[], clusterDomain?: string): readonly ProxyRoute[] {
  const restOf = ({ to }: ProxyRoute) => (to.length === 1 ? REST[to[0] as string] : undefined);
  const rows = routes
    .filter((route) => restOf(route) === undefined)

    .map((route) => ({
      ...route,
      config: withoutDomain(route.config, clusterDomain),
      domains: namesOf(route.domains).map((name) => withoutDomain(name, clusterDomain)),
    }));
  const rests = Object.entries(REST).flatMap(([cluster, words]): readonly ProxyRoute[] => {
    const ports = new Set(routes.filter(({ to }) => to.length === 1 && to[0] === cluster).map(({ config }) => config));
    if (ports.size === 0) return [];
    const config = ports.size === 1 ? ([...ports][0] as string) : `${ports.size} others`;
    return [{ config, domains: ['*'], match: '/*', to: [words] }];
  });
  return [...rows, ...rests];
}

/** The full names among the domains of a host: no port, no address, no shorter form of a name that is there too. */
function namesOf(domains: readonly string[]): readonly string[] {
  const bare = [...new Set(domains.map((domain) => domain.replace(/:(\d+|\*)$/, '').replace(/\.$/, '')))];
  const names = bare.filter((domain) => isIP(domain.replace(/^\[|\]$/g, '')) === 0);
  const full = names.filter((name) => !names.some((other) => other !== name && other.startsWith(`${name}.`)));
  return full.length > 0 ? full : bare;
}
