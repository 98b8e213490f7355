import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The files of the package, but for what the build makes. */
function packed(): readonly string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })) as [
    { files: readonly { path: string }[] },
  ];
  return files.map(({ path }) => path);
}

/** What a run of an example leaves beside it. */
const LEFT = ['cdktf.out/manifest.json', '.mesh/mesh.svg', 'terraform.canary.tfstate'].map((name) =>
  join('examples/canary', name),
);

function packedAfterARun(): readonly string[] {
  const made = LEFT.filter((file) => !existsSync(join(ROOT, file)));
  for (const file of made) {
    mkdirSync(dirname(join(ROOT, file)), { recursive: true });
    writeFileSync(join(ROOT, file), '{}');
  }
  try {
    return packed();
  } finally {
    for (const file of made) {
      rmSync(join(ROOT, file));
      const folder = dirname(join(ROOT, file));
      if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
    }
  }
}

describe('the package', () => {
  const files = packedAfterARun();

  it('has nothing that a run of an example leaves', () => {
    expect(files.filter((file) => /cdktf\.out|\.mesh|tfstate/.test(file))).toEqual([]);
    expect(files).toContain('examples/canary/main.ts');
  });

  it('has every page that its pages lead to, and leaves pictures to the repository', () => {
    const folders = new Set(files.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))));
    const dead = files
      .filter((file) => file.endsWith('.md') && !file.startsWith('templates/'))
      .flatMap((page) => {
        const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
        return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g)].flatMap(([, link = '']) => {
          if (/^[a-z]+:/.test(link)) return [];
          const target = normalize(join(dirname(page), link)).replace(/\/$/, '');
          if (/^docs\/images\/.+\.(svg|png)$/.test(target)) return [];
          return files.includes(target) || folders.has(target) ? [] : [`${page}: ${link}`];
        });
      });
    expect(dead).toEqual([]);
  });

  it('has no picture, which registries show from the repository', () => {
    expect(files.filter((file) => /\.(svg|png)$/.test(file))).toEqual([]);
  });

  it('says where it comes from, for registries and for provenance', () => {
    const { author, homepage, bugs, repository, license } = manifest;
    const [, page] = /^git\+(https:\/\/github\.com\/[\w-]+\/[\w-]+)\.git$/.exec(repository.url) ?? [];
    expect({ homepage, bugs, license }).toEqual({
      homepage: `${page}#readme`,
      bugs: { url: `${page}/issues` },
      license: 'MIT',
    });
    expect(author).not.toBe('');
    expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toMatch(new RegExp(`^## ${manifest.version}`, 'm'));
  });

  it.each(Object.entries<string>(manifest.bin))(
    'has %s, a command that says its version before anything is built',
    (_name, path) => {
      expect(files).toContain(path);
      const { status, stdout, stderr } = spawnSync('node', [path, '--version'], { cwd: ROOT, encoding: 'utf8' });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
    },
  );
});
