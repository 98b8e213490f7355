import { Construct, type IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import { isToken } from '../delivery/terraform-template';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { IGateway } from '../references/workload';
import type { Server, ServerTLSSettings } from '../resources/generated/networking';
import { Gateway } from '../resources/networking/gateway';
import { checkProps } from '../shapes/check';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import type { TlsCredential } from './tls-credential';

/** What clients must show at an ingress with mutual TLS. */
export interface ClientCertificates {
  /**
   * Whether a certificate must be shown, or may be: OPTIONAL, which Istio 1.17 lacks.
   * @default REQUIRED
   */
  readonly mode?: 'REQUIRED' | 'OPTIONAL';
  /**
   * The secret, in the gateway's namespace, whose `ca.crt` signs the clients' certificates. Istio 1.17 reads it from
   * none but the server's own secret, or the one named like that with `-cacert`.
   * @default - the server's own secret
   */
  readonly authoritySecret?: string;
  /**
   * Names that a client's certificate must have one of.
   * @default - any
   */
  readonly subjectAltNames?: readonly string[];
}

/** Properties of {@link IngressTls}. */
export interface IngressTlsProps {
  /** The gateway that accepts the requests. */
  readonly gateway: IGateway;
  /**
   * The host names that are served; `team-a/shop.example.com` admits routes of the namespace team-a alone, and
   * `./shop.example.com` those of the Gateway's own; without a namespace, or with `*`, those of any namespace.
   */
  readonly hosts: readonly string[];
  /** The certificate and key that are shown. */
  readonly credential: TlsCredential;
  /**
   * What clients must show.
   * @default - nothing
   */
  readonly clientCertificates?: ClientCertificates;
  /**
   * The port of the gateway's Service.
   * @default 443
   */
  readonly port?: number;
  /**
   * Whether requests to port 80 are answered with 301 and the https address. Switch it off where cert-manager proves the
   * host names over HTTP.
   * @default true
   */
  readonly httpsRedirect?: boolean;
  /**
   * The oldest TLS version that is accepted.
   * @default TLSV1_2
   */
  readonly minProtocolVersion?: ServerTLSSettings['minProtocolVersion'];
  /**
   * @default - Envoy's own
   */
  readonly maxProtocolVersion?: ServerTLSSettings['maxProtocolVersion'];
  /**
   * The cipher suites of TLS 1.2, by OpenSSL's names.
   * @default - Envoy's own
   */
  readonly cipherSuites?: readonly string[];
  /**
   * The name of the Gateway resource.
   * @default - the first host, with hyphens for dots
   */
  readonly name?: string;
  /**
   * The namespace of the Gateway resource: that of the routes behind it.
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * TLS at the ingress: the gateway shows a certificate for the host names, decrypts, and may ask clients for theirs.
 *
 * Makes one Gateway and, with cert-manager, one Certificate in the gateway's namespace, where its pods read secrets.
 *
 * @example
 * const tls = new IngressTls(this, 'Tls', {
 *   gateway: ingress,
 *   hosts: ['shop.example.com'],
 *   credential: TlsCredential.fromCertManager({ issuer: { name: 'letsencrypt' } }),
 * });
 * @see https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/
 */
export class IngressTls extends Construct implements Declaring {
  /** The Gateway resource, for the routes behind it. */
  readonly resource: Gateway;
  /** cert-manager's Certificate; absent where the secret is somebody else's. */
  readonly certificate?: CustomResource;
  /** The secret that the gateway reads. */
  readonly secretName: string;
  /** How VirtualServices of any namespace name the Gateway. */
  readonly gatewayName: string;
  private hosts: readonly string[];
  private readonly props: IngressTlsProps;

  /**
   * @throws InvalidPropsError for ports that the gateway lacks, hosts that are none, and an authority where the release cannot find it
   */
  constructor(scope: Construct, id: string, props: IngressTlsProps) {
    checkProps(scope, id, 'IngressTlsProps', props);
    const { gateway, hosts, credential, namespace = MeshContext.of(scope).namespace } = props;
    const secretName = credential.secretName ?? `${hyphenated(nameOf(hosts[0]))}-tls`;
    InvalidPropsError.throwIfAny(scope, id, [
      ...hostFaults(hosts, []),
      ...gatewayFaults(props),
      ...authorityFaults(props, secretName, MeshContext.of(scope).istioVersion),
    ]);
    super(scope, id);
    this.props = props;
    this.hosts = hosts;
    this.secretName = secretName;
    const name = props.name ?? hyphenated(nameOf(hosts[0]));
    this.gatewayName = `${namespace}/${name}`;
    if (credential.certificate) {
      const { issuer, duration, renewBefore, privateKey } = credential.certificate;
      this.certificate = new CustomResource(this, 'Certificate', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: secretName, namespace: gateway.namespace },
        spec: {
          secretName,
          dnsNames: namesOf(hosts),
          issuerRef: {
            name: issuer.name,
            kind: issuer.kind ?? 'ClusterIssuer',
            group: issuer.group ?? 'cert-manager.io',
          },
          ...(duration && { duration: duration.toString() }),
          ...(renewBefore && { renewBefore: renewBefore.toString() }),
          ...(privateKey && { privateKey }),
        },
        dependsOn: props.dependsOn,
      });
    }
    this.resource = new Gateway(this, 'Resource', {
      metadata: { name, namespace },
      spec: { selector: gateway.selector, servers: this.servers() },
      dependsOn: props.dependsOn,
    });
  }

  /**
   * Serves one more host name, with the same certificate.
   *
   * @throws InvalidPropsError for a host that is none, or is served already
   */
  addHost(host: string): this {
    const faults = hostFaults([host], this.hosts);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.hosts = [...this.hosts, host];
    this.resource.patch({ spec: { servers: this.servers() } });
    this.certificate?.patch({ spec: { dnsNames: namesOf(this.hosts) } });
    return this;
  }

  /** The gateway and the secret that were given, which may be somebody else's. */
  *[DECLARES](): Iterable<Declaration> {
    const { gateway } = this.props;
    yield* gatewayDeclarations(gateway);
    yield { kind: 'Secret', name: this.secretName, namespace: gateway.namespace };
  }

  private servers(): Server[] {
    const {
      clientCertificates: clients,
      port = 443,
      httpsRedirect = true,
      minProtocolVersion = 'TLSV1_2',
    } = this.props;
    const { maxProtocolVersion, cipherSuites } = this.props;
    const mode = clients === undefined ? 'SIMPLE' : clients.mode === 'OPTIONAL' ? 'OPTIONAL_MUTUAL' : 'MUTUAL';
    // Istio looks for `<secret>-cacert` by itself; and it reads a secret as an authority, not as a certificate with its
    // key, by that ending, which the secret itself need not have.
    const authority = clients?.authoritySecret?.replace(/(-cacert)?$/, '-cacert');
    const named = authority !== `${this.secretName}-cacert` ? authority : undefined;
    const { hosts } = this;
    return [
      {
        port: { number: port, name: 'https', protocol: 'HTTPS' },
        hosts,
        tls: {
          mode,
          credentialName: this.secretName,
          minProtocolVersion,
          ...(maxProtocolVersion && { maxProtocolVersion }),
          ...(cipherSuites && { cipherSuites }),
          ...(named && { caCertCredentialName: named }),
          ...(clients?.subjectAltNames && { subjectAltNames: clients.subjectAltNames }),
        },
      },
      ...(httpsRedirect
        ? [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, tls: { httpsRedirect: true } }]
        : []),
    ];
  }
}

