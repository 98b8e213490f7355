import type { ClientTLSSettings } from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';
import { checkRequired } from './numbers';

const FILES = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'] as const;

/** The TLS settings of connections to a service. */
export function checkClientTls(tls: Place<ClientTLSSettings>): void {
  if (!tls.exists || tls.unknown) return;
  const mode = tls.field('mode').text();
  const credential = tls.field('credentialName');
  checkConfigMap(credential);
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;

  if (tls.field('insecureSkipVerify').isTrue()) {
    const unused = (['caCertificates', ...(mode === 'SIMPLE' ? ['credentialName' as const] : [])] as const).filter(
      (name) => tls.field(name).isSet,
    );
    const names = [...unused, ...(tls.field('subjectAltNames').exists ? ['subjectAltNames'] : [])];
    if (names.length > 0) {
      tls.fault({ got: `insecureSkipVerify beside ${names.join(', ')}`, wanted: 'either verification or none' });
    }
  }
  if (credential.isSet) {
    const files = FILES.filter((name) => tls.field(name).isSet);
    if (files.length > 0) {
      tls.fault({
        code: 'too-many-fields',
        got: `credentialName and ${files.join(', ')}`,
        wanted: 'credentialName or files',
      });
    }
    return;
  }
  if (mode === 'MUTUAL') {
    checkRequired(tls.field('clientCertificate'), 'a client certificate or a credentialName, because mode is MUTUAL');
    checkRequired(tls.field('privateKey'), 'a private key or a credentialName, because mode is MUTUAL');
  }
}

/** A CA from a ConfigMap comes from the namespace of the rule. */
function checkConfigMap(credential: Place<string>): void {
  const text = credential.text();
  const { namespace } = credential.inspection;
  if (text === undefined || namespace === undefined || !text.startsWith('configmap://')) return;
  const [owner, name, ...rest] = text.slice('configmap://'.length).split('/');
  if (!owner || !name || rest.length > 0 || owner !== namespace) {
    credential.fault({ got: show(text), wanted: `configmap://${namespace}/ and the name of a ConfigMap` });
  }
}
