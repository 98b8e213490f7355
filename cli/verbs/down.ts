import type { Command } from 'commander';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'down [stack...]', 'Destroy the stacks in reverse order').action(
    lazily(() => {
      throw new Error('not written yet');
    }),
  );
}
