import { isToken } from '../delivery/terraform-template';

const HOST_NAME = /^(\*|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$/;
const NAMESPACE = /^(\*|\.|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$/;

/** A host as a part of the name of an object. */
export function hyphenated(host = ''): string {
  return isToken(host)
    ? 'ingress'
    : host.replace(/^\*\./, 'any-').replace(/^\*$/, 'any').replaceAll('.', '-').toLowerCase();
}

/** A host without the namespace it is bound to. */
export function hostNameOf<Host extends string | undefined>(host: Host): Host {
  return host === undefined || isToken(host) ? host : (host.slice(host.indexOf('/') + 1) as Host);
}

/** The hosts without the namespaces they are bound to, each once. */
export function hostNamesOf(hosts: readonly string[]): string[] {
  return [...new Set(hosts.map(hostNameOf))];
}

/** The namespace that a host is bound to; undefined for those of any. */
export function namespaceOfHost(host: string): string | undefined {
  if (isToken(host) || !host.includes('/')) return undefined;
  const namespace = host.slice(0, host.indexOf('/'));
  return namespace === '*' ? undefined : namespace;
}

/** What is wrong with hosts that come to others. */
export function hostFaults(hosts: readonly string[], already: readonly string[]): string[] {
  if (hosts.length === 0) return ['hosts: expected at least one host name, got none'];
  return hosts.flatMap((host, index) => {
    if (isToken(host)) return [];
    if (already.includes(host) || hosts.indexOf(host) < index) return [`hosts: duplicate host "${host}"`];
    const slash = host.indexOf('/');
    if (HOST_NAME.test(hostNameOf(host)) && (slash < 0 || NAMESPACE.test(host.slice(0, slash)))) return [];
    const meant = host.toLowerCase().replace(/^[a-z]+:\/\//, '');
    const suggestion = meant !== host && HOST_NAME.test(meant) ? ` (did you mean "${meant}"?)` : '';
    return [
      `hosts: expected a host name in lowercase, such as shop.example.com or *.example.com, with a namespace and "/" before it or without, got "${host}"${suggestion}`,
    ];
  });
}
