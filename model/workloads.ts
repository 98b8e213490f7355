import type { ServicePort } from './charts';
import { type PartlyLabels, selects } from './labels';
import { put } from './multimap';
import { labelsIn, type ModelObject } from './object';
import { type Fields, fieldsOf, isFields, isHole, isKnown, itemsOf, numberOf, type Value } from './value';

/** What makes pods, or stands for one: a Deployment, a chart's DaemonSet, a WorkloadEntry, a declared gateway. */
export interface Workload<Origin = unknown> {
  readonly kind: string;
  readonly name: Value<string>;
  readonly namespace: Value<string>;
  /** The labels of its pods. */
  readonly labels: PartlyLabels;
  /** The annotations of its pods. */
  readonly annotations: PartlyLabels;
  readonly hostNetwork: boolean;
  /** The account its pods run under; undefined where it is not known. */
  readonly serviceAccount: Value<string> | undefined;
  /** The template of its pods; undefined where only a chart or a controller knows it. */
  readonly template: Fields | undefined;
  /** The ports of the Service in front of it, where nothing but a declaration knows that Service. */
  readonly frontPorts?: readonly ServicePort[];
  /** What is known of it: all, only what it is called by, or only that it is there. */
  readonly source: 'object' | 'chart' | 'controller' | 'declaration';
  readonly origin: Origin;
}

/** The template of the pods that an object makes; undefined where it makes none. */
export function podTemplateOf({ kind, manifest, spec }: ModelObject): Fields | undefined {
  if (kind === 'Pod') return manifest;
  const { template } = kind === 'CronJob' ? fieldsOf(fieldsOf(spec['jobTemplate'])['spec']) : spec;
  return isFields(template) && isFields(template['metadata']) && Object.keys(template['metadata']).length > 0
    ? template
    : undefined;
}

/** The workload that an object makes; undefined where it makes none. */
export function workloadOf<Origin>(object: ModelObject<Origin>): Workload<Origin> | undefined {
  const { kind, group, metadata, origin, spec } = object;
  const base: Pick<Workload<Origin>, 'kind' | 'name' | 'namespace' | 'origin' | 'source'> = {
    kind,
    name: metadata.name,
    namespace: metadata.namespace ?? 'default',
    origin,
    source: 'object',
  };
  if (group === 'networking.istio.io') {
    if (kind !== 'WorkloadEntry' && kind !== 'WorkloadGroup') return undefined;
    const template = kind === 'WorkloadGroup' ? fieldsOf(spec['template']) : spec;
    const own = kind === 'WorkloadGroup' ? fieldsOf(spec['metadata'])['labels'] : undefined;
    return {
      ...base,
      labels: mergedLabels(
        kind === 'WorkloadEntry' ? metadata.labels : {},
        mergedLabels(labelsIn(own), labelsIn(template['labels'])),
      ),
      annotations: kind === 'WorkloadGroup' ? labelsIn(fieldsOf(spec['metadata'])['annotations']) : {},
      hostNetwork: false,
      serviceAccount: accountIn(template['serviceAccount']),
      template: undefined,
    };
  }
  const template = podTemplateOf(object);
  if (template === undefined) return undefined;
  const inside = fieldsOf(template['metadata']);
  const pod = fieldsOf(template['spec']);
  return {
    ...base,
    labels: labelsIn(inside['labels']),
    annotations: labelsIn(inside['annotations']),
    hostNetwork: pod['hostNetwork'] === true,
    serviceAccount: accountIn(pod['serviceAccountName'] ?? pod['serviceAccount']),
    template,
  };
}

function accountIn(value: unknown): Value<string> | undefined {
  if (isHole(value)) return value;
  return typeof value === 'string' && value !== '' ? value : 'default';
}

/** The label of pods that run the proxy of a Gateway of the Gateway API, with its name. */
export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';
/** The label of what istiod deploys for such a Gateway, with who controls it. */
export const MANAGED_GATEWAY_LABEL = 'gateway.istio.io/managed';

/** Whether istiod deploys a workload for a Gateway of the Gateway API. */
export function isManagedGateway({ source, labels }: Pick<Workload, 'source' | 'labels'>): boolean {
  return source === 'controller' || (isKnown(labels) && labels[MANAGED_GATEWAY_LABEL] !== undefined);
}

/** Both labels, the second winning. */
export function mergedLabels(first: PartlyLabels, second: PartlyLabels): PartlyLabels {
  if (!isKnown(first)) return first;
  return isKnown(second) ? { ...first, ...second } : second;
}

/** The containers of a workload, the init containers among them. */
export function containersOf({ template }: Workload): readonly Fields[] {
  const { containers, initContainers } = fieldsOf(template?.['spec']);
  return [containers, initContainers].flatMap((list) => (Array.isArray(list) ? list.map((one) => fieldsOf(one)) : []));
}

/** The number of the port that a container of a workload opens under a name. */
export function namedPortOf(workload: Workload, name: string | undefined): number | undefined {
  const ports = containersOf(workload).flatMap(({ ports: list }) => itemsOf(list).map((port) => fieldsOf(port)));
  return name === undefined ? undefined : numberOf(ports.find((port) => port['name'] === name)?.['containerPort']);
}

/** Things with labels by namespace and label, so that a selector looks at few of them. */
export class LabelIndex<Item extends { readonly namespace: Value<string>; readonly labels: PartlyLabels }> {
  /** How many items were compared with a selector, for tests of the cost. */
  comparisons = 0;
  private readonly byLabel = new Map<string, Item[]>();
  private readonly byNamespace = new Map<string, Item[]>();
  /** Those of which a label or the namespace is not known. */
  private readonly vague: Item[] = [];
  private readonly all: Item[] = [];

  add(item: Item): void {
    const { namespace, labels } = item;
    this.all.push(item);
    if (!isKnown(namespace) || !isKnown(labels) || Object.values(labels).some(isHole)) {
      this.vague.push(item);
      return;
    }
    put(this.byNamespace, namespace, item);
    for (const [key, value] of Object.entries(labels)) {
      put(this.byLabel, `${key}=${String(value)}`, item);
      put(this.byLabel, `${namespace}/${key}=${String(value)}`, item);
    }
  }

  /** Everything, in the order in which it was added. */
  get list(): readonly Item[] {
    return this.all;
  }

  /** What stands in a namespace. */
  in(namespace: string): readonly Item[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** What a selector surely selects, in one namespace or in all of them. */
  select(selector: PartlyLabels, namespace?: string): readonly Item[] {
    if (!isKnown(selector)) return [];
    const candidates = this.candidates(selector, namespace);
    return candidates.filter((item) => {
      this.comparisons += 1;
      return selects(selector, item.labels) === true;
    });
  }

  /** Whether a selector may select something of which too little is known. */
  maySelect(selector: PartlyLabels, namespace?: string): boolean {
    if (!isKnown(selector) || Object.values(selector).some(isHole)) return true;
    return this.vague.some((item) => {
      this.comparisons += 1;
      const isThere = namespace === undefined || isHole(item.namespace) || item.namespace === namespace;
      return isThere && selects(selector, item.labels) !== false;
    });
  }

  private candidates(selector: Exclude<PartlyLabels, symbol>, namespace: string | undefined): readonly Item[] {
    const prefix = namespace === undefined ? '' : `${namespace}/`;
    let best: readonly Item[] = namespace === undefined ? this.all : this.in(namespace);
    for (const [key, value] of Object.entries(selector)) {
      const found = this.byLabel.get(`${prefix}${key}=${String(value)}`) ?? [];
      if (found.length < best.length) best = found;
    }
    return best;
  }
}
