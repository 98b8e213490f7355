import type { Construct, IConstruct } from 'constructs';
import type { CustomResource } from '../delivery/custom-resource';
import type { Deliverable } from '../delivery/deliverable';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import type { Declaration } from '../references/declarations';
import { grantReference } from '../references/reference-grants';
import type { Listener } from '../resources/generated/gateway-api';
import { certificateFor } from '../security/certificate';
import { hyphenated } from '../security/host-names';
import type { ManagedCertificate, TlsCredential } from '../security/tls-credential';
import type { GatewayReference } from '../traffic/gateway-reference';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import { type AllowedNamespaces, allowedNamespaces, allowedNamespacesFaults } from './allowed-namespaces';

/** A port of a gateway of the Gateway API, and what it serves there. */
export interface GatewayListener {
  /**
   * What routes call it (`sectionName`), unique in its gateway. The first one of a port names the port of the Service.
   * @default - the protocol, the port where that is not the protocol's own, and the host name
   */
  readonly name?: string;
  /** HTTP, HTTPS, TLS for connections that are told apart by their server name, or TCP. */
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP';
  /**
   * The port, of the Service and of the pods.
   * @default - 80 for HTTP, 443 for HTTPS and TLS; required for TCP
   */
  readonly port?: number;
  /**
   * The host name that is served, such as `shop.example.com` or `*.example.com`. Not for TCP.
   * @default - every one
   */
  readonly hostname?: string;
  /**
   * The certificate that is shown, where the gateway decrypts: required for HTTPS.
   * @default - connections of TLS are passed on without being decrypted
   */
  readonly credential?: TlsCredential;
  /**
   * Whether clients must show a certificate, or may: one that the `ca.crt` of the credential's secret signs, or of the secret named like it with
   * `-cacert`.
   * @default - none is asked for
   */
  readonly clientCertificates?: 'REQUIRED' | 'OPTIONAL';
  /**
   * The cipher suites of TLS 1.2, by OpenSSL's names.
   * @default - Envoy's own
   */
  readonly cipherSuites?: readonly string[];
  /**
   * The namespaces whose routes are let in.
   * @default Same
   */
  readonly allowedRoutes?: AllowedNamespaces;
}

const OWN_PORTS: Readonly<Record<GatewayListener['protocol'], number | undefined>> = {
  HTTP: 80,
  HTTPS: 443,
  TLS: 443,
  TCP: undefined,
};

/** The port of a listener. */
export const portOf = ({ protocol, port }: GatewayListener): number => port ?? OWN_PORTS[protocol] ?? 0;

/** What routes call a listener. */
export function nameOfListener({ name, protocol, port, hostname }: GatewayListener): string {
  if (name !== undefined) return name;
  const ownPort = port === undefined || port === OWN_PORTS[protocol] ? [] : [`${port}`];
  const host = hostname === undefined ? [] : [hyphenated(hostname)];
  return [protocol.toLowerCase(), ...ownPort, ...host].join('-');
}

/** The secret of a listener's certificate; named after the host where the credential names none. */
function secretOf({ credential, hostname }: GatewayListener): string | undefined {
  return credential && (credential.secretName ?? `${hyphenated(hostname)}-tls`);
}

/** The listener as the Gateway API has it. */
export function renderListener(listener: GatewayListener): Listener {
  const { protocol, hostname, allowedRoutes, credential, clientCertificates, cipherSuites } = listener;
  const mode = clientCertificates && (clientCertificates === 'REQUIRED' ? 'MUTUAL' : 'OPTIONAL_MUTUAL');
  const options = {
    ...(mode && { 'gateway.istio.io/tls-terminate-mode': mode }),
    ...(cipherSuites && { 'gateway.istio.io/tls-cipher-suites': cipherSuites.join(',') }),
  };
  const secret = credential && { name: secretOf(listener) as string, namespace: credential.namespace };
  const isTls = protocol === 'HTTPS' || protocol === 'TLS';
  return {
    name: nameOfListener(listener),
    port: portOf(listener),
    protocol,
    hostname,
    tls: isTls
      ? {
          mode: secret ? 'Terminate' : 'Passthrough',
          certificateRefs: secret && [secret],
          options: Object.keys(options).length > 0 ? options : undefined,
        }
      : undefined,
    allowedRoutes: allowedRoutes && { namespaces: allowedNamespaces(allowedRoutes) },
  };
}

/** What is wrong with listeners that come to others of the same gateway. */
export function listenerFaults(
  listeners: readonly GatewayListener[],
  already: readonly GatewayListener[],
  istioVersion: IstioVersion,
): string[] {
  const names = new Set(already.map(nameOfListener));
  return listeners.flatMap((listener) => {
    const name = nameOfListener(listener);
    const faults = names.has(name) ? [`duplicate name: give each listener a name of its own`] : [];
    names.add(name);
    return [...faults, ...ownFaults(listener, istioVersion)].map((fault) => `listener "${name}": ${fault}`);
  });
}

