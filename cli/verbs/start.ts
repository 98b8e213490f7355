import type { Command } from 'commander';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'start', 'Stand the mesh up where a cluster is there; else show what would be created').action(
    lazily(() => {
      throw new Error('not written yet');
    }),
  );
}
