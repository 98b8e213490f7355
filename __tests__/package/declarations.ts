import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '@babel/parser';

type Ast = ReturnType<typeof parse>['program']['body'][number];

/** A public part of an exported name. */
export interface Member {
  readonly name: string;
  readonly documented: boolean;
}

/** What a name stands for, where it is declared. */
export interface Declaration {
  readonly kind: 'class' | 'interface' | 'type' | 'const' | 'function' | 'namespace';
  readonly file: string;
  readonly documented: boolean;
  /** The members that are written in the declaration itself; inherited ones count where they are declared. */
  readonly members: readonly Member[];
  /** What a namespace holds. */
  readonly names?: ReadonlyMap<string, Declaration>;
}

const read = new Map<string, ReadonlyMap<string, Declaration>>();

/** Everything that a source file exports, followed to where it is declared. */
export function exportsOf(file: string): ReadonlyMap<string, Declaration> {
  const known = read.get(file);
  if (known) return known;
  const found = new Map<string, Declaration>();
  read.set(file, found);
  for (const statement of bodyOf(file)) {
    if (statement.type === 'ExportAllDeclaration') {
      for (const [name, declaration] of exportsOf(resolve(file, statement.source.value))) found.set(name, declaration);
    }
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (statement.declaration) {
      for (const [name, declaration] of declared(statement.declaration as Ast, file, isDocumented(statement)))
        found.set(name, declaration);
    }
    for (const specifier of statement.specifiers) {
      const source = statement.source ? resolve(file, statement.source.value) : undefined;
      if (source === undefined) throw new Error(`${file}: exports a list of local names, which nobody follows`);
      if (specifier.type === 'ExportNamespaceSpecifier') {
        const names = exportsOf(source);
        found.set(specifier.exported.name, { kind: 'namespace', file: source, documented: true, members: [], names });
      }
      if (specifier.type === 'ExportSpecifier') {
        const declaration = exportsOf(source).get(specifier.local.name);
        if (!declaration) throw new Error(`${file}: ${specifier.local.name} is not exported by ${source}`);
        found.set(nameOf(specifier.exported), declaration);
      }
    }
  }
  return found;
}

function bodyOf(file: string): readonly Ast[] {
  const plugins = ['typescript' as const, 'explicitResourceManagement' as const];
  return parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins }).program.body;
}

function resolve(from: string, specifier: string): string {
  const base = join(dirname(from), specifier);
  const file = [`${base}.ts`, join(base, 'index.ts')].find((candidate) => existsSync(candidate));
  if (!file) throw new Error(`${from}: ${specifier} leads nowhere`);
  return file;
}

interface Commented {
  readonly leadingComments?: readonly { readonly value: string }[] | null;
}

function isDocumented(node: Commented): boolean {
  return node.leadingComments?.some(({ value }) => value.startsWith('*') && /[a-z]/i.test(value)) ?? false;
}

function nameOf(key: unknown): string {
  const { name, value } = key as { name?: string; value?: string };
  return name ?? value ?? '';
}

function declared(node: Ast, file: string, documented: boolean): [string, Declaration][] {
  switch (node.type) {
    case 'ClassDeclaration':
      return [[nameOf(node.id), { kind: 'class', file, documented, members: classMembers(node.body.body) }]];
    case 'TSInterfaceDeclaration':
      return [[nameOf(node.id), { kind: 'interface', file, documented, members: typeMembers(node.body.body) }]];
    case 'TSTypeAliasDeclaration': {
      const literal = node.typeAnnotation.type === 'TSTypeLiteral' ? typeMembers(node.typeAnnotation.members) : [];
      return [[nameOf(node.id), { kind: 'type', file, documented, members: literal }]];
    }
    case 'VariableDeclaration':
      return node.declarations.map(({ id }) => [nameOf(id), { kind: 'const', file, documented, members: [] }]);
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      return [[nameOf(node.id), { kind: 'function', file, documented, members: [] }]];
    default:
      throw new Error(`${file}: exports a ${node.type}, which this test cannot read`);
  }
}

function typeMembers(nodes: readonly object[]): Member[] {
  return (nodes as ({ type: string; key?: unknown } & Commented)[])
    .filter(({ type }) => type === 'TSPropertySignature' || type === 'TSMethodSignature')
    .map((node) => ({ name: nameOf(node.key), documented: isDocumented(node) }));
}

interface ClassPart extends Commented {
  readonly type: string;
  readonly key?: unknown;
  readonly computed?: boolean;
  readonly kind?: string;
  readonly static?: boolean;
  readonly override?: boolean;
  readonly accessibility?: string;
  readonly params?: readonly object[];
}

function classMembers(nodes: readonly object[]): Member[] {
  return (nodes as ClassPart[]).flatMap((node): Member[] => {
    if (node.kind === 'constructor') {
      const parameters = (node.params ?? []) as (ClassPart & { readonly parameter?: { name?: string } })[];
      return parameters
        .filter(({ type, accessibility }) => type === 'TSParameterProperty' && accessibility !== 'private')
        .map((parameter) => {
          const name = parameter.parameter?.name ?? '';
          const told = node.leadingComments?.some(({ value }) => value.includes(`@param ${name} `)) ?? false;
          return { name, documented: told || isDocumented(parameter) };
        });
    }
    const isPart = ['ClassProperty', 'ClassMethod', 'ClassAccessorProperty', 'TSDeclareMethod'].includes(node.type);
    // An overridden member says what the base class says; a computed key is a symbol that only this package knows.
    if (
      !isPart ||
      node.override ||
      node.computed ||
      node.kind === 'set' ||
      node.accessibility === 'private' ||
      node.accessibility === 'protected'
    )
      return [];
    return [{ name: `${node.static ? 'static ' : ''}${nameOf(node.key)}`, documented: isDocumented(node) }];
  });
}
