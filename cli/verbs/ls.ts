import type { Command } from 'commander';
import type { SynthesisOptions } from '../session/session';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'ls', 'List releases, versions and revisions, and whether there are newer patch releases')
    .option('--no-synth', 'use the stacks as they were synthesized last')
    .action(lazily<SynthesisOptions>(() => (require('../ls/ls') as typeof import('../ls/ls')).ls));
}
