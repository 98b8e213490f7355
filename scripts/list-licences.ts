import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Where the list stands. */
export const LICENCES_PAGE = join(ROOT, 'docs/licences.md');

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = { readonly packages: Readonly<Record<string, Locked>> };

/** The packages that come with the given ones, as the lock has them: name and version -> licence. */
function reached(lock: Lock, roots: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (name: string, from: string): void => {
    // As Node looks for it: in the folder of whoever asks, and upwards.
    let folder = from;
    let path = `${folder}/node_modules/${name}`.replace(/^\//, '');
    while (!lock.packages[path] && folder !== '') {
      folder = folder.includes('/node_modules/') ? folder.slice(0, folder.lastIndexOf('/node_modules/')) : '';
      path = `${folder}/node_modules/${name}`.replace(/^\//, '');
    }
    const locked = lock.packages[path];
    // An optional one that this platform does not have.
    if (!locked) return;
    const key = `${name} ${locked.version}`;
    if (found.has(key)) return;
    found.set(key, locked.license ?? 'not named');
    for (const next of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) visit(next, path);
  };
  for (const name of roots) visit(name, '');
  return found;
}

/** The page, as the lock has it now. */
export function licencesPage(lock: Lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {});
  const peers = Object.keys(manifest.peerDependencies).filter((name) => !optional.includes(name));
  const sections: readonly [string, ReadonlyMap<string, string>][] = [
    ['Installed with the package', reached(lock, Object.keys(manifest.dependencies))],
    ['Peers, which every cdktf program has', reached(lock, peers)],
    ['Optional peers', reached(lock, optional)],
  ];
  const table = (rows: ReadonlyMap<string, string>): string =>
    [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, licence]) => `| ${name} | ${licence} |`)
      .join('\n');
  return `# Licences

The package is [MIT](../LICENSE) licensed, and contains no code of others. What is installed with it, from \`package-lock.json\`
(\`npm run licences\`):
${sections.map(([title, rows]) => `\n## ${title}\n\n| Package | Licence |\n|---|---|\n${table(rows)}\n`).join('')}
The charts and images that a deploy fetches have licences of their own: Istio, Kiali, Prometheus and Jaeger Apache-2.0, Grafana AGPL-3.0. Nothing of
them is in the package.
`;
}

if (require.main === module) {
  if (!existsSync(join(ROOT, 'package-lock.json'))) throw new Error('package-lock.json is not there: npm install');
  writeFileSync(LICENCES_PAGE, licencesPage());
}
