import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const CONSUMER = join(ROOT, '__tests__/fixtures/consumer');

const NODES = ['20', '22', '24'];
const COMPILERS = { '5.9': 'typescript59', '7.0': 'typescript70' } as const;
const RESOLUTIONS = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  bundler: { module: 'preserve', moduleResolution: 'bundler' },
  node10: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '5.0' },
} as const;

/** What can be meant by `cdktf`, with what a project must write to get each. */
const FLAVOURS: Readonly<Record<string, { readonly cdktf: string; readonly constructs: string }>> = {
  'cdktf 0.21': { cdktf: '0.21.0', constructs: '10.8.1' },
  'cdktn 0.24': { cdktf: 'npm:cdktn@0.24', constructs: '10.7.0' },
  'cdktn 0.25': { cdktf: 'npm:cdktn@0.25', constructs: '10.7.0' },
  'cdktn 0.26': { cdktf: 'npm:cdktn@0.26', constructs: '10.7.0' },
};
const TOOLS = {
  '@types/node': '20.19.43',
  typescript59: 'npm:typescript@5.9.3',
  typescript70: 'npm:typescript@7.0.2',
};

/** In bytes, unpacked: what Istio needs, and the kinds of the Gateway API in two channels and four versions. */
const LIMIT = 4e6;

const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

