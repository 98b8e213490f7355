import type { Command } from 'commander';
import type { DashboardOptions } from '../dashboard/dashboard';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(
    program,
    'dashboard <name...>',
    'Open kiali, grafana, jaeger, prometheus or "envoy POD" in the browser; several at once',
  )
    .option('--port <number>', 'the port on this machine, 0 for any free one (default: its usual one)')
    .option('--no-browser', 'print the address and open nothing')
    .action(
      lazily<DashboardOptions>(
        () => (require('../dashboard/dashboard') as typeof import('../dashboard/dashboard')).dashboard,
      ),
    );
}
