import { ISTIO_ANNOTATIONS } from '../../../model/annotations';
import { INJECT_LABEL } from '../../../model/data-plane';
import { labelsIn, type ObjectMetadata } from '../../../model/object';
import { fieldsOf, isFields, isHole, isKnown } from '../../../model/value';
import { podTemplateOf } from '../../../model/workloads';
import { isCidr } from '../../resources/validation/host-names';
import type { Check, ProgramObject } from '../check';
import type { Report } from '../finding';
import { closest } from '../missing';

const OWN_KINDS = new Set([
  'Namespace',
  'Service',
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicaSet',
  'Ingress',
]);

/** Groups whose objects Istio reads, annotations and all. */
const READ_GROUPS = /(^|\.)istio\.io$|^gateway\.networking(\.x)?\.k8s\.io$/;

/** Istio's annotations are ones that Istio knows, where it reads them, with values that it can read. */
export const annotations: Check = (mesh, report) => {
  for (const object of mesh.objects) {
    if (!OWN_KINDS.has(object.kind) && !READ_GROUPS.test(object.group)) continue;
    const { kind } = object;
    checkAll(object, object.metadata, kind, 'metadata.annotations', report);
    const template = kind === 'Pod' ? undefined : podTemplateOf(object);
    if (template === undefined) continue;
    const inside = fieldsOf(template['metadata']);
    const path = kind === 'CronJob' ? 'spec.jobTemplate.spec.template' : 'spec.template';
    const own = { annotations: labelsIn(inside['annotations']), labels: labelsIn(inside['labels']) };
    checkAll(object, own, 'Pod', `${path}.metadata.annotations`, report);
  }
};

function checkAll(
  object: ProgramObject,
  { annotations: written, labels }: Pick<ObjectMetadata, 'annotations' | 'labels'>,
  kind: string,
  path: string,
  report: Report,
): void {
  if (!isKnown(written)) return;
  for (const [name, value] of Object.entries(written)) {
    const [prefix = ''] = name.split('/');
    const isIstios = /(^|\.)istio\.io$/.test(prefix) && !/^(internal|operator|install)\./.test(prefix);
    // The one annotation of Kubernetes that Istio documents as its own.
    if (!isIstios && name !== 'kubernetes.io/ingress.class') continue;
    const at = `${path}["${name}"]`;
    const known = ISTIO_ANNOTATIONS[name];
    if (known === undefined) {
      const near = closest(name, Object.keys(ISTIO_ANNOTATIONS));
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      report({ code: 'IST0108', at: object.origin, path: at, text: `unknown annotation${hint}: it has no effect` });
      continue;
    }
    // Both forms are written on purpose, for releases that read one of them.
    const isCovered = name === INJECT_LABEL && isKnown(labels) && labels[INJECT_LABEL] !== undefined;
    if (known.isDeprecated && !isCovered) {
      const successor = name === INJECT_LABEL ? ': expected the label of the same name' : '';
      report({ code: 'IST0135', at: object.origin, path: at, text: `deprecated annotation${successor}` });
    }
    if (!known.on.includes('Any') && !known.on.includes(kind)) {
      const text = `annotation of ${known.on.join(', ')}, not of ${kind}: it has no effect here`;
      report({ code: 'IST0107', at: object.origin, path: at, text });
    } else if (!isHole(value) && value !== undefined) {
      const expected = EXPECTED[name]?.(String(value));
      if (expected === undefined) continue;
      report({ code: 'IST0125', at: object.origin, path: at, text: `expected ${expected}, got "${String(value)}"` });
    }
  }
}

type Reads = (value: string) => string | undefined;

const isPort = (text: string): boolean => /^\d+$/.test(text) && Number(text) <= 65535;
const parts = (value: string): string[] => (value === '' ? [] : value.split(',').map((one) => one.trim()));
const ports: Reads = (value) => (parts(value).every(isPort) ? undefined : 'ports between commas');
const portsOrAll: Reads = (value) =>
  value === '*' || parts(value).every(isPort) ? undefined : '"*" or ports between commas';
const ranges: Reads = (value) =>
  parts(value).every(isCidr) ? undefined : 'IP ranges between commas, such as 10.0.0.0/8';
const rangesOrAll: Reads = (value) => (value === '*' ? undefined : ranges(value));
const wholeNumber: Reads = (value) => (/^\d+$/.test(value) && Number(value) < 2 ** 32 ? undefined : 'a whole number');
const quantity: Reads = (value) =>
  /^[+]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/.test(value)
    ? undefined
    : 'a quantity, such as 100m or 128Mi';
const truth: Reads = (value) =>
  /^(true|false|1|0|t|f|TRUE|FALSE|True|False|T|F)$/.test(value) ? undefined : 'true or false';

const interfaces: Reads = (value) =>
  parts(value).every((one) => /^[a-z][\w.-]{0,14}$/i.test(one)) ? undefined : 'names of interfaces between commas';
const proxyConfig: Reads = (value) => {
  // Loaded here: few programs have one.
  const { parse } = require('yaml') as typeof import('yaml');
  try {
    return isFields(parse(value)) ? undefined : 'fields of a ProxyConfig as YAML';
  } catch {
    return 'fields of a ProxyConfig as YAML';
  }
};

const EXPECTED: Readonly<Record<string, Reads>> = {
  'istio.io/reroute-virtual-interfaces': interfaces,
  'prometheus.istio.io/merge-metrics': truth,
  'proxy.istio.io/config': proxyConfig,
  'readiness.status.sidecar.istio.io/failureThreshold': wholeNumber,
  'readiness.status.sidecar.istio.io/initialDelaySeconds': wholeNumber,
  'readiness.status.sidecar.istio.io/periodSeconds': wholeNumber,
  'sidecar.istio.io/interceptionMode': (value) =>
    ['REDIRECT', 'TPROXY', 'NONE'].includes(value) ? undefined : 'REDIRECT, TPROXY or NONE',
  'sidecar.istio.io/proxyCPU': quantity,
  'sidecar.istio.io/proxyCPULimit': quantity,
  'sidecar.istio.io/proxyMemory': quantity,
  'sidecar.istio.io/proxyMemoryLimit': quantity,
  'status.sidecar.istio.io/port': (value) => (isPort(value) ? undefined : 'a port'),
  'traffic.sidecar.istio.io/excludeInboundPorts': ports,
  'traffic.sidecar.istio.io/excludeInterfaces': interfaces,
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': ranges,
  'traffic.sidecar.istio.io/excludeOutboundPorts': ports,
  'traffic.sidecar.istio.io/includeInboundPorts': portsOrAll,
  'traffic.sidecar.istio.io/includeOutboundIPRanges': rangesOrAll,
  'traffic.sidecar.istio.io/kubevirtInterfaces': interfaces,
};
