#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ExitCode } from './exit-code';
import { packageManifest } from './package-manifest';
import { VERBS } from './verbs';

/** The `mesh` command with the verbs that the given arguments need: the one that is called, or all of them for the help. */
export function meshCommand(args: readonly string[]): Command {
  const program = new Command('mesh')
    .description('Deploy, inspect and destroy the Istio mesh that this project describes.')
    .version(packageManifest().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 1 problems found, 2 could not check (mesh diff: see mesh diff --help).\nColours follow the terminal and NO_COLOR.',
    );
  const called = args.find((arg) => !arg.startsWith('-'));
  const load = called === undefined ? undefined : VERBS[called];
  for (const file of load ? [load] : Object.values(VERBS)) file().register(program);
  // commander ends a wrong call with 1, which means "problems found" here.
  const trouble = load?.().trouble ?? ExitCode.couldNotCheck;
  const refuse = (command: Command): void => {
    command.exitOverride((error) => {
      process.exitCode = error.exitCode === 0 ? ExitCode.good : trouble;
      throw error;
    });
    command.commands.forEach(refuse);
  };
  refuse(program);
  return program;
}

/** Runs the command with the arguments of this process. */
export function main(): void {
  const args = process.argv.slice(2);
  // A closed pipe (`mesh ls | head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  // Not process.exit(): it would cut off what is still being written.
  void meshCommand(args)
    .parseAsync(args, { from: 'user' })
    .catch((error: unknown) => {
      if (!(error instanceof CommanderError)) throw error;
    });
}

if (require.main === module) main();
