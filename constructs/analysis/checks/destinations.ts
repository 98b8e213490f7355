import { isToken } from '../../delivery/terraform-template';
import type { networking } from '../../resources';
import type { Report } from '../finding';
import type { KnownResource, MeshInventory } from '../mesh-inventory';

interface Route {
  readonly destination: networking.Destination | undefined;
  readonly path: string;
}

/** Every destination of a VirtualService, with its path. */
function destinationsOf(spec: networking.VirtualServiceSpec): Route[] {
  const routes: Route[] = [];
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    const list: readonly networking.HTTPRoute[] = (spec[protocol] as readonly networking.HTTPRoute[] | undefined) ?? [];
    if (isToken(list)) continue;
    list.forEach((route, i) => {
      (route.route ?? []).forEach((one, k) => {
        routes.push({ destination: one.destination, path: `spec.${protocol}[${i}].route[${k}].destination` });
      });
      if (route.mirror !== undefined) routes.push({ destination: route.mirror, path: `spec.${protocol}[${i}].mirror` });
      (route.mirrors ?? []).forEach((one, k) => {
        routes.push({ destination: one.destination, path: `spec.${protocol}[${i}].mirrors[${k}].destination` });
      });
    });
  }
  return routes;
}

function sameHost(host: string, from: string, other: string, otherFrom: string): boolean {
  const full = (name: string, namespace: string): string =>
    name.includes('.')
      ? name.replace(/^([^.]+\.[^.]+)(?:\.svc)?$/, '$1.svc.cluster.local')
      : `${name}.${namespace}.svc.cluster.local`;
  return host === other || full(host, from) === full(other, otherFrom);
}

/** The hosts, subsets and ports that routes lead to. */
export function checkDestinations(mesh: MeshInventory, report: Report): void {
  const rules = mesh.of('DestinationRule');
  for (const service of mesh.of('VirtualService')) {
    for (const { destination, path } of destinationsOf(service.spec)) {
      if (destination === undefined || isToken(destination) || isToken(destination.host)) continue;
      checkDestination(destination, path, { service, rules, mesh, report });
    }
  }
  for (const rule of rules) {
    const { host } = rule.spec;
    if (isToken(host) || host.startsWith('*') || mesh.hasHost(host, rule.namespace)) continue;
    const text = `no known service "${host}"; declare it with DeclaredObject.serviceFromName if somebody else owns it`;
    report({ code: 'IST0174', at: rule.at, path: 'spec.host', text });
  }
}

function checkDestination(
  { host, subset, port }: networking.Destination,
  path: string,
  known: {
    readonly service: KnownResource<'VirtualService'>;
    readonly rules: readonly KnownResource<'DestinationRule'>[];
    readonly mesh: MeshInventory;
    readonly report: Report;
  },
): void {
  const { service, rules, mesh, report } = known;
  if (!mesh.hasHost(host, service.namespace)) {
    const text = `no known service "${host}"; declare it with DeclaredObject.serviceFromName if somebody else owns it`;
    report({ code: 'IST0101', at: service.at, path: `${path}.host`, text });
  } else {
    const ports = mesh.serviceOf(host, service.namespace)?.ports;
    const numbers = (ports ?? []).map((one) => one.port);
    if (port?.number !== undefined && !isToken(port.number) && ports !== undefined && !numbers.includes(port.number)) {
      const text = `the service "${host}" has no port ${port.number} (it has ${numbers.join(', ')})`;
      report({ code: 'IST0101', at: service.at, path: `${path}.port.number`, text });
    } else if (
      port === undefined &&
      numbers.length > 1 &&
      (service.spec.gateways ?? []).some((gateway) => gateway !== 'mesh')
    ) {
      const text = `the service "${host}" has several ports (${numbers.join(', ')}), name one in port.number`;
      report({ code: 'IST0112', at: service.at, path, text });
    }
  }
  if (subset === undefined || subset === '' || isToken(subset)) return;
  const matching = rules.filter(
    (rule) => isToken(rule.spec.host) || sameHost(host, service.namespace, rule.spec.host, rule.namespace),
  );
  const subsets = matching.flatMap((rule) => rule.spec.subsets ?? []);
  if (subsets.some((one) => isToken(one) || isToken(one.name) || one.name === subset)) return;
  const names = subsets.map((one) => one.name).join(', ') || 'none';
  const text = `no DestinationRule of this program has the subset "${subset}" for "${host}" (known: ${names})`;
  report({ code: 'IST0101', at: service.at, path: `${path}.subset`, text });
}

/** Two VirtualServices inside the mesh may not claim one host. */
export function checkHostConflicts(mesh: MeshInventory, report: Report): void {
  const inside = mesh.of('VirtualService').filter(({ spec }) => {
    const { gateways = [] } = spec;
    return !isToken(gateways) && (gateways.length === 0 || gateways.includes('mesh'));
  });
  inside.forEach((service, i) => {
    for (const earlier of inside.slice(0, i)) {
      if (isToken(service.spec.hosts) || isToken(earlier.spec.hosts) || !visibleTogether(service, earlier)) continue;
      (service.spec.hosts ?? []).forEach((host, k) => {
        const clash = earlier.spec.hosts?.find(
          (other) => !isToken(other) && !isToken(host) && sameHost(host, service.namespace, other, earlier.namespace),
        );
        if (clash === undefined) return;
        const text = `"${host}" is routed by ${earlier.at.node.path} as well`;
        report({ code: 'IST0109', at: service.at, path: `spec.hosts[${k}]`, text });
      });
    }
  });
}

/** What is exported to its own namespace only cannot meet what another namespace has. */
function visibleTogether(a: KnownResource<'VirtualService'>, b: KnownResource<'VirtualService'>): boolean {
  const own = ({ spec, namespace }: KnownResource<'VirtualService'>): boolean =>
    (spec.exportTo ?? []).length > 0 && (spec.exportTo ?? []).every((one) => one === '.' || one === namespace);
  return a.namespace === b.namespace || (!own(a) && !own(b));
}
