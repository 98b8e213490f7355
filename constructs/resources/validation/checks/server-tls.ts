import type { ServerTLSSettings } from '../../generated/networking';
import { show } from '../fault';
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

/** The cipher suites that gateways know. */
const CIPHER_SUITES = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-SHA',
  'AES256-SHA',
  'DES-CBC3-SHA',
]);

/** The TLS settings of a server: certificates as its mode needs them, from one source. */
export function checkServerTls(tls: Place<ServerTLSSettings>): void {
  if (!tls.exists || tls.unknown) return;
  checkCiphers(tls);
  if (tls.field('mode').unknown) return;
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
  if (passesThrough(tls)) checkUnusedCertificates(tls, mode);
  const sources = [
    ...(tls.field('serverCertificate').isSet && tls.field('privateKey').isSet ? ['serverCertificate'] : []),
    ...(['credentialName', 'credentialNames', 'tlsCertificates'] as const).filter((name) => tls.field(name).isSet),
  ];
  if (sources.length > 1 && tls.inspection.has('oneCertificateSource')) {
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

/** Suites that Istio ignores, and old protocol versions without suites that they could use. */
function checkCiphers(tls: Place<ServerTLSSettings>): void {
  const [version, suites] = [tls.field('minProtocolVersion'), tls.field('cipherSuites')];
  if (['TLSV1_0', 'TLSV1_1'].includes(version.text() ?? '') && suites.isEmpty) {
    version.warn({
      got: version.text() ?? '',
      wanted: 'cipherSuites that fit it, because the default ones need TLSV1_2',
    });
  }
  const known = new Set<string>();
  for (const suite of suites.items()) {
    const text = suite.text();
    if (text === undefined) continue;
    // Expressions of OpenSSL, such as -AES128-SHA, are passed on.
    const valid = text === '' || text === 'ALL' || !/^[\p{L}\p{N}]/u.test(text) || CIPHER_SUITES.has(text);
    if (!valid) suite.warn({ text: `invalid cipher suite ${show(text)}, which is ignored`, wanted: 'a cipher suite' });
    else if (known.has(text)) suite.warn({ text: `duplicate cipher suite ${show(text)}`, wanted: 'each suite once' });
    if (valid) known.add(text);
  }
}

function checkUnusedCertificates(tls: Place<ServerTLSSettings>, mode: string): void {
  const unused = [...CERTIFICATES, 'caCrl' as const].filter((name) => tls.field(name).isSet);
  if (unused.length > 0) {
    tls.warn({ text: `${unused.join(', ')}: ignored, because mode is ${mode}`, wanted: 'no certificates' });
  }
  if (tls.field('caCrl').isSet && tls.field('credentialName').isSet) {
    tls
      .field('caCrl')
      .fault({ wanted: 'no value', text: 'not allowed beside credentialName, whose Secret holds the list' });
  }
}

/** Whether a server passes TLS on instead of ending it. */
export function passesThrough(tls: Place<ServerTLSSettings>): boolean {
  return ['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(tls.field('mode').text() ?? 'PASSTHROUGH');
}