function ownFaults(listener: GatewayListener, istioVersion: IstioVersion): string[] {
  const { protocol, port, hostname, credential, clientCertificates, cipherSuites, allowedRoutes } = listener;
  const faults = allowedNamespacesFaults('allowedRoutes', allowedRoutes);
  const istio = `Istio ${istioMinor(istioVersion)}`;
  if (protocol === 'TCP' && port === undefined) faults.push('port: required for TCP');
  if (protocol === 'HTTPS' && credential === undefined) faults.push('credential: required for HTTPS');
  if (credential !== undefined && (protocol === 'HTTP' || protocol === 'TCP')) {
    faults.push(`credential: expected none for ${protocol}: set protocol to HTTPS or TLS`);
  }
  for (const [field, value] of Object.entries({ clientCertificates, cipherSuites })) {
    if (value !== undefined && credential === undefined) faults.push(`${field}: requires a credential`);
  }
  if (credential?.certificate && hostname === undefined) {
    faults.push('hostname: required, for which cert-manager makes a certificate');
  }
  if (clientCertificates === 'OPTIONAL' && !has(istioVersion, 'optionalClientCertificates')) {
    const since = nearestWith(istioVersion, 'optionalClientCertificates');
    faults.push(`clientCertificates: expected REQUIRED, got OPTIONAL, which ${istio} does not read (${since})`);
  }
  if (cipherSuites !== undefined && !has(istioVersion, 'listenerCipherSuites')) {
    faults.push(
      `cipherSuites: ${istio} reads none of a listener (${nearestWith(istioVersion, 'listenerCipherSuites')})`,
    );
  }
  return faults;
}

/**
 * Adds a listener to the resource that has the others.
 *
 * @throws InvalidPropsError for what is wrong with it, and a name that another one has
 */
export function appendListener(
  scope: IConstruct,
  listener: GatewayListener,
  listeners: GatewayListener[],
  resource: Pick<CustomResource, 'patch'>,
): void {
  const faults = listenerFaults([listener], listeners, MeshContext.of(scope).istioVersion);
  if (faults.length > 0) throw new InvalidPropsError(scope.node.path, faults);
  resource.patch({ spec: { listeners: [...listeners, listener].map(renderListener) } });
  listeners.push(listener);
}

/** The secrets that listeners in a namespace were given, which may be somebody else's. */
export function* secretsOf(listeners: readonly GatewayListener[], ownNamespace: string): Iterable<Declaration> {
  for (const listener of listeners) {
    const name = secretOf(listener);
    const { namespace = ownNamespace } = listener.credential ?? {};
    if (name !== undefined) yield { kind: 'Secret', name, namespace };
  }
}

/** Who has listeners. */
export interface ListenerOwner {
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly namespace: string;
  readonly dependsOn?: readonly IConstruct[] | undefined;
}

/**
 * Makes what the certificates of listeners need: a Certificate for each secret that cert-manager keeps, and a grant for each secret of
 * another namespace. Those that are there already get the new host names.
 */
export function provideCertificates(
  scope: Construct,
  listeners: readonly GatewayListener[],
  { kind, namespace, dependsOn }: ListenerOwner,
): void {
  const managed = new Map<string, { readonly certificate: ManagedCertificate; readonly dnsNames: Set<string> }>();
  for (const listener of listeners) {
    const { credential, hostname } = listener;
    const secretName = secretOf(listener);
    if (credential === undefined || secretName === undefined) continue;
    if (credential.certificate && hostname !== undefined) {
      const { certificate } = credential;
      const use = managed.get(secretName) ?? { certificate, dnsNames: new Set<string>() };
      use.dnsNames.add(hostname);
      managed.set(secretName, use);
    }
    const to = { kind: 'Secret', name: secretName, namespace: credential.namespace ?? namespace };
    grantReference(scope, { from: { kind, namespace }, to }, { dependsOn });
  }
  for (const [secretName, { certificate, dnsNames }] of managed) {
    const id = `Certificate-${secretName}`;
    const there = scope.node.tryFindChild(id) as CustomResource | undefined;
    if (there === undefined) {
      certificateFor(scope, id, certificate, { secretName, namespace, dnsNames: [...dnsNames], dependsOn });
    } else there.patch({ spec: { dnsNames: [...dnsNames] } });
  }
}

/**
 * Some of the listeners that somebody has, as routes refer to them.
 *
 * @throws Error naming the listeners that there are
 */
export function sectionsOf(
  owner: IConstruct,
  { apiVersion, kind, name, namespace }: Deliverable,
  listeners: readonly GatewayListener[],
  names: readonly string[],
): GatewayReference {
  const sections = names.map((asked) => {
    const found = listeners.find((listener) => nameOfListener(listener) === asked);
    if (found === undefined) {
      const known = listeners.map(nameOfListener).join(', ');
      throw new Error(`${owner.node.path}: listener: expected one of ${known}, got "${asked}"`);
    }
    return { name: asked, hostname: found.hostname };
  });
  return Object.freeze({ apiVersion, kind, name, namespace, sections });
}
