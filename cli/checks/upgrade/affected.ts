import { completeHost, covers } from '../../../model/hosts';
import { selectorOf } from '../../../model/object';
import { type Fields, fieldsOf, isFields, itemsOf, valueAt } from '../../../model/value';
import { texts } from '../../../model/visibility/fields';
import type { MeshContent } from '../../session/session';
import { chartsNamed } from '../istio-charts';

type SynthesizedObject = MeshContent['objects'][number];
type Finder = (content: MeshContent) => readonly string[];

/** Objects of a kind. */
export function ofKind(kind: string): Finder {
  return (content) => objectsOf(content, kind).map(nameOf);
}

/** Objects of a kind in one API version. */
export function ofVersion(kind: string, apiVersion: string): Finder {
  return (content) =>
    objectsOf(content, kind)
      .filter((object) => object.apiVersion === apiVersion)
      .map(nameOf);
}

/** Objects whose pods carry an annotation. */
export function annotated(annotation: string): Finder {
  return ({ objects }) =>
    objects
      .filter(({ manifest, metadata }) =>
        [metadata.annotations ?? {}, fieldsAt(manifest, 'spec', 'template', 'metadata', 'annotations')].some(
          (annotations) => annotation in annotations,
        ),
      )
      .map(nameOf);
}

/** EnvoyFilters that match a filter by name. */
export function matchingFilter(name: string): Finder {
  return (content) => envoyFilters(content, (patch) => matchedFilters(patch).includes(name));
}

/** Charts of istiod that set a variable of its environment. */
export function istiodVariable(name: string): Finder {
  return (content) =>
    charts(content, 'istiod', (values) => name in fieldsAt(values, 'pilot', 'env') || name in fieldsAt(values, 'env'));
}

/** Charts of istiod that define a provider of a kind. */
export function extensionProvider(kind: string): Finder {
  return (content) =>
    charts(content, 'istiod', (values) =>
      listAt(values, 'meshConfig', 'extensionProviders').some((one) => kind in one),
    );
}

export const gatewaysWithCpuLimit: Finder = (content) =>
  charts(
    content,
    'gateway',
    (values) =>
      valueAt(values, ['resources', 'limits', 'cpu']) !== undefined &&
      !/concurrency/.test(String(valueAt(values, ['podAnnotations', 'proxy.istio.io/config']) ?? '')),
  );

export const deprecatedFilterNames: Finder = (content) =>
  envoyFilters(content, (patch) =>
    [...matchedFilters(patch), String(valueAt(patch, ['patch', 'value', 'name']) ?? '')].some((name) =>
      // The canonical names have a family in them: envoy.filters.http.router, envoy.access_loggers.file.
      /^envoy\.([a-z0-9_]+|listener\.[a-z0-9_]+)$/.test(name),
    ),
  );

export const filtersWithoutType: Finder = (content) =>
  envoyFilters(content, (patch) => {
    const value = fieldsAt(patch, 'patch', 'value');
    const isFilter = /^(HTTP|NETWORK|LISTENER)_FILTER$/.test(String(patch['applyTo']));
    const isNew = /^(INSERT|ADD|REPLACE)/.test(String(valueAt(patch, ['patch', 'operation'])));
    return isFilter && isNew && 'name' in value && !('typed_config' in value || 'typedConfig' in value);
  });

export const placedByIstioFilters: Finder = (content) =>
  envoyFilters(
    content,
    (patch) =>
      /^INSERT_(BEFORE|AFTER)$/.test(String(valueAt(patch, ['patch', 'operation']))) &&
      matchedFilters(patch).some((name) => /^(istio[._]|envoy\.filters\.(http|network)\.rbac$)/.test(name)),
  );

