import { isFields, UNKNOWN, unknownOf } from '../value';
import { hide } from './hide';
import { meshSourceOf, type StackMesh } from './stack-model';
import { type Json, parseDocument, type ResourceSource, type StackResource, StackSource } from './stack-source';
import { contentOf } from './synthesized-stack';
import { configuredBlocks, isEmpty } from './typed-blocks';

/** What `terraform show -json PLAN` prints, as far as it is read here. OpenTofu prints the same. */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly errored?: boolean;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly change: Change;
  readonly action_reason?: string;
}

/** One value before and after, with trees of marks of the same shape: `true` marks a whole branch. */
export interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

/** What Terraform does with one resource. */
export type PlannedAction = 'none' | 'create' | 'update' | 'delete' | 'replace' | 'forget' | 'read';

/** The one word for Terraform's list of actions. */
export function plannedAction({ actions }: Change): PlannedAction {
  if (actions.includes('delete') && actions.includes('create')) return 'replace';
  const [action] = actions;
  if (action === 'create' || action === 'update' || action === 'delete' || action === 'read') return action;
  return action === 'forget' ? 'forget' : 'none';
}

/** Both sides of a plan of one stack, as sources of resources. What is known only after apply, or marked sensitive, is a hole. */
export interface PlannedStack {
  readonly before: ResourceSource;
  readonly after: ResourceSource;
  /** What Terraform does with each resource, by its address. */
  readonly actions: ReadonlyMap<string, PlannedAction>;
}

/**
 * Reads a plan.
 *
 * @param synthesized the parsed `cdk.tf.json` that it was made from, which knows construct paths and the shape of what is unknown
 */
export function readPlan(plan: Plan, synthesized?: unknown): PlannedStack {
  const program = new Program(plan, synthesized);
  const before: StackResource[] = [];
  const after: StackResource[] = [];
  const actions = new Map<string, PlannedAction>();
  for (const resource of plan.resource_changes ?? []) {
    const { change, type, address, mode } = resource;
    const action = plannedAction(change);
    if (mode === 'data' || action === 'read') continue;
    actions.set(address, action);
    const sensitive = [change.before_sensitive, change.after_sensitive];
    const side = (value: unknown, unknown: unknown, isPlanned: boolean): StackResource => ({
      type,
      address,
      path: program.path(resource) ?? address,
      body: program.body(resource, withMarks(value, unknown, sensitive), isPlanned),
    });
    if (isFields(change.before)) before.push(side(change.before, undefined, false));
    if (action !== 'delete' && action !== 'forget' && isFields(change.after)) {
      after.push(side(change.after, change.after_unknown, true));
    }
  }
  return { before: new PlanSide(before), after: new PlanSide(after), actions };
}

/** What one side of a plan brings to a mesh. */
export function planMesh(side: ResourceSource): StackMesh {
  return meshSourceOf([contentOf(side)]);
}

/** One side of a plan. Its texts mean what they say: `${` in them is no expression. */
class PlanSide implements ResourceSource {
  constructor(private readonly list: readonly StackResource[]) {}

  resources(): Iterable<StackResource> {
    return this.list;
  }

  literal(value: unknown): unknown {
    return value;
  }

  valuesOf({ address, body: { values } }: StackResource, unreadable: string[]): Json[] {
    return (Array.isArray(values) ? values : []).flatMap((written: unknown, index) => {
      try {
        const document = typeof written === 'string' ? parseDocument(written) : written;
        if (isFields(document)) return [document];
        if (document !== null) unreadable.push(`${address}: values[${index}]: known only after apply, or hidden`);
      } catch {
        unreadable.push(`${address}: values[${index}]: got neither JSON nor YAML`);
      }
      return [];
    });
  }
}

/**
 * A value of a plan with Terraform's marks worked in.
 *
 * @param unknown the tree of `after_unknown`
 * @param sensitive the trees of `before_sensitive` and `after_sensitive`: what one of them marks is hidden
 */
function withMarks(value: unknown, unknown: unknown, sensitive: readonly unknown[]): unknown {
  if (unknown === true) return UNKNOWN;
  if (sensitive.includes(true) && value !== null && value !== undefined) return hide(value, 'marked sensitive');
  const inside = (item: unknown, key: string | number): unknown =>
    withMarks(
      item,
      marksAt(unknown, key),
      sensitive.map((marks) => marksAt(marks, key)),
    );
  if (Array.isArray(value)) return value.map(inside);
  if (!isFields(value)) return value;
  // What is unknown as a whole is in the marks alone.
  const names = new Set([...Object.keys(value), ...Object.keys(isFields(unknown) ? unknown : {})]);
  const entries = [...names].map((name) => [name, inside(value[name], name)] as const);
  return Object.fromEntries(entries.filter(([name, item]) => name in value || item !== undefined));
}

