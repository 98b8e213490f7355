import { istioKindOf } from './istio-kinds';
import type { WrittenManifest } from './written-manifest';

/** Where a gateway’s pods are expected, as the construct that declares them has it. */
const ROOT_NAMESPACE = 'istio-system';

type Json = Readonly<Record<string, unknown>>;

/** Something that the objects refer to and that is not among them. */
export type OthersObject =
  | {
      readonly method: 'serviceFromName' | 'secretFromName';
      readonly props: { readonly name: string; readonly namespace?: string };
    }
  | { readonly method: 'gatewayFromSelector'; readonly props: { readonly selector: Readonly<Record<string, string>> } };

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectsIn(value: unknown): readonly Json[] {
  return (Array.isArray(value) ? value : []).filter(isObject);
}

/** The hosts that the routes of a VirtualService send requests to. */
function destinationHosts(spec: Json): readonly string[] {
  const rules = ['http', 'tls', 'tcp'].flatMap((protocol) => objectsIn(spec[protocol]));
  const destinations = rules.flatMap((rule) => [
    ...objectsIn(rule.route).map((route) => route.destination),
    ...objectsIn(rule.mirrors).map((mirror) => mirror.destination),
    rule.mirror,
  ]);
  return destinations.flatMap((one) => (isObject(one) && typeof one.host === 'string' ? [one.host] : []));
}

/** The Services that a route of the Gateway API sends requests to. */
function backendServices(spec: Json, from: string | undefined): readonly { name: string; namespace?: string }[] {
  const rules = objectsIn(spec.rules);
  const mirrors = rules
    .flatMap((rule) => objectsIn(rule.filters))
    .flatMap(({ requestMirror }) => (isObject(requestMirror) ? requestMirror.backendRef : []));
  return [...rules.flatMap((rule) => objectsIn(rule.backendRefs)), ...mirrors].flatMap((reference) => {
    if (!isObject(reference) || (reference.kind ?? 'Service') !== 'Service') return [];
    const namespace = typeof reference.namespace === 'string' ? reference.namespace : from;
    return [{ name: `${reference.name}`, ...(namespace !== undefined && { namespace }) }];
  });
}

/** The Secrets that the servers of a Gateway present, which are where its pods are. */
function credentials(spec: Json): readonly string[] {
  return objectsIn(spec.servers).flatMap(({ tls }) =>
    isObject(tls) && typeof tls.credentialName === 'string' ? [tls.credentialName] : [],
  );
}

/** The Service that a host names, as seen from a namespace; Istio completes only a name without a dot. */
function serviceOf(host: string, from: string | undefined): { name: string; namespace?: string } | undefined {
  const [name = '', namespace, svc] = host.split('.');
  if (name === '' || name === '*') return undefined;
  if (namespace === undefined) return { name, ...(from !== undefined && { namespace: from }) };
  return svc === 'svc' ? { name, namespace } : undefined;
}

function podLabels({ kind, metadata, fields }: WrittenManifest): Json | undefined {
  if (kind === 'Pod') return metadata.labels ?? {};
  const template = isObject(fields.spec) && isObject(fields.spec.template) ? fields.spec.template : {};
  return isObject(template.metadata) && isObject(template.metadata.labels) ? template.metadata.labels : undefined;
}

/** What the objects refer to and somebody else deploys: Services that routes lead to, and the pods of gateways. */
export function othersObjects(manifests: readonly WrittenManifest[]): readonly OthersObject[] {
  const key = ({ name, namespace = '' }: { name: string; namespace?: string }): string => `${namespace}/${name}`;
  const keysOf = (wanted: string): ReadonlySet<string> =>
    new Set(manifests.filter(({ kind }) => kind === wanted).map(({ metadata }) => key(metadata)));
  const [services, secrets] = [keysOf('Service'), keysOf('Secret')];
  const pods = manifests.map(podLabels).filter((labels) => labels !== undefined);
  const entries = manifests
    .filter((one) => istioKindOf(one) === 'ServiceEntry')
    .flatMap(({ fields }) => (isObject(fields.spec) && Array.isArray(fields.spec.hosts) ? fields.spec.hosts : []));
  const found = new Map<string, OthersObject>();
  for (const manifest of manifests) {
    const spec = isObject(manifest.fields.spec) ? manifest.fields.spec : {};
    if (istioKindOf(manifest) === 'VirtualService') {
      for (const host of destinationHosts(spec)) {
        const service = serviceOf(host, manifest.metadata.namespace);
        if (service === undefined || services.has(key(service)) || entries.includes(host)) continue;
        found.set(`service ${key(service)}`, { method: 'serviceFromName', props: service });
      }
    }
    if (/^gateway\.networking\.k8s\.io\/\w+Route$/.test(istioKindOf(manifest) ?? '')) {
      for (const service of backendServices(spec, manifest.metadata.namespace)) {
        if (services.has(key(service))) continue;
        found.set(`service ${key(service)}`, { method: 'serviceFromName', props: service });
      }
    }
    if (istioKindOf(manifest) === 'Gateway' && isObject(spec.selector)) {
      for (const name of credentials(spec)) {
        if (secrets.has(`${ROOT_NAMESPACE}/${name}`)) continue;
        found.set(`secret ${name}`, { method: 'secretFromName', props: { name, namespace: ROOT_NAMESPACE } });
      }
      const labels = Object.entries(spec.selector);
      if (labels.length === 0 || pods.some((pod) => labels.every(([name, value]) => pod[name] === value))) continue;
      const selector = spec.selector as Readonly<Record<string, string>>;
      found.set(`gateway ${JSON.stringify(labels)}`, { method: 'gatewayFromSelector', props: { selector } });
    }
  }
  return [...found.values()];
}