export const overlappingWildcards: Finder = (content) => {
  const services = objectsOf(content, 'VirtualService');
  const hostsOf = (object: SynthesizedObject) => textsAt(object.manifest, 'spec', 'hosts');
  return services
    .filter((service) =>
      hostsOf(service).some(
        (pattern) =>
          pattern.startsWith('*') &&
          services.some(
            (other) => other !== service && hostsOf(other).some((host) => host !== pattern && covers(pattern, host)),
          ),
      ),
    )
    .map(nameOf);
};

export const unverifiedServers: Finder = (content) =>
  objectsOf(content, 'DestinationRule')
    .filter(({ manifest }) =>
      trafficPolicies(manifest).some((policy) => {
        const tls = fieldsAt(policy, 'tls');
        return (
          (tls['mode'] === 'SIMPLE' || tls['mode'] === 'MUTUAL') &&
          !['caCertificates', 'credentialName', 'insecureSkipVerify'].some((key) => tls[key])
        );
      }),
    )
    .map(nameOf);

export const rulesOfExternalNames: Finder = (content) => {
  const aliases = objectsOf(content, 'Service')
    .filter(({ manifest }) => valueAt(manifest, ['spec', 'type']) === 'ExternalName')
    .map(({ metadata }) => completeHost(metadata.name, metadata.namespace ?? 'default'));
  return objectsOf(content, 'DestinationRule')
    .filter(({ manifest, metadata }) =>
      aliases.includes(completeHost(String(valueAt(manifest, ['spec', 'host'])), metadata.namespace ?? 'default')),
    )
    .map(nameOf);
};

export const telemetryOverrides: Finder = (content) =>
  charts(content, 'istiod', (values) =>
    Object.values(fieldsAt(values, 'telemetry', 'v2')).some((one) => isFields(one) && 'configOverride' in one),
  );

export const tracesByDefault: Finder = (content) => {
  const hasProvider =
    chartsNamed(content, 'istiod').some(
      ({ values }) =>
        listAt(values, 'meshConfig', 'defaultProviders', 'tracing').length > 0 ||
        textsAt(values, 'meshConfig', 'defaultProviders', 'tracing').length > 0,
    ) ||
    objectsOf(content, 'Telemetry').some(({ manifest }) =>
      listAt(manifest, 'spec', 'tracing').some((tracing) => listAt(tracing, 'providers').length > 0),
    );
  return hasProvider
    ? []
    : objectsOf(content, 'Service')
        .filter(({ metadata }) => metadata.name === 'zipkin')
        .map(nameOf);
};

export const discoverySelectors: Finder = (content) =>
  charts(content, 'istiod', (values) => listAt(values, 'meshConfig', 'discoverySelectors').length > 0);

export const targetPortsWithoutResolution: Finder = (content) =>
  objectsOf(content, 'ServiceEntry')
    .filter(
      ({ manifest }) =>
        (valueAt(manifest, ['spec', 'resolution']) ?? 'NONE') === 'NONE' &&
        listAt(manifest, 'spec', 'ports').some((port) => port['targetPort'] && port['targetPort'] !== port['number']),
    )
    .map(nameOf);

export const gatewayNameSelectors: Finder = ({ objects }) =>
  objects
    .filter(({ manifest }) =>
      [fieldsAt(manifest, 'spec', 'selector'), fieldsOf(selectorOf(fieldsAt(manifest, 'spec')))].some(
        (labels) => 'istio.io/gateway-name' in labels,
      ),
    )
    .map(nameOf);

