import { BlockList, isIP } from 'node:net';
import { KINDS } from '../../../model/kinds';
import { selects } from '../../../model/labels';
import { put } from '../../../model/multimap';
import { labelsIn, selectorOf } from '../../../model/object';
import { fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import type { networking } from '../../resources';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from '../check';
import type { Report } from '../finding';

type Entry = ProgramObject<networking.ServiceEntrySpec>;

interface EntryPort {
  readonly entry: Entry;
  readonly host: string;
  readonly number: number;
  readonly protocol: string;
  readonly path: string;
}

/** What ServiceEntries say of addresses and ports, each alone and all together. */
export const serviceEntries: Check = (mesh, report, facts) => {
  const byHost = new Map<string, EntryPort[]>();
  const byTcpPort = new Map<number, EntryPort[]>();
  for (const entry of mesh.objects.of<networking.ServiceEntrySpec>(KINDS.serviceEntry)) {
    for (const port of portsOf(entry)) {
      put(byHost, `${port.host} ${port.number}`, port);
      if (needsAddress(entry, port.protocol, mesh)) put(byTcpPort, port.number, port);
    }
    checkWorkloadEntries(entry, mesh, report);
  }
  for (const ports of byTcpPort.values()) reportAddresses(ports, report);
  for (const ports of byHost.values()) {
    for (const one of ports) {
      const other = ports.find((each) => each.entry !== one.entry && meet(one.entry, each.entry));
      if (other === undefined) continue;
      const text = `duplicate port ${one.number} of "${one.host}": ${pathOf(other.entry)} has it as well`;
      report({ code: 'KIA1211', at: one.entry.origin, path: one.path, text });
      if (other.protocol === one.protocol) continue;
      const clash = `port ${one.number} of "${one.host}" is ${one.protocol} here and ${other.protocol} in ${pathOf(other.entry)}: one of them holds`;
      report({ code: 'KIA1212', at: one.entry.origin, path: one.path, text: clash });
    }
  }

  function meet(a: Entry, b: Entry): boolean {
    const [toA, toB] = [facts.exportOf(a) ?? [], facts.exportOf(b) ?? []];
    if (toA.includes('*') && toB.includes('*')) return true;
    const named = [...toA, ...toB].filter((one) => !['*', '.', '~'].includes(one));
    const viewers = [namespaceOf(a), namespaceOf(b), ...named].filter((one) => one !== undefined);
    return viewers.some((viewer) => facts.sees(viewer, a) === true && facts.sees(viewer, b) === true);
  }
};

function portsOf(entry: Entry): EntryPort[] {
  const hosts = itemsOf(entry.spec.hosts).filter((host): host is string => typeof host === 'string');
  return itemsOf(entry.spec.ports).flatMap((written, i) => {
    const { number, protocol } = fieldsOf(written as unknown);
    const port = numberOf(number);
    if (port === undefined || !isKnown(protocol)) return [];
    const path = `spec.ports[${i}]`;
    return hosts.map((host) => ({
      entry,
      host,
      number: port,
      protocol: (textOf(protocol) || 'TCP').toUpperCase(),
      path,
    }));
  });
}

/** Protocols whose connections name no host. */
const HOSTLESS = ['TCP', 'MONGO', 'MYSQL', 'REDIS'];

/** TCP has no host: without an address of its own a ServiceEntry takes every connection to its port. */
function needsAddress({ spec, metadata }: Entry, protocol: string, mesh: ProgramMesh): boolean {
  const { addresses } = spec;
  if (!HOSTLESS.includes(protocol) || !isKnown(addresses) || itemsOf(addresses).length > 0) return false;
  const labels = metadata.labels;
  if (isKnown(labels) && labels['networking.istio.io/enable-autoallocate-ip'] === 'true') return false;
  const { meshConfig, environment } = mesh.config;
  const metadataOf = fieldsOf(fieldsOf(meshConfig['defaultConfig'])['proxyMetadata']);
  const isCaptured = String(metadataOf['ISTIO_META_DNS_CAPTURE']) === 'true';
  const isAllocated = [
    metadataOf['ISTIO_META_DNS_AUTO_ALLOCATE'],
    metadataOf['PILOT_ENABLE_IP_AUTOALLOCATE'],
    environment['PILOT_ENABLE_IP_AUTOALLOCATE'],
  ];
  return !(isCaptured && isAllocated.some((one) => String(one) === 'true'));
}

function reportAddresses(ports: readonly EntryPort[], report: Report): void {
  const said = new Set<string>();
  for (const one of ports) {
    const key = `${pathOf(one.entry)} ${one.path}`;
    if (said.has(key)) continue;
    said.add(key);
    const other = ports.find((each) => each.host !== one.host);
    const text =
      other === undefined
        ? `${one.protocol} without addresses: the port ${one.number} of every address outside of the mesh leads to it; expected spec.addresses, or addresses that the mesh allocates`
        : `${one.protocol} without addresses on port ${one.number}, as "${other.host}" of ${pathOf(other.entry)}: all connections go to one of them; expected spec.addresses, or addresses that the mesh allocates`;
    report({
      code: 'IST0134',
      at: one.entry.origin,
      path: one.path,
      text,
      severity: other === undefined ? 'info' : 'warning',
    });
  }
}

/** Addresses of workloads that a ServiceEntry selects are among its own, where it has some. */
function checkWorkloadEntries(entry: Entry, mesh: ProgramMesh, report: Report): void {
  const { workloadSelector, addresses } = entry.spec;
  const namespace = namespaceOf(entry);
  if (workloadSelector === undefined || namespace === undefined || !isFullyKnown(addresses)) return;
  const own = itemsOf(addresses);
  if (own.length === 0) return;
  const selector = selectorOf(entry.spec);
  for (const workload of mesh.objects.in<networking.WorkloadEntrySpec>(KINDS.workloadEntry, namespace)) {
    const { address, labels } = workload.spec;
    if (typeof address !== 'string' || address === '' || own.some((one) => hasAddress(String(one), address))) continue;
    if (selects(selector, labelsIn(labels)) !== true) continue;
    const text = `address ${address} of WorkloadEntry ${pathOf(workload)}, which it selects, is not in it`;
    report({ code: 'KIA1201', at: entry.origin, path: 'spec.addresses', text });
  }
}

/** Whether an address, or a range of them, has another one. */
function hasAddress(written: string, address: string): boolean {
  const [network = '', length] = written.split('/');
  if (length === undefined || isIP(network) === 0 || isIP(network) !== isIP(address)) return written === address;
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(network, Number(length), family);
  return range.check(address, family);
}
