import type { EnvoyFilterEnvoyConfigObjectPatch, EnvoyFilterSpec } from '../../generated/networking';
import { checkSelector } from '../checks/labels';
import { checkRegex } from '../checks/regular-expressions';
import { show } from '../fault';
import type { Place } from '../place';

const CONNECTION_MANAGERS = ['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager'];

const MATCH_OF: Readonly<Record<string, 'listener' | 'routeConfiguration' | 'cluster'>> = {
  LISTENER: 'listener',
  FILTER_CHAIN: 'listener',
  NETWORK_FILTER: 'listener',
  HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration',
  VIRTUAL_HOST: 'routeConfiguration',
  HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};

/** What istiod's webhook refuses, and warns of, in an EnvoyFilter, the patched Envoy configuration itself excepted. */
export function checkEnvoyFilter(spec: Place<EnvoyFilterSpec>): void {
  checkSelector(spec.field('workloadSelector'), 'labels');
  if (spec.inspection.has('envoyFilterWarning')) {
    spec.warn({
      text: 'patches what Istio makes for Envoy, which changes between releases; prefer other APIs where there are any',
      wanted: 'another API',
    });
  }
  for (const patch of spec.field('configPatches').items()) if (!patch.unknown) checkPatch(patch);
}

/** Filters of Envoy under the names they had before, and the names they have. */
const OLD_FILTER_NAMES: Readonly<Record<string, string>> = {
  'envoy.buffer': 'envoy.filters.http.buffer',
  'envoy.cors': 'envoy.filters.http.cors',
  'envoy.csrf': 'envoy.filters.http.csrf',
  'envoy.fault': 'envoy.filters.http.fault',
  'envoy.grpc_http1_bridge': 'envoy.filters.http.grpc_http1_bridge',
  'envoy.grpc_json_transcoder': 'envoy.filters.http.grpc_json_transcoder',
  'envoy.grpc_web': 'envoy.filters.http.grpc_web',
  'envoy.gzip': 'envoy.filters.http.gzip',
  'envoy.health_check': 'envoy.filters.http.health_check',
  'envoy.http_connection_manager': 'envoy.filters.network.http_connection_manager',
  'envoy.http_dynamo_filter': 'envoy.filters.http.dynamo',
  'envoy.ip_tagging': 'envoy.filters.http.ip_tagging',
  'envoy.listener.http_inspector': 'envoy.filters.listener.http_inspector',
  'envoy.listener.original_dst': 'envoy.filters.listener.original_dst',
  'envoy.listener.original_src': 'envoy.filters.listener.original_src',
  'envoy.listener.proxy_protocol': 'envoy.filters.listener.proxy_protocol',
  'envoy.listener.tls_inspector': 'envoy.filters.listener.tls_inspector',
  'envoy.lua': 'envoy.filters.http.lua',
  'envoy.mongo_proxy': 'envoy.filters.network.mongo_proxy',
  'envoy.rate_limit': 'envoy.filters.http.ratelimit',
  'envoy.redis_proxy': 'envoy.filters.network.redis_proxy',
  'envoy.router': 'envoy.filters.http.router',
  'envoy.squash': 'envoy.filters.http.squash',
  'envoy.tcp_proxy': 'envoy.filters.network.tcp_proxy',
};

function checkFilterName(name: Place<string>): void {
  const current = OLD_FILTER_NAMES[name.text() ?? ''];
  if (current !== undefined)
    name.warn({ text: `deprecated name ${show(name.text())}, use ${show(current)}`, wanted: current });
}

/** The parts of Envoy's configuration that are filters, or hold extensions by name. */
const NAMED_EXTENSIONS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  CLUSTER: [['transport_socket'], ['transportSocket']],
  FILTER_CHAIN: [['transport_socket'], ['transportSocket']],
  HTTP_FILTER: [[]],
  NETWORK_FILTER: [[]],
};

