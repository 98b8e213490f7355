import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeshSettings } from '../../constructs/mesh-context';
import type { IstioVersion } from '../../constructs/versions';

/** The folder of the project. */
export const PROJECT = join(__dirname, '../..');

/** The examples: folders with a program. */
export const EXAMPLES = readdirSync(join(PROJECT, 'examples')).filter((name) =>
  existsSync(join(PROJECT, 'examples', name, 'main.ts')),
);

/** What makes the large ones small enough to read. */
const SMALL = { teams: 2, services: 3 };

// All examples in one process, which loads the package once: each is a program, run by requiring it.
const RUN_ALL = `
  const { join } = require('node:path');
  const { examples, folder, context, settings } = JSON.parse(process.env.EXAMPLES);
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify(context);
  if (settings) {
    const library = require('cdktf/lib/app');
    const { MeshContext } = require(join(process.cwd(), 'constructs'));
    library.App = class extends library.App {
      constructor(...args) {
        super(...args);
        MeshContext.set(this, settings);
      }
    };
  }
  const refused = {};
  for (const example of examples) {
    process.env.CDKTF_OUTDIR = join(folder, example);
    try {
      require(join(process.cwd(), 'examples', example, 'main.ts'));
    } catch (error) {
      if (!settings) throw error;
      refused[example] = error.message;
    }
  }
  process.stdout.write(JSON.stringify(refused));
`;

/** What came of running all examples. */
export interface ExamplesRun {
  readonly status: number | null;
  readonly stderr: string;
  /** Why examples were refused, where they were run with settings of others. */
  readonly refused: Readonly<Record<string, string>>;
  /** Where an example was synthesized to. */
  outdir(example: string): string;
}

/** Runs all examples as programs, for one Istio release, with what else is to hold above their stacks. */
export function runExamples(istioVersion: IstioVersion, settings?: MeshSettings): ExamplesRun {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const { status, stderr, stdout } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', RUN_ALL], {
    cwd: PROJECT,
    encoding: 'utf8',
    env: {
      ...process.env,
      EXAMPLES: JSON.stringify({ examples: EXAMPLES, folder, context: { istioVersion, ...SMALL }, settings }),
    },
  });
  const refused = JSON.parse(stdout.slice(stdout.lastIndexOf('{')) || '{}') as Readonly<Record<string, string>>;
  return { status, stderr, refused, outdir: (example) => join(folder, example) };
}
