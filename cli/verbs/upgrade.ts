import type { Command } from 'commander';
import type { UpgradeOptions } from '../upgrade/upgrade';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'upgrade', 'Show where an upgrade by revisions is, and what is against its next step')
    .option('--no-synth', 'take the stacks as they were synthesized last')
    .option('--wait [seconds]', 'look again until nothing is against it, for 300 seconds where no number is given')
    .option('--restart <namespace>', 'first restart its workloads that are on another revision, one after the other')
    .action(
      lazily<UpgradeOptions>(() => (require('../upgrade/upgrade') as typeof import('../upgrade/upgrade')).upgrade),
    );
}
