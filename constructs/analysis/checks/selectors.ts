import type { IConstruct } from 'constructs';
import { KINDS } from '../../../model/kinds';
import { labelsText, type PartlyLabels } from '../../../model/labels';
import { put } from '../../../model/multimap';
import { selectorOf } from '../../../model/object';
import { isFullyKnown, isHole, isKnown, itemsOf } from '../../../model/value';
import type { Workload } from '../../../model/workloads';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from '../check';
import type { Code } from '../codes';
import type { Report } from '../finding';
import { closest } from '../missing';

interface SelectingKind {
  readonly kind: string;
  /** Where its selector stands. */
  readonly selector: readonly [string, string];
  /** What it means that a selector selects nothing. */
  readonly empty: Code;
  /** What it means that two select one workload; undefined where that is usual. */
  readonly shared?: Code;
  /** What it means that two of a namespace select everything. */
  readonly unselective?: Code;
}

const MATCH_LABELS = ['selector', 'matchLabels'] as const;
const SELECTING: readonly SelectingKind[] = [
  {
    kind: KINDS.sidecar,
    selector: ['workloadSelector', 'labels'],
    empty: 'IST0101',
    shared: 'IST0110',
    unselective: 'IST0111',
  },
  { kind: KINDS.telemetry, selector: MATCH_LABELS, empty: 'IST0101', shared: 'IST0159', unselective: 'IST0160' },
  { kind: KINDS.authorizationPolicy, selector: MATCH_LABELS, empty: 'IST0127' },
  {
    kind: KINDS.peerAuthentication,
    selector: MATCH_LABELS,
    empty: 'KIA0004',
    shared: 'KIA0003',
    unselective: 'KIA0002',
  },
  { kind: KINDS.requestAuthentication, selector: MATCH_LABELS, empty: 'KIA0004' },
  { kind: KINDS.proxyConfig, selector: MATCH_LABELS, empty: 'KIA0004' },
  { kind: KINDS.wasmPlugin, selector: MATCH_LABELS, empty: 'KIA0004' },
  { kind: KINDS.envoyFilter, selector: ['workloadSelector', 'labels'], empty: 'KIA0004' },
];

/** Selectors select something, and where one object of a kind counts for a workload, one selects it. */
export const selectors: Check = (mesh, report) => {
  for (const kind of SELECTING) {
    const unselective = new Map<string, ProgramObject[]>();
    const selected = new Map<Workload<IConstruct>, ProgramObject[]>();
    const alike = new Map<string, ProgramObject[]>();
    for (const object of mesh.objects.of(kind.kind)) {
      const namespace = namespaceOf(object);
      const selector = knownSelectorOf(object);
      if (namespace === undefined || selector === undefined) continue;
      if (Object.keys(selector).length === 0) put(unselective, namespace, object);
      else {
        const where = namespace === mesh.config.rootNamespace && kind.kind !== KINDS.sidecar ? undefined : namespace;
        const workloads = mesh.workloads.select(selector, where);
        if (workloads.length === 0) {
          checkEmpty(object, namespace, selector, kind, mesh, report);
          put(alike, JSON.stringify([namespace, ...Object.entries(selector).sort()]), object);
        }
        if (kind.shared !== undefined) for (const workload of workloads) put(selected, workload, object);
      }
    }
    if (kind.unselective !== undefined) reportShared(unselective.values(), kind.unselective, 'select', report);
    if (kind.shared === undefined) continue;
    reportShared(selected.values(), kind.shared, 'workload', report);
    reportShared(alike.values(), kind.shared, 'labels', report);
  }
};

/** The labels that an object selects pods by; undefined where they are not known, or where it has targets instead. */
function knownSelectorOf({ spec }: ProgramObject): Exclude<PartlyLabels, symbol> | undefined {
  const { targetRef, targetRefs } = spec;
  if (targetRef !== undefined || isHole(targetRefs) || itemsOf(targetRefs).length > 0) return undefined;
  const labels = selectorOf(spec);
  return isKnown(labels) && isFullyKnown(labels) ? labels : undefined;
}

function checkEmpty(
  object: ProgramObject,
  namespace: string,
  selector: PartlyLabels,
  { empty, selector: [first, second] }: SelectingKind,
  mesh: ProgramMesh,
  report: Report,
): void {
  const isRoot = namespace === mesh.config.rootNamespace;
  if (isRoot || !mesh.runsIn(namespace) || mesh.workloads.maySelect(selector, namespace)) return;
  const isOwn = mesh.ownsNamespace(namespace);
  // A program that brings Services alone leaves their pods to others.
  if (!isOwn && !mesh.workloads.in(namespace).some(({ source }) => source === 'object')) return;
  const known = mesh.workloads.in(namespace).map(({ labels }) => labelsText(labels));
  const near = closest(labelsText(selector), known);
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
  const text = `no workload of namespace ${namespace} carries ${labelsText(selector)}${hint}: it has no effect`;
  // Somebody else's pods may carry the labels.
  const severity = isOwn || near !== undefined ? 'warning' : 'info';
  report({ code: empty, at: object.origin, path: `spec.${first}.${second}`, text, severity });
}

function reportShared(
  groups: Iterable<readonly ProgramObject[]>,
  code: Code,
  what: 'select' | 'workload' | 'labels',
  report: Report,
): void {
  const said = new Set<string>();
  for (const objects of groups) {
    if (objects.length < 2) continue;
    for (const object of objects) {
      const other = objects.find((one) => one !== object);
      const key = `${pathOf(object)} ${other === undefined ? '' : pathOf(other)}`;
      if (other === undefined || said.has(key)) continue;
      said.add(key);
      const namespace = namespaceOf(object) ?? '';
      const text = {
        select: `selects every workload of namespace ${namespace}, as ${pathOf(other)} does: one of them is ignored`,
        workload: `selects a workload that ${pathOf(other)} selects as well: one of them is ignored`,
        labels: `selects the same labels as ${pathOf(other)}: one of them is ignored`,
      }[what];
      // Whether somebody runs such a workload is not known.
      report({ code, at: object.origin, path: 'spec', text, ...(what === 'labels' && { severity: 'warning' }) });
    }
  }
}
