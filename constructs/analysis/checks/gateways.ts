import { overlaps } from '../../../model/hosts';
import { isToken } from '../../delivery/terraform-template';
import { isIpAddress } from '../../resources/validation/host-names';
import type { Report } from '../finding';
import type { KnownResource, MeshInventory } from '../mesh-inventory';

const MESH = 'mesh';

type Gateway = KnownResource<'Gateway'>;

/** What Gateways ask of the workloads they configure, and what they share with each other. */
export function checkGateways(mesh: MeshInventory, report: Report): void {
  const gateways = mesh.of('Gateway');
  for (const gateway of gateways) {
    checkWorkload(gateway, mesh, report);
    checkCredentials(gateway, mesh, report);
  }
  gateways.forEach((gateway, i) => {
    for (const earlier of gateways.slice(0, i)) checkConflict(gateway, earlier, report);
  });
}

function checkWorkload(gateway: Gateway, mesh: MeshInventory, report: Report): void {
  const { selector = {}, servers = [] } = gateway.spec;
  if (isToken(selector) || Object.keys(selector).length === 0 || Object.values(selector).some(isToken)) return;
  const pods = mesh.podsOf(selector);
  if (pods.length === 0) {
    const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    const known =
      mesh.gatewayPods.flatMap(({ labels: { istio } }) => (istio === undefined ? [] : [`istio=${istio}`])).join(', ') ||
      'none';
    const text = `no known gateway carries ${labels.join(', ')} (known: ${known}); declare it with DeclaredObject.gatewayFromSelector if somebody else runs it`;
    report({ code: 'IST0101', at: gateway.at, path: 'spec.selector', text });
    return;
  }
  servers.forEach((server, i) => {
    const number = server.port?.number;
    if (number === undefined || isToken(number)) return;
    for (const { ports } of pods) {
      if (ports === undefined || ports.some(({ port, targetPort }) => port === number || targetPort === number))
        continue;
      const exposed = ports.map(({ port }) => port).join(', ');
      const text = `the Service of the gateway has no port ${number} (it has ${exposed})`;
      report({ code: 'IST0162', at: gateway.at, path: `spec.servers[${i}].port.number`, text });
    }
  });
}

function checkCredentials(gateway: Gateway, mesh: MeshInventory, report: Report): void {
  const { selector = {}, servers = [] } = gateway.spec;
  const pods = isToken(selector) ? [] : mesh.podsOf(selector);
  // Secrets are read where the gateway runs, which is not known then.
  if (pods.length === 0) return;
  const namespaces = [...new Set(pods.map((one) => one.namespace))];
  servers.forEach((server, i) => {
    const { credentialName, credentialNames = [] } = server.tls ?? {};
    const named = [
      ...(credentialName ? [{ name: credentialName, field: 'credentialName' }] : []),
      ...credentialNames.map((name, k) => ({ name, field: `credentialNames[${k}]` })),
    ];
    for (const { name, field } of named) {
      if (
        isToken(name) ||
        name.includes('://') ||
        namespaces.some((namespace) => mesh.secrets.has(`${namespace}/${name}`))
      )
        continue;
      const text = `no known Secret "${name}" in ${namespaces.join(', ')}; declare it with DeclaredObject.secretFromName if somebody else makes it`;
      report({ code: 'IST0101', at: gateway.at, path: `spec.servers[${i}].tls.${field}`, text });
    }
  });
}

function hostPart(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}

function checkConflict(gateway: Gateway, earlier: Gateway, report: Report): void {
  const selectors = [gateway.spec.selector ?? {}, earlier.spec.selector ?? {}].map((selector) =>
    JSON.stringify(selector),
  );
  if (selectors[0] !== selectors[1] || gateway.at.node.path === earlier.at.node.path) return;
  (gateway.spec.servers ?? []).forEach((server, i) => {
    for (const other of earlier.spec.servers ?? []) {
      if (isToken(server.port?.number) || server.port?.number !== other.port?.number) continue;
      if ((server.bind ?? '') !== (other.bind ?? '')) continue;
      const host = server.hosts?.find(
        (one) => !isToken(one) && other.hosts?.some((two) => hostPart(one) === hostPart(two)),
      );
      if (host === undefined) continue;
      const text = `"${host}" on port ${server.port?.number} is served by ${earlier.at.node.path} as well`;
      report({ code: 'IST0145', at: gateway.at, path: `spec.servers[${i}].hosts`, text });
    }
  });
}

/** The gateways that VirtualServices name, and whether those serve their hosts. */
export function checkGatewayReferences(mesh: MeshInventory, report: Report): void {
  const byName = new Map(mesh.of('Gateway').map((gateway) => [`${gateway.namespace}/${gateway.name}`, gateway]));
  for (const service of mesh.of('VirtualService')) {
    const { gateways = [], hosts = [] } = service.spec;
    if (isToken(gateways)) continue;
    const found: Gateway[] = [];
    gateways.forEach((written, i) => {
      if (written === MESH || isToken(written)) return;
      const name = written.includes('/') ? written : `${service.namespace}/${written}`;
      const gateway = byName.get(name);
      if (gateway !== undefined) found.push(gateway);
      else if (!mesh.gateways.has(name)) {
        const text = `no known Gateway "${name}"; declare it with Gateway.fromName if somebody else owns it`;
        report({ code: 'IST0101', at: service.at, path: `spec.gateways[${i}]`, text });
      }
    });
    // Inside the mesh, and on a gateway that others own, any host may be right.
    if (found.length > 0 && found.length === gateways.length && !isToken(hosts)) checkServed(service, found, report);
  }
}

function checkServed(service: KnownResource<'VirtualService'>, gateways: readonly Gateway[], report: Report): void {
  const served = gateways.flatMap((gateway) =>
    (gateway.spec.servers ?? []).flatMap((server) => (server.hosts ?? []).map((host) => ({ host, gateway }))),
  );
  if (served.some(({ host }) => isToken(host)) || gateways.some(({ spec }) => isToken(spec.servers))) return;
  (service.spec.hosts ?? []).forEach((host, i) => {
    if (isToken(host) || isIpAddress(host)) return;
    const holds = served.some(({ host: one, gateway }) => {
      const namespace = one.includes('/') ? one.slice(0, one.indexOf('/')) : '*';
      const visible = namespace === '*' || (namespace === '.' ? gateway.namespace : namespace) === service.namespace;
      return visible && overlaps(host, hostPart(one));
    });
    if (holds) return;
    const paths = gateways.map((gateway) => gateway.at.node.path).join(' and ');
    const text = `"${host}" is none of the hosts that ${paths} serves: ${[...new Set(served.map((one) => one.host))].join(', ')}`;
    report({ code: 'IST0132', at: service.at, path: `spec.hosts[${i}]`, text });
  });
}

/** Routing by the claims of a JWT needs a RequestAuthentication where the gateway runs. */
export function checkClaims(mesh: MeshInventory, report: Report): void {
  const checked = mesh.of('RequestAuthentication').some((one) => (one.spec.jwtRules ?? []).length > 0);
  if (checked) return;
  for (const service of mesh.of('VirtualService')) {
    (service.spec.http ?? []).forEach((route, i) => {
      (route.match ?? []).forEach((match, k) => {
        const claim = Object.keys(match.headers ?? {}).find((name) =>
          name.toLowerCase().startsWith('@request.auth.claims'),
        );
        if (claim === undefined) return;
        const text = `routes by "${claim}", but no RequestAuthentication of this program checks a JWT`;
        report({ code: 'IST0149', at: service.at, path: `spec.http[${i}].match[${k}].headers`, text });
      });
    });
  }
}
