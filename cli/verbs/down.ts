import type { Command } from 'commander';
import type { DownOptions } from '../down/down';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'down [stack...]', 'Destroy the stacks, those that depend on others first')
    .option('--no-synth', 'destroy by the stacks as they were synthesized last')
    .option('--clear-pending', 'clear the Helm releases that a killed deploy left half-way')
    .action(lazily<DownOptions>(() => (require('../down/down') as typeof import('../down/down')).down));
}
