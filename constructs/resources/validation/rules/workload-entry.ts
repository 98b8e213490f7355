import type { WorkloadEntrySpec } from '../../generated/networking';
import { checkHostOrIp, checkIp, checkUnixSocket, isUnixSocket } from '../checks/hosts';
import { checkLabels } from '../checks/labels';
import { checkPort } from '../checks/ports';
import { show } from '../fault';
import { isHostLabel } from '../host-names';
import type { Place } from '../place';

/** What istiod's webhook refuses, and warns of, in a WorkloadEntry. */
export function checkWorkloadEntry(spec: Place<WorkloadEntrySpec>): void {
  if (
    spec.field('address').isEmpty &&
    (spec.field('network').isEmpty || !spec.inspection.has('networkWithoutAddress'))
  ) {
    spec.field('address').fault({ code: 'missing-field', wanted: 'an address', text: 'required' });
  } else checkNetworkAlone(spec);
  checkEndpoint(spec, { allowNames: true });
}

/** An endpoint of which only the network is given. */
export function checkNetworkAlone(endpoint: Place<Pick<WorkloadEntrySpec, 'address' | 'network'>>): void {
  if (!endpoint.field('address').isEmpty || endpoint.field('network').isEmpty) return;
  endpoint.field('address').warn({ got: 'a network alone', wanted: 'an address' });
}

/** An endpoint, on its own or in a ServiceEntry. */
export function checkEndpoint(
  endpoint: Place<WorkloadEntrySpec>,
  options: { readonly allowNames: boolean; readonly servicePorts?: ReadonlySet<string> },
): void {
  if (endpoint.unknown) return;
  const [address, ports] = [endpoint.field('address'), endpoint.field('ports')];
  if (isUnixSocket(address)) {
    checkUnixSocket(address);
    if (ports.isSet) ports.fault({ got: 'ports', wanted: 'none on a Unix domain socket' });
    if (options.servicePorts !== undefined && options.servicePorts.size !== 1) {
      address.fault({
        got: `${options.servicePorts.size} ports of the service`,
        wanted: 'exactly one for a Unix domain socket',
      });
    }
  } else if (address.isSet) (options.allowNames ? checkHostOrIp : checkIp)(address);
  checkPorts(ports, options.servicePorts);
  checkLabels(endpoint.field('labels'));
}

/** The ports of an endpoint: known to the service, well-formed. */
export function checkPorts(
  ports: Place<Readonly<Record<string, number>>>,
  servicePorts: ReadonlySet<string> | undefined,
): void {
  for (const [name, port] of ports.entries()) {
    if (servicePorts !== undefined && !servicePorts.has(name)) {
      const wanted = `a port of the service: ${[...servicePorts].join(', ')}`;
      port.fault({ text: `invalid key ${show(name)}, expected ${wanted}`, wanted });
    } else if (!isHostLabel(name)) {
      port.fault({
        text: `invalid key ${show(name)}, expected letters, digits and inner dashes`,
        wanted: 'the name of a port',
      });
    }
    checkPort(port);
  }
}
