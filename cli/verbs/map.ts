import type { Command } from 'commander';
import type { MapOptions } from '../map/map';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'map [stack...]', 'Draw gateways, routes, weights, subsets, workloads, policies and mTLS')
    .option('--live', 'draw what runs in the cluster instead of what the stacks would bring')
    .option('--no-synth', 'draw the stacks as they were synthesized last')
    .option('-o, --output <file>', 'write a file; its ending decides: .html .svg .png .mmd .md .json (default: text)')
    .option('-n, --namespace <name...>', 'only these namespaces, and what leads to them')
    .option('--theme <name>', 'auto, light or dark, for .svg and .png', 'auto')
    .option('--collapse', 'namespaces as one line each (default in .svg and .png: from 400 nodes on)')
    .option('--no-collapse', 'every namespace open')
    .option('--scale <factor>', 'pixels of a .png per pixel of the .svg', '2')
    .option('--title <text>', 'heading of the picture')
    .addHelpText(
      'after',
      '\nExamples:\n  mesh map -o mesh.html\n  mesh map hello-world -o hello.svg\n  mesh map --live -n shop',
    )
    .action(lazily<MapOptions>(() => (require('../map/map') as typeof import('../map/map')).map));
}
