import { type DefaultRenderer, Listr, type ListrTaskWrapper, type SimpleRenderer } from 'listr2';
import { elapsed } from './elapsed';
import { style } from './style';

/** A step while it runs. */
export interface Step {
  /** Shows a line below the step's title, in a pipe as a line of its own. Lines stay. */
  line(text: string): void;
  /** Shows what the step does at this moment behind its title, in a terminal only. */
  now(text: string): void;
}

/** A step of a run. All are started at once; each waits by itself for what it needs. */
export interface StepDefinition {
  readonly title: string;
  /** Resolves once the step may begin; its time counts from then. */
  readonly after?: Promise<unknown>;
  work(step: Step): Promise<void>;
}

/** What is said of a step that ends with the error of another one, which it waited for. */
const NOT_BEGUN = 'not begun';

/**
 * Runs steps with visible progress: a spinner with the elapsed time a step in a terminal, a line a step when it ends in a pipe, nothing
 * with `silent`.
 *
 * @throws the first error, once all steps have ended
 */
export async function runSteps(
  definitions: readonly StepDefinition[],
  { silent }: { readonly silent: boolean },
): Promise<void> {
  // Some terminals say that they have no columns; the spinner would print one letter a line there.
  const live = !silent && process.stdout.isTTY === true && process.stdout.columns > 20 && !process.env['CI'];
  const errors: unknown[] = [];
  if (live) await inTerminal(definitions, errors);
  else await inPipe(definitions, errors, silent ? () => undefined : (text) => process.stdout.write(`${text}\n`));
  if (errors.length > 0) throw errors[0];
}

async function inTerminal(definitions: readonly StepDefinition[], errors: unknown[]): Promise<void> {
  const list = new Listr<unknown, 'default', 'simple'>(
    definitions.map((definition) => ({
      title: definition.title,
      rendererOptions: { persistentOutput: true, outputBar: Number.POSITIVE_INFINITY },
      task: async (_: unknown, task: ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>) => {
        const lines: string[] = [];
        let doing = '';
        let began: number | undefined;
        const show = () => {
          task.title = `${definition.title} ${style.quiet(began === undefined ? 'waits' : elapsed(Date.now() - began))}${doing === '' ? '' : style.quiet(` ${doing}`)}`;
        };
        show();
        await definition.after?.catch(() => undefined);
        began = Date.now();
        const ticking = setInterval(show, 200);
        try {
          await definition.work({
            line: (text) => {
              lines.push(text);
              task.output = lines.join('\n');
            },
            now: (text) => {
              doing = text;
              show();
            },
          });
        } catch (error) {
          if (errors.includes(error)) {
            task.skip(`${definition.title} ${NOT_BEGUN}`);
            return;
          }
          errors.push(error);
          throw new Error(definition.title);
        } finally {
          clearInterval(ticking);
          doing = '';
          show();
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { showErrorMessage: false, collapseErrors: false },
    },
  );
  await list.run();
}

async function inPipe(
  definitions: readonly StepDefinition[],
  errors: unknown[],
  print: (text: string) => void,
): Promise<void> {
  await Promise.all(
    definitions.map(async ({ title, after, work }) => {
      await after?.catch(() => undefined);
      const began = Date.now();
      try {
        await work({ line: (text) => print(`  ${title}: ${text}`), now: () => undefined });
        print(`${style.good('√')} ${title} ${style.quiet(elapsed(Date.now() - began))}`);
      } catch (error) {
        if (errors.includes(error)) {
          print(style.quiet(`- ${title} ${NOT_BEGUN}`));
          return;
        }
        errors.push(error);
        print(`${style.bad('×')} ${title} ${style.quiet(elapsed(Date.now() - began))}`);
      }
    }),
  );
}
