import type {
  ConnectionRoute,
  HttpAction,
  HttpMatch,
  HttpRoute,
  PathMatch,
  TcpMatch,
  TextMatch,
  TlsMatch,
} from '../../model/routes/route';
import { isHole, type Value } from '../../model/value';

/** What a rule asks of a request, in a few words: `= /hello`, `/api/*`, `GET ~ /v\d+`. Several matches are joined by "or". */
export function matchText(matches: readonly HttpMatch[]): string {
  const texts = matches.map(oneMatch);
  return texts.length === 0 || texts.includes('') ? 'everything' : texts.join('  or  ');
}

function oneMatch(match: HttpMatch): string {
  const parts = via(match.gateways);
  if (match.method) parts.push(stringText(match.method, ''));
  if (match.path) parts.push(pathText(match.path));
  if (match.scheme) parts.push(`scheme ${stringText(match.scheme, '')}`);
  if (match.authority) parts.push(`authority ${stringText(match.authority, '', '*')}`);
  for (const [name, value] of Object.entries(match.headers)) parts.push(`${name}: ${stringText(value, '', '*')}`);
  for (const [name, value] of Object.entries(match.withoutHeaders)) {
    parts.push(`not ${name}: ${stringText(value, '', '*')}`);
  }
  for (const [name, value] of Object.entries(match.queryParams)) parts.push(`?${name}=${stringText(value, '', '*')}`);
  if (match.port !== undefined) parts.push(`port ${match.port}`);
  if (match.sourceNamespace) parts.push(`from namespace ${match.sourceNamespace}`);
  for (const [name, value] of Object.entries(match.sourceLabels)) parts.push(`from ${name}=${value}`);
  return parts.join('  ');
}

/** A prefix of whole elements is `/api` and what is below it. */
function pathText(path: PathMatch): string {
  return path.segments === undefined ? stringText(path, '= ', '*') : `${shown(path.segments)}[/*]`;
}

function stringText(match: TextMatch, exactly: string, anything = '…'): string {
  if (match.exact !== undefined) return `${exactly}${shown(match.exact)}`;
  if (match.prefix !== undefined) return `${shown(match.prefix)}${anything}`;
  if (match.regex !== undefined) return `~ ${shown(match.regex)}`;
  return 'present';
}

function shown(text: Value<string>): string {
  return isHole(text) ? '(unknown)' : text;
}

/** What a rule does to a request besides sending it on. */
export function actionText(route: HttpRoute): string {
  const parts: string[] = [];
  const { action, delegate, rewrite, fault, timeout, retries, cors } = route;
  if (action.kind === 'redirect') {
    parts.push(`redirect ${action.status} → ${redirectText(action)}`);
  }
  if (action.kind === 'respond') parts.push(`answers ${action.status || '?'}`);
  if (delegate) parts.push(`delegates to ${delegate.namespace ? `${delegate.namespace}/` : ''}${delegate.name || '?'}`);
  if (rewrite) parts.push(`rewrite ${rewrite.authority ?? ''}${rewrite.path ?? ''}`);
  if (fault?.delay) parts.push(`delay ${fault.delay.duration || '?'} for ${fault.delay.percent} %`);
  if (fault?.abort) parts.push(`abort ${fault.abort.status} for ${fault.abort.percent} %`);
  if (timeout) parts.push(`timeout ${timeout}`);
  if (retries) parts.push(`retries ${String(retries['attempts'] ?? 0)}`);
  if (cors) parts.push('CORS');
  return parts.join(' · ');
}

function redirectText(action: Extract<HttpAction, { kind: 'redirect' }>): string {
  const { scheme, authority, port, path, prefix } = action;
  const host = [authority ?? '', typeof port === 'number' ? `:${port}` : ''].join('');
  return `${scheme === undefined ? '' : `${scheme}://${host === '' ? '…' : ''}`}${host}${path ?? (prefix === undefined ? '' : `${prefix}…`)}`;
}

/** What a tcp or tls rule asks of a connection. */
export function connectionText(kind: 'tcp' | 'tls', { matches }: ConnectionRoute<TcpMatch | TlsMatch>): string {
  const texts = matches.map((match) => {
    const { gateways, port } = match;
    const sniHosts = 'sniHosts' in match ? match.sniHosts : [];
    return [
      ...via(gateways),
      ...sniHosts.map((host) => `SNI ${host}`),
      ...(port === undefined ? [] : [`port ${port}`]),
    ].join(' ');
  });
  return `${kind}  ${texts.length === 0 || texts.includes('') ? 'everything' : texts.join('  or  ')}`;
}

/** Which of its gateways a rule is for, where it does not hold for all of them. */
function via(gateways: readonly string[] | undefined): string[] {
  return gateways && gateways.length > 0
    ? [`via ${gateways.map((name) => name.slice(name.indexOf('/') + 1)).join(', ')}`]
    : [];
}
