import { fieldsOf, isFields, textOf, unknownOf } from '../value';

/** A map of parsed JSON. */
export type Json = Record<string, unknown>;

/** A resource of a synthesized stack. */
export interface StackResource {
  readonly type: string;
  readonly address: string;
  readonly path: string;
  readonly body: Json;
}

/** An escape, or a reference. */
const INTERPOLATION = /([$%])\1\{|\$\{([^{}]+)\}/g;

/** Where the resources of a stack are read from: what was synthesized, or one side of a plan. */
export interface ResourceSource {
  resources(): Iterable<StackResource>;
  /** A value as it is meant, with holes or texts where the source does not state it. */
  literal(value: unknown): unknown;
  /** The values documents of a Helm release. What cannot be read is added to `unreadable`, one line each. */
  valuesOf(resource: StackResource, unreadable: string[]): Json[];
}

/** A synthesized stack, with what its values refer to. */
export class StackSource implements ResourceSource {
  private readonly resourcesByType: Json;
  /** The locals of the stack, as they are written. */
  readonly locals: Json;
  private readonly stackName: string;

  /** @param unresolved what to put for a reference that the stack does not state: its text, or a hole for the whole value */
  constructor(
    stack: Json,
    private readonly unresolved: 'text' | 'hole' = 'text',
  ) {
    this.resourcesByType = mapAt(stack, 'resource');
    this.locals = mapAt(stack, 'locals');
    const name = mapAt(mapAt(stack, '//'), 'metadata')['stackName'];
    this.stackName = typeof name === 'string' ? name : '';
  }

  *resources(): Generator<StackResource> {
    for (const [type, byId] of Object.entries(this.resourcesByType)) {
      for (const [id, body] of Object.entries(isFields(byId) ? byId : {})) {
        if (isFields(body)) {
          const path = mapAt(mapAt(body, '//'), 'metadata')['path'];
          yield {
            type,
            address: `${type}.${id}`,
            path: typeof path === 'string' ? path : `${this.stackName}/${id}`,
            body,
          };
        }
      }
    }
  }

  /** Undoes Terraform's escapes and follows references to values that the same stack states literally. */
  literal(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') {
      const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
      if (whole !== undefined) {
        const target = depth < 8 ? this.resolve(whole) : undefined;
        if (target !== undefined && !isTerraformReference(target)) return this.literal(target, depth + 1);
        return this.unresolved === 'hole' ? unknownOf(value) : value;
      }
      return this.unresolved === 'hole' && !this.isStated(value, depth) ? unknownOf(value) : this.text(value, depth);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.literal(item, depth));
    }
    if (isFields(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [this.text(key, depth), this.literal(item, depth)]),
      );
    }
    return value;
  }

  valuesOf(resource: StackResource, unreadable: string[]): Json[] {
    const values = resource.body['values'];
    const documents: Json[] = [];
    for (const [index, text] of (Array.isArray(values) ? values : []).entries()) {
      const document = this.document(text);
      if (isFields(document)) {
        documents.push(document);
      } else if (document !== null) {
        unreadable.push(
          `${resource.address} (${resource.path}): values[${index}]: got neither JSON, YAML nor jsonencode of a local that this stack states`,
        );
      }
    }
    return documents;
  }

  private document(text: unknown): unknown {
    if (typeof text !== 'string') {
      return undefined;
    }
    const encoded = /^\$\{(?:jsonencode|yamlencode)\((?:local\.([\w-]+)|"\$\{local\.([\w-]+)\}")\)\}$/.exec(text);
    if (encoded) {
      return this.literal(this.locals[encoded[1] ?? encoded[2] ?? '']);
    }
    try {
      if (this.unresolved === 'hole') return this.literal(parseDocument(text));
      return this.followReferences(parseDocument(unescapeTerraform(text)));
    } catch {
      return undefined;
    }
  }

  private followReferences(value: unknown): unknown {
    if (typeof value === 'string') {
      const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
      const target = whole === undefined ? undefined : this.resolve(whole);
      return target === undefined || isTerraformReference(target) ? value : this.literal(target);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.followReferences(item));
    }
    return isFields(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.followReferences(item)]))
      : value;
  }

  private text(value: string, depth: number): string {
    if (!value.includes('{')) {
      return value;
    }
    return value.replace(INTERPOLATION, (match, escaped: string | undefined, expression: string | undefined) =>
      escaped === undefined ? (this.inserted(expression, depth) ?? match) : `${escaped}{`,
    );
  }

  /** Whether the stack states everything that a text refers to. */
  private isStated(value: string, depth: number): boolean {
    if (!value.includes('${')) return true;
    const rest = value.replace(INTERPOLATION, (match, escaped: string | undefined, expression: string | undefined) =>
      escaped !== undefined || this.inserted(expression, depth) !== undefined ? '' : match,
    );
    return !rest.includes('${');
  }

  private inserted(expression: string | undefined, depth: number): string | undefined {
    const target = depth < 8 && expression !== undefined ? this.resolve(expression) : undefined;
    const resolved = target === undefined || isTerraformReference(target) ? undefined : this.literal(target, depth + 1);
    return typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean'
      ? String(resolved)
      : undefined;
  }

  /** `kubernetes_namespace.hello.metadata[0].name` -> the name, where the stack states it. */
  private resolve(expression: string): unknown {
    const quoted = /^"([^"\\]*)"$/.exec(expression.trim())?.[1];
    if (quoted !== undefined) return quoted;
    const steps = expression.trim().match(/[A-Za-z_][\w-]*|\[\d+\]|\["[^"]*"\]/g);
    if (!steps || steps.join('.').replaceAll('.[', '[') !== expression.trim()) {
      return undefined;
    }
    let at: unknown = steps[0] === 'local' ? this.locals : this.resourcesByType;
    for (const step of steps[0] === 'local' ? steps.slice(1) : steps) {
      const index = /^\[(\d+)\]$/.exec(step)?.[1];
      if (index !== undefined) {
        // A block that occurs once is written as an object and referred to as a list of one.
        at = Array.isArray(at) ? at[Number(index)] : isFields(at) && index === '0' ? at : undefined;
      } else {
        at = isFields(at) ? at[step.startsWith('["') ? step.slice(2, -2) : step] : undefined;
      }
    }
    return at;
  }
}

/** What a values document of Helm holds. */
export function parseDocument(text: string): unknown {
  // Canonical JSON is what this package writes; YAML is what the values of other charts may be.
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed.startsWith('{') ? parseJsonOrYaml(trimmed) : parseYaml(trimmed);
}

function parseJsonOrYaml(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): unknown {
  // Loaded here, because what this package writes is JSON, and the parser takes as long to load as a small program.
  const { parse } = require('yaml') as typeof import('yaml');
  return parse(text);
}

function unescapeTerraform(text: string): string {
  return text.includes('{') ? text.replace(/([$%])\1\{/g, '$1{') : text;
}

function isTerraformReference(value: unknown): boolean {
  return typeof value === 'string' && /(?<!\$)\$\{/.test(value);
}

/** The map that stands at a key; an empty one where none does. */
export function mapAt(map: Json, key: string): Json {
  return fieldsOf(map[key]);
}

/** The text that stands at a key. */
export function textAt(map: unknown, key: string): string | undefined {
  return textOf(fieldsOf(map)[key]);
}
