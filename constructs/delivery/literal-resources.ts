import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isFirstTime } from './first-time';
import { holdsToken, isToken } from './terraform-template';

/** Attributes by Terraform name, by type. */
type Resources = Record<string, Record<string, object>>;

interface Rendering extends TerraformStack {
  /** The resources without tokens of the stack that is being rendered. */
  [APART]?: Map<string, readonly [type: string, id: string, attributes: object]>;
}

// Registered symbols, so that two copies of the package in one program share a stack's.
const APART = Symbol.for('cdktf-istio.literalResources');
const RENDERS_APART = Symbol.for('cdktf-istio.rendersLiteralsApart');

const HOLDS_TOKENS = Symbol();

/**
 * Has a stack take what {@link renderApart} gives it past cdktf's search for tokens, which looks at each value of each
 * resource three times and makes a third of what a program of thousands of releases costs.
 */
export function renderLiteralsApart(construct: IConstruct): void {
  const stack: Rendering = TerraformStack.of(construct);
  if (!isFirstTime(stack, RENDERS_APART)) return;
  const { toTerraform } = stack;
  Object.defineProperty(stack, 'toTerraform', {
    value(this: Rendering): unknown {
      // An override of the stack is laid over its resources.
      const { rawOverrides } = this as unknown as { readonly rawOverrides?: object };
      if (Object.keys(rawOverrides ?? {}).length > 0) return toTerraform.call(this);
      this[APART] = new Map();
      try {
        const rendered = toTerraform.call(this) as { resource?: Resources };
        return merged(rendered, [...this[APART].values()]) ?? withoutApart(this, () => toTerraform.call(this));
      } finally {
        delete this[APART];
      }
    },
    configurable: true,
    writable: true,
  });
}

/** Gives a resource without tokens to its stack, if that is being rendered; false where cdktf must render the resource. */
export function renderApart(construct: IConstruct, fragment: object): boolean {
  const apart = (TerraformStack.of(construct) as Rendering)[APART];
  if (apart === undefined) return false;
  const { resource, ...others } = fragment as { readonly resource?: Resources };
  if (resource === undefined || Object.values(others).some((other) => other !== undefined)) return false;
  const written = literal(resource);
  if (written === HOLDS_TOKENS) return false;
  for (const [type, byId] of Object.entries(written as Resources)) {
    for (const [id, attributes] of Object.entries(byId)) {
      const address = `${type}.${id}`;
      if (apart.has(address)) return false;
      apart.set(address, [type, id, attributes]);
    }
  }
  return true;
}

function withoutApart<T>(stack: Rendering, render: () => T): T {
  delete stack[APART];
  return render();
}

/** Undefined where a name is there twice, which cdktf merges. */
function merged(
  rendered: { resource?: Resources },
  resources: readonly (readonly [type: string, id: string, attributes: object])[],
): object | undefined {
  if (resources.length === 0) return rendered;
  const all: Resources = { ...rendered.resource };
  for (const [type, id, attributes] of resources) {
    if (rendered.resource?.[type]?.[id] !== undefined) return undefined;
    all[type] ??= {};
    all[type][id] = attributes;
  }
  return { ...rendered, resource: all };
}

/** A copy without undefined members. */
function literal(value: unknown): unknown {
  // What cdktf reads as an escape is left to it.
  if (typeof value === 'string') return value.includes('${') || holdsToken(value) ? HOLDS_TOKENS : value;
  if (typeof value !== 'object' || value === null) return isToken(value) ? HOLDS_TOKENS : value;
  if (isToken(value)) return HOLDS_TOKENS;
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== undefined).map(literal);
    return items.includes(HOLDS_TOKENS) ? HOLDS_TOKENS : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return HOLDS_TOKENS;
  const members: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const copy = literal(member);
    if (copy === HOLDS_TOKENS || literal(key) === HOLDS_TOKENS) return HOLDS_TOKENS;
    members[key] = copy;
  }
  return members;
}
