import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const SOURCES = [
  'main.ts',
  'stacks',
  'config',
  'constructs',
  'model',
  'cli',
  'testing',
  'scripts',
  'bench',
  'examples',
];

// Each layer, and the layers it may import from besides itself.
const BOTTOM = [
  'model',
  'constructs/mesh-context',
  'constructs/versions',
  'constructs/namespace-name',
  'constructs/istio-images',
  'constructs/duration',
  'constructs/severity',
  'constructs/place',
  'constructs/annotate',
  'constructs/shapes',
];
const CORE = [...BOTTOM, 'constructs/invalid-props-error', 'constructs/delivery'];
const KINDS = [...CORE, 'constructs/resources', 'constructs/charts', 'constructs/references'];
const POLICIES = [
  'constructs/mesh',
  'constructs/traffic',
  'constructs/security',
  'constructs/policy',
  'constructs/observability',
];
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  'constructs/mesh-context': ['model', 'constructs/versions', 'constructs/istio-images', 'constructs/shapes'],
  'constructs/versions': ['model'],
  'constructs/namespace-name': [],
  'constructs/istio-images': [],
  'constructs/duration': [],
  'constructs/severity': [],
  'constructs/place': [],
  'constructs/annotate': [],
  'constructs/fault-lines': ['constructs/place'],
  'constructs/report-faults': ['constructs/place', 'constructs/fault-lines'],
  'constructs/invalid-props-error': [],
  'constructs/shapes': [
    'model',
    'constructs/annotate',
    'constructs/duration',
    'constructs/invalid-props-error',
    'constructs/place',
  ],
  'constructs/delivery': [...BOTTOM, 'constructs/invalid-props-error'],
  'constructs/resources': [...CORE, 'constructs/references'],
  'constructs/references': [...CORE, 'constructs/resources'],
  'constructs/charts': CORE,
  'constructs/analysis': KINDS,
  'constructs/mesh': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/traffic': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/security': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/policy': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/observability': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/addons': [...KINDS, 'constructs/analysis', ...POLICIES],
  'constructs/apps': [...KINDS, 'constructs/analysis', ...POLICIES],
  constructs: ['model', 'constructs/*'],
  config: ['model', 'constructs/*'],
  stacks: ['config', 'constructs/*'],
  testing: ['model', 'constructs', 'constructs/*'],
  cli: ['model', 'config', 'constructs', 'constructs/*', 'testing'],
  'main.ts': ['stacks', 'config', 'constructs/report-faults'],
};

/** Inside these folders, from the bottom up; a folder of the command that is not named here is a verb of its own. */
const INSIDE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  cli: [
    ['command-error', 'exit-code', 'package-manifest', 'terminal'],
    ['verb', 'project'],
    ['terraform', 'cluster'],
    ['session'],
    ['checks'],
    ['map', 'up'],
    ['*'],
    ['verbs'],
    ['mesh'],
  ],
  scripts: [
    ['resources', 'values', 'entry-points', 'compact'],
    ['generate-resources', 'generate-values', 'render-pictures'],
    ['*'],
  ],
  bench: [['measure'], ['cluster', 'command', 'programs'], ['*'], ['bench']],
};

/**
 * The one place that looks up: a stack of this package has the whole program checked when it is validated, and the checks, which stand
 * above delivery, are loaded then.
 */
const LOOKS_UP = { from: 'constructs/delivery/register.ts', to: 'constructs/analysis/analyse' };

function filesBelow(path: string): string[] {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch {
    return [];
  }
  if (!stat.isDirectory()) return path.endsWith('.ts') ? [path] : [];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

const files = SOURCES.flatMap((source) => filesBelow(join(ROOT, source)));
const name = (file: string): string => relative(ROOT, file);

/** What a file imports, at its head or later. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/\bfrom\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm);
  return [...specifiers]
    .map(([, from, call, bare]) => from ?? call ?? bare ?? '')
    .filter((specifier) => !isLookUp(file, specifier));
}

function isLookUp(file: string, specifier: string): boolean {
  return name(file) === LOOKS_UP.from && relative(ROOT, resolve(dirname(file), specifier)) === LOOKS_UP.to;
}

/** The layer of a file: its folder, one level deeper inside constructs/. */
function layerOf(path: string): string {
  const [top = '', second = '', third] = path.replace(/\.ts$/, '').split('/');
  if (top === 'main') return 'main.ts';
  if (top !== 'constructs' || (second === 'index' && third === undefined)) return top;
  return `${top}/${second}`;
}

/** What a file of the house imports of the house, as file names. */
function neighboursOf(file: string): string[] {
  return importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => resolve(dirname(file), specifier))
    .flatMap((path) => [`${path}.ts`, join(path, 'index.ts')].filter((one) => files.includes(one)).slice(0, 1));
}

