import { HostIndex } from '../host-index';
import { completeHost, mostSpecific } from '../hosts';
import { type Labels, selects } from '../labels';
import { type ModelObject, selectorOf } from '../object';
import type { ModelObjects } from '../objects';
import { type Fields, fieldsOf, itemsOf } from '../value';
import { type ExportTo, exportedTo } from './audience';
import { byAge, field, nameOf, text, texts, textsByName } from './fields';
import type { MeshSettings } from './settings';

/** A client of a service: its namespace, and the labels of its pods. */
export interface Client {
  readonly namespace: string;
  readonly labels: Labels;
}

/** The DestinationRules of one namespace for one host, merged: their subsets together, the traffic policy of the first that has one. */
export interface DestinationPolicy {
  readonly host: string;
  readonly namespace: string;
  /** What it is merged from, the first one first. */
  readonly from: readonly { readonly name: string; readonly namespace: string }[];
  readonly subsets: ReadonlyMap<string, Subset>;
  readonly trafficPolicy: Fields | undefined;
}

export interface Subset {
  readonly labels: Labels;
  readonly trafficPolicy?: Fields;
}

interface Rule extends DestinationPolicy {
  readonly exportTo: ExportTo;
  readonly workloadLabels: Labels | undefined;
}

type ByHost = Map<string, Rule[]>;

/** Which DestinationRule counts for a client: of its own namespace, else of the service's, else of the root namespace. */
export class DestinationRules {
  private readonly local = new Map<string, ByHost>();
  private readonly exported = new Map<string, ByHost>();
  private readonly privateToRoot: ByHost = new Map();

  constructor(
    objects: ModelObjects,
    private readonly settings: MeshSettings,
  ) {
    const rules = [...objects.of('networking.istio.io/DestinationRule')]
      .sort((a, b) => byAge(a, b))
      .map((object) => ruleOf(object, settings));
    this.selecting = new Set(rules.filter(hasSelector).map(({ namespace }) => namespace));
    for (const rule of [...rules.filter(hasSelector), ...rules.filter((each) => !hasSelector(each))]) this.add(rule);
  }

  /** Whether there are none, so that every client chooses for itself. */
  get isEmpty(): boolean {
    return this.local.size === 0 && this.exported.size === 0 && this.privateToRoot.size === 0;
  }

  /** The namespaces that have a rule for some of their clients only. */
  readonly selecting: ReadonlySet<string>;
  private nearby: HostIndex<string> | undefined;

  /** The namespaces for whose clients of a service something else may count than for those of all other namespaces. */
  namespacesApart(host: string, namespace: string | undefined): ReadonlySet<string> {
    const { rootNamespace } = this.settings;
    this.nearby ??= this.indexNearby();
    const found = new Set([rootNamespace, ...this.nearby.covering(host)]);
    for (const owner of namespace === undefined ? [rootNamespace] : [namespace, rootNamespace]) {
      const index = this.exported.get(owner);
      for (const { exportTo } of (index && covering(index, host)) ?? []) for (const name of exportTo) found.add(name);
    }
    return found;
  }

  private indexNearby(): HostIndex<string> {
    const index = new HostIndex<string>();
    for (const [namespace, byHost] of this.local) for (const host of byHost.keys()) index.add(host, namespace);
    return index;
  }

  private add(rule: Rule): void {
    const { namespace, exportTo } = rule;
    const says = (...names: string[]): boolean => names.some((name) => exportTo.includes(name));
    if (exportTo.length === 0 || says('*', '.', namespace)) merge(at(this.local, namespace), rule);
    const own =
      exportTo.length === 0
        ? this.settings.defaultDestinationRuleExportTo.includes('.')
        : new Set(exportTo).size === 1 && says('.', namespace);
    if (!own) merge(at(this.exported, namespace), rule);
    else if (namespace === this.settings.rootNamespace) merge(this.privateToRoot, rule);
  }

