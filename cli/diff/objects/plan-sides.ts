import { type Plan, type PlannedAction, plannedAction, type ResourceChange } from '../plan';
import { Unknown } from '../values';
import { Holes } from './holes';
import { readSide, type SideResource, type StackSide } from './stack-side';

type Json = Readonly<Record<string, unknown>>;

/** Both sides of a plan of one stack. */
export interface PlanSides {
  readonly before: StackSide;
  readonly after: StackSide;
  /** What Terraform does with each resource. */
  readonly actions: ReadonlyMap<string, PlannedAction>;
  /** Names of outputs that change; their values are nobody's business here. */
  readonly outputs: readonly string[];
}

/**
 * Both sides of a plan, as objects.
 *
 * @param synthesized the parsed cdk.tf.json the plan was made from, which knows construct paths and the shape of what is unknown
 */
export function planSides(stack: string, plan: Plan, synthesized?: unknown): PlanSides {
  const source = new Source(plan, synthesized);
  const holes = new Holes(false);
  const before: SideResource[] = [];
  const after: SideResource[] = [];
  const actions = new Map<string, PlannedAction>();
  for (const resource of plan.resource_changes ?? []) {
    const action = plannedAction(resource.change);
    if (resource.mode === 'data' || action === 'read') continue;
    actions.set(resource.address, action);
    const { change, type, address } = resource;
    const sensitive = [change.before_sensitive, change.after_sensitive];
    const path = source.path(resource);
    const side = (value: unknown, unknown: unknown, planned: boolean): SideResource => ({
      type,
      address,
      ...(path ? { source: path } : {}),
      body: source.body(resource, holes, holes.mark(value, unknown, sensitive), planned),
    });
    if (isJson(change.before)) before.push(side(change.before, undefined, false));
    if (action !== 'delete' && action !== 'forget' && isJson(change.after)) {
      after.push(side(change.after, change.after_unknown, true));
    }
  }
  const outputs = Object.entries(plan.output_changes ?? {})
    .filter(([, change]) => plannedAction(change) !== 'none')
    .map(([name]) => name);
  return {
    before: readSide(stack, before, holes),
    after: readSide(stack, after, holes),
    actions,
    outputs,
  };
}

/** The synthesized stack behind a plan, for what the plan itself does not tell. */
class Source {
  private readonly resources: Json;
  private readonly locals: Json;
  private readonly planned: ReadonlyMap<string, Json>;

  constructor(plan: Plan, synthesized: unknown) {
    this.resources = jsonAt(synthesized, 'resource');
    this.locals = jsonAt(synthesized, 'locals');
    this.planned = new Map(
      (plan.resource_changes ?? []).map((resource) => [resource.address, stateOf(resource)] as const),
    );
  }

  path(resource: ResourceChange): string | undefined {
    const path = jsonAt(jsonAt(this.config(resource), '//'), 'metadata')['path'];
    return typeof path === 'string' ? path : undefined;
  }

  body(resource: ResourceChange, holes: Holes, marked: unknown, planned: boolean): Json {
    const body = isJson(marked) ? marked : {};
    if (resource.type === 'helm_release') return this.release(resource, holes, body, planned);
    if (resource.type === 'kubernetes_manifest') {
      const { manifest, object } = body;
      return escapeTexts({ manifest: planned ? withoutNulls(manifest) : liveFields(withoutNulls(manifest), object) });
    }
    return escapeTexts(resource.type.startsWith('kubernetes_') ? blockFields(body, holes) : body);
  }

  private release(resource: ResourceChange, holes: Holes, body: Json, isAfter: boolean): Json {
    const configured = this.config(resource)['values'];
    const { values: planned, ...attributes } = body;
    // Marked as a whole, the list itself is one hole.
    const texts: unknown[] = Array.isArray(planned) ? planned : planned ? [planned] : [];
    const values = texts.map((text, index) => {
      if (!isAfter || !holes.isUnknown(text)) return text;
      const expression: unknown = Array.isArray(configured) ? configured[index] : undefined;
      const local = /^\$\{jsonencode\(local\.([\w-]+)\)\}$/.exec(String(expression))?.[1];
      // Without its source an unknown text stays a hole, and the release one that cannot be told.
      return local === undefined ? text : JSON.stringify(this.resolve(this.locals[local], holes));
    });
    return { ...escapeTexts(releaseSettings(attributes, holes)), values: escapeTexts(values) };
  }

