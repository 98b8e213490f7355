import type { Command } from 'commander';
import type { SynthesisOptions } from '../session/session';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'drift [stack...]', 'Compare what was synthesized with what runs, field by field')
    .option('--no-synth', 'use the stacks as they were synthesized last')
    .action(lazily<SynthesisOptions>(() => (require('../drift/drift') as typeof import('../drift/drift')).drift));
}
