import type { Command } from 'commander';
import { lazily, verb } from '../verb';
import type { VerifyOptions } from '../verify/verify';

export function register(program: Command): void {
  verb(program, 'verify', 'Check that what was deployed works, up to real requests through the ingress')
    .option('--no-synth', 'use the stacks as they were synthesized last')
    .option('--wait [seconds]', 'check again until everything is good, for 300 seconds where no number is given')
    .option('--restart', 'restart the workloads whose pods lack their sidecar')
    .action(lazily<VerifyOptions>(() => (require('../verify/verify') as typeof import('../verify/verify')).verify));
}
