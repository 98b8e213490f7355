import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { certificateRefsOf } from '../../../model/gateway-api/listeners';
import { KINDS } from '../../../model/kinds';
import { fieldsOf, isFullyKnown, textOf } from '../../../model/value';
import { type Check, type ProgramObject, pathOf } from '../check';
import { credentialsOf } from './gateway-workloads';

/** What the certificate and the private key are called in a Secret, in the order in which istiod looks for them. */
const PAIRS = [
  ['cert', 'key'],
  ['tls.crt', 'tls.key'],
] as const;

/** The Secrets of Gateways, of either API, hold a certificate, as far as the program writes what is in them. */
export const credentials: Check = (mesh, report, facts) => {
  const said = new Set<string>();
  for (const gateway of facts.gateways) {
    const homes = new Set(facts.podsOf(gateway).map(({ namespace }) => textOf(namespace)));
    for (const { name, path } of credentialsOf(gateway)) {
      // Where the pods are those of somebody else, any namespace may be theirs.
      const secrets =
        homes.size > 0 ? [...homes].map((home) => mesh.objects.find(KINDS.secret, home, name)) : named(name);
      for (const secret of secrets) {
        if (secret === undefined || said.has(`${pathOf(gateway)} ${path}`)) continue;
        const fault = faultOf(fieldsOf(secret.manifest['data']), fieldsOf(secret.manifest['stringData']));
        if (fault === undefined) continue;
        said.add(`${pathOf(gateway)} ${path}`);
        const severity = homes.size > 0 ? 'error' : 'warning';
        report({ code: 'IST0161', at: gateway.origin, path, text: `Secret ${pathOf(secret)}: ${fault}`, severity });
      }
    }
  }

  for (const gateway of mesh.objects.of(KINDS.kubernetesGateway)) {
    for (const { ref, path } of certificateRefsOf(gateway)) {
      const { group = '', kind = 'Secret', name, namespace = gateway.metadata.namespace } = ref;
      if (group !== '' || kind !== 'Secret' || typeof name !== 'string' || typeof namespace !== 'string') continue;
      const secret = mesh.objects.find(KINDS.secret, namespace, name);
      const fault = secret && faultOf(fieldsOf(secret.manifest['data']), fieldsOf(secret.manifest['stringData']));
      if (secret === undefined || fault === undefined) continue;
      report({ code: 'IST0161', at: gateway.origin, path, text: `Secret ${pathOf(secret)}: ${fault}` });
    }
  }

  /** The Secret of a name, where there is one alone. */
  function named(name: string): readonly ProgramObject[] {
    const secrets = mesh.objects.of(KINDS.secret).filter(({ metadata }) => metadata.name === name);
    return secrets.length === 1 ? secrets : [];
  }
};

function faultOf(
  data: Readonly<Record<string, unknown>>,
  stringData: Readonly<Record<string, unknown>>,
): string | undefined {
  if (!isFullyKnown(data) || !isFullyKnown(stringData)) return undefined;
  const keys = [...Object.keys(data), ...Object.keys(stringData)];
  // One without anything is filled in by somebody else.
  if (keys.length === 0) return undefined;
  const pair = PAIRS.find(([certificate]) => keys.includes(certificate));
  if (pair === undefined) return `expected the key tls.crt, or cert, got ${keys.join(', ')}`;
  const [key, privateKey] = pair;
  if (!keys.includes(privateKey)) return `expected the key ${privateKey} beside ${key}, got ${keys.join(', ')}`;
  const written = textOf(stringData[key]) ?? decoded(textOf(data[key]));
  if (written === undefined || written.trim() === '') return undefined;
  try {
    const certificate = new X509Certificate(written);
    const now = Date.now();
    if (Date.parse(certificate.validTo) < now) return `${key}: the certificate expired on ${certificate.validTo}`;
    if (Date.parse(certificate.validFrom) > now)
      return `${key}: the certificate is not valid before ${certificate.validFrom}`;
    const secret = privateKeyOf(textOf(stringData[privateKey]) ?? decoded(textOf(data[privateKey])));
    if (secret !== undefined && !certificate.checkPrivateKey(secret))
      return `${privateKey}: expected the key of ${key}, got another one`;
  } catch {
    return `${key}: expected a certificate in PEM form`;
  }
  return undefined;
}

/** A private key; undefined for one that cannot be read, which the proxy may be able to. */
function privateKeyOf(text: string | undefined): KeyObject | undefined {
  try {
    return text === undefined || text.trim() === '' ? undefined : createPrivateKey(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8');
}
