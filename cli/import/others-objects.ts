import { completeHost, serviceNameOf } from '../../model/hosts';
import { type Labels, selects } from '../../model/labels';
import { writtenBackends, writtenDestinations } from '../../model/routes/destinations';
import { type Fields, fieldsOf, isFields, itemsOf, textOf } from '../../model/value';
import { istioKindOf } from './istio-kinds';
import type { WrittenManifest } from './written-manifest';

/** Where a gateway’s pods are expected, as the construct that declares them has it. */
const ROOT_NAMESPACE = 'istio-system';

interface Name {
  readonly name: string;
  readonly namespace?: string;
}

/** Something that the objects refer to and that is not among them. */
export type OthersObject =
  | { readonly method: 'serviceFromName' | 'secretFromName'; readonly props: Name }
  | { readonly method: 'gatewayFromSelector'; readonly props: { readonly selector: Labels } };

/** The Services that the routes of a VirtualService send requests to; hosts of ServiceEntries are none. */
function destinationServices(spec: Fields, from: string | undefined, entries: readonly unknown[]): readonly Name[] {
  return writtenDestinations({ spec }).flatMap(({ host }) => {
    if (typeof host !== 'string' || host === '' || entries.includes(host)) return [];
    // Istio completes only a name without a dot, by a namespace that is not always known here.
    if (from === undefined && !/[.*]/.test(host)) return [{ name: host }];
    return serviceNameOf(completeHost(host, from ?? '')) ?? [];
  });
}

/** The Services that a route of the Gateway API sends requests to. */
function backendServices(spec: Fields, from: string | undefined): readonly Name[] {
  return writtenBackends({ spec }).flatMap(({ group, kind, name, namespace: written }) => {
    if (group !== '' || kind !== 'Service') return [];
    const namespace = textOf(written) ?? from;
    return [{ name: `${name}`, ...(namespace !== undefined && { namespace }) }];
  });
}

/** The Secrets that the servers of a Gateway present, which are where its pods are. */
function credentials(spec: Fields): readonly string[] {
  return itemsOf(spec['servers']).flatMap(
    (server) => textOf(fieldsOf(fieldsOf(server)['tls'])['credentialName']) ?? [],
  );
}

function podLabels({ kind, metadata, fields }: WrittenManifest): Labels | undefined {
  if (kind === 'Pod') return (metadata.labels ?? {}) as Labels;
  const { labels } = fieldsOf(fieldsOf(fieldsOf(fieldsOf(fields.spec)['template'])['metadata']));
  return isFields(labels) ? (labels as Labels) : undefined;
}

/** What the objects refer to and somebody else deploys: Services that routes lead to, and the pods of gateways. */
export function othersObjects(manifests: readonly WrittenManifest[]): readonly OthersObject[] {
  const key = ({ name, namespace = '' }: Name): string => `${namespace}/${name}`;
  const keysOf = (wanted: string): ReadonlySet<string> =>
    new Set(manifests.filter(({ kind }) => kind === wanted).map(({ metadata }) => key(metadata)));
  const [services, secrets] = [keysOf('Service'), keysOf('Secret')];
  const pods = manifests.map(podLabels).filter((labels) => labels !== undefined);
  const entries = manifests
    .filter((one) => istioKindOf(one) === 'ServiceEntry')
    .flatMap(({ fields }) => itemsOf(fieldsOf(fields.spec)['hosts']));
  const found = new Map<string, OthersObject>();
  for (const manifest of manifests) {
    const spec: Fields = fieldsOf(manifest.fields.spec);
    const kind = istioKindOf(manifest) ?? '';
    const from = manifest.metadata.namespace;
    const named = [
      ...(kind === 'VirtualService' ? destinationServices(spec, from, entries) : []),
      ...(/^gateway\.networking\.k8s\.io\/\w+Route$/.test(kind) ? backendServices(spec, from) : []),
    ];
    for (const service of named) {
      if (services.has(key(service))) continue;
      found.set(`service ${key(service)}`, { method: 'serviceFromName', props: service });
    }
    if (kind === 'Gateway' && isFields(spec['selector'])) {
      for (const name of credentials(spec)) {
        if (secrets.has(`${ROOT_NAMESPACE}/${name}`)) continue;
        found.set(`secret ${name}`, { method: 'secretFromName', props: { name, namespace: ROOT_NAMESPACE } });
      }
      const selector = spec['selector'] as Labels;
      if (Object.keys(selector).length === 0 || pods.some((pod) => selects(selector, pod))) continue;
      found.set(`gateway ${JSON.stringify(selector)}`, { method: 'gatewayFromSelector', props: { selector } });
    }
  }
  return [...found.values()];
}