/** Envoy finds an extension by the type of its configuration, not by its name. */
function checkTypedConfig(applyTo: string, value: Place<never>): void {
  for (const path of NAMED_EXTENSIONS[applyTo] ?? []) {
    const extension = path.reduce<Place<Extension>>(
      (at, name) => at.field(name as 'value') as unknown as Place<Extension>,
      value as Place<Extension>,
    );
    if (!extension.exists || extension.unknown) continue;
    const configured = (['typed_config', 'typedConfig', 'config_discovery', 'configDiscovery'] as const).some((name) =>
      extension.has(name),
    );
    if (!configured) extension.warn({ text: 'deprecated without typed_config', wanted: 'typed_config' });
  }
}

const ENVOYS_TYPE = /(?:^|\/)envoy\./;
const V2 = /\.v2(?:alpha\d*|beta\d*)?\./;
const V2_FILTER = /envoy\.config\.filter\.(http|listener|network)\.(\w+)\.v2\w*\.(\w+)$/;

/** Fields of Envoy's API that hold a message of any type. */
const ANY_MESSAGE = /^typed(?:_c|C)onfig$/;
/** Fields of it that hold such messages by name. */
const ANY_MESSAGES =
  /^typed(?:_per_filter_config|PerFilterConfig|_extension_protocol_options|ExtensionProtocolOptions)$/;
/** Fields of it that hold any JSON. */
const ANY_JSON = /^filter(?:_m|M)etadata$/;
/** Types whose `value` is any JSON. */
const JSON_TYPE = /(?:^|\/)(?:udpa\.type\.v1\.TypedStruct|xds\.type\.v3\.TypedStruct|google\.protobuf\.Struct)$/;

/** A message of any type says which: istiod cannot read it otherwise. */
function checkTyped(message: Place<unknown>): void {
  if (message.unknown || typeof message.written !== 'object' || (message as Place<Typed>).hidesEntries) return;
  const type = (message as Place<Typed>).field('@type');
  if (type.isSet) return;
  const wanted = 'the type of what stands here, such as type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua';
  type.fault({ code: 'missing-field', wanted, text: `required, expected ${wanted}` });
}

/** The parts of Envoy's configuration that have a `typed_config` of their own. */
const WITH_TYPED_CONFIG = ['EXTENSION_CONFIG', 'HTTP_FILTER', 'LISTENER_FILTER', 'NETWORK_FILTER'];

/** The types of the configuration that is patched in. */
function checkTypes(applyTo: Place<string>, value: Place<Named>): void {
  const part = applyTo.text();
  for (const [key, inner] of value.entries()) {
    if (part === undefined || WITH_TYPED_CONFIG.includes(part) || !ANY_MESSAGE.test(key)) checkFieldTypes(key, inner);
    else {
      const text = `no field of what is patched, because applyTo is ${part}`;
      inner.warn({ text, wanted: MATCH_OF[part] === 'routeConfiguration' ? 'typed_per_filter_config' : 'no value' });
    }
  }
}

function checkFieldTypes(name: string, value: Place<unknown>): void {
  if (ANY_JSON.test(name)) return;
  if (ANY_MESSAGE.test(name)) checkTyped(value);
  const message = value as Place<Named>;
  if (ANY_MESSAGES.test(name)) for (const [, one] of message.entries()) checkTyped(one);
  const type = name === '@type' ? value.text() : undefined;
  if (type !== undefined) checkVersion(value, type);
  const holdsJson = JSON_TYPE.test((value as Place<Typed>).field('@type').text() ?? '');
  for (const [key, inner] of message.entries()) if (!holdsJson || key !== 'value') checkFieldTypes(key, inner);
  for (const item of (value as Place<readonly unknown[]>).items()) checkFieldTypes('', item);
}

