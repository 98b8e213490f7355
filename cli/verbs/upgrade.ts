import type { Command } from 'commander';
import type { UpgradeOptions } from '../upgrade/upgrade';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'upgrade', 'Show how far an upgrade by revisions is, and what blocks its next step')
    .option('--no-synth', 'use the stacks as they were synthesized last')
    .option('--wait [seconds]', 'check again until nothing blocks it, for 300 seconds where no number is given')
    .option('--restart <namespace>', 'first restart its workloads that are on another revision, one after the other')
    .action(
      lazily<UpgradeOptions>(() => (require('../upgrade/upgrade') as typeof import('../upgrade/upgrade')).upgrade),
    );
}
