import type { Command } from 'commander';

/** What a file of verbs/ exports: it adds its verb to the program and loads the work only when called. */
export interface VerbFile {
  register(program: Command): void;
  /** The exit code of a wrong call, for a verb whose codes follow another program's. @default - 2, could not check */
  readonly trouble?: number;
}

/** All verbs in the order in which `mesh --help` lists them: the name, and the file of verbs/ that registers it. */
export const VERBS: Readonly<Record<string, () => VerbFile>> = {
  start: () => require('./verbs/start') as VerbFile,
  preflight: () => require('./verbs/preflight') as VerbFile,
  up: () => require('./verbs/up') as VerbFile,
  verify: () => require('./verbs/verify') as VerbFile,
  upgrade: () => require('./verbs/upgrade') as VerbFile,
  diff: () => require('./verbs/diff') as VerbFile,
  down: () => require('./verbs/down') as VerbFile,
  map: () => require('./verbs/map') as VerbFile,
  access: () => require('./verbs/access') as VerbFile,
  drift: () => require('./verbs/drift') as VerbFile,
  dashboard: () => require('./verbs/dashboard') as VerbFile,
  ls: () => require('./verbs/ls') as VerbFile,
  logs: () => require('./verbs/logs') as VerbFile,
  routes: () => require('./verbs/routes') as VerbFile,
  import: () => require('./verbs/import') as VerbFile,
  definitions: () => require('./verbs/definitions') as VerbFile,
  init: () => require('./verbs/init') as VerbFile,
};
