import type { Command } from 'commander';
import type { SynthesisOptions } from '../session/session';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'preflight', 'Check everything that a deploy needs, before anything is changed')
    .option('--no-synth', 'use the stacks as they were synthesized last')
    .action(
      lazily<SynthesisOptions>(
        () => (require('../preflight/preflight') as typeof import('../preflight/preflight')).preflight,
      ),
    );
}
