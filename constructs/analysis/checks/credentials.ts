import { X509Certificate } from 'node:crypto';
import { KINDS } from '../../../model/kinds';
import { fieldsOf, isFullyKnown, textOf } from '../../../model/value';
import { type Check, pathOf } from '../check';
import { credentialsOf } from './gateway-workloads';

/** What the certificate and the private key are called in a Secret, in the order in which istiod looks for them. */
const PAIRS = [
  ['cert', 'key'],
  ['tls.crt', 'tls.key'],
] as const;

/** The Secrets of Gateways hold a certificate, as far as the program writes what is in them. */
export const credentials: Check = {
  inputs: [KINDS.gateway],
  run(mesh, report, facts) {
    const said = new Set<string>();
    for (const gateway of facts.gateways) {
      const namespaces = new Set(facts.podsOf(gateway).map(({ namespace }) => textOf(namespace)));
      for (const { name, path } of credentialsOf(gateway)) {
        for (const namespace of namespaces) {
          const secret = mesh.objects.find(KINDS.secret, namespace, name);
          if (secret === undefined || said.has(`${pathOf(gateway)} ${path}`)) continue;
          const fault = faultOf(fieldsOf(secret.manifest['data']), fieldsOf(secret.manifest['stringData']));
          if (fault === undefined) continue;
          said.add(`${pathOf(gateway)} ${path}`);
          report({ code: 'IST0161', at: gateway.origin, path, text: `Secret ${pathOf(secret)}: ${fault}` });
        }
      }
    }
  },
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
  } catch {
    return `${key}: expected a certificate in PEM form`;
  }
  return undefined;
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8');
}
