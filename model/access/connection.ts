import { all, not, type Truth } from '../truth';
import { type AccessDestination, type AccessSource, hasOwnTls } from './endpoints';
import type { MutualTlsMode, PortMutualTls } from './mutual-tls';
import type { InboundRequest, PeerIdentity } from './request';
import type { DecidingRule, DecisionStage } from './stages';

/** How a client connects. */
export interface Connection {
  readonly stage: DecisionStage;
  /** Who the server sees; undefined: not known. */
  readonly peer?: PeerIdentity | 'none';
  /** Whether the mesh's own TLS carries it; undefined where a gateway accepts it by its own servers. */
  readonly isMutualTls?: Truth;
}

/** How a client connects, and who the server takes it for. */
export function connect(
  from: AccessSource,
  to: AccessDestination,
  { mode, general, policy }: PortMutualTls,
): Connection {
  const stage = (passes: Truth, because: string, rules: readonly DecidingRule[] = []): DecisionStage => ({
    stage: 'connection',
    passes,
    because,
    rules,
  });
  if (from.tls === 'INHERITED') {
    const tls = general === 'DISABLE' && to.dataPlane !== 'ambient' ? 'DISABLE' : 'ISTIO_MUTUAL';
    return connect({ ...from, tls }, to, { mode, general, ...(policy && { policy }) });
  }
  const { hidden, ...known } = from;
  if (hidden !== undefined) {
    if (hidden.mode !== 'ALLOW_ANY') {
      const isRefused = hidden.mode === 'REGISTRY_ONLY';
      const what = isRefused ? 'nothing else can be called (REGISTRY_ONLY)' : 'a proxy of its own decides';
      const blocked = stage(isRefused ? false : 'unknown', `${hidden.because}, and ${what}`);
      return { stage: isRefused ? { ...blocked, status: 502 } : blocked };
    }
    const plain = connect({ ...known, tls: 'DISABLE' }, to, { mode, general, ...(policy && { policy }) });
    return { ...plain, stage: { ...plain.stage, because: `${hidden.because}; ${plain.stage.because}` } };
  }
  if (to.dataPlane === 'none') {
    const isTls = from.tls === 'ISTIO_MUTUAL';
    return {
      stage: isTls
        ? stage(false, 'the client insists on mutual TLS and the destination has no proxy')
        : stage(true, 'the destination has no proxy: no policy is enforced'),
      peer: 'none',
    };
  }
  const rules = policy === undefined ? [] : [{ policy: { kind: 'PeerAuthentication', ...policy } }];
  // Between nodes' proxies of an ambient mesh there is always a tunnel.
  const chosen = general === 'DISABLE' && to.dataPlane !== 'ambient' ? general : mode;
  const speaks = speaksMutualTls(from, to, chosen);
  const peer =
    speaks === 'unknown' || (speaks && from.identity === 'unknown') ? undefined : speaks ? identityOf(from) : 'none';
  const withPeer = (result: DecisionStage): Connection => ({
    stage: result,
    isMutualTls: speaks,
    ...(peer !== undefined && { peer }),
  });
  if (to.isBypassed) {
    if (speaks === true)
      return withPeer(stage(false, 'the client speaks mutual TLS to a port that goes around the proxy'));
    const because =
      speaks === false ? 'no policy is enforced' : 'whether the client speaks mutual TLS to it is not known';
    return withPeer(stage(not(speaks), `the port goes around the destination's proxy: ${because}`));
  }
  if (mode === 'unknown') return withPeer(stage('unknown', 'the mode of mutual TLS is not known', rules));
  if (mode === 'STRICT') {
    if (speaks === true) return withPeer(stage(true, 'mutual TLS, which is required', rules));
    if (speaks === 'unknown') {
      return withPeer(stage('unknown', 'mutual TLS is required, and whether the client speaks it is not known', rules));
    }
    return withPeer(stage(false, 'mutual TLS is required, and the client speaks plain text', rules));
  }
  if (hasOwnTls(from) && to.protocol === 'http' && to.dataPlane === 'sidecar') {
    return withPeer(stage(false, 'the client speaks TLS of its own, which the destination reads as HTTP', rules));
  }
  if (mode === 'DISABLE') {
    if (from.tls === 'ISTIO_MUTUAL') {
      return withPeer(
        stage(false, 'the destination accepts plain text only, and the client insists on mutual TLS', rules),
      );
    }
    return withPeer(stage(from.tls === 'unknown' ? 'unknown' : true, 'plain text, the only thing accepted', rules));
  }
  const how = speaks === 'unknown' ? 'mutual TLS or plain text' : speaks ? 'mutual TLS' : 'plain text';
  return withPeer(stage(true, `${how}; both are accepted`, rules));
}

/** Whether a client speaks Istio's mutual TLS. Istio chooses it where both ends can. */
function speaksMutualTls(from: AccessSource, to: AccessDestination, mode: MutualTlsMode | 'unknown'): Truth {
  if (from.identity === 'none' || from.dataPlane === 'none') return false;
  const able: Truth = from.dataPlane === 'unknown' ? 'unknown' : true;
  if (from.tls === 'ISTIO_MUTUAL') return able;
  if (from.tls !== undefined) return from.tls === 'unknown' ? 'unknown' : false;
  const accepted: Truth = mode === 'unknown' ? 'unknown' : mode !== 'DISABLE';
  return all([able, accepted, to.dataPlane === 'unknown' ? 'unknown' : true]);
}

function identityOf({ identity }: AccessSource): PeerIdentity | 'none' {
  return identity === 'unknown' ? 'none' : identity;
}

/** The server name that a connection asks for: that of the proxies' own TLS, else that of the client's. */
export function serverNameSeen(
  from: AccessSource,
  to: AccessDestination,
  { isMutualTls }: Connection,
  { protocol, sni }: Pick<InboundRequest, 'protocol' | 'sni'>,
): string | undefined {
  if (isMutualTls === undefined) return sni;
  if (isMutualTls === 'unknown' || from.serverName === 'unknown') return undefined;
  if (isMutualTls) return from.serverName ?? to.serverName ?? sni;
  // HTTP in plain text has none.
  return protocol === 'http' ? '' : sni;
}
