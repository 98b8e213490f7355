import { type Duration, durationFaults } from '../duration';
import { checkGiven } from '../shapes/check';

/** What cert-manager makes a certificate of. */
export interface ManagedCertificate {
  /** The Issuer or ClusterIssuer that signs. */
  readonly issuer: {
    readonly name: string;
    /** @default ClusterIssuer */
    readonly kind?: string;
    /** @default cert-manager.io */
    readonly group?: string;
  };
  /**
   * The secret that cert-manager writes, in the gateway's namespace.
   * @default - the first host, with hyphens for dots, and `-tls`
   */
  readonly secretName?: string;
  /**
   * How long a certificate holds.
   * @default - cert-manager's: 90 days
   */
  readonly duration?: Duration;
  /**
   * How long before its end a certificate is renewed.
   * @default - cert-manager's: a third of its duration
   */
  readonly renewBefore?: Duration;
  /**
   * @default - cert-manager's: RSA with 2048 bits
   */
  readonly privateKey?: { readonly algorithm?: 'RSA' | 'ECDSA' | 'Ed25519'; readonly size?: number };
}

/** Where a secret is. */
export interface SecretOptions {
  /** @default - the gateway's */
  readonly namespace?: string;
}

/** The certificate and key that a gateway shows. Never changes. */
export class TlsCredential {
  /**
   * A secret that somebody else keeps: `tls.crt` and `tls.key`, and with mutual TLS the clients' authority as `ca.crt`.
   *
   * @param options where it is, for listeners of the Gateway API, which that namespace then grants
   */
  static fromSecret(secretName: string, options: SecretOptions = {}): TlsCredential {
    checkGiven('TlsCredential.fromSecret', { secretName, options });
    return new TlsCredential(secretName, undefined, options.namespace);
  }

  /**
   * A secret that cert-manager writes and renews; it must be installed.
   *
   * @throws Error, one line a fault, for durations that are none
   */
  static fromCertManager(certificate: ManagedCertificate): TlsCredential {
    checkGiven('TlsCredential.fromCertManager', { certificate });
    const faults = [
      ...durationFaults('TlsCredential: duration', certificate.duration),
      ...durationFaults('TlsCredential: renewBefore', certificate.renewBefore),
    ];
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return new TlsCredential(certificate.secretName, certificate, undefined);
  }

  /**
   * @param secretName the secret that the gateway reads; named after the host where there is none
   * @param certificate what cert-manager makes of it; absent where the secret is somebody else's
   * @param namespace where the secret is; absent where it is beside the gateway
   */
  private constructor(
    readonly secretName: string | undefined,
    readonly certificate: ManagedCertificate | undefined,
    readonly namespace: string | undefined,
  ) {
    Object.freeze(this);
  }
}
