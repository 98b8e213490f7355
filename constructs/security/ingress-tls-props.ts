import type { IConstruct } from 'constructs';
import type { TrafficApi } from '../mesh-context';
import type { IGateway } from '../references/workload';
import type { ServerTLSSettings } from '../resources/generated/networking';
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
   * Which API the gateway is told in: Istio's own by a Gateway, the Gateway API by listeners. What those cannot say is refused by name.
   * @default - the mesh context's `trafficApi`
   */
  readonly api?: TrafficApi;
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
   * The namespace of the routes behind it, and of Istio's Gateway; one of the Gateway API is in that of the gateway's pods.
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}
