import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { entryPoints } from '../../scripts/entry-points';
import { exportsOf } from '../package/declarations';

const ROOT = join(__dirname, '../..');

/** Every page for readers: those at the top, and those below docs. */
export function pages(): readonly string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md');
  const below = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  return [...top, ...below].sort();
}

/** The TypeScript blocks of a page. */
export function snippetsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm)].map(([, code]) => code ?? '');
}

/** Where the public names can be imported from, root first. */
function publicNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const entries: [string, string][] = [
    ['cdktf-istio', 'constructs/index'],
    ...Object.entries(entryPoints()).map(([name, path]): [string, string] => [`cdktf-istio/${name}`, path]),
  ];
  for (const [specifier, path] of entries) {
    for (const name of exportsOf(join(ROOT, `${path}.ts`)).keys()) if (!found.has(name)) found.set(name, specifier);
  }
  for (const name of ['App', 'TerraformStack', 'TerraformOutput', 'TerraformVariable', 'Aspects', 'Testing', 'Fn'])
    found.set(name, 'cdktf');
  found.set('Construct', 'constructs');
  found.set('IConstruct', 'constructs');
  found.set('KubernetesProvider', '@cdktf/provider-kubernetes/lib/provider');
  found.set('HelmProvider', '@cdktf/provider-helm/lib/provider');
  return found;
}

/** What pages speak of without making it anew each time. */
const SPOKEN_OF = {
  app: "import('cdktf').App",
  controlPlane: "import('cdktf-istio').ControlPlane",
  gateway: "import('cdktf-istio').Gateway",
  hello: "import('cdktf-istio').HelloWorld",
  ingress: "import('cdktf-istio').IngressGateway",
  legacyStack: "import('cdktf').TerraformStack",
  route: "import('cdktf-istio').VirtualService",
  stack: "import('cdktf').TerraformStack",
  traffic: "import('cdktf-istio').ServiceTraffic",
  v1: "import('cdktf-istio').Subset",
  v2: "import('cdktf-istio').Subset",
  selector: 'object',
  template: 'object',
} as const;

/** Declarations of what some code speaks of and does not declare itself. */
function spokenOfIn(code: string): string {
  return Object.entries(SPOKEN_OF)
    .filter(([name]) => new RegExp(`(?<![.'])\\b${name}\\b(?!['-])`).test(code))
    .filter(([name]) => !new RegExp(`\\b(const|let|class|function) ${name}\\b|[(,{]\\s*${name}\\??: `).test(code))
    .map(([name, type]) => `declare const ${name}: ${type};\n`)
    .join('');
}

/** A program that says `this` outside of classes is the inside of a stack's constructor. */
function withoutThis(code: string): string {
  const imports = code.match(/^import [\s\S]*? from '[^']+';\n/gm) ?? [];
  const body = imports.reduce((rest, line) => rest.replace(line, ''), code);
  if (/\bclass |\bfunction /.test(body) || !/\bthis\b/.test(body)) return code;
  return `${imports.join('')}export class Page extends (null as unknown as typeof import('cdktf').TerraformStack) {\n  write(): void {\n${body}\n  }\n}\n`;
}

/** Some of an object's properties, as a statement. */
function statement(code: string): string {
  return /^(\/\/.*\n)*\w+: /.test(code) ? `void {\n${code.replace(/;?\n$/, '')}\n};\n` : code;
}

/**
 * A page's blocks as modules that must compile. A block with imports of its own is a program; the others are parts of one
 * constructor, each seeing what the ones before it have named.
 */
export function modulesOf(page: string): Readonly<Record<string, string>> {
  const stem = relative('.', page).replace(/[/.]/g, '-');
  const snippets = snippetsOf(page);
  const programs = snippets.filter((code) => /^import /m.test(code));
  const parts = snippets.filter((code) => !programs.includes(code)).map(statement);
  const modules: Record<string, string> = {};
  programs.forEach((code, index) => {
    modules[`${stem}-${index}.ts`] = `${withoutThis(code)}\n${spokenOfIn(code)}export {};\n`;
  });
  if (parts.length > 0) {
    const body = parts.join('\n{\n') + '}'.repeat(parts.length - 1);
    // A page may declare in one part what the next one speaks of: outside, it is in nobody's way.
    const spokenOf = spokenOfIn(parts.map((code) => code.replace(/\bconst \w+/g, '')).join('\n'));
    const imports = [...publicNames()]
      .filter(([name]) => new RegExp(`\\b${name}\\b`).test(spokenOf + body))
      .map(([name, from]) => `import { ${name} } from '${from}';`);
    if (!imports.some((line) => line.includes(' TerraformStack ')))
      imports.push("import { TerraformStack } from 'cdktf';");
    modules[`${stem}-parts.ts`] =
      `${imports.join('\n')}\n${spokenOf}export class Page extends TerraformStack {\n  write(): void {\n${body}\n  }\n}\n`;
  }
  return modules;
}
