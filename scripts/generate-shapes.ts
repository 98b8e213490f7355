import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import type { Fields, Shape } from '../constructs/shapes/shape';

const CONSTRUCTS = join(__dirname, '../constructs');
const FILE = join(CONSTRUCTS, 'shapes/generated/shapes.ts');
const VALUES_FILE = join(CONSTRUCTS, 'shapes/generated/values.ts');

/** The types of what Istio's charts are given. */
const VALUES = ['BaseValues', 'CniValues', 'GatewayValues', 'IstiodValues', 'ZtunnelValues'];

type Node = { readonly type: string; readonly [key: string]: unknown };
type Fielded = { readonly [name: string]: Shape };

/** Kubernetes reads numbers as well. */
const QUANTITY: Shape = { any: ['s', 'n'] };

/** Types of other packages, and types that are checked elsewhere. */
const KNOWN: Readonly<Record<string, Shape>> = {
  Construct: 'construct',
  IConstruct: 'construct',
  IstioMinor: 's',
  Severity: 's',
  IstioVersion: 's',
  TerraformProvider: 'construct',
  TerraformResourceLifecycle: 'o',
  object: 'o',
  // What names no service is refused where it is looked for, in words of its own.
  RouteTarget: 'o',
  ServiceReference: 'o',
  ResourceAmounts: { fields: { cpu: QUANTITY, memory: QUANTITY, 'ephemeral-storage': QUANTITY } },
  PodSpecPart: '*',
};

/** The declarations of the library, by name. */
class Declarations {
  private readonly nodes = new Map<string, Node>();
  private readonly objects = new Set<string>();

  /** @param values whether the generated values of charts are read, of which the shapes of constructs know only that they are objects */
  constructor(readonly values = false) {
    for (const file of readdirSync(CONSTRUCTS, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!file.endsWith('.ts') || file.startsWith('shapes') || file.startsWith('versions')) continue;
      // Names of the mesh configuration, such as ProxyConfig, are also those of resources.
      if (values && !file.startsWith('charts')) continue;
      const text = readFileSync(join(CONSTRUCTS, file), 'utf8');
      if (file.includes('generated') && !(values && file.startsWith(join('charts', 'generated')))) {
        for (const [, name = ''] of text.matchAll(/^export interface (\w+)/gm)) this.objects.add(name);
        continue;
      }
      for (const statement of parse(text, { sourceType: 'module', plugins: ['typescript'] }).program.body) {
        const declaration = (
          statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
        ) as Node | null;
        const { name } = (declaration?.['id'] ?? {}) as { readonly name?: string };
        if (declaration && name !== undefined && /^(?:TSInterface|TSTypeAlias|Class)/.test(declaration.type))
          this.nodes.set(name, declaration);
      }
    }
  }

  of(name: string): Node | undefined {
    return this.nodes.get(name);
  }

  /** Whether a generated type of this name is an object. */
  isObject(name: string): boolean {
    return this.objects.has(name);
  }
}

/** Makes shapes of types, and notes those that others refer to by name. */
class Shapes {
  readonly named = new Map<string, Shape>();

  constructor(private readonly declarations: Declarations) {}

  /** The shape of a named type; shapes of interfaces are kept under their name. */
  reference(name: string, parameters: readonly Node[] = []): Shape {
    if (KNOWN[name] !== undefined) return KNOWN[name];
    // The values of charts are the charts' own, with null for what is to go.
    if (/Values$/.test(name) && !this.declarations.values) return 'o';
    const [first, second] = parameters;
    if (/^(?:Readonly|NonNullable)$/.test(name) && first) return this.of(first);
    if (/^(?:ReadonlyArray|Array)$/.test(name) && first) return { list: this.of(first) };
    if (name === 'Record' && second) return { map: this.of(second) };
    if (name === 'Partial' && first) return this.optional(this.of(first));
    if (/^(?:Pick|Omit)$/.test(name) && first && second) return this.narrowed(name === 'Pick', first, second);
    const node = this.declarations.of(name);
    if (node === undefined) return this.declarations.isObject(name) ? 'o' : '*';
    if (node.type === 'TSTypeAliasDeclaration') return this.of(node['typeAnnotation'] as Node);
    if (node.type === 'ClassDeclaration') return { instance: name, members: this.membersOf(node) };
    if (!this.named.has(name)) {
      this.named.set(name, '*');
      this.named.set(name, { fields: this.fieldsOf(node) });
    }
    return { ref: name };
  }