export const wasmAttributes: Finder = (content) =>
  objectsOf(content, 'Telemetry')
    .filter(({ manifest }) =>
      expressionsOf(manifest['spec']).some((text) =>
        /wasm\.(down|up)stream_peer|(^|[^\w.])node\.|(^|[^\w."])istio_responseClass/.test(text),
      ),
    )
    .map(nameOf);

export const openshiftProfiles: Finder = ({ charts: all }) =>
  all.filter(({ values }) => /(^|-)openshift(-|$)/.test(String(values['profile'] ?? ''))).map(chartNameOf);

export const ztunnelOfOtherName: Finder = (content) =>
  chartsNamed(content, 'ztunnel')
    .filter(({ name, values }) => name !== 'ztunnel' && values['resourceName'] === undefined)
    .map(chartNameOf);

export const kialiElsewhere: Finder = (content) => {
  const own = new Set(chartsNamed(content, 'istiod').map(({ namespace }) => namespace));
  return chartsNamed(content, 'kiali-server')
    .filter(({ namespace }) => own.size > 0 && !own.has(namespace))
    .map(chartNameOf);
};

export const hostsOfSeveralNamespaces: Finder = (content) => {
  const entries = objectsOf(content, 'ServiceEntry');
  const owners = new Map<string, Set<string>>();
  const own = (host: string, namespace: string): void => {
    owners.set(host, (owners.get(host) ?? new Set()).add(namespace));
  };
  for (const { manifest, metadata } of entries) {
    for (const host of textsAt(manifest, 'spec', 'hosts')) own(host, metadata.namespace ?? 'default');
  }
  for (const { metadata } of objectsOf(content, 'Service')) {
    const namespace = metadata.namespace ?? 'default';
    own(completeHost(metadata.name, namespace), namespace);
  }
  return entries
    .filter(({ manifest }) => textsAt(manifest, 'spec', 'hosts').some((host) => (owners.get(host)?.size ?? 0) > 1))
    .map(nameOf);
};

export const outlierDetectionWithoutMinimum: Finder = (content) =>
  objectsOf(content, 'DestinationRule')
    .filter(({ manifest }) =>
      trafficPolicies(manifest).some(
        (policy) =>
          isFields(policy['outlierDetection']) && policy['outlierDetection']['minHealthPercent'] === undefined,
      ),
    )
    .map(nameOf);

function objectsOf({ objects }: MeshContent, kind: string): readonly SynthesizedObject[] {
  return objects.filter((object) => object.kind === kind && !object.partial);
}

function nameOf({ kind, metadata: { namespace, name } }: SynthesizedObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function charts(content: MeshContent, chart: string, test: (values: Fields) => boolean): readonly string[] {
  return chartsNamed(content, chart)
    .filter(({ values }) => test(values))
    .map(chartNameOf);
}

function chartNameOf({ namespace, name }: MeshContent['charts'][number]): string {
  return `release ${namespace}/${name}`;
}

function envoyFilters(content: MeshContent, test: (patch: Fields) => boolean): readonly string[] {
  return objectsOf(content, 'EnvoyFilter')
    .filter(({ manifest }) => listAt(manifest, 'spec', 'configPatches').some(test))
    .map(nameOf);
}

function matchedFilters(patch: Fields): readonly string[] {
  const filter = ['match', 'listener', 'filterChain', 'filter'];
  return [valueAt(patch, [...filter, 'name']), valueAt(patch, [...filter, 'subFilter', 'name'])].filter(
    (name): name is string => typeof name === 'string',
  );
}

/** All traffic policies of a DestinationRule: its own, its subsets', and those of single ports. */
function trafficPolicies(manifest: Fields): readonly Fields[] {
  return [
    fieldsAt(manifest, 'spec', 'trafficPolicy'),
    ...listAt(manifest, 'spec', 'subsets').map((subset) => fieldsAt(subset, 'trafficPolicy')),
  ].flatMap((policy) => [policy, ...listAt(policy, 'portLevelSettings')]);
}

/** All texts below a value. */
function expressionsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(expressionsOf);
  return isFields(value) ? Object.values(value).flatMap(expressionsOf) : [];
}

function fieldsAt(value: Fields, ...path: readonly string[]): Fields {
  return fieldsOf(valueAt(value, path));
}

function listAt(value: Fields, ...path: readonly string[]): readonly Fields[] {
  return itemsOf(valueAt(value, path)).filter(isFields);
}

function textsAt(value: Fields, ...path: readonly string[]): readonly string[] {
  return texts(valueAt(value, path));
}
