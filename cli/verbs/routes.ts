import type { Command } from 'commander';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'routes <pod>', 'Print the routes that the proxy of a pod really has').action(
    lazily(() => (require('../routes/routes') as typeof import('../routes/routes')).routes),
  );
}
