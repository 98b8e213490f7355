import type { Command } from 'commander';
import type { DiffOptions } from '../diff/diff';
import { lazily, verb } from '../verb';

/** As `terraform plan -detailed-exitcode` has it, where 2 means changes. */
export const trouble = 1;

export function register(program: Command): void {
  verb(program, 'diff [stack...]', 'Say what a change does to the mesh: planned, or compared with another revision')
    .option('--base <revision>', 'compare with what this Git revision synthesizes; needs no cluster and no credentials')
    .option('--fresh', 'synthesize that revision again, even where its synthesis was kept in .mesh')
    .option(
      '--plan <file>',
      'read a saved plan, binary or JSON, instead of planning: FILE or STACK=FILE; may be repeated',
      (file: string, files: readonly string[] = []) => [...files, file],
    )
    .option('--markdown', 'print a comment for a pull request instead of text')
    .option('--full', 'show every change and every field')
    .option('--save <folder>', 'also write mesh-diff.json, mesh-diff.md and the plans there')
    .option('--policy <file>', 'what the project decides about risks (default: mesh-diff.yaml, if there is one)')
    .option('--fail-on <level>', 'end with 3 from this risk level on: low, medium, high or none')
    .option('--max-bytes <bytes>', 'the largest size of the comment, in bytes', '60000')
    .option('--details-url <url>', 'where the whole report will be, for what finds no room in the comment')
    .option('--no-synth', 'compare the stacks as they were synthesized last')
    .option('--no-refresh', 'plan against the state, without asking the cluster')
    .option('--parallel <stacks>', 'how many stacks to plan at once', '4')
    .addHelpText(
      'after',
      '\nExit codes, as those of terraform plan -detailed-exitcode: 0 nothing changes, 1 something went wrong, 2 something changes,\n3 something changes that must not pass (a risk that the policy or --fail-on forbids).',
    )
    .action(lazily<DiffOptions>(() => (require('../diff/diff') as typeof import('../diff/diff')).diff, trouble));
}
