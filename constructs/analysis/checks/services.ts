import type { IConstruct } from 'constructs';
import { isSystemNamespace } from '../../../model/data-plane';
import type { ClusterService } from '../../../model/mesh';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { containersOf, type Workload } from '../../../model/workloads';
import { type Check, type ProgramMesh, pathOf } from '../check';
import { dataPlaneOfPods } from '../pods';

interface Port {
  readonly port: number | undefined;
  readonly target: number | string | undefined;
  readonly name: string;
  readonly protocol: string;
  readonly fields: Fields;
}

function portsOf(service: ClusterService<IConstruct>): readonly Port[] {
  return (service.ports ?? []).flatMap((one) => {
    if (!isFullyKnown(one)) return [];
    const fields = fieldsOf(one) as Fields;
    const port = numberOf(fields['port']);
    const target = numberOf(fields['targetPort']) ?? textOf(fields['targetPort']) ?? port;
    const protocol = textOf(fields['protocol']) ?? 'TCP';
    return [{ port, target: target === 0 ? port : target, name: textOf(fields['name']) ?? '', protocol, fields }];
  });
}

const PROTOCOLS = [
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];
const KUBERNETES_PROTOCOLS = ['kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'];
/** SMTP, DNS, MySQL and MongoDB, which Istio takes for TCP without looking. */
const TCP_PORTS = [25, 53, 3306, 27017];

/** The ports of a Service say their protocol, or Istio listens to the first bytes of every connection. */
export const portNames: Check = (mesh, report) => {
  for (const service of mesh.services) {
    const { name, object, labels, namespace } = service;
    if (object === undefined || isExternal(service) || isIstios(labels) || isSystemNamespace(namespace)) continue;
    itemsOf(object.spec['ports']).forEach((one, i) => {
      if (!isKnown(one) || !isFullyKnown(one)) return;
      const { port, name: named, appProtocol, protocol = 'TCP' } = fieldsOf(one as unknown);
      const portName = textOf(named) ?? '';
      if (
        protocol === 'UDP' ||
        TCP_PORTS.includes(Number(port)) ||
        saysProtocol(textOf(appProtocol) ?? portName, textOf(appProtocol))
      )
        return;
      const what = portName === '' ? 'no name' : `"${portName}"`;
      const got = appProtocol === undefined ? what : `the appProtocol "${String(appProtocol)}"`;
      const text = `port ${String(port)} of "${name}": expected a name such as http or grpc-api, or an appProtocol that Istio knows, got ${got}: Istio guesses its protocol`;
      report({ code: 'IST0118', at: object.origin, path: `spec.ports[${i}].name`, text });
    });
  }
};

function saysProtocol(text: string, appProtocol: string | undefined): boolean {
  if (appProtocol !== undefined && KUBERNETES_PROTOCOLS.includes(appProtocol)) return true;
  const lower = text.toLowerCase();
  return lower.startsWith('grpc-web') || PROTOCOLS.includes(lower.split('-', 1)[0] ?? '');
}

function isExternal({ object }: ClusterService<IConstruct>): boolean {
  return object?.spec['type'] === 'ExternalName';
}

/** Services of the control plane and of gateways are Istio's own business. */
function isIstios(labels: ClusterService['labels']): boolean {
  if (!isKnown(labels)) return true;
  return (
    labels['istio'] !== undefined || labels['release'] === 'istio' || labels['gateway.istio.io/managed'] !== undefined
  );
}

/** An ExternalName Service whose port says no protocol takes every connection to that port. */
export const externalNames: Check = (mesh, report) => {
  for (const service of mesh.services) {
    const { object, name } = service;
    if (object === undefined || !isExternal(service)) continue;
    portsOf(service).forEach(({ name: portName, port, fields }, i) => {
      const said = textOf(fields['appProtocol']) ?? portName;
      if (saysProtocol(said, textOf(fields['appProtocol'])) && !/^tcp(-|$)/i.test(said)) return;
      const text = `port ${port} of the ExternalName "${name}": expected a name of a protocol above TCP, such as http or tls, got "${portName}": it gets the connections of other services on that port`;
      report({ code: 'IST0150', at: object.origin, path: `spec.ports[${i}].name`, text });
    });
  }
};

