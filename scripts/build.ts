import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compactDeclarations, compactModule } from './compact';
import { entryPointFields } from './entry-points';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

/** The declarations that somebody can import, or that such a one leads to. The others are half a megabyte that no compiler reads. */
function reachable(): ReadonlySet<string> {
  const { exports } = entryPointFields();
  const open = Object.values(exports as Record<string, string | { readonly types: string }>).flatMap((entry) =>
    typeof entry === 'string' ? [] : [join(ROOT, entry.types)],
  );
  const found = new Set<string>();
  for (const file of open) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:\bfrom |\bimport\(|^import )['"](\.[^'"]*)/gm,
    )) {
      const base = join(dirname(file), specifier);
      const target = [`${base}.d.ts`, join(base, 'index.d.ts')].find((path) => existsSync(path));
      if (target === undefined) throw new Error(`${file}: ${specifier} leads nowhere`);
      open.push(target);
    }
  }
  return found;
}

function compile(...options: readonly string[]): void {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', join(ROOT, 'tsconfig.build.json'), ...options], { stdio: 'inherit' });
}

rmSync(DIST, { recursive: true, force: true });
compile();
// Whoever reads the package reads its declarations; the same comments in the modules are a seventh of them.
compile('--declaration', 'false', '--removeComments');

const kept = reachable();
for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
  const path = join(DIST, name);
  if (name.endsWith('.d.ts') && !kept.has(path)) rmSync(path);
  else if (name.endsWith('.d.ts')) writeFileSync(path, compactDeclarations(readFileSync(path, 'utf8')));
  else if (name.endsWith('.js')) writeFileSync(path, compactModule(readFileSync(path, 'utf8')));
}
cpSync(join(ROOT, 'cli/map/page'), join(DIST, 'cli/map/page'), {
  recursive: true,
  filter: (path) => !/\.(ts|json)$/.test(path),
});
