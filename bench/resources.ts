import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const RUNS = 9;

interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'MB';
  readonly atMost: number;
  readonly measured: number;
}

/** What importing one kind costs once cdktf is there, in a fresh process. */
const IMPORT = `
require('cdktf'); require('constructs');
global.gc();
const heap = process.memoryUsage().heapUsed, started = performance.now();
require('./constructs/resources/networking/virtual-service');
const milliseconds = performance.now() - started;
global.gc();
console.log(JSON.stringify({ milliseconds, megabytes: (process.memoryUsage().heapUsed - heap) / 2 ** 20 }));
`;

/** What checking 2,000 VirtualServices costs, schema, CEL rules and istiod's rules together, the first one included. */
const VALIDATE = `
const { resourceFaults } = require('./constructs/resources/validation/resource-faults');
const resources = Array.from({ length: 2000 }, (_, i) => ({
  kind: 'VirtualService',
  apiVersion: 'networking.istio.io/v1',
  metadata: { name: 'service-' + i, namespace: 'shop', labels: { app: 'service-' + i } },
  spec: {
    hosts: ['service-' + i],
    http: [
      {
        match: [{ uri: { prefix: '/v2' }, headers: { 'x-user': { exact: 'a' } } }],
        route: [{ destination: { host: 'service-' + i, subset: 'v2', port: { number: 8080 } }, weight: 100 }],
        timeout: '5s',
        retries: { attempts: 3, perTryTimeout: '1s', retryOn: '5xx,reset' },
      },
      {
        route: [
          { destination: { host: 'service-' + i, subset: 'v1' }, weight: 90 },
          { destination: { host: 'service-' + i, subset: 'v2' }, weight: 10 },
        ],
      },
    ],
  },
}));
const started = performance.now();
let faults = 0;
for (const resource of resources) faults += resourceFaults(resource, { istioVersion: '1.30.3' }).length;
const milliseconds = performance.now() - started;
if (faults > 0) throw new Error('the sample is refused');
console.log(JSON.stringify({ milliseconds }));
`;

function measure(folder: string, program: string): Readonly<Record<string, number>> {
  const runs = Array.from(
    { length: RUNS },
    () =>
      JSON.parse(
        execFileSync(process.execPath, ['--expose-gc', '-e', program], { cwd: folder, encoding: 'utf8' }),
      ) as Record<string, number>,
  );
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((key) => [key, Math.min(...runs.map((run) => run[key] ?? Number.NaN))]),
  );
}

/**
 * Compiles the package as it is published, and measures it in processes of their own: the quickest of nine runs, which what
 * else the machine does has disturbed least.
 */
export function measureResources(): readonly Figure[] {
  const folder = mkdtempSync(join(ROOT, '.bench-'));
  try {
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    execFileSync(process.execPath, [
      tsc,
      '--project',
      join(ROOT, 'tsconfig.build.json'),
      '--outDir',
      folder,
      '--declaration',
      'false',
    ]);
    symlinkSync(dirname(dirname(require.resolve('cdktf/package.json'))), join(folder, 'node_modules'));
    const imported = measure(folder, IMPORT);
    const validated = measure(folder, VALIDATE);
    return [
      { what: 'import one kind', unit: 'ms', atMost: 15, measured: imported.milliseconds ?? Number.NaN },
      { what: 'import one kind', unit: 'MB', atMost: 5, measured: imported.megabytes ?? Number.NaN },
      { what: 'validate 2,000 resources', unit: 'ms', atMost: 150, measured: validated.milliseconds ?? Number.NaN },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  for (const { what, unit, atMost, measured } of measureResources()) {
    const verdict = measured <= atMost ? 'good' : 'too much';
    console.log(`${what.padEnd(26)} ${measured.toFixed(1).padStart(7)} ${unit}  (at most ${atMost}: ${verdict})`);
    if (measured > atMost) process.exitCode = 1;
  }
}
