import type { IConstruct } from 'constructs';
import { KINDS } from '../../../model/kinds';
import { type Labels, labelsText, type PartlyLabels, selects } from '../../../model/labels';
import type { ClusterService } from '../../../model/mesh';
import { labelsIn } from '../../../model/object';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import type { Workload } from '../../../model/workloads';
import { MeshContext } from '../../mesh-context';
import type { networking } from '../../resources';
import { has } from '../../versions';
import { type Check, namespaceOf, type ProgramMesh, pathOf } from '../check';
import type { MeshFacts, Rule } from '../facts';
import type { Report } from '../finding';
import { closest } from '../missing';

/** What DestinationRules say of certificates and subsets, and what several of them say of one host. */
export const destinationRules: Check = (mesh, report, facts) => {
  for (const rule of mesh.objects.of<networking.DestinationRuleSpec>(KINDS.destinationRule)) {
    const namespace = namespaceOf(rule);
    const { host } = rule.spec;
    checkCertificates(rule, mesh, report);
    if (namespace === undefined || typeof host !== 'string') continue;
    const full = mesh.complete(host, namespace);
    checkNamesakes(rule, full, namespace, facts, report);
    checkPortSettings(rule, full, mesh, report);
    checkSubsets(rule, full, mesh, report);
  }
};

/** SIMPLE and MUTUAL without a CA take any certificate, where the mesh does not verify by itself. */
function checkCertificates({ spec, origin }: Rule, mesh: ProgramMesh, report: Report): void {
  const verifies = mesh.config.environment['VERIFY_CERTIFICATE_AT_CLIENT'];
  if (String(verifies) === 'true' || !isKnown(verifies)) return;
  const isUnverified = (tls: unknown): boolean => {
    const fields = fieldsOf(tls);
    const { mode, caCertificates, credentialName, insecureSkipVerify } = fields;
    if (!isFullyKnown(tls) || (mode !== 'SIMPLE' && mode !== 'MUTUAL') || insecureSkipVerify !== undefined)
      return false;
    return !textOf(caCertificates) && !(textOf(credentialName) && spec.workloadSelector !== undefined);
  };
  const say = (code: 'IST0128' | 'IST0129', path: string): void => {
    const verified =
      verifies === undefined && has(MeshContext.of(origin).istioVersion, 'verifiesServers')
        ? 'verified by the authorities of the system alone'
        : 'not verified';
    const text = `no caCertificates: the certificate of the server is ${verified}; expected the path of a CA, or insecureSkipVerify where that is meant`;
    report({ code, at: origin, path, text });
  };
  const check = (policy: unknown, path: string): void => {
    const { tls, portLevelSettings } = fieldsOf(policy);
    if (isUnverified(tls)) say('IST0128', `${path}.tls`);
    itemsOf(portLevelSettings).forEach((setting, i) => {
      if (isUnverified(fieldsOf(setting)['tls'])) say('IST0129', `${path}.portLevelSettings[${i}].tls`);
    });
  };
  check(spec.trafficPolicy, 'spec.trafficPolicy');
  itemsOf(spec.subsets).forEach((subset, i) => {
    check(fieldsOf(subset as unknown)['trafficPolicy'], `spec.subsets[${i}].trafficPolicy`);
  });
}

/** Of two DestinationRules of a namespace for one host, one subset of a name counts, and one traffic policy. */
function checkNamesakes(rule: Rule, full: string, namespace: string, facts: MeshFacts, report: Report): void {
  if (rule.spec.workloadSelector !== undefined) return;
  const others = facts.rules
    .exact(full)
    .filter((one) => one !== rule && namespaceOf(one) === namespace && one.spec.workloadSelector === undefined)
    .slice(0, 50);
  if (others.length === 0) return;
  itemsOf(rule.spec.subsets).forEach((subset, i) => {
    const name = textOf(fieldsOf(subset as unknown)['name']);
    const other = others.find((one) =>
      itemsOf(one.spec.subsets).some((each) => name !== undefined && fieldsOf(each as unknown)['name'] === name),
    );
    if (other === undefined) return;
    const text = `duplicate subset "${name}" of ${full}: ${pathOf(other)} defines it as well, and one of them is ignored`;
    report({ code: 'KIA0201', at: rule.origin, path: `spec.subsets[${i}].name`, text });
  });
  const other = others.find(({ spec }) => spec.trafficPolicy !== undefined);
  if (rule.spec.trafficPolicy === undefined || other === undefined) return;
  const text = `${pathOf(other)} has a trafficPolicy for ${full} as well: they are not merged, one of them is ignored`;
  report({ code: 'MESH0106', at: rule.origin, path: 'spec.trafficPolicy', text });
}