/** What several Services say of the pods of one workload. */
export const workloadPorts: Check = (mesh, report, facts) => {
  const gateways = new Set(facts.gateways.flatMap((gateway) => facts.podsOf(gateway)));
  for (const workload of mesh.workloads.list) {
    if (workload.source !== 'object' || workload.template === undefined) continue;
    const services = mesh
      .servicesFor(workload)
      .filter((service) => service.object !== undefined && !isExternal(service));
    if (takesPart(workload, mesh)) {
      for (const { code, text } of clashes(services)) report({ code, at: workload.origin, path: 'spec', text });
    }
    // A proxy opens the ports that Gateways name, whatever its container lists.
    if (gateways.has(workload) || containersOf(workload).some(({ name }) => name === 'istio-proxy')) continue;
    for (const service of services) {
      for (const text of unopened(service, workload)) {
        report({ code: 'KIA0701', at: service.object?.origin ?? workload.origin, path: 'spec.ports', text });
      }
    }
  }
};

/** Whether the pods of a workload may have a proxy. */
function takesPart(workload: Workload<IConstruct>, mesh: ProgramMesh): boolean {
  const { namespace } = workload;
  return !isKnown(namespace) || dataPlaneOfPods(workload, namespace, mesh).mode !== 'none';
}

function clashes(
  services: readonly ClusterService<IConstruct>[],
): { readonly code: 'IST0116' | 'IST0137'; readonly text: string }[] {
  const found: { code: 'IST0116' | 'IST0137'; text: string }[] = [];
  const ports = services.flatMap((service) => portsOf(service).map((port) => ({ ...port, service })));
  const byPort = new Map<number, (typeof ports)[number]>();
  const byTarget = new Map<string, (typeof ports)[number]>();
  for (const one of ports) {
    const path = (of: ClusterService<IConstruct>): string => (of.object === undefined ? of.name : pathOf(of.object));
    if (one.port !== undefined) {
      const before = byPort.get(one.port);
      if (before !== undefined && before.service !== one.service && before.protocol !== one.protocol) {
        const text = `port ${one.port} is ${before.protocol} in ${path(before.service)} and ${one.protocol} in ${path(one.service)}, which select the same pods`;
        found.push({ code: 'IST0116', text });
      }
      byPort.set(one.port, before ?? one);
    }
    const key = `${one.target} ${one.protocol === 'UDP' || one.protocol === 'SCTP' ? one.protocol : 'TCP'}`;
    const same = byTarget.get(key);
    if (same !== undefined && same.service !== one.service && same.port !== one.port) {
      const text = `target port ${one.target} is port ${same.port} of ${path(same.service)} and port ${one.port} of ${path(one.service)}: expected one port`;
      found.push({ code: 'IST0137', text });
    }
    byTarget.set(key, same ?? one);
  }
  return found;
}

/** Target ports that no container of a workload opens; none where a container names no ports, since it may open any. */
function unopened(service: ClusterService<IConstruct>, workload: Workload<IConstruct>): string[] {
  const containers = containersOf(workload);
  const lists = containers.map((container) => itemsOf(container['ports']).map((port) => fieldsOf(port)));
  const opened = lists.flat();
  if (opened.length === 0 || !isFullyKnown(opened) || containers.some(({ ports }) => !isKnown(ports))) return [];
  return portsOf(service).flatMap(({ port, target }) => {
    const isOpen = opened.some((one) =>
      typeof target === 'string' ? one['name'] === target : numberOf(one['containerPort']) === target,
    );
    if (isOpen || target === undefined) return [];
    const there = opened.map((one) => String(one['containerPort'])).join(', ');
    return [`target port ${target} of port ${port} not found in ${pathOf(workload)} (it opens ${there})`];
  });
}