function run(folder: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} in ${folder}:\n${stdout}${stderr}`);
  }
}

function timed<T>(work: () => T): [T, string] {
  const start = process.hrtime.bigint();
  const result = work();
  return [result, `${(Number(process.hrtime.bigint() - start) / 1e9).toFixed(1)} s`];
}

function bytesOf(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function pack(into: string): string {
  const [packed] = JSON.parse(run(ROOT, 'npm', ['pack', '--json', '--pack-destination', into])) as {
    filename: string;
    size: number;
    unpackedSize: number;
    entryCount: number;
  }[];
  if (!packed) throw new Error('npm pack packed nothing');
  say(`Tarball: ${megabytes(packed.size)}, unpacked ${megabytes(packed.unpackedSize)}, ${packed.entryCount} files.`);
  if (packed.unpackedSize > LIMIT)
    throw new Error(`package: expected ${megabytes(LIMIT)} unpacked at most, got ${megabytes(packed.unpackedSize)}`);
  return join(into, packed.filename);
}

function install(folder: string, manifest: object): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, ...manifest }));
  // Strict: a peer that does not fit shall fail here, not at run time.
  return timed(() => run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--strict-peer-deps']))[1];
}

/** What the fixture synthesized for each release, but for the version of cdktf and the folder, which the local state lies in. */
function synthesized(outdir: string, folder: string): string {
  const parent = dirname(outdir);
  return readdirSync(parent)
    .filter((name) => name.startsWith(`${basename(outdir)}-`))
    .sort()
    .map((name) => {
      const document = JSON.parse(readFileSync(join(parent, name, 'stacks/shop/cdk.tf.json'), 'utf8'));
      document['//'].metadata.version = undefined;
      return JSON.stringify(document).replaceAll(folder, '.');
    })
    .join('\n');
}

/** Whether the registry has a version of what a flavour needs. */
function isPublished(flavour: string): boolean {
  const wanted = FLAVOURS[flavour]?.cdktf.replace(/^npm:/, '') ?? '';
  const named = wanted.includes('@') ? wanted : `cdktf@${wanted}`;
  try {
    return run(ROOT, 'npm', ['view', named, 'version']).trim() !== '';
  } catch {
    return false;
  }
}

function proveFlavour(folder: string, flavour: string, tarball: string): string {
  const dependencies = FLAVOURS[flavour];
  const alone = join(folder, 'without');
  install(alone, { dependencies });
  const before = bytesOf(join(alone, 'node_modules'));
  rmSync(alone, { recursive: true });

  const withPackage = { ...dependencies, 'cdktf-istio': `file:${tarball}` };
  const seconds = install(folder, { dependencies: withPackage });
  const after = bytesOf(join(folder, 'node_modules'));
  say(
    `${flavour}: npm install ${seconds}; cdktf and constructs ${megabytes(before)}, ` +
      `cdktf-istio with its dependencies ${megabytes(after - before)}.`,
  );

  install(folder, { dependencies: withPackage, devDependencies: TOOLS });
  for (const file of ['main.ts', 'names.mjs']) cpSync(join(CONSUMER, file), join(folder, file));
  const { compilerOptions, ...files } = JSON.parse(readFileSync(join(CONSUMER, 'tsconfig.json'), 'utf8'));

  for (const [version, alias] of Object.entries(COMPILERS)) {
    for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
      // TypeScript 7 has no node10 resolution any more.
      if (name === 'node10' && version !== '5.9') continue;
      const emits = name !== 'bundler';
      // The declarations of every package are looked at once: it takes TypeScript 5.9 most of its time.
      const skipLibCheck = version === '5.9' && name !== 'node16';
      const outDir = `out-${alias}-${name}`;
      const options = { ...compilerOptions, ...resolution, skipLibCheck, noEmit: !emits, outDir };
      const project = join(folder, `tsconfig.${alias}.${name}.json`);
      writeFileSync(project, JSON.stringify({ compilerOptions: options, ...files }));
      const [, taken] = timed(() => run(folder, 'node', [`node_modules/${alias}/bin/tsc`, '-p', project]));
      say(`${flavour}, TypeScript ${version}, ${name}: compiles in ${taken}.`);
    }
  }

  const results = new Set<string>();
  for (const node of NODES) {
    for (const program of ['out-typescript59-node16', 'out-typescript70-node16', 'out-typescript59-node10']) {
      const outdir = join(folder, `synthesized-${node}-${program}`);
      const args = ['-y', '-p', `node@${node}`, 'node', `${program}/main.js`];
      const [, taken] = timed(() => run(folder, 'npx', args, { OUTDIR: outdir }));
      results.add(synthesized(outdir, folder));
      if (program === 'out-typescript59-node16') say(`${flavour}, Node ${node}: synthesizes in ${taken}.`);
    }
    run(folder, 'npx', ['-y', '-p', `node@${node}`, 'node', 'names.mjs']);
    run(folder, 'npx', ['-y', '-p', `node@${node}`, 'node', 'node_modules/cdktf-istio/bin/mesh.js', '--help']);
  }
  const [json = '', ...others] = results;
  if (others.length > 0) throw new Error(`${flavour}: ${results.size} different results of one program`);
  return json;
}

/** A project as `npx cdktf-istio init` writes it, tested as its README says. */
function proveNewProject(folder: string, tarball: string, ...options: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'my-mesh');
  const from = `file:${tarball}`;
  const args = ['-y', '-p', from, 'cdktf-istio', 'init', 'my-mesh', '--from', from, ...options];
  const [, taken] = timed(() => run(folder, 'npx', args));
  const [, tested] = timed(() => run(project, 'npm', ['test']));
  run(project, 'npm', ['run', 'typecheck']);
  run(project, 'npm', ['start'], { KUBECONFIG: join(folder, 'none') });
  const size = megabytes(bytesOf(join(project, 'node_modules')));
  say(
    `npx ${['cdktf-istio init', ...options].join(' ')}: ${taken} with npm install (${size} of node_modules), npm test ${tested}.`,
  );
}

/** Installs the packed package in projects outside this one, in every combination that it claims to work in. */
function provePackage(): void {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  if (!isAbsolute(relative(ROOT, folder)) && !relative(ROOT, folder).startsWith('..')) {
    throw new Error(`${folder} is inside the project, whose node_modules would be found; set TMPDIR`);
  }
  try {
    const tarball = pack(folder);
    const published = Object.keys(FLAVOURS).filter(isPublished);
    const missing = Object.keys(FLAVOURS).filter((flavour) => !published.includes(flavour));
    if (missing.length > 0) say(`Not in this registry, and so not proven: ${missing.join(', ')}.`);
    const results = published.map((flavour, index) => proveFlavour(join(folder, `${index}`), flavour, tarball));
    if (new Set(results).size > 1) throw new Error('cdktf and cdktn synthesize different JSON');
    proveNewProject(join(folder, 'new'), tarball);
    proveNewProject(join(folder, 'new-cdktn'), tarball, '--cdktn');
    say(`Same JSON everywhere, ${Math.round((results[0] ?? '').length / 1000)} kB.`);
  } finally {
    if (!process.env['KEEP']) rmSync(folder, { recursive: true });
  }
}

provePackage();
