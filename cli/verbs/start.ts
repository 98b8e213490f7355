import type { Command } from 'commander';
import type { UpOptions } from '../up/up';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'start', 'Deploy the mesh where there is a cluster; otherwise show what would be created')
    .option('--clear-pending', 'clear the Helm releases that a killed deploy left half-way')
    .option('--timeout <seconds>', 'how long to wait for the Deployments of gateways and addons', '300')
    .action(lazily<UpOptions>(() => (require('../start/start') as typeof import('../start/start')).start));
}
