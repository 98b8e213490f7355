import type { ServiceEntrySpec } from '../../generated/networking';
import { checkExportTo } from '../checks/export-to';
import { checkHostOrIp, checkIpOrRange, checkLabelName, checkWildcardHost } from '../checks/hosts';
import { checkLabels, checkSelector } from '../checks/labels';
import { checkRequired } from '../checks/numbers';
import { checkPort, checkProtocol } from '../checks/ports';
import { show } from '../fault';
import { isHostName, isPartialWildcard } from '../host-names';
import type { Place } from '../place';
import { isHttpProtocol, isTlsProtocol } from '../protocols';
import { checkEndpoint, checkNetworkAlone, checkPorts } from './workload-entry';

/** What istiod's webhook refuses, and warns of, in a ServiceEntry. */
export function checkServiceEntry(spec: Place<ServiceEntrySpec>): void {
  const [hosts, addresses, endpoints, ports] = [
    spec.field('hosts'),
    spec.field('addresses'),
    spec.field('endpoints'),
    spec.field('ports'),
  ];
  checkSelector(spec.field('workloadSelector'), 'labels');
  if (spec.field('workloadSelector').exists && endpoints.isSet) {
    spec.fault({
      code: 'too-many-fields',
      got: 'workloadSelector and endpoints',
      wanted: 'only one of workloadSelector, endpoints',
    });
  }
  checkRequired(hosts, 'at least one host');
  for (const host of hosts.items()) {
    if (host.text() === '*') host.fault({ got: '"*"', wanted: 'a host other than "*"' });
    else {
      checkWildcardHost(host);
      checkPartialWildcard(host, spec.field('resolution'));
    }
  }
  for (const address of addresses.items()) checkIpOrRange(address);
  checkServicePorts(ports);
  checkAllocatedAddress(spec);
  checkExportTo(spec.field('exportTo'), { none: true });
  if (spec.field('resolution').unknown) return;
  const resolution = spec.field('resolution').text() ?? 'NONE';
  if (addresses.items().some((address) => address.text()?.includes('/')) && !['NONE', 'STATIC'].includes(resolution)) {
    addresses.fault({ got: 'a range of addresses', wanted: 'single addresses, or the resolution NONE or STATIC' });
  }
  const names = ports.items().map((port) => port.field('name').text());
  const servicePorts =
    ports.unknown || names.includes(undefined) ? undefined : new Set(names.filter((name) => name !== undefined));
  switch (resolution) {
    case 'NONE':
      if (endpoints.isSet)
        endpoints.fault({ got: 'endpoints', wanted: 'no value', text: 'not allowed, because resolution is NONE' });
      if (spec.field('workloadSelector').exists && !spec.inspection.has('workloadSelectorWithoutResolution')) {
        spec.field('workloadSelector').warn({ got: 'a selector', wanted: 'none, because resolution is NONE' });
      }
      checkUnusedTargetPorts(ports);
      break;
    case 'STATIC':
      for (const endpoint of endpoints.items()) {
        checkRequiredAddress(endpoint);
        checkEndpoint(endpoint, { allowNames: false, ...(servicePorts !== undefined && { servicePorts }) });
      }
      break;
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
      checkDns(spec, resolution, servicePorts);
      break;
    case 'DYNAMIC_DNS':
      checkDynamicDns(spec);
      break;
  }
  if (resolution !== 'NONE' && (hosts.size() ?? 0) > 1) {
    const plain = ports.items().find((port) => {
      const protocol = port.field('protocol');
      return (
        !port.unknown &&
        !protocol.unknown &&
        !isHttpProtocol(protocol.text() ?? '') &&
        !isTlsProtocol(protocol.text() ?? '')
      );
    });
    plain?.fault({
      got: `${hosts.size()} hosts on a ${plain.field('protocol').text() ?? 'TCP'} port`,
      wanted: 'one host: only HTTP and TLS tell hosts apart',
    });
  }
}

/** `*a.com` is neither a host nor a wildcard that proxies know. */
function checkPartialWildcard(host: Place<string>, resolution: Place<string>): void {
  const text = host.text();
  if (text === undefined || !isPartialWildcard(text) || !host.inspection.has('partialWildcardWarning')) return;
  if (resolution.unknown || resolution.text() === 'DYNAMIC_DNS') return;
  host.warn({ got: show(text), wanted: 'a host name, or "*." and a domain' });
}

/** Plain TCP tells services apart by their address. */
function checkAllocatedAddress(spec: Place<ServiceEntrySpec>): void {
  const [addresses, resolution] = [spec.field('addresses'), spec.field('resolution')];
  if (addresses.isSet || addresses.unknown || resolution.unknown) return;
  const label = spec.inspection.labels['networking.istio.io/enable-autoallocate-ip'];
  const refused = typeof label === 'string' && label.toLowerCase() === 'false';
  const allocated = spec.inspection.has('addressAllocation') && (resolution.text() ?? 'NONE') !== 'NONE' && !refused;
  if (allocated) return;
  for (const port of spec.field('ports').items()) {
    const protocol = port.field('protocol');
    if (port.unknown || protocol.unknown || !['', 'TCP'].includes(protocol.text() ?? '')) continue;
    port.warn({ got: 'a TCP port without addresses', wanted: 'addresses, by which TCP is told apart' });
  }
}

