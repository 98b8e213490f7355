import { spawn } from 'node:child_process';
import { isAbsolute, join, relative, sep } from 'node:path';
import { faultLines } from '../../constructs/fault-lines';
import { CommandError, type Problem } from '../command-error';
import { waitingFor } from '../terminal/waiting';
import type { Project } from './project';
import { readStacks, type SynthesizedStack } from './stacks';

/**
 * Runs the project's app command in a process of its own, as the cdktf CLI does, and reads the stacks that it wrote.
 * What the app prints goes to `log`; `kubeContext` is what `--context` names, and wins over every setting of the project.
 *
 * @throws CommandError with one problem for each line in which the app says what is wrong.
 */
export async function synthesize(
  project: Project,
  log?: (text: string) => void,
  kubeContext?: string,
): Promise<readonly SynthesizedStack[]> {
  const { code, output, errors } = await waitingFor('synthesizing', runApp(project, kubeContext));
  log?.(`$ ${project.app}\n${output}${errors}`);
  if (code !== 0) throw new CommandError(...problemsIn(errors || output, code, project.root));
  return readStacks(project);
}

function runApp(
  project: Project,
  kubeContext: string | undefined,
): Promise<{ code: number | null; output: string; errors: string }> {
  const { NODE_OPTIONS, ...environment } = process.env;
  const child = spawn(project.app, {
    cwd: project.root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      // Node 22 and later keep what they compiled there, under a hash of each file's text.
      NODE_COMPILE_CACHE: join(project.root, '.mesh', 'compile-cache'),
      ...environment,
      ...(NODE_OPTIONS ? { NODE_OPTIONS } : {}),
      ...(kubeContext ? { KUBE_CONTEXT: kubeContext } : {}),
      CDKTF_OUTDIR: project.outdir,
      // Annotations of level error are shown with the rest, below, instead of as a stack trace of the app.
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true',
      CDKTF_CONTEXT_JSON: JSON.stringify({
        ...project.context,
        ...(JSON.parse(process.env['CDKTF_CONTEXT_JSON'] ?? '{}') as object),
      }),
    },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output, errors }));
  });
}

/**
 * What a failed app says: the text of its error, without the source line that Node prints before it, and the stack and the object behind it. The
 * place in the project, below `root`, that the stack names first ends each line that names none.
 */
export function problemsIn(text: string, code: number | null, root: string): readonly Problem[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const afterSource = lines.slice(lines.findLastIndex((line) => /^\s*\^+$/.test(line)) + 1);
  // Node prints no mark below a source line that is too long.
  const thrown = afterSource.findIndex((line) => THROWN.test(line));
  const said = afterSource.slice(Math.max(thrown, 0)).filter((line) => !/^Require stack:$|^- .*\.\w+$/.test(line));
  const stack = said.findIndex((line) => FRAME.test(line));
  const texts = (stack === -1 ? said : [...said.slice(0, stack), ...afterStack(said.slice(stack))])
    .filter((line) => line.trim() !== '' && !/^Node\.js v|^npm (warn|notice)/.test(line))
    .map((line) => line.replace(THROWN, '').trim());
  const place = said.flatMap((line) => placeIn(line, root) ?? [])[0];
  const problems = faultLines(texts, place);
  if (problems.length === 0) {
    return [
      {
        problem: `synthesis ended with exit code ${code ?? 'none'} and said nothing`,
        remedy: 'run the app command of cdktf.json by hand',
      },
    ];
  }
  return problems.map((problem) => ({ problem }));
}

const THROWN = /^(?:Uncaught )?(?:[A-Z]\w*)?Error(?: \[\w+\])?: /;
const FRAME = /^\s+at /;

/** What else is said once the stack, and the object that Node prints behind it, have ended. */
function afterStack(lines: readonly string[]): readonly string[] {
  const rest = lines.slice(lines.findLastIndex((line) => FRAME.test(line)) + 1);
  const object = lines.some((line) => /^\s+at .*\{$/.test(line)) ? rest.findIndex((line) => /^\}$/.test(line)) : -1;
  return rest.slice(object + 1);
}

/** The place in the project that a line of a stack names, from the project's folder; a line of a package or of Node names none. */
function placeIn(line: string, root: string): string | undefined {
  if (!FRAME.test(line) || /node_modules|node:/.test(line)) return undefined;
  const place = /([^\s()]+:\d+:\d+)\)?(?: \{)?$/.exec(line)?.[1]?.replace(/^file:\/\//, '');
  if (place === undefined || !isAbsolute(place)) return place;
  return place.startsWith(`${root}${sep}`) ? relative(root, place) : undefined;
}
