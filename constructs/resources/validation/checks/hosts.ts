import { show } from '../fault';
import { isCidr, isHostLabel, isHostName, isIpAddress, isPartialWildcard, isWildcardHostName } from '../host-names';
import type { Place } from '../place';

/** A host name whose first label may be or begin with `*`. */
export function checkWildcardHost(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !isWildcardHostName(text)) {
    place.fault({ got: show(text), wanted: 'a host name, with "*" at its beginning at most' });
  }
}

/** A fully qualified host name. */
export function checkHostName(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !isHostName(text)) place.fault({ got: show(text), wanted: 'a host name without "*"' });
}

/** A host name or an IP address. */
export function checkHostOrIp(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !isHostName(text) && !isIpAddress(text)) {
    place.fault({ got: show(text), wanted: 'a host name without "*", or an IP address' });
  }
}

/** A name that is one label: of a namespace, a subset, a port. */
export function checkLabelName(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !isHostLabel(text)) {
    place.fault({ got: show(text), wanted: 'letters, digits and inner dashes, at most 63 characters' });
  }
}

/** An IP address. */
export function checkIp(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !isIpAddress(text)) place.fault({ got: show(text), wanted: 'an IP address' });
}

/** An IP address, or a range of them with a prefix length. */
export function checkIpOrRange(place: Place<string>): void {
  const text = place.text();
  if (text !== undefined && !(text.includes('/') ? isCidr(text) : isIpAddress(text))) {
    place.fault({ got: show(text), wanted: 'an IP address or a range such as 10.0.0.0/8' });
  }
}

/** The path of a Unix domain socket, after `unix://`. */
export function checkUnixSocket(place: Place<string>): void {
  const path = place.text()?.replace(/^unix:\/\//, '');
  if (path === undefined || path.startsWith('@')) return;
  if (!path.startsWith('/') || path.endsWith('/')) {
    place.fault({ got: show(place.text()), wanted: 'unix:// and the absolute path of a socket' });
  }
}

/** Whether a place holds `unix://…`. */
export function isUnixSocket(place: Place<string>): boolean {
  return place.text()?.startsWith('unix://') ?? false;
}

/** `namespace/host` as sidecars and gateways take it. */
export function checkNamespacedHost(place: Place<string>, owner: 'gateway' | 'sidecar'): void {
  const text = place.text();
  if (text === undefined) return;
  const slash = text.indexOf('/');
  if (slash < 0 && owner === 'sidecar') {
    place.fault({ got: show(text), wanted: 'namespace/host, such as "./*" or "istio-system/*"' });
    return;
  }
  const [namespace, host] = slash < 0 ? [undefined, text] : [text.slice(0, slash), text.slice(slash + 1)];
  const anywhere = owner === 'sidecar' ? ['*', '.', '~'] : ['*', '.'];
  if (namespace !== undefined && !anywhere.includes(namespace) && !isHostLabel(namespace)) {
    place.fault({ got: show(text), wanted: `a namespace or ${anywhere.join(', ')} before the slash` });
  }
  const known = isWildcardHostName(host) || (owner === 'gateway' && isIpAddress(host));
  // An address of IPv6 among them: istiod takes it for a short name.
  if (host !== '*' && !host.includes('.')) {
    place.fault({ got: show(text), wanted: 'a fully qualified host, such as reviews.default.svc.cluster.local' });
  } else if (!known || isPartialWildcard(host)) {
    place.fault({ got: show(text), wanted: 'a host name, with "*" alone or as its whole first label at most' });
  }
}

/**
 * Names of gateways: `gateway` or `namespace/gateway`.
 *
 * @param warns whether istiod warns here of the form `gateway.namespace`
 */
export function checkGatewayNames(places: readonly Place<string>[], warns = false): void {
  for (const place of places) {
    const text = place.text();
    if (text === undefined) continue;
    const slash = text.indexOf('/');
    if (slash < 0 && text.includes('.') && warns) {
      const [name, namespace] = text.split('.');
      place.warn({ got: show(text), wanted: `namespace/name: ${show(`${namespace}/${name}`)}` });
    }
    const holds =
      slash < 0 ? isHostName(text) : isHostLabel(text.slice(0, slash)) && isHostLabel(text.slice(slash + 1));
    if (!holds) place.fault({ got: show(text), wanted: 'the name of a gateway, or namespace/name' });
    // istiod looks at no name behind one without namespace.
    if (slash < 0) return;
  }
}
