import type { Command } from 'commander';
import type { CommandError } from './command-error';
import { ExitCode } from './exit-code';

/** The options that every verb takes. */
export interface CommonOptions {
  /** Print one JSON document on stdout instead of text. */
  readonly json?: boolean;
  /**
   * The kubeconfig context to look at.
   *
   * @default - the setting `kubeContext` of cdktf.json or KUBE_CONTEXT, else `minikube`; never the current one
   */
  readonly context?: string;
}

/** One call of a verb: what stood on the command line. */
export interface Call<Options extends object = object> {
  readonly args: readonly string[];
  readonly options: CommonOptions & Readonly<Options>;
}

/** The work of a verb. Throws CommandError for what keeps it from looking. */
export type Work<Options extends object> = (call: Call<Options>) => Promise<number>;

/**
 * Adds a verb to the program, with the options that all verbs share.
 *
 * @param usage name and arguments as commander writes them, e.g. `drift [stack...]`
 */
export function verb(program: Command, usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--json', 'print one JSON document instead of text')
    .option('--context <name>', 'kubeconfig context (default: setting kubeContext, else minikube)');
}

/** Adds the option of verbs that write a file. It was `--out` in some of them, which stays. */
export function withOutput(command: Command, text: string): Command {
  return command
    .option('-o, --output <file>', text)
    .addOption(command.createOption('--out <file>').hideHelp())
    .on('option:out', (file: string) => command.setOptionValue('output', file));
}

/**
 * The action of a verb whose work is loaded only when the verb is called, so that `mesh --help` stays fast.
 *
 * @param load returns the work, from a `require` of its own
 * @param trouble the exit code where the verb cannot check, for a verb whose codes follow another program's
 */
export function lazily<Options extends object = object>(
  load: () => Work<Options>,
  trouble: number = ExitCode.couldNotCheck,
) {
  return async (...received: readonly unknown[]): Promise<void> => {
    const command = received[received.length - 1] as Command;
    const options = command.optsWithGlobals() as CommonOptions & Options;
    process.exitCode = await work(load, { args: command.args, options }, trouble);
  };
}

async function work<Options extends object>(
  load: () => Work<Options>,
  call: Call<Options>,
  trouble: number,
): Promise<number> {
  try {
    return await load()(call);
  } catch (error) {
    report(error, call.options.json === true);
    return trouble;
  }
}

function report(error: unknown, json: boolean): void {
  const known = error instanceof Error && error.name === 'CommandError' ? (error as CommandError) : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const problems = known?.problems ?? [{ problem: message }];
  // `obstacles` is the name that it had before: deprecated.
  if (json) process.stdout.write(`${JSON.stringify({ error: { problems, obstacles: problems } }, undefined, 2)}\n`);
  const { mark, style } = require('./terminal/style') as typeof import('./terminal/style');
  const { printLines } = require('./terminal/wrap') as typeof import('./terminal/wrap');
  const lines = problems.flatMap(({ problem, remedy }) => [
    `${mark.bad} ${problem}`,
    ...(remedy ? [`  ${style.quiet('->')} ${remedy}`] : []),
  ]);
  printLines(process.stderr, lines);
  if (!known && process.env['MESH_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
