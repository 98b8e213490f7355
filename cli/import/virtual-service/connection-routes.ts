import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { type Backends, backendRefs } from './backends';
import type { Reading } from './found-object';
import { hostnameOf } from './surroundings';

/** A route of connections, for one match, and where it holds. */
export interface PlacedConnections {
  readonly kind: 'TCPRoute' | 'TLSRoute';
  /** Server names; none for a TCPRoute. */
  readonly hostnames: readonly string[];
  readonly backendRefs: readonly gatewayApi.BackendRef[];
  readonly port?: number;
  readonly gateways: readonly string[];
  readonly route: Reading;
}

const isHostname = (host: string): boolean => hostnameOf(host) !== undefined;
const LOST = 'not written, and its match with it';
const NONE = 'the Gateway API has no match by';
const NO_EQUAL: Readonly<Record<string, string>> = {
  destinationSubnets: `${NONE} address`,
  sourceSubnet: `${NONE} client`,
  sourceLabels: `${NONE} client`,
  sourceNamespace: `${NONE} client`,
};

/** The tcp and tls routes of a VirtualService, one for each match; none where it has no equal, which is said. */
export function connectionRoutes(spec: Reading, backends: Backends): readonly PlacedConnections[] {
  const lists = [
    ['TCPRoute', spec.items('tcp')],
    ['TLSRoute', spec.items('tls')],
  ] as const;
  return lists.flatMap(([kind, routes]) =>
    routes.flatMap((route): PlacedConnections[] => {
      const written = route.items('match');
      const matches = written.flatMap((match) => {
        const lost = match.loseAll(NO_EQUAL, LOST);
        const port = match.number('port');
        const found = {
          hostnames: match.texts('sniHosts').map((host) => host.toLowerCase()),
          gateways: match.texts('gateways'),
          port,
        };
        match.loseTheRest();
        if (kind === 'TLSRoute' && !found.hostnames.every(isHostname)) {
          match.lose('sniHosts', `${LOST}: the Gateway API has host names, and stars for whole labels of them`);
          return [];
        }
        return lost ? [] : [found];
      });
      const [first] = matches;
      const refs = backendRefs(route, { ...backends, port: first?.port }, false);
      route.loseTheRest();
      if (written.length > 0 && matches.length === 0) return [];
      const all = written.length === 0 ? [{ hostnames: [], gateways: [], port: undefined }] : matches;
      return all.map(({ port, ...rest }) => ({
        kind,
        route,
        backendRefs: refs,
        ...rest,
        ...(port !== undefined && { port }),
      }));
    }),
  );
}
