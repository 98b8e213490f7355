import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import type { ReleasesInForce } from '../../../constructs/resources/kinds';
import { intersection } from '../../../model/hosts';
import { apiVersionOf, type ConvertedObjects, type FoundManifest } from '../ingress/convert';
import { istioKindOf } from '../istio-kinds';
import type { WrittenManifest } from '../written-manifest';
import { FoundObject } from './found-object';
import { type ConvertedGateway, convertGateway, redirectRoute } from './gateways';
import { convertRoutes } from './routes';
import { Subsets } from './subsets';
import { keyOf, nameIn, Surroundings } from './surroundings';

const CONVERTED = ['VirtualService', 'Gateway', 'DestinationRule'];

/** Whether an object says something of routes in Istio's API. */
export function isRoute(manifest: WrittenManifest): boolean {
  return CONVERTED.includes(istioKindOf(manifest) ?? '');
}

/** Writes VirtualServices, with the Gateways and DestinationRules that belong to them, in the Gateway API. */
export function convertVirtualServices(
  found: readonly FoundManifest[],
  others: readonly WrittenManifest[],
  releases: ReleasesInForce,
): ConvertedObjects {
  const objects = found.map(({ manifest, at }) => new FoundObject(manifest, at));
  const ofKind = (kind: string): readonly FoundObject[] =>
    objects.filter(({ manifest }) => istioKindOf(manifest) === kind);
  const version = (kind: string): string => apiVersionOf(kind, 'gateway', releases);
  const surroundings = new Surroundings([...others, ...found.map(({ manifest }) => manifest)]);
  const subsets = new Subsets(ofKind('DestinationRule'), surroundings, version('DestinationRule'));
  const gateways = ofKind('Gateway').map((object) => convertGateway(object, surroundings, releases.istioVersion));
  const byName = new Map(gateways.map((gateway) => [keyOf(nameIn(gateway.object.manifest.metadata)), gateway]));
  const written = [
    ...gateways.flatMap((gateway) => gatewayManifests(gateway, version)),
    ...ofKind('VirtualService').flatMap((object) => {
      if (object.spec.texts('hosts').length === 0) {
        object.lose(['spec'], 'not written: HTTPRoutes do not delegate, and only other routes lead to this one');
        return [];
      }
      const routes = convertRoutes(object, { surroundings, subsets }, { surroundings, gateways: byName });
      return routes.map(({ kind, name, spec, atGateways }) => ({
        object,
        atGateways,
        manifest: manifestOf(object, version(kind), kind, name, spec),
      }));
    }),
  ];
  nameSharedHosts(written, byName);
  const grants = grantsFor(written, version('ReferenceGrant'));
  return {
    manifests: [...written, ...subsets.manifests, ...grants].map(({ manifest, object }) => ({
      manifest,
      at: () => object.at([]),
    })),
    faults: [],
    losses: objects.flatMap(({ losses }) => losses),
  };
}

interface Written {
  readonly manifest: WrittenManifest;
  readonly object: FoundObject;
  /** Whether references into other namespaces need a grant. */
  readonly atGateways?: boolean;
}

/** VirtualServices of one host are tried one after the other; routes of the Gateway API are tried together. */
function nameSharedHosts(written: readonly Written[], gateways: ReadonlyMap<string, ConvertedGateway>): void {
  const first = new Map<string, FoundObject>();
  const shared = new Map<FoundObject, Map<FoundObject, Set<string>>>();
  for (const { manifest, object } of written) {
    if (manifest.kind !== 'HTTPRoute' || object.manifest.kind !== 'VirtualService') continue;
    const spec = manifest.fields.spec as gatewayApi.HTTPRouteSpec;
    for (const [key, host] of hostsAt(spec, manifest.metadata.namespace, gateways)) {
      const earlier = first.get(key) ?? object;
      first.set(key, earlier);
      if (earlier === object) continue;
      const of = shared.get(object) ?? new Map<FoundObject, Set<string>>();
      shared.set(object, of.set(earlier, (of.get(earlier) ?? new Set()).add(host)));
    }
  }
  for (const [object, of] of shared) {
    for (const [earlier, hosts] of of) {
      const names = [...hosts].map((host) => `"${host}"`).join(', ');
      object.lose(
        ['spec', 'hosts'],
        `${names}: of VirtualService "${earlier.name}" too: the Gateway API tries the routes of both by what their matches say`,
      );
    }
  }
}