  /** The shape of what a method or constructor is given, by the names of its parameters. */
  parameters(className: string, method: string): Fields {
    const { body = [] } = (this.declarations.of(className)?.['body'] ?? {}) as { readonly body?: readonly Node[] };
    const found = body.find(
      (member) =>
        member.type === 'ClassMethod' &&
        ((member['key'] as { readonly name?: string }).name ?? '') === method &&
        member['accessibility'] !== 'private',
    );
    if (found === undefined) throw new Error(`${className}.${method} not found`);
    const fields: Record<string, Shape> = {};
    for (const [i, given] of (found['params'] as readonly Node[]).entries()) {
      const parameter = (given.type === 'TSParameterProperty' ? given['parameter'] : given) as Node;
      const target = (
        parameter.type === 'AssignmentPattern'
          ? parameter['left']
          : parameter.type === 'RestElement'
            ? parameter['argument']
            : parameter
      ) as Node;
      const name = (target as { readonly name?: string }).name ?? `props${i || ''}`;
      const annotation = ((target['typeAnnotation'] ?? parameter['typeAnnotation']) as Node | undefined)?.[
        'typeAnnotation'
      ] as Node | undefined;
      const isOptional =
        parameter.type !== given.type && given.type !== 'TSParameterProperty'
          ? true
          : parameter.type === 'AssignmentPattern' || target['optional'] === true;
      if (name === 'scope' || name === 'id') continue;
      fields[isOptional ? name : `${name}!`] = annotation === undefined ? '*' : this.of(annotation);
    }
    return fields;
  }

  private of(node: Node): Shape {
    switch (node.type) {
      case 'TSStringKeyword':
      case 'TSTemplateLiteralType':
        return 's';
      case 'TSNumberKeyword':
        return 'n';
      case 'TSBooleanKeyword':
        return 'b';
      case 'TSObjectKeyword':
        return 'o';
      case 'TSFunctionType':
        return 'f';
      case 'TSLiteralType': {
        const { type, value, quasis } = node['literal'] as {
          readonly type: string;
          readonly value?: unknown;
          readonly quasis?: unknown;
        };
        if (type === 'TemplateLiteral' || quasis !== undefined) return 's';
        if (typeof value === 'string') return { texts: [value] };
        return typeof value === 'number' ? 'n' : typeof value === 'boolean' ? 'b' : '*';
      }
      case 'TSArrayType':
        return { list: this.of(node['elementType'] as Node) };
      case 'TSTypeOperator':
      case 'TSParenthesizedType':
        return node['operator'] === 'keyof' ? 's' : this.of(node['typeAnnotation'] as Node);
      case 'TSTupleType':
        return { list: '*' };
      case 'TSUnionType':
        return this.union(node['types'] as readonly Node[]);
      case 'TSTypeLiteral':
        return { fields: this.membersToFields(node['members'] as readonly Node[]) };
      case 'TSTypeReference': {
        const name = node['typeName'] as Node;
        if (name.type === 'TSQualifiedName') return 'o';
        const { params = [] } = (node['typeParameters'] ?? node['typeArguments'] ?? {}) as {
          readonly params?: readonly Node[];
        };
        return this.reference(name['name'] as string, params);
      }
      default:
        return '*';
    }
  }

  private union(types: readonly Node[]): Shape {
    const shapes = types.filter(({ type }) => type !== 'TSUndefinedKeyword').map((type) => this.of(type));
    const flat = shapes.flatMap((shape) => (typeof shape === 'object' && 'any' in shape ? shape.any : [shape]));
    if (flat.includes('*')) return '*';
    const texts = flat.flatMap((shape) => (typeof shape === 'object' && 'texts' in shape ? shape.texts : []));
    const rest = flat.filter((shape) => !(typeof shape === 'object' && 'texts' in shape));
    const all: Shape[] = texts.length === 0 || rest.includes('s') ? rest : [...rest, { texts }];
    const distinct = all.filter(
      (one, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i,
    );
    return distinct.length === 1 ? (distinct[0] as Shape) : { any: distinct };
  }

  private fieldsOf(node: Node): Fields {
    const bases = ((node['extends'] ?? []) as readonly Node[]).map((base) => {
      const { params = [] } = (base['typeParameters'] ?? base['typeArguments'] ?? {}) as {
        readonly params?: readonly Node[];
      };
      return this.resolved(this.reference((base['expression'] as { readonly name: string }).name, params));
    });
    const own = this.membersToFields((node['body'] as { readonly body: readonly Node[] }).body);
    return Object.assign({}, ...bases, own) as Fields;
  }

  private resolved(shape: Shape): Fielded {
    if (typeof shape !== 'object') return {};
    if ('fields' in shape) return shape.fields;
    return 'ref' in shape ? this.resolved(this.named.get(shape.ref) ?? '*') : {};
  }