/** Envoy has no API before v3 any more, and cannot read a configuration of its types. */
function checkVersion(place: Place<unknown>, type: string): void {
  if (!ENVOYS_TYPE.test(type) || !V2.test(type)) return;
  const [, kind, name = '', message] = V2_FILTER.exec(type) ?? [];
  const suggestion =
    kind === undefined
      ? undefined
      : `type.googleapis.com/envoy.extensions.filters.${kind}.${name.replace('rate_limit', 'ratelimit')}.v3.${message}`;
  place.fault({
    got: show(type),
    wanted: 'a type of version 3 of the API of Envoy',
    ...(suggestion !== undefined && { suggestion }),
  });
}

interface Typed {
  readonly '@type'?: string;
}

type Named = Readonly<Record<string, unknown>>;

interface Extension {
  readonly value?: unknown;
  readonly typed_config?: unknown;
  readonly typedConfig?: unknown;
  readonly config_discovery?: unknown;
  readonly configDiscovery?: unknown;
}

function checkPatch(config: Place<EnvoyFilterEnvoyConfigObjectPatch>): void {
  const [applyTo, match, patch] = [config.field('applyTo'), config.field('match'), config.field('patch')];
  if (match.field('context').text() === 'WAYPOINT') return;
  if (!applyTo.exists || applyTo.text() === 'INVALID') {
    applyTo.fault({
      code: 'missing-field',
      wanted: 'what to patch, such as HTTP_FILTER',
      text: 'required, expected what to patch, such as HTTP_FILTER',
    });
  }
  if (!patch.exists) patch.fault({ code: 'missing-field', wanted: 'a patch', text: 'required' });
  else if (!patch.unknown) {
    const operation = patch.field('operation');
    if (!operation.exists || operation.text() === 'INVALID') {
      operation.fault({
        code: 'missing-field',
        wanted: 'an operation, such as MERGE',
        text: 'required, expected an operation, such as MERGE',
      });
    } else if (!operation.unknown && operation.text() !== 'REMOVE' && !patch.field('value').exists) {
      patch.field('value').fault({
        code: 'missing-field',
        wanted: 'a value',
        text: `required, expected a value, because operation is ${operation.text()}`,
      });
    }
  }
  checkTypedConfig(applyTo.text() ?? '', patch.field('value') as Place<never>);
  checkTypes(applyTo, patch.field('value') as Place<Named>);
  const version = match.field('proxy').field('proxyVersion');
  if (version.isSet) checkRegex(version);

  const kind = applyTo.text() ?? '';
  const wanted = MATCH_OF[kind];
  for (const name of ['listener', 'routeConfiguration', 'cluster'] as const) {
    if (wanted !== undefined && name !== wanted && match.field(name).exists) {
      match.field(name).fault({ got: `a match of ${name}`, wanted: `${wanted}, because applyTo is ${kind}` });
    }
  }
  const filter = match.field('listener').field('filterChain').field('filter');
  if (wanted !== 'listener' || !filter.exists || filter.unknown) return;
  const [name, subFilter] = [filter.field('name'), filter.field('subFilter')];
  if (name.isEmpty) name.fault({ code: 'missing-field', wanted: 'the name of a filter', text: 'required' });
  if (kind === 'LISTENER' || kind === 'FILTER_CHAIN') {
    filter.warn({ text: `no effect, because applyTo is ${kind}`, wanted: 'no filter' });
  }
  checkFilterName(name);
  checkFilterName(subFilter.field('name'));
  if (!subFilter.exists || subFilter.unknown) return;
  if (kind !== 'HTTP_FILTER')
    subFilter.fault({
      got: 'a filter inside the filter',
      wanted: 'no value',
      text: `not allowed, because applyTo is ${kind}`,
    });
  const text = name.text();
  if (text !== undefined && !CONNECTION_MANAGERS.includes(text))
    name.fault({ got: show(text), wanted: `${CONNECTION_MANAGERS[0]}, because subFilter is set` });
  if (subFilter.field('name').isEmpty)
    subFilter.field('name').fault({ code: 'missing-field', wanted: 'the name of a filter', text: 'required' });
}