/** The hosts for which a route is asked at each of its parents, by parent and host. */
function hostsAt(
  { parentRefs = [], hostnames = ['*'] }: gatewayApi.HTTPRouteSpec,
  own: string | undefined,
  gateways: ReadonlyMap<string, ConvertedGateway>,
): readonly (readonly [key: string, host: string])[] {
  return parentRefs.flatMap(({ kind, name, namespace = own, sectionName }): (readonly [string, string])[] => {
    if (kind !== undefined) return [[`${kind} ${namespace}/${name}`, name]];
    const listeners = (gateways.get(keyOf({ name, namespace }))?.listeners ?? []).filter(
      (listener) => sectionName === undefined || listener.name === sectionName,
    );
    const asked = listeners.map(({ hostname = '*' }) => hostname);
    const hosts = asked.length === 0 ? hostnames : intersection(hostnames, asked);
    return hosts.map((host) => [`${namespace}/${name} ${host}`, host]);
  });
}

function gatewayManifests(gateway: ConvertedGateway, version: (kind: string) => string): readonly Written[] {
  const { object, spec, listeners } = gateway;
  if (listeners.length === 0) return [];
  const redirect = redirectRoute(gateway);
  const name = `${object.name}-to-https`;
  return [
    { object, manifest: manifestOf(object, version('Gateway'), 'Gateway', object.name, spec) },
    ...(redirect === undefined
      ? []
      : [{ object, manifest: manifestOf(object, version('HTTPRoute'), 'HTTPRoute', name, redirect) }]),
  ];
}

function manifestOf(
  object: FoundObject,
  apiVersion: string,
  kind: string,
  name: string,
  spec: object,
): WrittenManifest {
  return { apiVersion, kind, metadata: { ...object.manifest.metadata, name }, fields: { spec } };
}

/** What lets routes at gateways refer to Services of other namespaces: one grant for each pair of namespaces. */
function grantsFor(written: readonly Written[], apiVersion: string): readonly Written[] {
  const grants = new Map<
    string,
    { readonly object: FoundObject; readonly from: Set<string>; readonly to: Set<string> }
  >();
  for (const { manifest, object, atGateways = false } of written) {
    const { kind, metadata, fields } = manifest;
    for (const { name, namespace, kind: target = 'Service' } of atGateways ? referencesIn(fields.spec) : []) {
      if (namespace === undefined || metadata.namespace === undefined || target !== 'Service') continue;
      const key = `${namespace} ${metadata.namespace}`;
      const grant = grants.get(key) ?? { object, from: new Set<string>(), to: new Set<string>() };
      grants.set(key, { object: grant.object, from: grant.from.add(kind), to: grant.to.add(name) });
    }
  }
  return [...grants].map(([key, { object, from, to }]) => {
    const [namespace = '', own = ''] = key.split(' ');
    const spec: gatewayApi.ReferenceGrantSpec = {
      from: [...from].map((kind) => ({ group: 'gateway.networking.k8s.io', kind, namespace: own })),
      to: [...to].map((name) => ({ group: '', kind: 'Service', name })),
    };
    const metadata = { name: `routes-of-${own}`, namespace };
    return { object, manifest: { apiVersion, kind: 'ReferenceGrant', metadata, fields: { spec } } };
  });
}

function referencesIn(spec: unknown): readonly gatewayApi.BackendObjectReference[] {
  const { rules = [] } = spec as { readonly rules?: readonly gatewayApi.HTTPRouteRule[] };
  return rules.flatMap(({ backendRefs = [], filters = [] }) => [
    ...backendRefs,
    ...filters.flatMap(({ requestMirror }) => requestMirror?.backendRef ?? []),
  ]);
}
