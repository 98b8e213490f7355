import type { AccessDecision } from '../../../model/access/decision';
import type { AccessQuestion } from '../../../model/access/mesh-access';
import type { Addresses, SentRequest } from './generated-sets';
import { AUTHORIZER_HEADER } from './layout';

/** What a client sees: a status of HTTP, `answer` or `closed` over TCP, `no connection`. */
export type Answer = number | 'answer' | 'closed' | 'no connection';

/** The question that a request is, with the addresses of the pods as they are. */
export function questionOf(request: SentRequest, { pods, gateway }: Addresses, gatewayName: string): AccessQuestion {
  const { from, to, isThroughGateway, port, protocol, authorizer, token } = request;
  const sourceIp = pods[from] ?? '';
  const destinationIp = pods[to] ?? '';
  const base = { from, to, port, protocol, sourceIp, destinationIp, externalAuthorizer: authorizer } as const;
  if (protocol === 'tcp') return { ...base, remoteIp: sourceIp, sni: '' };
  const { method, path, host, headers } = request;
  // A gateway trusts no client, and the proxies behind it trust the gateway.
  const forwarded = isThroughGateway ? undefined : headers['x-forwarded-for'];
  const { [AUTHORIZER_HEADER]: _authorizer, ...others } = headers;
  return {
    ...base,
    ...{ method, path, host, token, headers: others },
    remoteIp: forwarded ?? sourceIp,
    ...(isThroughGateway && { through: gatewayName, gatewayIp: gateway }),
  };
}

/** What a client sees where the decision is right; a text for a decision that leaves it open. */
export function expectedAnswer({ verdict, by }: AccessDecision, protocol: 'http' | 'tcp'): Answer | 'unknown' {
  switch (verdict) {
    case 'unknown':
      return 'unknown';
    case 'allowed':
      return protocol === 'tcp' ? 'answer' : 200;
    case 'denied':
      return protocol === 'tcp' ? 'closed' : (by.status ?? 403);
    case 'no connection':
      return protocol === 'tcp' ? 'closed' : (by.status ?? 'no connection');
  }
}