function hyphenated(host = ''): string {
  return isToken(host)
    ? 'ingress'
    : host.replace(/^\*\./, 'any-').replace(/^\*$/, 'any').replaceAll('.', '-').toLowerCase();
}

const HOST_NAME = /^(\*|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)$/;
const NAMESPACE = /^(\*|\.|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)$/;

/** A host without the namespace it is bound to. */
const nameOf = (host: string | undefined): string | undefined =>
  host === undefined || isToken(host) ? host : host.slice(host.indexOf('/') + 1);

const namesOf = (hosts: readonly string[]): string[] => [...new Set(hosts.map((host) => nameOf(host) ?? host))];

function hostFaults(hosts: readonly string[], already: readonly string[]): string[] {
  if (hosts.length === 0) return ['hosts: expected at least one host name, got none'];
  return hosts.flatMap((host, index) => {
    if (isToken(host)) return [];
    if (already.includes(host) || hosts.indexOf(host) < index) return [`hosts: duplicate host "${host}"`];
    const slash = host.indexOf('/');
    if (HOST_NAME.test(nameOf(host) ?? '') && (slash < 0 || NAMESPACE.test(host.slice(0, slash)))) return [];
    const meant = host.toLowerCase().replace(/^[a-z]+:\/\//, '');
    const suggestion = meant !== host && HOST_NAME.test(meant) ? ` (did you mean "${meant}"?)` : '';
    return [
      `hosts: expected a host name in lowercase, such as shop.example.com or *.example.com, with a namespace and "/" before it or without, got "${host}"${suggestion}`,
    ];
  });
}

function gatewayFaults({ gateway, port = 443, httpsRedirect = true, hosts, credential }: IngressTlsProps): string[] {
  const has = gateway.ports.map((one) => one.port);
  const faults: string[] = [];
  if (!has.includes(port)) faults.push(`port: expected a port of ${gateway.name} (${has.join(', ')}), got ${port}`);
  if (httpsRedirect && !has.includes(80)) {
    faults.push(
      `httpsRedirect: expected false, because ${gateway.name} has no port 80 to redirect from (it has ${has.join(', ')})`,
    );
  }
  if (credential.certificate && namesOf(hosts).includes('*')) {
    faults.push('hosts: expected host names, for which cert-manager makes a certificate, got "*"');
  }
  return faults;
}

function authorityFaults(
  { clientCertificates }: IngressTlsProps,
  secretName: string,
  istioVersion: IstioVersion,
): string[] {
  const authority = clientCertificates?.authoritySecret;
  if (authority === undefined || authority === `${secretName}-cacert`) return [];
  if (has(istioVersion, 'clientAuthoritySecret')) return [];
  return [
    `clientCertificates.authoritySecret: expected "${secretName}-cacert", the only secret that Istio ${istioMinor(istioVersion)} reads (${nearestWith(istioVersion, 'clientAuthoritySecret')} a field for another), got "${authority}"`,
  ];
}
