import { extname, resolve } from 'node:path';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { namedStacks } from '../project/stacks';
import { writeFile } from '../project/write-file';
import { Session, type SynthesisOptions } from '../session/session';
import type { Call } from '../verb';
import { buildMap } from './build';
import type { MapNode, MeshMap } from './model';
import { restrict } from './restrict';
import { runningSource } from './running-source';
import { synthesizedSource } from './synthesized-source';
import type { Theme } from './theme';

export interface MapOptions extends SynthesisOptions {
  readonly live?: boolean;
  readonly output?: string;
  readonly namespace?: readonly string[];
  readonly theme?: Theme;
  readonly collapse?: boolean;
  readonly scale?: string;
  readonly title?: string;
}

const FORMATS = ['.html', '.svg', '.png', '.mmd', '.md', '.json'] as const;

/** Draws the mesh of the synthesized stacks, or the one that runs. */
export async function map({ args, options }: Call<MapOptions>): Promise<ExitCode> {
  const format = formatOf(options.output);
  const session = Session.here(options);
  try {
    const drawn = await read(session, args, options);
    const rendered = options.json ? json(drawn) : render(drawn, format, options);
    if (options.output === undefined || options.output === '-') {
      process.stdout.write(rendered);
    } else {
      const path = resolve(options.output);
      writeFile(path, rendered);
      process.stderr.write(`${path}: ${drawn.nodes.length} nodes, ${drawn.edges.length} edges\n`);
      for (const note of drawn.notes) process.stderr.write(`  not shown: ${note}\n`);
    }
    // What one may not see may be anything: the picture is not the whole one.
    return drawn.notes.length === 0 ? ExitCode.good : ExitCode.couldNotCheck;
  } finally {
    session.close();
  }
}

async function read(session: Session, stacks: readonly string[], options: MapOptions): Promise<MeshMap> {
  const drawing = {
    ...(options.title !== undefined && { title: options.title }),
    access: formatOf(options.output) === '.html',
  };
  if (options.live) {
    if (stacks.length > 0) {
      throw new CommandError({
        problem: `--live: got the stacks ${stacks.join(', ')}, but a cluster does not know which stack an object is from`,
        remedy: 'choose with --namespace',
      });
    }
    return chosenNamespaces(buildMap(await runningSource(session.api), drawing), options.namespace);
  }
  const content = await session.content();
  const chosen = new Set(namedStacks(content.stacks, stacks).map(({ name }) => name));
  const whole = buildMap(synthesizedSource(content), drawing);
  if (chosen.size === content.stacks.length) return chosenNamespaces(whole, options.namespace);
  const origins = new Map(whole.resources.map(({ id, origin }) => [id, origin?.stack]));
  const ofStacks = (node: MapNode): boolean => node.resources.some((id) => chosen.has(origins.get(id) ?? ''));
  const part = { ...restrict(whole, ofStacks), source: { ...whole.source, name: [...chosen].join(', ') } };
  return chosenNamespaces(part, options.namespace);
}

function chosenNamespaces(whole: MeshMap, names: readonly string[] | undefined): MeshMap {
  if (!names || names.length === 0) return whole;
  const unknown = names.filter((name) => !whole.namespaces.some((namespace) => namespace.name === name));
  if (unknown.length > 0) {
    throw new CommandError({
      problem: `--namespace: nothing is in ${unknown.join(', ')}`,
      remedy: `choose among ${whole.namespaces.map(({ name }) => name).join(', ')}`,
    });
  }
  return restrict(whole, (node) => names.includes(node.namespace));
}

function formatOf(output: string | undefined): string {
  if (output === undefined || output === '-') return '';
  const format = extname(output).toLowerCase();
  if (!FORMATS.some((known) => known === format)) {
    throw new CommandError({
      problem: `--output ${output}: expected one of ${FORMATS.join(' ')} at the end, got "${format}"`,
      remedy: 'e.g. --output mesh.html',
    });
  }
  return format;
}

function json(drawn: MeshMap): string {
  return `${JSON.stringify(drawn, undefined, 2)}\n`;
}

/** Each renderer is loaded when it is asked for. */
function render(drawn: MeshMap, format: string, options: MapOptions): string | Buffer {
  const picture = {
    theme: themeOf(options.theme),
    ...(options.collapse === undefined ? {} : { collapsed: options.collapse }),
  };
  switch (format) {
    case '.html':
      return (require('./html') as typeof import('./html')).renderHtml(drawn);
    case '.svg':
      return (require('./svg') as typeof import('./svg')).renderSvg(drawn, picture);
    case '.png': {
      // A raster picture cannot follow the reader's system.
      const theme = picture.theme === 'auto' ? 'light' : picture.theme;
      const svg = (require('./svg') as typeof import('./svg')).renderSvg(drawn, { ...picture, theme });
      return (require('./png') as typeof import('./png')).toPng(svg, { scale: scaleOf(options.scale) });
    }
    case '.mmd':
      return (require('./mermaid') as typeof import('./mermaid')).renderMermaid(drawn);
    case '.md':
      return (require('./mermaid') as typeof import('./mermaid')).renderMarkdown(drawn);
    case '.json':
      return json(drawn);
    default:
      return (require('./tree') as typeof import('./tree')).renderTree(drawn);
  }
}

function themeOf(theme: string | undefined): Theme {
  if (theme === undefined || theme === 'auto' || theme === 'light' || theme === 'dark') return theme ?? 'auto';
  throw new CommandError({ problem: `--theme: expected auto, light or dark, got "${theme}"` });
}

function scaleOf(scale: string | undefined): number {
  const factor = Number(scale ?? 2);
  if (factor >= 0.1 && factor <= 8) return factor;
  throw new CommandError({ problem: `--scale: expected a number from 0.1 to 8, got "${scale}"` });
}
