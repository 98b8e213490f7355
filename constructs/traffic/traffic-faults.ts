import { isOfOtherApi } from './gateway/parents';
import { unsupported } from './gateway/unsupported';
import type { RouteSettings } from './route-table';
import type { ServiceTrafficProps } from './service-traffic-props';
import type { Side } from './traffic-side';

/** What is wrong with where the traffic's rules are to hold. */
export function placeFaults({ settings, gateways: here }: Side, props: ServiceTrafficProps): string[] {
  const { api, service, gateways: bound } = settings;
  const faults: string[] = [];
  const { gateways = [], hosts = [] } = props;
  const mesh = bound.includes('mesh');
  if (gateways.length > 0 && hosts.length === 0) {
    faults.push(
      'hosts: expected the host names that the gateways answer to, got none: ["shop.example.com"], or ["*"] for any',
    );
  }
  if (gateways.length === 0 && hosts.length > 0) {
    faults.push(`hosts: expected none without gateways, got ${hosts.join(', ')}: hosts are answered at gateways only`);
  }
  const others = here.filter((gateway) => isOfOtherApi(gateway, api)).map(({ name }) => `"${name}"`);
  if (gateways.length > 0 && here.length === 0) {
    const kind = api === 'istio' ? 'Gateway' : 'gatewayApi.Gateway';
    faults.push(`gateways: expected a ${kind} as well where the routes are in both APIs, got none: add it`);
  }
  if (others.length > 0) {
    const [own, other] = api === 'istio' ? ['Gateway', 'gatewayApi.Gateway'] : ['gatewayApi.Gateway', 'Gateway'];
    const instead = api === 'istio' ? "set api: 'gateway'" : `pass a ${own}, or set api: 'istio'`;
    faults.push(`gateways: expected a ${own}, got the ${other} ${others.join(', ')}: ${instead}`);
  }
  if (gateways.length === 0 && !mesh) {
    faults.push('mesh: expected true where there are no gateways, got false: the rules would apply nowhere');
  }
  if (mesh && hosts.includes('*')) {
    faults.push(
      'hosts: "*" would match the requests of every service in the mesh: list the host names, or leave mesh out',
    );
  }
  if (gateways.length > 0 && service.port === undefined && (service.ports?.length ?? 0) > 1) {
    const example = service.ports?.[0];
    faults.push(
      `service: "${service.name}" has the ports ${service.ports?.join(', ')}: choose the one that gateways lead to: MeshService.of(service).withPort(${example})`,
    );
  }
  return faults;
}

/** What traffic of the Gateway API cannot have, beside its routes. */
export function gatewayApiFaults(
  { service, gateways }: RouteSettings,
  { exportTo, subsetsInOneRule }: ServiceTrafficProps,
): string[] {
  return [
    ...(exportTo === undefined ? [] : [unsupported('exportTo', 'list of namespaces that see a route')]),
    ...(subsetsInOneRule ? ['subsetsInOneRule: the subsets are Services under the Gateway API: leave it out'] : []),
    ...(service.isExternal && service.serviceEntry === undefined && gateways.includes('mesh')
      ? [
          `service: the Gateway API attaches routes of hosts outside the cluster to their ServiceEntry, and that of "${service.name}" is not known: MeshService.fromHost("${service.name}", { serviceEntry: { name } }), or set api: 'istio'`,
        ]
      : []),
  ];
}

/** Why routes of connections have no place at the Gateway that is made here. */
export function ownGatewayFaults({ ownGateway }: Side): string[] {
  return ownGateway === undefined
    ? []
    : ['gateways: the Gateway made here serves HTTP at port 80 only: pass a Gateway resource for TCP and TLS'];
}
