import type { HttpMatch, HttpRoute, StringMatch, TcpRoute } from './istio-spec';

/** What a rule asks of a request, in a few words: `= /hello`, `/api/*`, `GET ~ /v\d+`. Several matches are joined by "or". */
export function matchText(matches: readonly HttpMatch[] | undefined): string {
  const texts = (matches ?? []).map(oneMatch);
  return texts.length === 0 || texts.includes('') ? 'everything' : texts.join('  or  ');
}

function oneMatch(match: HttpMatch): string {
  const parts = via(match.gateways);
  if (match.method) parts.push(stringText(match.method, ''));
  if (match.uri) parts.push(stringText(match.uri, '= ', '*'));
  if (match.scheme) parts.push(`scheme ${stringText(match.scheme, '')}`);
  if (match.authority) parts.push(`authority ${stringText(match.authority, '', '*')}`);
  for (const [name, value] of Object.entries(match.headers ?? {})) parts.push(`${name}: ${stringText(value, '', '*')}`);
  for (const [name, value] of Object.entries(match.withoutHeaders ?? {})) {
    parts.push(`not ${name}: ${stringText(value, '', '*')}`);
  }
  for (const [name, value] of Object.entries(match.queryParams ?? {}))
    parts.push(`?${name}=${stringText(value, '', '*')}`);
  if (match.port !== undefined) parts.push(`port ${match.port}`);
  if (match.sourceNamespace) parts.push(`from namespace ${match.sourceNamespace}`);
  for (const [name, value] of Object.entries(match.sourceLabels ?? {})) parts.push(`from ${name}=${value}`);
  return parts.join('  ');
}

function stringText(match: StringMatch, exactly: string, anything = '…'): string {
  if (match.exact !== undefined) return `${exactly}${match.exact}`;
  if (match.prefix !== undefined) return `${match.prefix}${anything}`;
  if (match.regex !== undefined) return `~ ${match.regex}`;
  return 'present';
}

/** What a rule does to a request besides sending it on. */
export function actionText(route: HttpRoute): string {
  const parts: string[] = [];
  const { redirect, directResponse, delegate, rewrite, fault } = route;
  if (redirect)
    parts.push(`redirect ${redirect.redirectCode ?? 301} → ${redirect.authority ?? ''}${redirect.uri ?? ''}`);
  if (directResponse) parts.push(`answers ${directResponse.status ?? '?'}`);
  if (delegate) parts.push(`delegates to ${delegate.namespace ? `${delegate.namespace}/` : ''}${delegate.name ?? '?'}`);
  if (rewrite) parts.push(`rewrite ${rewrite.authority ?? ''}${rewrite.uri ?? ''}`);
  if (fault?.delay) parts.push(`delay ${fault.delay.fixedDelay ?? '?'} for ${share(fault.delay.percentage?.value)}`);
  if (fault?.abort) parts.push(`abort ${fault.abort.httpStatus ?? '?'} for ${share(fault.abort.percentage?.value)}`);
  if (route.timeout) parts.push(`timeout ${route.timeout}`);
  if (route.retries) parts.push(`retries ${route.retries.attempts ?? 0}`);
  if (route.corsPolicy) parts.push('CORS');
  return parts.join(' · ');
}

function share(value: number | undefined): string {
  return `${value ?? 100} %`;
}

/** What a tcp or tls rule asks of a connection. */
export function connectionText(kind: 'tcp' | 'tls', rule: TcpRoute): string {
  const texts = (rule.match ?? []).map(({ gateways, sniHosts = [], port }) =>
    [...via(gateways), ...sniHosts.map((host) => `SNI ${host}`), ...(port === undefined ? [] : [`port ${port}`])].join(
      ' ',
    ),
  );
  return `${kind}  ${texts.length === 0 || texts.includes('') ? 'everything' : texts.join('  or  ')}`;
}

/** Which of its gateways a rule is for, where it does not hold for all of them. */
function via(gateways: readonly string[] | undefined): string[] {
  return gateways && gateways.length > 0
    ? [`via ${gateways.map((name) => name.slice(name.indexOf('/') + 1)).join(', ')}`]
    : [];
}
