import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { buildMap } from '../cli/map/build';
import { renderSvg } from '../cli/map/svg';
import { synthesizedSource } from '../cli/map/synthesized-source';
import { parseSettings } from '../config/settings';
import { readSynthesizedStack } from '../model/read/synthesized-stack';
import { addStacks } from '../stacks';

/** Where the pictures of the documentation stand. */
export const PICTURES = join(__dirname, '../docs/images');

/** The pictures of the documentation by file name, drawn from the stacks as they are. */
export function renderPictures(): Readonly<Record<string, string>> {
  const program = pictureOf('What npm start deploys', (outdir) => {
    const app = new App({ outdir });
    addStacks(app, parseSettings());
    app.synth();
  });
  return {
    'mesh.svg': program,
    ...Object.fromEntries(
      EXAMPLES.map((name) => [`${name}.svg`, pictureOf(`examples/${name}`, () => runExample(name))]),
    ),
  };
}

/** The examples whose routes are worth a picture. */
const EXAMPLES = [
  'ab-testing',
  'canary',
  'egress',
  'fault-injection',
  'least-privilege',
  'mirroring',
  'observability',
  'rate-limit',
  'resilience',
  'tls-ingress',
  'zero-trust',
];

/** An example is a whole program: it synthesizes when it is loaded, to where cdktf says. */
function runExample(name: string): void {
  require(join(__dirname, '../examples', name, 'main'));
}

function pictureOf(title: string, synthesize: (outdir: string) => unknown): string {
  const outdir = mkdtempSync(join(tmpdir(), 'pictures-'));
  const before = process.env['CDKTF_OUTDIR'];
  process.env['CDKTF_OUTDIR'] = outdir;
  try {
    synthesize(outdir);
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { name: string; synthesizedStackPath: string }>;
    };
    const contents = Object.values(stacks).map(({ name, synthesizedStackPath }) => ({
      stack: name,
      ...readSynthesizedStack(JSON.parse(readFileSync(join(outdir, synthesizedStackPath), 'utf8'))),
    }));
    const source = synthesizedSource({
      stacks: contents.map(({ stack }) => ({ name: stack })),
      objects: contents.flatMap(({ stack, objects }) => objects.map((object) => ({ ...object, stack }))),
      charts: contents.flatMap(({ stack, charts }) => charts.map((chart) => ({ ...chart, stack }))),
      unreadable: contents.flatMap(({ unreadable }) => unreadable),
    });
    return renderSvg(buildMap(source, { title }));
  } finally {
    if (before === undefined) delete process.env['CDKTF_OUTDIR'];
    else process.env['CDKTF_OUTDIR'] = before;
    rmSync(outdir, { recursive: true });
  }
}

if (require.main === module) {
  mkdirSync(PICTURES, { recursive: true });
  for (const [name, svg] of Object.entries(renderPictures())) writeFileSync(join(PICTURES, name), svg);
}