function marksAt(marks: unknown, key: string | number): unknown {
  return typeof marks === 'object' && marks !== null ? (marks as Record<string | number, unknown>)[key] : undefined;
}

/** The synthesized stack behind a plan, for what the plan itself does not say. */
class Program {
  private readonly resources: ReadonlyMap<string, StackResource>;
  private readonly locals: Json;
  private readonly planned: ReadonlyMap<string, Json>;

  constructor(plan: Plan, synthesized: unknown) {
    const stack = new StackSource(isFields(synthesized) ? synthesized : {});
    this.resources = new Map([...stack.resources()].map((resource) => [resource.address, resource]));
    this.locals = stack.locals;
    this.planned = new Map(
      (plan.resource_changes ?? []).map((resource) => [resource.address, stateOf(resource)] as const),
    );
  }

  path(resource: ResourceChange): string | undefined {
    return this.written(resource)?.path;
  }

  /** The arguments of a resource as a synthesized stack has them. */
  body(resource: ResourceChange, marked: unknown, isPlanned: boolean): Json {
    const body = isFields(marked) ? marked : {};
    if (resource.type === 'helm_release') return this.release(resource, body, isPlanned);
    if (resource.type === 'kubernetes_manifest') {
      const { manifest, object } = body;
      return { manifest: isPlanned ? withoutNulls(manifest) : liveFields(withoutNulls(manifest), object) };
    }
    return resource.type.startsWith('kubernetes_') ? configuredBlocks(body) : body;
  }

  private release(resource: ResourceChange, body: Json, isPlanned: boolean): Json {
    const configured = this.written(resource)?.body['values'];
    const { values: planned, ...attributes } = body;
    // Marked as a whole, the list itself is one hole.
    const texts: unknown[] = Array.isArray(planned) ? planned : planned ? [planned] : [];
    const values = texts.map((text, index) => {
      if (!isPlanned || text !== UNKNOWN) return text;
      const expression: unknown = Array.isArray(configured) ? configured[index] : undefined;
      const local = /^\$\{jsonencode\(local\.([\w-]+)\)\}$/.exec(String(expression))?.[1];
      // Without its source an unknown text stays a hole, and the release one that cannot be read.
      return local === undefined ? text : this.resolve(this.locals[local]);
    });
    const settings = Object.entries(attributes).filter(([name, value]) => !COMPUTED.has(name) && !isEmpty(value));
    return { ...Object.fromEntries(settings), values };
  }

  /** What a local holds, with the values that the plan knows, and holes for those that it does not. */
  private resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (isFields(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [unescaped(name), this.resolve(item)]));
    }
    if (typeof value !== 'string') return value;
    const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    const found = whole === undefined ? undefined : this.lookUp(whole);
    if (found !== undefined) return found;
    return /(?<!\$)\$\{/.test(value) ? unknownOf(value) : unescaped(value);
  }

  /** `kubernetes_service.hello.metadata[0].name` -> its value, where the plan knows it and does not mark it sensitive. */
  private lookUp(expression: string): unknown {
    const steps = /^([\w-]+\.[\w-]+)((?:\.[\w-]+|\[\d+\])*)$/.exec(expression.trim());
    let here: unknown = this.planned.get(steps?.[1] ?? '');
    for (const [, name, index] of (steps?.[2] ?? '').matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
      if (typeof here !== 'object' || here === null) return undefined;
      here = (here as Json)[name ?? index ?? ''];
    }
    return typeof here === 'string' || typeof here === 'number' || typeof here === 'boolean' ? here : undefined;
  }

  /** The resource as the stack has it; all instances of one are written once. */
  private written({ type, name }: ResourceChange): StackResource | undefined {
    return this.resources.get(`${type}.${name}`);
  }
}

/** The planned attributes of a resource, without the sensitive ones. */
function stateOf({ change: { after, after_sensitive: marks } }: ResourceChange): Json {
  if (!isFields(after) || marks === true) return {};
  if (!isFields(marks)) return after;
  return Object.fromEntries(Object.entries(after).filter(([name]) => !hasMark(marks[name])));
}

function hasMark(marks: unknown): boolean {
  return marks === true || (typeof marks === 'object' && marks !== null && Object.values(marks).some(hasMark));
}

/** What the provider of Helm fills in by itself. */
const COMPUTED = new Set(['id', 'metadata', 'manifest', 'resources', 'status', 'upgrade_install']);

/** The fields a manifest declares, with the values they have in the cluster: what somebody edited there shows as a change. */
function liveFields(declared: unknown, live: unknown): unknown {
  if (isFields(declared) && isFields(live)) {
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
  if (!isFields(value)) return value;
  const set = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(set.map(([name, item]) => [name, withoutNulls(item)]));
}

function unescaped(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
