import { covers, overlaps } from '../../../../model/hosts';
import type {
  HTTPMatchRequest,
  HTTPRoute,
  L4MatchAttributes,
  TLSMatchAttributes,
  TLSRoute,
  VirtualServiceSpec,
} from '../../generated/networking';
import { checkDestinations } from '../checks/destinations';
import { checkDuration } from '../checks/durations';
import { checkExportTo } from '../checks/export-to';
import { checkAuthorityOnce, checkHeaders, checkMatchedHeader, isClaimName } from '../checks/headers';
import { checkGatewayNames, checkIpOrRange, checkLabelName, checkWildcardHost } from '../checks/hosts';
import { checkActions, checkEachAction } from '../checks/http-actions';
import { checkLabels } from '../checks/labels';
import { checkRequired } from '../checks/numbers';
import { checkPort } from '../checks/ports';
import { checkStringMatch, checkStringMatchRegex } from '../checks/regular-expressions';
import { show } from '../fault';
import { isIpAddress, isWildcardHostName } from '../host-names';
import type { Place } from '../place';
import { checkReachable } from './reachable-routes';

const MESH = 'mesh';

/** What istiod's webhook refuses, and warns of, in a VirtualService. */
export function checkVirtualService(spec: Place<VirtualServiceSpec>): void {
  const [hosts, gateways] = [spec.field('hosts'), spec.field('gateways')];
  const isDelegate = hosts.size() === 0;
  if (isDelegate) {
    for (const [name, place] of [
      ['gateways', gateways],
      ['tls', spec.field('tls')],
      ['tcp', spec.field('tcp')],
    ] as const) {
      if (place.isSet)
        place.fault({
          got: name,
          wanted: 'no value',
          text: 'not allowed: without hosts this is a delegate, which takes http only',
        });
    }
  }
  checkGatewayNames(gateways.items(), true);
  const names = gateways.items().map((gateway) => gateway.text());
  const unknownGateways = gateways.unknown || names.includes(undefined);
  const onMesh = !unknownGateways && (names.length === 0 || names.includes(MESH));
  checkHosts(spec, onMesh);
  const withoutClaims = onMesh && (names.every((name) => name === MESH) || spec.inspection.has('noClaimsBesideMesh'));

  if ((['http', 'tls', 'tcp'] as const).every((name) => spec.field(name).isEmpty)) {
    spec.fault({
      code: 'missing-field',
      wanted: 'at least one of http, tls, tcp',
      text: 'has no http, tls or tcp, expected at least one',
    });
  }
  spec.given('http', (routes) => {
    for (const route of routes.items()) checkHttpRoute(route, isDelegate, withoutClaims);
  });
  spec.given('tls', (routes) => {
    for (const route of routes.items()) checkTlsRoute(route, hosts);
  });
  spec.given('tcp', (routes) => {
    for (const route of routes.items()) {
      for (const match of route.field('match').items()) checkL4Match(match);
      checkRequired(route.field('route'), 'at least one destination');
      checkDestinations(route.field('route'));
    }
  });
  spec.given('exportTo', checkExportTo);
  checkReachable(spec);
}

function checkHosts(spec: Place<VirtualServiceSpec>, onMesh: boolean): void {
  const hosts = spec.field('hosts').items();
  const isSniService =
    spec.has('tls') &&
    spec
      .field('tls')
      .items()
      .some((route) =>
        route
          .field('match')
          .items()
          .some((match) => match.field('sniHosts').isSet),
      );
  let allHold = true;
  for (const host of hosts) {
    const text = host.text();
    if (text === undefined) continue;
    const generated = !onMesh && isSniService && isGeneratedSni(text);
    if (!isWildcardHostName(text) && !isIpAddress(text) && !generated) {
      allHold = false;
      checkWildcardHost(host);
    } else if (text === '*' && onMesh) {
      allHold = false;
      host.fault({ got: '"*"', wanted: 'a gateway in gateways, or a host other than "*" inside the mesh' });
    }
  }
  if (!allHold) return;
  const earlier: string[] = [];
  for (const host of hosts) {
    const text = host.text();
    if (text === undefined) continue;
    const covering = earlier.find((other) => overlaps(other, text));
    if (covering !== undefined) {
      const got = `${show(text)}, which ${show(covering)} covers`;
      host.fault({ code: 'duplicate', got, wanted: 'hosts that do not overlap' });
    }
    earlier.push(text);
  }
}

