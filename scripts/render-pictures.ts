import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { buildMap } from '../cli/map/build';
import { renderSvg } from '../cli/map/svg';
import { synthesizedSource } from '../cli/map/synthesized-source';
import { parseSettings } from '../config/settings';
import { readSynthesizedStack } from '../constructs/delivery/synthesized-objects';
import { addStacks } from '../stacks';

/** Where the pictures of the documentation stand. */
export const PICTURES = join(__dirname, '../docs/images');

/** The pictures of the documentation by file name, drawn from the stacks as they are. */
export function renderPictures(): Readonly<Record<string, string>> {
  return { 'mesh.svg': pictureOf('What npm start deploys', (app) => addStacks(app, parseSettings())) };
}

function pictureOf(title: string, fill: (app: App) => unknown): string {
  const outdir = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const app = new App({ outdir });
    fill(app);
    app.synth();
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
    rmSync(outdir, { recursive: true });
  }
}

if (require.main === module) {
  mkdirSync(PICTURES, { recursive: true });
  for (const [name, svg] of Object.entries(renderPictures())) writeFileSync(join(PICTURES, name), svg);
}
