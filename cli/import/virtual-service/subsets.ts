import type { Labels } from '../../../model/labels';
import { type Fields, fieldsOf, isFields, itemsOf } from '../../../model/value';
import type { WrittenManifest } from '../written-manifest';
import type { FoundObject } from './found-object';
import { keyOf, type ServiceName, type Surroundings, serviceOfHost } from './surroundings';

interface Rule {
  readonly object: FoundObject;
  readonly spec: Fields;
  readonly used: Set<string>;
}

/** The subsets of DestinationRules as Services of their own: the Gateway API has no subsets. */
export class Subsets {
  private readonly rules = new Map<string, Rule>();
  private readonly made = new Map<string, { readonly manifest: WrittenManifest; readonly object: FoundObject }>();

  constructor(
    objects: readonly FoundObject[],
    private readonly surroundings: Surroundings,
    private readonly version: string,
  ) {
    for (const object of objects) {
      const spec = fieldsOf(object.manifest.fields.spec) as Fields;
      const service = typeof spec['host'] === 'string' ? serviceOfHost(spec['host'], object.namespace) : undefined;
      if (service !== undefined) this.rules.set(keyOf(service), { object, spec, used: new Set() });
    }
  }

  /** The Service for a subset, and what there is to say about it. */
  serviceFor(service: ServiceName, subset: string): { readonly service: ServiceName; readonly missing?: string } {
    const name = { ...service, name: `${service.name}-${subset}` };
    const rule = this.rules.get(keyOf(service));
    const written = itemsOf(rule?.spec['subsets']).find((one) => fieldsOf(one)['name'] === subset);
    if (rule === undefined || written === undefined) {
      return { service: name, missing: `the DestinationRule with this subset is not in the files` };
    }
    rule.used.add(subset);
    const { labels, trafficPolicy } = fieldsOf(written) as Fields;
    this.policyFor(name, rule, trafficPolicy);
    const known = this.surroundings.service(service);
    const selector = known?.spec['selector'];
    if (known === undefined || !isFields(selector)) {
      return {
        service: name,
        missing: `the Service "${service.name}" is not in the files, and so its pods are not known`,
      };
    }
    const { ports } = known.spec;
    this.add('Service', name, rule.object, {
      apiVersion: 'v1',
      spec: { selector: { ...(selector as Labels), ...fieldsOf(labels) }, ports },
    });
    return { service: name };
  }

  /** What has been made, in place of the subsets that are used. */
  get manifests(): readonly { readonly manifest: WrittenManifest; readonly object: FoundObject }[] {
    const rules = [...this.rules.values()].flatMap((rule) => {
      if (rule.used.size === 0) return [{ manifest: rule.object.manifest, object: rule.object }];
      const { subsets, ...rest } = rule.spec;
      const left = itemsOf(subsets).filter((one) => !rule.used.has(`${fieldsOf(one)['name']}`));
      if (left.length === 0 && Object.keys(rest).every((key) => key === 'host' || key === 'exportTo')) {
        rule.object.lose(['spec'], 'not written: its subsets are Services now');
        return [];
      }
      const spec = { ...rest, ...(left.length > 0 && { subsets: left }) };
      return [{ manifest: { ...rule.object.manifest, fields: { spec } }, object: rule.object }];
    });
    return [...rules, ...this.made.values()];
  }

  /** Istio takes each part of a policy from the subset where it has one, else from the whole. */
  private policyFor(name: ServiceName, { object, spec }: Rule, own: unknown): void {
    const policy = { ...fieldsOf(spec['trafficPolicy']), ...fieldsOf(own) };
    if (Object.keys(policy).length === 0) return;
    const { exportTo } = spec;
    this.add('DestinationRule', name, object, {
      apiVersion: this.version,
      spec: { host: name.name, trafficPolicy: policy, ...(exportTo !== undefined && { exportTo }) },
    });
  }

  private add(
    kind: string,
    { name, namespace }: ServiceName,
    object: FoundObject,
    { apiVersion, spec }: { readonly apiVersion: string; readonly spec: object },
  ): void {
    const metadata = { name, ...(namespace !== undefined && { namespace }) };
    this.made.set(`${kind} ${namespace}/${name}`, {
      manifest: { apiVersion, kind, metadata, fields: { spec } },
      object,
    });
  }
}
