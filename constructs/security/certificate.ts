import type { Construct, IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import type { ManagedCertificate } from './tls-credential';

/** What a certificate is for, and where its secret is. */
export interface CertificateUse {
  readonly secretName: string;
  readonly namespace: string;
  readonly dnsNames: readonly string[];
  readonly dependsOn?: readonly IConstruct[] | undefined;
}

/** cert-manager's Certificate, which keeps the secret of a gateway. */
export function certificateFor(
  scope: Construct,
  id: string,
  { issuer, duration, renewBefore, privateKey }: ManagedCertificate,
  { secretName, namespace, dnsNames, dependsOn }: CertificateUse,
): CustomResource {
  return new CustomResource(scope, id, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: secretName, namespace },
    spec: {
      secretName,
      dnsNames,
      issuerRef: {
        name: issuer.name,
        kind: issuer.kind ?? 'ClusterIssuer',
        group: issuer.group ?? 'cert-manager.io',
      },
      ...(duration && { duration: duration.toString() }),
      ...(renewBefore && { renewBefore: renewBefore.toString() }),
      ...(privateKey && { privateKey }),
    },
    dependsOn,
  });
}