function checkUnusedTargetPorts(ports: Place<ServiceEntrySpec['ports'] & object>): void {
  if (!ports.inspection.has('targetPortWithoutResolutionWarning')) return;
  for (const port of ports.items()) {
    const target = port.field('targetPort');
    if ((target.number() ?? 0) !== 0)
      target.warn({ text: 'no effect, because resolution is NONE', wanted: 'no value' });
  }
}

function checkRequiredAddress(endpoint: Place<{ readonly address?: string; readonly network?: string }>): void {
  if (endpoint.unknown) return;
  const needed = endpoint.field('network').isEmpty || !endpoint.inspection.has('networkWithoutAddress');
  if (endpoint.field('address').isEmpty && needed) {
    endpoint.field('address').fault({ code: 'missing-field', wanted: 'an address', text: 'required' });
  } else checkNetworkAlone(endpoint);
}

function checkServicePorts(ports: Place<ServiceEntrySpec['ports'] & object>): void {
  const seen = { name: new Set<unknown>(), number: new Set<unknown>() };
  for (const port of ports.items()) {
    if (port.unknown) continue;
    for (const key of ['name', 'number'] as const) {
      const place = port.field(key);
      const value = place.text() ?? place.number();
      if (value !== undefined && seen[key].has(value)) {
        place.fault({ code: 'duplicate', got: `${show(value)}`, wanted: `each port ${key} once` });
      }
      if (value !== undefined) seen[key].add(value);
    }
    checkRequired(port.field('name'), 'a name');
    if (port.field('name').isSet) checkLabelName(port.field('name'));
    if (!port.field('number').exists) checkRequired(port.field('number'), 'a port number');
    checkPort(port.field('number'));
    if (port.field('targetPort').number() !== 0) checkPort(port.field('targetPort'));
    checkProtocol(port.field('protocol'));
  }
}

function checkDns(
  spec: Place<ServiceEntrySpec>,
  resolution: string,
  servicePorts: ReadonlySet<string> | undefined,
): void {
  const endpoints = spec.field('endpoints');
  if (endpoints.isEmpty) {
    for (const host of spec.field('hosts').items()) {
      const text = host.text();
      if (text !== undefined && !isHostName(text)) {
        host.fault({
          got: show(text),
          wanted: `a host without "*", because resolution is ${resolution} and no endpoints are given`,
        });
      }
    }
  }
  if (resolution === 'DNS_ROUND_ROBIN' && (endpoints.size() ?? 0) > 1) {
    endpoints.fault({
      got: `${endpoints.size()} endpoints`,
      wanted: 'at most one, because resolution is DNS_ROUND_ROBIN',
    });
  }
  checkSharedAddresses(spec);
  if (spec.field('workloadSelector').exists && spec.inspection.has('dnsWorkloadSelectorWarning')) {
    spec.field('workloadSelector').warn({ got: 'a selector', wanted: `none, because resolution is ${resolution}` });
  }
  for (const endpoint of endpoints.items()) {
    if (endpoint.unknown) continue;
    if (endpoint.field('address').isEmpty) checkRequired(endpoint.field('address'), 'an address');
    checkHostOrIp(endpoint.field('address'));
    checkLabels(endpoint.field('labels'));
    checkPorts(endpoint.field('ports'), servicePorts);
  }
}

/** The connections that an address gets on a port of TLS go to one host, whichever name they ask for. */
function checkSharedAddresses(spec: Place<ServiceEntrySpec>): void {
  const [addresses, hosts] = [spec.field('addresses'), spec.field('hosts').size() ?? 0];
  if (hosts < 2 || (addresses.size() ?? 0) === 0) return;
  const port = spec
    .field('ports')
    .items()
    .find((one) => isTlsProtocol(one.field('protocol').text() ?? ''));
  if (port !== undefined) addresses.warn({ got: `the addresses of ${hosts} hosts on a TLS port`, wanted: 'one host' });
}

function checkDynamicDns(spec: Place<ServiceEntrySpec>): void {
  for (const host of spec.field('hosts').items()) {
    const text = host.text();
    if (text !== undefined && !text.startsWith('*')) {
      host.fault({ got: show(text), wanted: 'a host that begins with "*", because resolution is DYNAMIC_DNS' });
    }
  }
  for (const name of ['addresses', 'endpoints'] as const) {
    if (spec.field(name).isSet)
      spec.field(name).fault({ got: name, wanted: 'no value', text: 'not allowed, because resolution is DYNAMIC_DNS' });
  }
  const wide = spec.inspection.has('wideDynamicDns');
  const tls = spec.inspection.has('tlsDynamicDns');
  const protocols = ['HTTP', ...(tls ? ['TLS'] : []), ...(wide ? ['GRPC', 'HTTP2'] : [])];
  if (!wide && !spec.field('location').unknown && spec.field('location').text() === 'MESH_INTERNAL') {
    spec.field('location').fault({ got: 'MESH_INTERNAL', wanted: 'MESH_EXTERNAL, because resolution is DYNAMIC_DNS' });
  }
  for (const port of spec.field('ports').items()) {
    const protocol = port.field('protocol');
    if (port.unknown || protocol.unknown || protocols.includes(protocol.text()?.toUpperCase() ?? '')) continue;
    protocol.fault({
      got: show(protocol.text() ?? ''),
      wanted: `one of ${protocols.join(', ')}, because resolution is DYNAMIC_DNS`,
    });
  }
}
