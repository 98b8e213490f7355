import { isFields, isUnknown } from '../value';
import type { Json } from './stack-source';

/** Blocks that may occur several times; all others occur once, and a plan writes those as lists of one. */
const REPEATED = new Set([
  'allowed_topologies',
  'condition',
  'container',
  'egress',
  'env',
  'env_from',
  'from',
  'host_aliases',
  'image_pull_secrets',
  'ingress',
  'init_container',
  'items',
  'load_balancer_ingress',
  'match_expressions',
  'metric',
  'path',
  'port',
  'ports',
  'rule',
  'secret',
  'subject',
  'tls',
  'to',
  'toleration',
  'topology_spread_constraint',
  'volume',
  'volume_mount',
  'webhook',
]);

const SERVER_FIELDS = new Set([
  'cluster_ip',
  'cluster_ips',
  'generation',
  'health_check_node_port',
  'id',
  'resource_version',
  'self_link',
  'status',
  'timeouts',
  'uid',
]);

/** Attributes that are unknown only where the program made them so. */
const CONFIGURABLE = new Set(['annotations', 'data', 'image', 'labels', 'namespace', 'replicas', 'type', 'value']);

/** A typed resource of a plan in the form in which a synthesized stack has it: without what the server or the provider fills in. */
export function configuredBlocks(value: Json, isMetadata = false): Json {
  const fields: Json = {};
  for (const [name, item] of Object.entries(value)) {
    if (SERVER_FIELDS.has(name) || name.startsWith('wait_for_') || isEmpty(item)) continue;
    // What is left to the provider is unknown until it made the object.
    if (isUnknown(item) && !CONFIGURABLE.has(name) && !(isMetadata && name === 'name')) continue;
    if (Array.isArray(item) && item.length === 1 && isFields(item[0]) && !REPEATED.has(name)) {
      // A pod template's metadata gets no name of its own.
      fields[name] = configuredBlocks(item[0], name === 'metadata' && !isTemplate(value));
    } else if (Array.isArray(item)) {
      fields[name] = item.map((entry: unknown) => (isFields(entry) ? configuredBlocks(entry) : entry));
    } else fields[name] = isFields(item) && !name.endsWith('s') ? configuredBlocks(item) : item;
  }
  return fields;
}

/** Whether this is a template: it has metadata and a spec, and nothing that says which object it is in the cluster. */
function isTemplate(value: Json): boolean {
  return 'metadata' in value && !('id' in value);
}

/** Whether the provider writes a value for a setting that was not made. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isFields(value) && Object.keys(value).length === 0;
}
