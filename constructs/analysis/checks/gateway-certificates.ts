import { selects } from '../../../model/labels';
import { put } from '../../../model/multimap';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { type Check, pathOf } from '../check';
import type { Gateway } from '../facts';
import { workloadKeys } from './gateway-conflicts';
import { credentialsOf } from './gateway-workloads';

/** Clients reuse an HTTP/2 connection for every host of its certificate, and meet the routes of the first Gateway there. */
export const gatewayCertificates: Check = (_mesh, report, facts) => {
  const uses = new Map<string, Gateway[]>();
  for (const gateway of facts.gateways) {
    const servers = itemsOf(gateway.spec.servers).map((server) => fieldsOf(server));
    const names = new Set(
      certificatesOf(gateway)
        .filter(({ server }) =>
          /^(SIMPLE|MUTUAL|OPTIONAL_MUTUAL)?$/.test(textOf(fieldsOf(servers[server]?.['tls'])['mode']) ?? ''),
        )
        .map(({ name }) => name),
    );
    for (const key of workloadKeys(gateway, facts)) {
      for (const name of names) {
        put(uses, `${key} ${name}`, gateway);
      }
    }
  }
  for (const [key, gateways] of uses) {
    if (gateways.length < 2) continue;
    const name = key.slice(key.lastIndexOf(' ') + 1);
    gateways.forEach((gateway) => {
      const other = gateways.find((one) => one !== gateway && isWithin(gateway, one));
      if (other === undefined) return;
      const credential = certificatesOf(gateway).find((one) => one.name === name);
      const text = `certificate "${name}" is that of ${pathOf(other)} as well: clients that reuse the connection get 404; serve the hosts by one Gateway`;
      report({ code: 'IST0138', at: gateway.origin, path: credential?.path ?? 'spec.servers', text });
    });
  }
};

/** The certificates of a Gateway, by the names of their Secrets or by their files. */
function certificatesOf(gateway: Gateway): ReturnType<typeof credentialsOf> {
  const files = itemsOf(gateway.spec.servers).flatMap((server, i) => {
    const { credentialName, serverCertificate, privateKey } = fieldsOf(fieldsOf(server)['tls']);
    const [certificate, key] = [textOf(serverCertificate), textOf(privateKey)];
    return credentialName === undefined && certificate && key
      ? [{ name: `${certificate},${key}`, path: `spec.servers[${i}].tls.serverCertificate`, server: i }]
      : [];
  });
  return [...credentialsOf(gateway), ...files];
}

/** Whether a Gateway selects the pods of another one, and perhaps more: it is reported at the wider one, as istioctl does. */
function isWithin(wide: Gateway, narrow: Gateway): boolean {
  return selects(wide.spec.selector ?? {}, narrow.spec.selector ?? {}) === true;
}
