import { KINDS } from '../../../model/kinds';
import { put } from '../../../model/multimap';
import { fieldsOf, isFullyKnown, isHole } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from '../check';
import type { Report } from '../finding';
import { missing } from '../missing';

/** WorkloadGroups of a namespace differ in their labels, each says a label once, and the account is there. */
export const workloadGroups: Check = (mesh, report) => {
  const alike = new Map<string, ProgramObject[]>();
  for (const group of mesh.objects.of(KINDS.workloadGroup)) {
    checkAccount(group, mesh, report);
    remember(alike, group);
    const own = fieldsOf(fieldsOf(group.spec['metadata'])['labels']);
    const template = fieldsOf(fieldsOf(group.spec['template'])['labels']);
    for (const [key, value] of Object.entries(template)) {
      if (own[key] === undefined || isHole(own[key]) || isHole(value)) continue;
      const text = `duplicate label "${key}": spec.metadata.labels has it as well, and wins`;
      report({ code: 'MESH0113', at: group.origin, path: `spec.template.labels["${key}"]`, text });
    }
  }
  for (const groups of alike.values()) {
    for (const group of groups) {
      const other = groups.find((one) => one !== group);
      if (other === undefined) continue;
      const text = `has the labels of ${pathOf(other)}: what selects the machines of one selects those of both`;
      report({ code: 'KIA1702', at: group.origin, path: 'spec.metadata.labels', text });
    }
  }
};

/** Notes a group under its namespace and labels. */
function remember(alike: Map<string, ProgramObject[]>, group: ProgramObject): void {
  const labels = fieldsOf(group.spec['metadata'])['labels'];
  const namespace = namespaceOf(group);
  const written = Object.entries(fieldsOf(labels));
  if (namespace === undefined || written.length === 0 || !isFullyKnown(labels)) return;
  const key = JSON.stringify([namespace, ...written.sort()]);
  put(alike, key, group);
}

/** Machines get the certificate of an account that is there. */
function checkAccount(group: ProgramObject, mesh: ProgramMesh, report: Report): void {
  const { serviceAccount } = fieldsOf(group.spec['template']);
  const namespace = namespaceOf(group);
  if (typeof serviceAccount !== 'string' || serviceAccount === '' || namespace === undefined) return;
  // A group is no proof that its account is there, and the pods of a workload are.
  const made = mesh.objects.in(KINDS.serviceAccount, namespace).map(({ metadata }) => metadata.name);
  const used = mesh.workloads.in(namespace).filter(({ kind }) => kind !== 'WorkloadGroup' && kind !== 'WorkloadEntry');
  const known = [...made, ...used.map((workload) => workload.serviceAccount)].filter((one) => typeof one === 'string');
  if (serviceAccount === 'default' || known.includes(serviceAccount)) return;
  const { severity, hint } = missing(mesh, namespace, serviceAccount, known);
  const text = `service account "${serviceAccount}" of namespace ${namespace} not found${hint}`;
  const level = severity === 'error' ? 'warning' : severity;
  report({ code: 'KIA1701', at: group.origin, path: 'spec.template.serviceAccount', text, severity: level });
}
