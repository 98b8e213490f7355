import type { ServerTLSSettings } from '../../generated/networking';
import type { Place } from '../place';
import { checkRequired } from './numbers';

const CERTIFICATES = [
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'credentialName',
  'credentialNames',
] as const;

/** The TLS settings of a server: certificates as its mode needs them, from one source. */
export function checkServerTls(tls: Place<ServerTLSSettings>): void {
  if (!tls.exists || tls.unknown || tls.field('mode').unknown) return;
  const mode = tls.field('mode').text() ?? 'PASSTHROUGH';
  if (mode === 'ISTIO_MUTUAL') {
    for (const name of CERTIFICATES) {
      if (tls.field(name).isSet)
        tls.field(name).fault({
          got: name,
          wanted: 'no value',
          text: 'not allowed: ISTIO_MUTUAL takes the certificates of the mesh',
        });
    }
    return;
  }
  const sources = [
    ...(tls.field('serverCertificate').isSet && tls.field('privateKey').isSet ? ['serverCertificate'] : []),
    ...(['credentialName', 'credentialNames', 'tlsCertificates'] as const).filter((name) => tls.field(name).isSet),
  ];
  if (sources.length > 1) {
    tls.fault({ code: 'too-many-fields', got: sources.join(' and '), wanted: 'the certificates from one source' });
  }
  const terminates = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode);
  if (!terminates || tls.field('credentialName').isSet || tls.field('credentialNames').isSet) return;
  const wanted = (what: string): string => `${what}, because mode is ${mode} and no credentialName is set`;
  if (mode !== 'SIMPLE') checkRequired(tls.field('caCertificates'), wanted('the CA of the clients'));
  const pairs = tls.field('tlsCertificates').isSet ? tls.field('tlsCertificates').items() : [tls];
  for (const pair of pairs) {
    if (pair.unknown) continue;
    checkRequired(pair.field('serverCertificate'), wanted('a certificate'));
    checkRequired(pair.field('privateKey'), wanted('its private key'));
  }
  if (mode === 'SIMPLE' && tls.field('caCrl').isSet) {
    tls.field('caCrl').fault({
      got: 'a revocation list',
      wanted: 'no value',
      text: 'not allowed: SIMPLE asks clients for no certificate',
    });
  }
}

/** Whether a server passes TLS on instead of ending it. */
export function passesThrough(tls: Place<ServerTLSSettings>): boolean {
  return ['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(tls.field('mode').text() ?? 'PASSTHROUGH');
}