/** Files that import each other in a circle, directly or through others (Tarjan's strongly connected components). */
function circlesOf(importsByFile: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    let low = order.size - 1;
    open.push(file);
    for (const next of importsByFile.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
    }
    lowest.set(file, low);
    if (low !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1 || importsByFile.get(file)?.includes(file)) circles.push(circle.sort());
  };
  for (const file of importsByFile.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** How high a file stands inside its folder, and what it belongs to there; undefined where the folder has no layers. */
function levelOf(path: string): { readonly top: string; readonly part: string; readonly level: number } | undefined {
  const [top = '', part = ''] = path.replace(/\.ts$/, '').split('/');
  const levels = INSIDE[top];
  if (levels === undefined) return undefined;
  const named = levels.findIndex((level) => level.includes(part));
  return { top, part, level: named >= 0 ? named : levels.findIndex((level) => level.includes('*')) };
}

describe('the house', () => {
  test('has imports that point down only', () => {
    const upwards = files.flatMap((file) => {
      const from = layerOf(name(file));
      const allowed = LAYERS[from];
      if (allowed === undefined) return [];
      return importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => layerOf(relative(ROOT, resolve(dirname(file), specifier))))
        .filter(
          (to) =>
            to !== from && !allowed.includes(to) && !(to.startsWith('constructs/') && allowed.includes('constructs/*')),
        )
        .map((to) => `${name(file)}: ${from} imports ${to}`);
    });
    expect(upwards).toEqual([]);
  });

  test('has no files that import each other in a circle', () => {
    const importsByFile = new Map(files.map((file) => [name(file), neighboursOf(file).map(name)] as const));
    expect(circlesOf(importsByFile)).toEqual([]);
  });

  test('would see a circle, short or long', () => {
    const found = circlesOf(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['d']],
        ['c', []],
        ['d', ['a', 'c']],
        ['e', ['e']],
      ]),
    );
    expect(found).toEqual([['a', 'b', 'd'], ['e']]);
  });

  test('has imports that point down inside the command, the scripts and the benches', () => {
    const upwards = files.flatMap((file) => {
      const from = levelOf(name(file));
      return neighboursOf(file).flatMap((neighbour) => {
        const to = levelOf(name(neighbour));
        const isAllowed = from?.top !== to?.top || !from || !to || from.part === to.part || to.level < from.level;
        return isAllowed ? [] : [`${name(file)} imports ${name(neighbour)}`];
      });
    });
    expect(upwards).toEqual([]);
  });

  test('has a model that knows no cdktf, no cluster and no terminal', () => {
    const outside = files
      .filter((file) => name(file).startsWith('model/'))
      .flatMap((file) => importsOf(file).map((specifier) => `${name(file)}: ${specifier}`))
      .filter((line) => !/: (\.|node:(net|crypto)$|yaml$)/.test(line));
    expect(outside).toEqual([]);
  });

  test('has a rule for every part of the constructs', () => {
    const parts = readdirSync(join(ROOT, 'constructs')).map((entry) => layerOf(`constructs/${entry}`));
    expect(parts.filter((part) => !(part in LAYERS))).toEqual([]);
  });

  test('imports single resources of a provider, never its barrel, which takes seconds to load', () => {
    const barrels = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => /^@cdktf\/provider-[a-z0-9-]+(\/lib)?(\/index)?$/.test(specifier))
        .map((specifier) => `${name(file)}: ${specifier}`),
    );
    expect(barrels).toEqual([]);
  });

  test('has a library without the packages of the providers, which are 150 MB and know cdktf only', () => {
    const library = files.filter((file) => /^(model|constructs|testing|cli)\//.test(name(file)));
    const found = library.flatMap((file) => importsOf(file).filter((specifier) => specifier.startsWith('@cdktf/')));
    expect(found).toEqual([]);
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(peerDependencies).filter((peer) => peer.startsWith('@cdktf/'))).toEqual([]);
  });

  test('has no places for what has no name', () => {
    expect(files.map(name).filter((file) => /(^|\/|-)(utils?|helpers?|common|misc)(\.ts|\/)/.test(file))).toEqual([]);
  });
});

describe('the program', () => {
  test('loads neither a schema of every pod nor the command line', () => {
    const loaded = JSON.parse(
      // In a process of its own, because this one has loaded much else.
      require('node:child_process').execFileSync(
        process.execPath,
        ['-r', 'tsx/cjs', '-e', 'require("./stacks"); console.log(JSON.stringify(Object.keys(require.cache)))'],
        { cwd: ROOT, encoding: 'utf8' },
      ),
    ) as string[];
    const unwanted = /deployment-v1|provider-[a-z]+\/lib\/index|\/(yaml|commander|listr2|client-node)\/|\/cli\//;
    expect(loaded.filter((file) => unwanted.test(relative(ROOT, file)))).toEqual([]);
    expect(loaded.length).toBeGreaterThan(100);
  });
});
