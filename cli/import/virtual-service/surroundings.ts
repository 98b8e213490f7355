import { completeHost, serviceNameOf } from '../../../model/hosts';
import type { Labels } from '../../../model/labels';
import { selectorOf } from '../../../model/object';
import { gatewayName } from '../../../model/routes/virtual-services';
import { type Fields, fieldsOf, itemsOf, numberOf, textOf } from '../../../model/value';
import { istioKindOf } from '../istio-kinds';
import type { WrittenManifest } from '../written-manifest';

/** A Service by its name; the namespace is undefined where the files say none. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** What the files say of a Service. */
export interface KnownService {
  readonly ports: readonly number[];
  readonly spec: Fields;
  readonly metadata: WrittenManifest['metadata'];
}

/** What the files say of a ServiceEntry. */
export interface KnownEntry {
  readonly name: ServiceName;
  readonly hosts: readonly unknown[];
  readonly ports: readonly number[];
}

/** What the files say of the objects that routes refer to. */
export class Surroundings {
  private readonly services = new Map<string, KnownService>();
  private readonly entries: readonly KnownEntry[];

  constructor(private readonly manifests: readonly WrittenManifest[]) {
    for (const { apiVersion, kind, metadata, fields } of manifests) {
      if (kind !== 'Service' || apiVersion !== 'v1') continue;
      const spec = fieldsOf(fields.spec) as Fields;
      const ports = itemsOf(spec['ports']).flatMap((port) => {
        const { port: number, protocol = 'TCP' } = fieldsOf(port);
        return typeof number === 'number' && protocol === 'TCP' ? [number] : [];
      });
      this.services.set(keyOf(nameIn(metadata)), { ports, spec, metadata });
    }
    this.entries = manifests
      .filter((one) => istioKindOf(one) === 'ServiceEntry')
      .map(({ metadata, fields }) => ({
        name: nameIn(metadata),
        hosts: itemsOf(fieldsOf(fields.spec)['hosts']) as readonly unknown[],
        ports: itemsOf(fieldsOf(fields.spec)['ports']).flatMap((port) => numberOf(fieldsOf(port)['number']) ?? []),
      }));
  }

  service(name: ServiceName): KnownService | undefined {
    return this.services.get(keyOf(name));
  }

  /** The ServiceEntry that has a host. */
  entryOf(host: string): KnownEntry | undefined {
    return this.entries.find(({ hosts }) => hosts.includes(host));
  }

  /** The Service of a namespace whose pods are those with some labels. */
  serviceFor(labels: Labels, namespace: string | undefined): KnownService | undefined {
    const wanted = JSON.stringify(Object.entries(labels).sort());
    return [...this.services.values()].find(
      ({ spec, metadata }) =>
        metadata.namespace === namespace &&
        JSON.stringify(Object.entries(fieldsOf(spec['selector'])).sort()) === wanted,
    );
  }

  /** The objects of Istio that say which pods they are for. */
  get selecting(): readonly { readonly manifest: WrittenManifest; readonly labels: Labels }[] {
    return this.manifests.flatMap((manifest) => {
      const spec = fieldsOf(manifest.fields.spec) as Fields;
      const labels = fieldsOf(selectorOf(spec));
      return Object.keys(labels).length === 0 || istioKindOf(manifest) === undefined
        ? []
        : [{ manifest, labels: labels as Labels }];
    });
  }
}

export function nameIn({ name, namespace }: WrittenManifest['metadata']): ServiceName {
  return { name, namespace };
}

/** A name of an object as a key. */
export function keyOf({ name, namespace = '' }: ServiceName): string {
  return `${namespace}/${name}`;
}

/** The Service that a host means to an object of a namespace; undefined for other hosts. */
export function serviceOfHost(host: string, from: string | undefined): ServiceName | undefined {
  // Istio completes only a name without a dot, by a namespace that is not always known here.
  if (from === undefined && /^[a-z0-9-]+$/i.test(host)) return { name: host, namespace: undefined };
  return serviceNameOf(completeHost(host, from ?? ''));
}

/** A host as the Gateway API has one: a name, or a star for whole labels and a name; undefined for others. */
export function hostnameOf(host: string): string | undefined {
  const name = host.toLowerCase();
  const isName = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
  return isName && !/^[\d.]+$/.test(name) ? name : undefined;
}

/** A Gateway as a VirtualService names it: `mesh`, or `namespace/name`. */
export function gatewayKey(written: string, from: string | undefined): string {
  return gatewayName(written, from ?? '');
}

/** The name of a Gateway's key. */
export function gatewayOfKey(key: string): ServiceName {
  const [namespace = '', name = ''] = key.split('/');
  return { name, namespace: textOf(namespace) || undefined };
}

/** The full name of a host, as far as the namespace is known. */
export function completeHostIn(host: string, from: string | undefined): string {
  return from === undefined ? host : completeHost(host, from);
}
