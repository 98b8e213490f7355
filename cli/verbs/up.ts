import type { Command } from 'commander';
import type { UpOptions } from '../up/up';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'up [stack...]', 'Deploy the stacks in order, with progress, and wait for the gateways')
    .option('--no-synth', 'deploy the stacks as they were synthesized last')
    .option('--clear-pending', 'clear the Helm releases that a killed deploy left half-way')
    .option('--allow-jump', 'upgrade Istio over more minors at once than it supports')
    .option('--timeout <seconds>', 'how long to wait for the Deployments of gateways and addons', '300')
    .action(lazily<UpOptions>(() => (require('../up/up') as typeof import('../up/up')).up));
}