function isGeneratedSni(text: string): boolean {
  const parts = text.split('_');
  return (
    text.startsWith('outbound_') && parts.length >= 4 && /\d/.test(parts[1] ?? '') && /[a-zA-Z]/.test(parts[3] ?? '')
  );
}

function checkHttpRoute(route: Place<HTTPRoute>, isDelegate: boolean, withoutClaims: boolean): void {
  checkActions(route, isDelegate);
  route.given('match', (matches) => {
    for (const match of matches.items()) checkHttpMatch(match, withoutClaims);
  });
  route.given('headers', (headers) => {
    checkHeaders(headers);
    checkAuthorityOnce(route.field('rewrite'), headers);
  });
  checkEachAction(route);
  route.given('route', (destinations) => {
    checkDestinations(destinations);
    for (const destination of destinations.items()) destination.given('headers', checkHeaders);
  });
  route.given('timeout', checkDuration);
}

function checkHttpMatch(match: Place<HTTPMatchRequest>, withoutClaims: boolean): void {
  for (const name of ['headers', 'withoutHeaders'] as const) {
    match.given(name, (headers) => {
      for (const [header, value] of headers.entries()) {
        checkMatchedHeader(header, value);
        if (isClaimName(header) && withoutClaims) {
          value.fault({ text: 'matches a claim of a JWT, which works on gateways only', wanted: 'a header' });
        }
        if (name === 'headers' || value.field('regex').text() !== '*') checkStringMatch(value);
      }
    });
  }
  match.given('uri', checkStringMatchRegex);
  match.given('scheme', checkStringMatch);
  match.given('method', checkStringMatch);
  match.given('authority', checkStringMatch);
  match.given('queryParams', (parameters) => {
    for (const [, value] of parameters.entries()) checkStringMatch(value);
  });
  match.given('port', (port) => port.number() !== 0 && checkPort(port));
  match.given('sourceLabels', checkLabels);
  match.given('gateways', (gateways) => checkGatewayNames(gateways.items()));
  match.given('sourceNamespace', (namespace) => namespace.isSet && checkLabelName(namespace));
}

function checkTlsRoute(route: Place<TLSRoute>, hosts: Place<readonly string[]>): void {
  checkRequired(route.field('match'), 'at least one match');
  for (const match of route.field('match').items()) {
    checkL4Match(match, true);
    checkRequired(match.field('sniHosts'), 'at least one host');
    for (const sni of match.field('sniHosts').items()) checkSni(sni, hosts);
  }
  checkRequired(route.field('route'), 'at least one destination');
  checkDestinations(route.field('route'));
}

function checkSni(sni: Place<string>, hosts: Place<readonly string[]>): void {
  const text = sni.text();
  if (text === undefined) return;
  if (isIpAddress(text)) {
    sni.warn({ got: show(text), wanted: 'a host name, because clients send no IP address as SNI' });
    return;
  }
  if (!isWildcardHostName(text) && !isGeneratedSni(text)) {
    checkWildcardHost(sni);
    return;
  }
  const known = hosts.items().map((host) => host.text());
  if (hosts.unknown || known.includes(undefined) || known.some((host) => covers(host ?? '', text))) return;
  sni.fault({ got: show(text), wanted: `a host within those of the VirtualService: ${known.join(', ')}` });
}

function checkL4Match(match: Place<L4MatchAttributes> | Place<TLSMatchAttributes>, isTls = false): void {
  const place = match as Place<L4MatchAttributes>;
  for (const subnet of place.field('destinationSubnets').items()) checkIpOrRange(subnet);
  if (place.field('port').number() !== 0) checkPort(place.field('port'));
  checkLabels(place.field('sourceLabels'));
  checkGatewayNames(place.field('gateways').items(), isTls);
}
