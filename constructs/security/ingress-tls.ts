import { Construct } from 'constructs';
import type { CustomResource } from '../delivery/custom-resource';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext, type TrafficApi } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { Server } from '../resources/generated/networking';
import { Gateway } from '../resources/networking/gateway';
import { checkProps } from '../shapes/check';
import type { GatewayReference } from '../traffic/gateway-reference';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import { certificateFor } from './certificate';
import { hostFaults, hostNameOf, hostNamesOf, hyphenated } from './host-names';
import type { IngressListeners } from './ingress-listeners';
import type { IngressTlsProps } from './ingress-tls-props';

/**
 * TLS at the ingress: the gateway shows a certificate for the host names, decrypts, and may ask clients for theirs.
 *
 * Makes one Gateway and, with cert-manager, one Certificate in the gateway's namespace, where its pods read secrets. By the Gateway API the hosts are
 * listeners, of a Gateway of their own or of the ManagedGateway, and an HTTPRoute sends clients of plain HTTP to HTTPS.
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
  /** Istio's Gateway; absent by the Gateway API alone. */
  private readonly istioGateway?: Gateway;
  private readonly listeners?: IngressListeners;
  /** cert-manager's Certificate; absent where the secret is somebody else's. */
  readonly certificate?: CustomResource;
  /** The secret that the gateway reads. */
  readonly secretName: string;
  /** How routes of any namespace name the Gateway. */
  readonly gatewayName: string;
  private hosts: readonly string[];
  private readonly props: IngressTlsProps;

  /**
   * @throws InvalidPropsError for ports that the gateway lacks, hosts that are none, and an authority where the release cannot find it
   */
  constructor(scope: Construct, id: string, props: IngressTlsProps) {
    checkProps(scope, id, 'IngressTlsProps', props);
    const context = MeshContext.of(scope);
    const { gateway, hosts, credential, namespace = context.namespace, api = context.trafficApi } = props;
    const secretName = credential.secretName ?? `${hyphenated(hostNameOf(hosts[0]))}-tls`;
    // Loaded by those who use it.
    const byGatewayApi =
      api === 'istio' ? undefined : (require('./ingress-listeners') as typeof import('./ingress-listeners'));
    InvalidPropsError.throwIfAny(scope, id, [
      ...hostFaults(hosts, []),
      ...gatewayFaults(props, api),
      ...(api === 'gateway' ? [] : istioFaults(props, secretName, context.istioVersion)),
      ...(byGatewayApi?.ingressListenerFaults(scope, props, secretName) ?? []),
    ]);
    super(scope, id);
    this.props = props;
    this.hosts = hosts;
    this.secretName = secretName;
    const name = props.name ?? hyphenated(hostNameOf(hosts[0]));
    const { dependsOn } = props;
    if (credential.certificate) {
      const use = { secretName, namespace: gateway.namespace, dnsNames: hostNamesOf(hosts), dependsOn };
      this.certificate = certificateFor(this, 'Certificate', credential.certificate, use);
    }
    if (api !== 'gateway') {
      this.istioGateway = new Gateway(this, 'Resource', {
        metadata: { name, namespace },
        spec: { selector: gateway.selector, servers: this.servers() },
        dependsOn,
      });
    }
    if (byGatewayApi !== undefined) {
      this.listeners = new byGatewayApi.IngressListeners(this, { ...props, name, namespace, secretName }, hosts);
    }
    this.gatewayName = this.istioGateway ? `${namespace}/${name}` : `${gateway.namespace}/${this.resource.name}`;
  }

  /** What the routes behind it are bound to, in the API in force: a Gateway, or the listeners of a ManagedGateway. */
  get resource(): Gateway | GatewayReference {
    return this.resources[0] as Gateway | GatewayReference;
  }

  /** The same in each of the APIs in force: `gateways: tls.resources`. */
  get resources(): readonly (Gateway | GatewayReference)[] {
    return [this.istioGateway, this.listeners?.resource].flatMap((one) => one ?? []);
  }

  /**
   * Serves one more host name, with the same certificate. At a ManagedGateway that is a listener more, which routes that come after it are for.
   *
   * @throws InvalidPropsError for a host that is none, or is served already
   */
  addHost(host: string): this {
    const faults = hostFaults([host], this.hosts);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.hosts = [...this.hosts, host];
    this.istioGateway?.patch({ spec: { servers: this.servers() } });
    this.listeners?.serve(this.hosts);
    this.certificate?.patch({ spec: { dnsNames: hostNamesOf(this.hosts) } });
    return this;
  }

  /** The gateway and the secret that were given, which may be somebody else's. */
  *[DECLARES](): Iterable<Declaration> {
    const { gateway } = this.props;
    yield* gatewayDeclarations(gateway);
    const { namespace = gateway.namespace } = this.props.credential;
    yield { kind: 'Secret', name: this.secretName, namespace };
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

function gatewayFaults(
  { gateway, port = 443, httpsRedirect = true, hosts, credential }: IngressTlsProps,
  api: TrafficApi,
): string[] {
  const has = gateway.ports.map((one) => one.port);
  const faults: string[] = [];
  if (credential.certificate && hostNamesOf(hosts).includes('*')) {
    faults.push('hosts: expected host names, for which cert-manager makes a certificate, got "*"');
  }
  // A gateway that istiod deploys gets the ports of its listeners.
  if (api === 'gateway' && gateway.resource !== undefined) return faults;
  if (!has.includes(port)) faults.push(`port: expected a port of ${gateway.name} (${has.join(', ')}), got ${port}`);
  if (httpsRedirect && !has.includes(80)) {
    faults.push(
      `httpsRedirect: expected false, because ${gateway.name} has no port 80 to redirect from (it has ${has.join(', ')})`,
    );
  }
  return faults;
}

function istioFaults(
  { clientCertificates, credential, gateway }: IngressTlsProps,
  secretName: string,
  istioVersion: IstioVersion,
): string[] {
  if (credential.namespace !== undefined && credential.namespace !== gateway.namespace) {
    return [
      `credential: expected a secret of the gateway's namespace (${gateway.namespace}), where its pods read secrets, got one of ${credential.namespace}: leave namespace out, or set api: 'gateway'`,
    ];
  }
  const authority = clientCertificates?.authoritySecret;
  if (authority === undefined || authority === `${secretName}-cacert`) return [];
  if (has(istioVersion, 'clientAuthoritySecret')) return [];
  return [
    `clientCertificates.authoritySecret: expected "${secretName}-cacert", the only secret that Istio ${istioMinor(istioVersion)} reads (${nearestWith(istioVersion, 'clientAuthoritySecret')} a field for another), got "${authority}"`,
  ];
}
