import { type PathNormalization, pathSeen } from '../../../model/access/path';
import type { Fields } from '../../../model/value';
import { Random } from '../../random';
import { type GeneratedSet, REQUESTS_PER_SET, type SentRequest } from './generated-sets';
import { BANK, CLIENTS, GATEWAY_HOSTS, hostOf, OUTSIDER, PORTS, SHOP } from './layout';

const WORDS = ['a', 'admin', 'pay', 'files', '1', 'B', 'x.y', '~z'] as const;
// Between words: what separates segments, what looks like it, and what is read as something else.
const JOINTS = [
  '/',
  '/',
  '/',
  '//',
  '/./',
  '/../',
  '/..//',
  '%2f',
  '%2F',
  '%5c',
  '\\',
  '%2e',
  '/%2e%2e/',
  '%2%66',
] as const;
const ODD = [
  '%61',
  '%41',
  '%7e',
  '%25',
  '%252f',
  '%zz',
  '%3f',
  '^',
  '|',
  '"',
  '{',
  '<',
  '%5E',
  ';v=1',
  '?x=/../a',
  '',
] as const;

/** The same sets of policies about paths for the same seed and mode, with requests for odd paths. */
export function pathSets(seed: number, count: number, mode: PathNormalization): readonly GeneratedSet[] {
  return Array.from({ length: count }, (_, index) => new PathSetMaker(seed * 1000 + index * 7, mode).set());
}

class PathSetMaker extends Random {
  constructor(
    seed: number,
    private readonly mode: PathNormalization,
  ) {
    super(seed);
  }

  set(): GeneratedSet {
    const paths = this.times(REQUESTS_PER_SET, () => this.path());
    const action = (at: number) => (at % 2 === 0 ? 'DENY' : 'ALLOW');
    return {
      objects: [SHOP, BANK].flatMap((namespace) =>
        this.times(2, (at): Fields => {
          const rules = this.times(2, () => ({ to: [{ operation: this.operation(paths, at % 2 === 0 ? 3 : 20) }] }));
          const metadata = { name: `paths-${at}`, namespace };
          return {
            apiVersion: 'security.istio.io/v1',
            kind: 'AuthorizationPolicy',
            metadata,
            spec: { action: action(at), rules },
          };
        }),
      ),
      requests: paths.map((path) => this.request(path)),
    };
  }

  /** Of some paths that are asked for, as they are written or as they are read, and of what many of them begin or end with. */
  private operation(paths: readonly string[], count: number): Fields {
    const patterns = this.times(count, () => {
      const written = this.one(paths).split('?')[0] ?? '';
      const read = pathSeen(written, this.mode) ?? written;
      const short = read.slice(0, 2 + this.below(4));
      return this.one([written, read, read, `${short}*`, `*${read.slice(-3)}`, '/admin*', '/pay/{*}', '/{*}/admin']);
    }).filter((one) => !/[*{}]/.test(one.replace(/^\*|\*$|\{\*\}/g, '')));
    const list = patterns.length > 0 ? patterns : ['/admin*'];
    return this.chance(15) ? { notPaths: list } : { paths: list };
  }

  private path(): string {
    const parts = this.times(1 + this.below(3), () => `${this.one(JOINTS)}${this.one(WORDS)}${this.odd()}`);
    const end = this.chance(20) ? this.one(['/', '/..', '/.', '//', '/%2e']) : '';
    const path = `${parts.join('')}${end}`;
    return path.startsWith('/') ? path : `/${path}`;
  }

  private odd(): string {
    return this.chance(30) ? this.one(ODD) : '';
  }

  private request(path: string): SentRequest {
    const isThroughGateway = this.chance(20);
    const [host = '', server = `${SHOP}/orders` as const] = this.one(Object.entries(GATEWAY_HOSTS));
    const from = isThroughGateway ? OUTSIDER : this.one(CLIENTS.filter((client) => client !== server));
    return {
      from,
      to: server,
      isThroughGateway,
      port: PORTS[0].port,
      protocol: 'http',
      method: 'GET',
      path,
      host: isThroughGateway ? host : hostOf(server),
      headers: {},
      token: 'none',
      authorizer: 'denies',
    };
  }
}