/** A port with settings of its own takes nothing of the policy around it. */
function checkPortSettings({ spec, origin }: Rule, full: string, mesh: ProgramMesh, report: Report): void {
  const policy = fieldsOf(spec.trafficPolicy as unknown);
  const ports = itemsOf(policy['portLevelSettings']).map((setting) => fieldsOf(setting) as Fields);
  const numbers = ports.map((setting) => numberOf(fieldsOf(setting['port'])['number']));
  const service = mesh.serviceOf(full);
  const all = service?.ports?.map((one) => numberOf(fieldsOf(one)['port']));
  if (all === undefined || all.length === 0 || !all.every((port) => port !== undefined && numbers.includes(port)))
    return;
  for (const field of ['connectionPool', 'loadBalancer', 'outlierDetection', 'tls']) {
    if (policy[field] === undefined || ports.some((setting) => setting[field] !== undefined)) continue;
    const text = `holds for no port: every port of "${full}" has portLevelSettings, which take nothing from the policy around them`;
    report({ code: 'MESH0107', at: origin, path: `spec.trafficPolicy.${field}`, text });
  }
}

/** Subsets select some pods, and not all of them. */
function checkSubsets(rule: Rule, full: string, mesh: ProgramMesh, report: Report): void {
  const { spec, origin } = rule;
  const service = mesh.serviceOf(full);
  const pods = service === undefined ? [] : everyWorkloadOf(service, mesh);
  const isOwn = service !== undefined && mesh.ownsNamespace(service.namespace);
  itemsOf(spec.subsets).forEach((written, i) => {
    const subset = fieldsOf(written as unknown);
    const { labels } = subset;
    if (!isFullyKnown(labels)) return;
    const wanted = fieldsOf(labels) as Labels;
    if (Object.keys(wanted).length === 0) {
      // Settings of its own for all pods are what such a subset is for; for a host outside there is nothing to select by.
      if (service?.object === undefined || subset['trafficPolicy'] !== undefined) return;
      const text = `subset "${String(subset['name'])}" has no labels: it is all pods of "${full}"`;
      report({ code: 'KIA0209', at: origin, path: `spec.subsets[${i}].labels`, text });
      return;
    }
    if (pods.length === 0 || comesFromElsewhere(wanted, pods)) return;
    if (pods.some((one) => selects(wanted, one.labels) === true)) return;
    const there = pods.map((one) => one.origin.node.path).join(', ');
    const known = pods.flatMap(({ labels: own }) => (isKnown(own) ? [labelsText(pick(own, wanted))] : []));
    const near = closest(labelsText(wanted), known);
    const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
    const unless = isOwn ? '' : ', unless somebody else runs one';
    const text = `no workload of "${String(spec.host)}" carries ${labelsText(wanted)}${hint}: requests to the subset "${String(subset['name'])}" fail with 503${unless} (there are ${there})`;
    const severity = isOwn ? 'error' : near === undefined ? 'info' : 'warning';
    report({ code: 'IST0173', at: origin, path: `spec.subsets[${i}].labels`, text, severity });
  });
}

/** The workloads behind a Service; none where some of the program cannot be read. */
function everyWorkloadOf(service: ClusterService<IConstruct>, mesh: ProgramMesh): readonly Workload<IConstruct>[] {
  const { namespace, selector, object } = service;
  const labels = labelsIn(selector);
  if (object === undefined || !isKnown(labels) || Object.keys(labels).length === 0 || !isFullyKnown(labels)) return [];
  // Machines outside of the cluster may register with further labels.
  if ([KINDS.workloadEntry, KINDS.workloadGroup].some((kind) => mesh.objects.in(kind, namespace).length > 0)) return [];
  if (!mesh.runsIn(namespace) || mesh.workloads.maySelect(labels, namespace)) return [];
  return mesh.workloadsOf(service);
}

/** The labels of a workload that a selector asks for. */
function pick(labels: Exclude<PartlyLabels, symbol>, wanted: Labels): PartlyLabels {
  return Object.fromEntries(
    Object.keys(wanted).flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])),
  );
}

/** Some labels are given by nodes, controllers and the injection: not those that a template carries. */
function comesFromElsewhere(labels: Labels, pods: readonly Workload<IConstruct>[]): boolean {
  return Object.keys(labels).some(
    (key) =>
      (key.includes('/') || key.endsWith('-hash')) &&
      labels[key] !== '' &&
      !pods.some((one) => isKnown(one.labels) && one.labels[key] !== undefined),
  );
}
