import type { Command } from 'commander';

/** What a file of verbs/ exports: it adds its verb to the program and loads the work only when called. */
export interface VerbFile {
  register(program: Command): void;
}

/** All verbs in the order in which `mesh --help` lists them: the name, and the file of verbs/ that registers it. */
export const VERBS: Readonly<Record<string, () => VerbFile>> = {
  start: () => require('./verbs/start') as VerbFile,
  up: () => require('./verbs/up') as VerbFile,
  down: () => require('./verbs/down') as VerbFile,
};
