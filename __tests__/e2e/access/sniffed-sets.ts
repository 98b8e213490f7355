import {
  type Addresses,
  type GeneratedSet,
  REQUESTS_PER_SET,
  type SentRequest,
  SetMaker,
  wordsFor,
} from './generated-sets';
import { OUTSIDER, PORTS, RAW_PORT } from './layout';

const WEB = PORTS.find(({ name }) => name === 'web')?.port ?? 0;

/** Sets of policies of any kind, with requests and connections to ports of which nothing says what they speak. */
export function sniffedSets(
  seed: number,
  count: number,
  rootNamespace: string,
  addresses: Addresses,
): readonly GeneratedSet[] {
  const { ports, ...words } = wordsFor(rootNamespace, addresses);
  const all = { ...words, ports: [...ports, RAW_PORT.targetPort, RAW_PORT.targetPort] };
  return Array.from({ length: count }, (_, index) => new SniffedSetMaker(seed * 100_000 + index * 13, all).set());
}

class SniffedSetMaker extends SetMaker {
  override set(): GeneratedSet {
    const { objects } = super.set();
    return { objects, requests: this.times(REQUESTS_PER_SET, () => this.sniffed()) };
  }

  /** Over mutual TLS only Istio's own build of Envoy tells the server that a connection is HTTP: without it, it is asked in plain text. */
  private sniffed(): SentRequest {
    const request = this.request(false);
    if (request.from !== OUTSIDER && this.chance(60)) return this.sniffed();
    if (request.from === OUTSIDER && this.chance(60)) {
      return request.protocol === 'http' ? { ...request, port: WEB } : this.sniffed();
    }
    const nothing = { method: '', path: '', host: '', headers: {}, token: 'none', authorizer: 'denies' } as const;
    return { ...request, ...nothing, protocol: 'tcp', port: RAW_PORT.port };
  }
}
