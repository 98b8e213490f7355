import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { has, type IstioVersion, nearestWith } from '../../../constructs/versions';
import type { FoundObject, Reading } from './found-object';

const MODE = 'gateway.istio.io/tls-terminate-mode';
/** The option of a listener's TLS by which istiod knows its cipher suites. */
export const CIPHER_SUITES = 'gateway.istio.io/tls-cipher-suites';
const NO_TLS_EQUAL: Readonly<Record<string, string>> = {
  minProtocolVersion: 'the Gateway API has no TLS versions: those of MeshConfig hold',
  maxProtocolVersion: 'the Gateway API has no TLS versions: those of MeshConfig hold',
  subjectAltNames: 'the Gateway API has no names of client certificates',
  verifyCertificateSpki: 'the Gateway API has no certificate hashes',
  verifyCertificateHash: 'the Gateway API has no certificate hashes',
  caCrl: 'the Gateway API has no revocation lists',
};

/** How a listener ends TLS, or passes it on; undefined where the certificates are files. */
export function listenerTls(
  tls: Reading,
  { namespace }: FoundObject,
  version: string,
): gatewayApi.ListenerTLSConfig | undefined {
  const mode = tls.text('mode') ?? 'PASSTHROUGH';
  const ciphers = tls.texts('cipherSuites');
  const authority = tls.text('caCertCredentialName');
  const single = tls.text('credentialName');
  const secrets = [...tls.texts('credentialNames'), ...(single === undefined ? [] : [single])];
  tls.loseAll(NO_TLS_EQUAL);
  for (const file of ['serverCertificate', 'privateKey', 'caCertificates', 'tlsCertificates']) {
    if (tls.get(file) !== undefined) tls.lose(file, 'not written: the Gateway API has Secrets, and no files');
  }
  if (mode === 'PASSTHROUGH') return { mode: 'Passthrough' };
  const hasCiphers = ciphers.length > 0 && has(version, 'listenerCipherSuites');
  if (ciphers.length > 0 && !hasCiphers) {
    const since = nearestWith(version as IstioVersion, 'listenerCipherSuites');
    tls.lose('cipherSuites', `not written: Istio ${version} reads none of a listener (${since})`);
  }
  if (mode === 'OPTIONAL_MUTUAL' && !has(version, 'optionalClientCertificates')) {
    const since = nearestWith(version as IstioVersion, 'optionalClientCertificates');
    tls.lose('mode', `written, and not read by Istio ${version} (${since})`);
  }
  const options = {
    ...(mode !== 'SIMPLE' && { [MODE]: mode }),
    ...(hasCiphers && { [CIPHER_SUITES]: ciphers.join(',') }),
  };
  if (mode === 'ISTIO_MUTUAL') return { mode: 'Terminate', options };
  if (secrets.length === 0) return undefined;
  if (authority !== undefined) {
    tls.lose(
      'caCertCredentialName',
      `not written: for one listener Istio looks into "${secrets[0]}-cacert", for all a Gateway has tls.frontend`,
    );
  }
  tls.lose(
    'credentialName',
    `expected in the namespace of the Gateway${namespace === undefined ? '' : `, "${namespace}"`}, and not in that of its pods`,
  );
  return {
    mode: 'Terminate',
    certificateRefs: secrets.map((name) => ({ name })),
    ...(Object.keys(options).length > 0 && { options }),
  };
}
