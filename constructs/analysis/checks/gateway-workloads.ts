import type { IConstruct } from 'constructs';
import { KINDS } from '../../../model/kinds';
import { labelsText } from '../../../model/labels';
import { fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { containersOf, namedPortOf, type Workload } from '../../../model/workloads';
import type { Check, ProgramMesh } from '../check';
import type { Gateway, MeshFacts } from '../facts';
import type { Report } from '../finding';
import { missing } from '../missing';

/** A Gateway selects pods, whose Service has its ports, and whose namespace has its certificates. */
export const gatewayWorkloads: Check = (mesh, report, facts) => {
  for (const gateway of facts.gateways) {
    const { selector = {} } = gateway.spec;
    if (!isFullyKnown(selector) || !isKnown(selector) || Object.keys(selector).length === 0) continue;
    const pods = facts.podsOf(gateway);
    if (pods.length === 0) {
      if (!mesh.workloads.maySelect(selector)) reportNoPods(gateway, selector, facts, report);
      continue;
    }
    checkPorts(gateway, pods, facts, report);
    checkCredentials(gateway, pods, mesh, report);
  }
};

function reportNoPods(gateway: Gateway, selector: object, facts: MeshFacts, report: Report): void {
  const { mesh } = facts;
  const labels = labelsText(selector as Readonly<Record<string, string>>);
  const known = new Set(
    mesh.workloads.list.flatMap((workload) =>
      isKnown(workload.labels) && typeof workload.labels['istio'] === 'string'
        ? [`istio=${workload.labels['istio']}`]
        : [],
    ),
  );
  const { severity, hint } = missing(mesh, undefined, labels, known);
  if (hint === '' && mesh.mayRunMore(facts.scopeOf(gateway))) return;
  const text = `no workload with the labels ${labels} found (known: ${[...known].join(', ') || 'none'})${hint}; declare it with DeclaredObject.gatewayFromSelector if somebody else runs it`;
  report({ code: 'IST0101', at: gateway.origin, path: 'spec.selector', text, severity });
}

function checkPorts(gateway: Gateway, pods: readonly Workload<IConstruct>[], facts: MeshFacts, report: Report): void {
  const fronts = pods.map((workload) => frontPorts(workload, facts));
  itemsOf(gateway.spec.servers).forEach((server, i) => {
    const number = numberOf(fieldsOf(fieldsOf(server)['port'])['number']);
    if (number === undefined) return;
    const without = fronts.find(
      (ports) => ports !== undefined && !ports.some(({ port, target }) => port === number || target === number),
    );
    if (without === undefined) return;
    const exposed = without.map(({ port }) => port).join(', ');
    const text = `the Service of the gateway has no port ${number} (it has ${exposed})`;
    report({ code: 'IST0162', at: gateway.origin, path: `spec.servers[${i}].port.number`, text });
  });
}

interface FrontPort {
  readonly port: number;
  readonly target: number | undefined;
}

/** The ports of the Services in front of pods; undefined where they are not known, or where there is no Service. */
function frontPorts(workload: Workload<IConstruct>, facts: MeshFacts): readonly FrontPort[] | undefined {
  if (workload.hostNetwork) return undefined;
  const services = workload.frontPorts === undefined ? facts.fronts(workload) : [{ ports: workload.frontPorts }];
  if (services.length === 0 || services.some(({ ports }) => ports === undefined)) return undefined;
  const ports = services.flatMap((service) => service.ports ?? []);
  const read = ports.map((one) => {
    const { port, targetPort } = fieldsOf(one);
    return {
      port: numberOf(port),
      target: numberOf(targetPort) ?? namedPortOf(workload, textOf(targetPort)),
      isOpen: !isKnown(targetPort),
    };
  });
  if (read.length === 0 || read.some(({ port, isOpen }) => port === undefined || isOpen)) return undefined;
  return [...read.map(({ port = 0, target }) => ({ port, target })), ...hostPorts(workload)];
}

/** Ports that nodes lead to a pod without a Service. */
function hostPorts(workload: Workload<IConstruct>): readonly FrontPort[] {
  return containersOf(workload).flatMap(({ ports }) =>
    itemsOf(ports).flatMap((one) => {
      const { hostPort, containerPort } = fieldsOf(one);
      const port = numberOf(hostPort);
      return port === undefined ? [] : [{ port, target: numberOf(containerPort) }];
    }),
  );
}

function checkCredentials(
  gateway: Gateway,
  pods: readonly Workload<IConstruct>[],
  mesh: ProgramMesh,
  report: Report,
): void {
  const namespaces = [...new Set(pods.map((one) => one.namespace))].filter((one) => typeof one === 'string');
  if (namespaces.length === 0) return;
  for (const { name, path } of credentialsOf(gateway)) {
    if (name.includes('://') || namespaces.some((namespace) => mesh.mayHaveSecret(namespace, name))) continue;
    const known = mesh.objects.of(KINDS.secret).flatMap(({ metadata }) => textOf(metadata.name) ?? []);
    const { severity, hint } = missing(mesh, namespaces[0], name, known);
    const text = `Secret "${name}" not found in ${namespaces.join(', ')}${hint}; declare it with DeclaredObject.secretFromName if somebody else makes it`;
    report({ code: 'IST0101', at: gateway.origin, path, text, severity });
  }
}

/** The Secrets that a Gateway's servers name. */
export function credentialsOf(
  gateway: Gateway,
): { readonly name: string; readonly path: string; readonly server: number }[] {
  return itemsOf(gateway.spec.servers).flatMap((server, i) => {
    const { credentialName, credentialNames } = fieldsOf(fieldsOf(server)['tls']);
    const named = [
      { name: credentialName, field: 'credentialName' },
      ...itemsOf(credentialNames).map((name, k) => ({ name, field: `credentialNames[${k}]` })),
    ];
    return named.flatMap(({ name, field }) =>
      typeof name === 'string' && name !== '' ? [{ name, path: `spec.servers[${i}].tls.${field}`, server: i }] : [],
    );
  });
}