  /** What a local holds, with the values that the plan knows, and holes for those that it does not. */
  private resolve(value: unknown, holes: Holes): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, holes));
    if (isJson(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [unescapeText(name), this.resolve(item, holes)]),
      );
    }
    if (typeof value !== 'string') return value;
    const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    const found = whole === undefined ? undefined : this.lookUp(whole);
    if (found !== undefined) return found;
    return /(?<!\$)\$\{/.test(value) ? holes.put(new Unknown(value)) : unescapeText(value);
  }

  /** `kubernetes_service.hello.metadata[0].name` -> its value, where the plan knows it and does not mark it sensitive. */
  private lookUp(expression: string): unknown {
    const steps = /^([\w-]+\.[\w-]+)((?:\.[\w-]+|\[\d+\])*)$/.exec(expression.trim());
    let here: unknown = this.planned.get(steps?.[1] ?? '');
    for (const [, name, index] of (steps?.[2] ?? '').matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
      if (typeof here !== 'object' || here === null) return undefined;
      here = (here as Record<string, unknown>)[name ?? index ?? ''];
    }
    return typeof here === 'string' || typeof here === 'number' || typeof here === 'boolean' ? here : undefined;
  }

  private config({ type, name }: ResourceChange): Json {
    return jsonAt(jsonAt(this.resources, type), name);
  }
}

/** The planned attributes of a resource, without the sensitive ones. */
function stateOf({ change }: ResourceChange): Json {
  return isJson(change.after) ? withoutMarked(change.after, change.after_sensitive) : {};
}

function withoutMarked(value: Json, marks: unknown): Json {
  if (!isJson(marks)) return marks === true ? {} : value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !holdsMark(marks[name])));
}

function holdsMark(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(holdsMark);
}

/** What the provider fills in by itself. */
const COMPUTED = new Set(['id', 'metadata', 'manifest', 'resources', 'status', 'upgrade_install']);

function releaseSettings(attributes: Json, _holes: Holes): Json {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => !COMPUTED.has(name) && !isEmpty(value)),
  );
}

/** The fields a manifest declares, with the values they have in the cluster: what somebody edited there shows as a change. */
function liveFields(declared: unknown, live: unknown): unknown {
  if (isJson(declared) && isJson(live)) {
    return Object.fromEntries(
      Object.entries(declared).map(([name, value]) => [name, name in live ? liveFields(value, live[name]) : value]),
    );
  }
  if (Array.isArray(declared)) {
    if (!Array.isArray(live)) return declared;
    const kept = declared.slice(0, live.length).map((item, index) => liveFields(item, live[index]));
    return [...kept, ...live.slice(declared.length).map(withoutNulls)];
  }
  if (live === null || live === undefined || typeof declared === 'object' || typeof live === 'object') return declared;
  // The API server may answer 1 for "1" and "1" for 1.
  return String(declared) === String(live) ? declared : live;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === null || item === undefined ? [] : [[name, withoutNulls(item)]],
    ),
  );
}

/** Blocks that may occur several times; all others occur once, and the plan writes those as lists of one. */
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

/** A typed resource of a plan in the form in which a synthesized stack has it. */
function blockFields(value: Json, holes: Holes, isMetadata = false): Json {
  const fields: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    if (SERVER_FIELDS.has(name) || name.startsWith('wait_for_') || isEmpty(item)) continue;
    // What is left to the provider is unknown until it made the object.
    if (holes.isUnknown(item) && !CONFIGURABLE.has(name) && !(isMetadata && name === 'name')) continue;
    if (Array.isArray(item) && item.length === 1 && isJson(item[0]) && !REPEATED.has(name)) {
      // A pod template's metadata gets no name of its own.
      fields[name] = blockFields(item[0], holes, name === 'metadata' && !isTemplate(value));
    } else if (Array.isArray(item)) {
      fields[name] = item.map((entry: unknown) => (isJson(entry) ? blockFields(entry, holes) : entry));
    } else fields[name] = isJson(item) && name.endsWith('s') ? item : isJson(item) ? blockFields(item, holes) : item;
  }
  return fields;
}

/** Whether this is a template: it has metadata and a spec, and nothing that says which object it is in the cluster. */
function isTemplate(value: Json): boolean {
  return 'metadata' in value && !('id' in value);
}

/** Attributes of typed resources that are unknown only where the program made them so. */
const CONFIGURABLE = new Set(['annotations', 'data', 'image', 'labels', 'namespace', 'replicas', 'type', 'value']);

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isJson(value) && Object.keys(value).length === 0;
}

/** The texts of a plan mean what they say: `${` in them is no expression. */
function escapeTexts<T>(value: T): T;
function escapeTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/([$%])(?=\{)/g, '$1$1');
  if (Array.isArray(value)) return value.map((item) => escapeTexts(item));
  if (!isJson(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [escapeTexts(name), escapeTexts(item)]));
}

function unescapeText(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

function jsonAt(value: unknown, name: string): Json {
  const found = isJson(value) ? value[name] : undefined;
  return isJson(found) ? found : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
