import { X509Certificate } from 'node:crypto';
import { KINDS } from '../../../model/kinds';
import { fieldsOf, isFullyKnown, textOf } from '../../../model/value';
import { type Check, pathOf } from '../check';
import { credentialsOf } from './gateway-workloads';

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
  for (const key of ['tls.crt', 'cert']) {
    const written = textOf(stringData[key]) ?? decoded(textOf(data[key]));
    // An empty one is filled in by somebody else.
    if (written === undefined || written.trim() === '') continue;
    try {
      const certificate = new X509Certificate(written);
      const now = Date.now();
      if (Date.parse(certificate.validTo) < now) return `${key}: the certificate expired on ${certificate.validTo}`;
      if (Date.parse(certificate.validFrom) > now)
        return `${key}: the certificate is not valid before ${certificate.validFrom}`;
    } catch {
      return `${key}: expected a certificate in PEM form`;
    }
  }
  return undefined;
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, 'base64').toString('utf8');
}
