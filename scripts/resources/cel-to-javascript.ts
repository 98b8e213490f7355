/** A parsed CEL expression. */
export interface Ast {
  readonly op: string;
  readonly args: unknown;
}

const FUNCTIONS = new Set(['isIP', 'isURL', 'url', 'duration', 'int', 'size']);
const METHODS = new Set([
  'contains',
  'size',
  'getScheme',
  'startsWith',
  'endsWith',
  'substring',
  'matches',
  'split',
  'hasValue',
]);
const MACROS: Readonly<Record<string, string>> = {
  all: 'all',
  exists: 'exists',
  exists_one: 'existsOne',
  filter: 'filter',
};
/** Formats whose faults a rule may ask for. */
const FORMATS = new Set(['dns1123Label', 'dns1123Subdomain']);
/** How CEL writes a field whose name is a word of the language. */
const ESCAPED = /^__(\w+?)__$/;
const COMPARISONS: Readonly<Record<string, string>> = { '<': 'less', '<=': 'lessOrEqual' };

/** Loads the CEL parser, an ES module and a development dependency. */
export async function celParser(): Promise<(rule: string) => Ast> {
  const { parse } = await import('@marcbachmann/cel-js');
  return (rule) => parse(rule).ast as unknown as Ast;
}

/**
 * Compiles a CEL rule to a JavaScript expression over `self` and the runtime `cel`.
 *
 * @throws Error for every operator, function and name it does not know: a rule is never skipped
 */
export function celToJavaScript(rule: string, parse: (rule: string) => Ast): string {
  let variables = 0;

  const refuse = (what: string): never => {
    throw new Error(`${what}: not known to the CEL compiler, in the rule: ${rule}`);
  };

  /** The format that a call asks for the faults of a text, as in `format.dns1123Label().validate(text)`. */
  const formatOf = (node: Ast): string | undefined => {
    const [name, receiver, args] = node.op === 'rcall' ? (node.args as [string, Ast, readonly Ast[]]) : [];
    const known = name !== undefined && FORMATS.has(name) && args?.length === 0;
    return known && receiver?.op === 'id' && receiver.args === 'format' ? name : undefined;
  };

  const compile = (node: Ast, names: Readonly<Record<string, string>>): string => {
    const of = (child: unknown): string => compile(child as Ast, names);
    const operands = (): string => (node.args as readonly unknown[]).map(of).join(', ');
    switch (node.op) {
      case 'value':
        return typeof node.args === 'bigint' ? String(node.args) : JSON.stringify(node.args);
      case 'id':
        return names[node.args as string] ?? refuse(`the name ${node.args}`);
      case '.': {
        const [target, field] = node.args as [Ast, string];
        return `cel.field(${of(target)}, ${JSON.stringify(unescaped(field))})`;
      }
      case '[]':
        return `cel.at(${operands()})`;
      case 'list':
        return `[${operands()}]`;
      case 'map':
        if ((node.args as unknown[]).length > 0) refuse('a map with entries');
        return '{}';
      case '?:': {
        const [condition, then, otherwise] = node.args as [Ast, Ast, Ast];
        return `(${of(condition)} ? ${of(then)} : ${of(otherwise)})`;
      }
      case '!_':
        return `!${of(node.args)}`;
      case '&&':
      case '||': {
        const [left, right] = node.args as [Ast, Ast];
        return `cel.${node.op === '&&' ? 'and' : 'or'}(() => ${of(left)}, () => ${of(right)})`;
      }
      case '==':
        return `cel.equals(${operands()})`;
      case '!=':
        return `!cel.equals(${operands()})`;
      case '<':
      case '<=':
        return `cel.${COMPARISONS[node.op]}(${operands()})`;
      case '>':
      case '>=': {
        const [left, right] = node.args as [Ast, Ast];
        return `cel.${node.op === '>' ? 'less' : 'lessOrEqual'}(${of(right)}, ${of(left)})`;
      }
      case '+':
        return `cel.add(${operands()})`;
      case 'in':
        return `cel.isIn(${operands()})`;
      case 'call': {
        const [name, args] = node.args as [string, readonly Ast[]];
        if (name === 'has') {
          const [selected] = args;
          if (selected?.op !== '.') return refuse('has() of something other than a field');
          const [target, field] = selected.args as [Ast, string];
          return `cel.has(${of(target)}, ${JSON.stringify(unescaped(field))})`;
        }
        if (!FUNCTIONS.has(name)) return refuse(`the function ${name}`);
        return `cel.${name}(${args.map(of).join(', ')})`;
      }
      case 'rcall': {
        const [name, receiver, args] = node.args as [string, Ast, readonly Ast[]];
        const format = name === 'validate' ? formatOf(receiver) : undefined;
        if (format !== undefined) return `cel.faultsOf('${format}', ${args.map(of).join(', ')})`;
        const macro = MACROS[name];
        if (macro !== undefined) {
          const [variable, body] = args;
          if (variable?.op !== 'id' || body === undefined) return refuse(`${name} of this shape`);
          const local = `v${variables++}`;
          const predicate = compile(body, { ...names, [variable.args as string]: local });
          return `cel.${macro}(${of(receiver)}, (${local}) => ${predicate})`;
        }
        if (!METHODS.has(name)) return refuse(`the method ${name}`);
        return `cel.${name}(${[receiver, ...args].map(of).join(', ')})`;
      }
      default:
        return refuse(`the operator ${node.op}`);
    }
  };

  return compile(parse(rule), { self: 'self' });
}

function unescaped(field: string): string {
  return field.replace(ESCAPED, '$1');
}