  private membersToFields(members: readonly Node[]): Fields {
    const fields: Record<string, Shape> = {};
    for (const member of members) {
      const { value, name = value } = (member['key'] ?? {}) as { readonly name?: string; readonly value?: string };
      if (name === undefined) continue;
      const type = (member['typeAnnotation'] as Node | undefined)?.['typeAnnotation'] as Node | undefined;
      const shape = member.type === 'TSMethodSignature' ? 'f' : type === undefined ? '*' : this.of(type);
      const admitsNone = JSON.stringify(type ?? {}).includes('TSUndefinedKeyword');
      fields[member['optional'] === true || admitsNone ? name : `${name}!`] = shape;
    }
    return fields;
  }

  private optional(shape: Shape): Shape {
    const fields = Object.entries(this.resolved(shape)).map(([name, one]) => [name.replace('!', ''), one]);
    return fields.length === 0 ? shape : { fields: Object.fromEntries(fields) as Fields };
  }

  private narrowed(picks: boolean, type: Node, keys: Node): Shape {
    const shape = this.of(type);
    const names = new Set([...JSON.stringify(keys).matchAll(/"value":"(\w+)"/g)].map(([, name]) => name));
    if (typeof shape === 'object' && 'instance' in shape)
      return { instance: shape.instance, members: [...names] as string[] };
    const fields = Object.entries(this.resolved(shape)).filter(([name]) => names.has(name.replace('!', '')) === picks);
    return fields.length === 0 ? 'o' : { fields: Object.fromEntries(fields) };
  }

  /** Members that every object of a class has: methods, getters, and what the constructor is given. */
  private membersOf(node: Node): readonly string[] {
    const members: string[] = [];
    for (const member of (node['body'] as { readonly body: readonly Node[] }).body) {
      const { name = '' } = (member['key'] ?? {}) as { readonly name?: string };
      const isHidden =
        member['static'] === true || member['accessibility'] === 'private' || member['accessibility'] === 'protected';
      if (member.type === 'ClassMethod' && name === 'constructor') {
        for (const parameter of member['params'] as readonly Node[]) {
          const inner = parameter['parameter'] as { readonly name?: string; readonly optional?: boolean } | undefined;
          if (inner?.name !== undefined && parameter['accessibility'] !== 'private' && !inner.optional)
            members.push(inner.name);
        }
      } else if (!isHidden && member.type === 'ClassMethod') members.push(name);
      else if (!isHidden && member.type === 'ClassProperty' && member['optional'] !== true && /^[a-z]/.test(name))
        members.push(name);
    }
    const { name: base } = (node['superClass'] ?? {}) as { readonly name?: string };
    const parent = base === undefined ? undefined : this.declarations.of(base);
    if (base === 'Construct' || base === 'TerraformResource') members.unshift('node');
    return (members.length === 0 && parent ? this.membersOf(parent) : members).slice(0, 3);
  }
}

/** What the constructors and methods check, as they name it. */
function checkedNames(): readonly string[] {
  const found = new Set<string>();
  for (const file of readdirSync(CONSTRUCTS, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith('shapes')) continue;
    const text = readFileSync(join(CONSTRUCTS, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/\b(?:checkProps|checkGiven)\(\s*(?:[\w.]+,\s*[\w.]+,\s*)?'([\w.]+)'/g))
      found.add(name);
  }
  return [...found].sort();
}

/** The file of shapes, as it is to be. */
export function shapesFile(): string {
  const shapes = new Shapes(new Declarations());
  const given: Record<string, Shape> = {};
  for (const name of checkedNames()) {
    const [className = '', method] = name.split('.');
    if (method !== undefined)
      given[name] = { fields: shapes.parameters(className, method === 'new' ? 'constructor' : method) };
    else {
      const shape = shapes.reference(name);
      if (!shapes.named.has(name)) given[name] = shape;
    }
  }
  return fileOf('SHAPES', { ...byName(shapes), ...given });
}

/** The file of the shapes of charts' values, as it is to be. */
export function valueShapesFile(): string {
  const shapes = new Shapes(new Declarations(true));
  for (const name of VALUES) shapes.reference(name);
  return fileOf('VALUE_SHAPES', byName(shapes));
}

function byName({ named }: Shapes): Readonly<Record<string, Shape>> {
  return Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fileOf(name: string, shapes: Readonly<Record<string, Shape>>): string {
  const lines = Object.entries(shapes).map(([key, shape]) => `  ${JSON.stringify(key)}: ${JSON.stringify(shape)},`);
  return `// Made by scripts/generate-shapes.ts from the types of the constructs.\nimport type { Shape } from '../shape';\n\nexport const ${name}: Readonly<Record<string, Shape>> = {\n${lines.join('\n')}\n};\n`;
}

if (require.main === module) {
  writeFileSync(FILE, shapesFile());
  writeFileSync(VALUES_FILE, valueShapesFile());
}