  /** What counts for a client of a service; undefined where no DestinationRule does. `namespace` is the service's, where it is known. */
  for(client: Client, host: string, namespace: string | undefined): DestinationPolicy | undefined {
    const rules = this.candidates(client.namespace, host, namespace);
    const selected = rules.find(
      ({ namespace: own, workloadLabels }) =>
        own === client.namespace && workloadLabels !== undefined && selects(workloadLabels, client.labels),
    );
    return selected ?? rules.findLast(({ workloadLabels }) => workloadLabels === undefined);
  }

  private candidates(client: string, host: string, namespace: string | undefined): readonly Rule[] {
    const { rootNamespace } = this.settings;
    const near = client === rootNamespace ? this.privateToRoot : this.local.get(client);
    const own = near && covering(near, host);
    if (own) return own;
    for (const owner of namespace === undefined ? [rootNamespace] : [namespace, rootNamespace]) {
      const index = this.exported.get(owner);
      const seen = ((index && covering(index, host)) ?? []).filter(
        ({ exportTo }) => exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(client),
      );
      if (seen.length > 0) return seen;
    }
    return [];
  }
}

function ruleOf(object: ModelObject, settings: MeshSettings): Rule {
  const { host, subsets, trafficPolicy, exportTo, workloadSelector } = object.spec;
  const { name: own, namespace } = nameOf(object);
  const byName = new Map<string, Subset>();
  for (const subset of itemsOf(subsets)) {
    const name = text(field(subset, 'name')) ?? '';
    const policy = field(subset, 'trafficPolicy');
    if (!byName.has(name))
      byName.set(name, {
        labels: textsByName(field(subset, 'labels')),
        ...(policy === undefined ? {} : { trafficPolicy: fieldsOf(policy) }),
      });
  }
  return {
    host: completeHost(text(host) ?? '', namespace, settings.clusterDomain),
    namespace,
    from: [{ name: own, namespace }],
    subsets: byName,
    trafficPolicy: trafficPolicy === undefined ? undefined : fieldsOf(trafficPolicy),
    // One for some workloads only is its namespace's own.
    exportTo: workloadSelector === undefined ? exportedTo(texts(exportTo), []) : ['.'],
    workloadLabels: workloadSelector === undefined ? undefined : textsByName(selectorOf(object.spec)),
  };
}

function hasSelector({ workloadLabels }: Rule): boolean {
  return workloadLabels !== undefined;
}

function at(index: Map<string, ByHost>, namespace: string): ByHost {
  const known = index.get(namespace) ?? new Map<string, Rule[]>();
  index.set(namespace, known);
  return known;
}

/** Joins a rule with those of its host that go to the same namespaces and workloads; one that goes elsewhere stands beside them. */
function merge(index: ByHost, rule: Rule): void {
  const known = index.get(rule.host);
  if (!known) {
    index.set(rule.host, [rule]);
    return;
  }
  let apart = true;
  for (const [place, other] of known.entries()) {
    const same = sameNames(rule.exportTo, other.exportTo);
    const wider = other.exportTo.length > 0 && other.exportTo.every((name) => rule.exportTo.includes(name));
    apart = !same;
    if (!same && !wider) continue;
    const bothSelect = hasSelector(rule) && hasSelector(other);
    if (bothSelect && !sameLabels(rule.workloadLabels ?? {}, other.workloadLabels ?? {})) {
      apart = true;
      continue;
    }
    if (hasSelector(rule) === hasSelector(other)) apart = false;
    known[place] = {
      ...other,
      from: [...other.from, ...rule.from],
      subsets: new Map([...rule.subsets, ...other.subsets]),
      trafficPolicy: other.trafficPolicy ?? rule.trafficPolicy,
    };
  }
  if (apart) known.push(rule);
}

function covering(index: ByHost, host: string): readonly Rule[] | undefined {
  const exact = index.get(host);
  if (exact) return exact;
  const best = mostSpecific(host, index.keys());
  return best === undefined ? undefined : index.get(best);
}

function sameNames(one: ExportTo, other: ExportTo): boolean {
  return one.every((name) => other.includes(name)) && other.every((name) => one.includes(name));
}

function sameLabels(one: Labels, other: Labels): boolean {
  return selects(one, other) && selects(other, one);
}
