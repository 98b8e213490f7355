import type { Command } from 'commander';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'up [stack...]', 'Deploy the stacks in order, with progress, and wait for the gateways').action(
    lazily(() => {
      throw new Error('not written yet');
    }),
  );
}
