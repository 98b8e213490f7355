import { spawn } from 'node:child_process';
import { CannotLookError, type Obstacle } from '../cannot-look';
import type { Project } from './project';
import { readStacks, type SynthesizedStack } from './stacks';

/**
 * Runs the project's app command in a process of its own, as the cdktf CLI does, and reads the stacks that it wrote.
 * What the app prints goes to `log`.
 *
 * @throws CannotLookError with one obstacle for each line in which the app says what is wrong.
 */
export async function synthesize(project: Project, log?: (text: string) => void): Promise<readonly SynthesizedStack[]> {
  const { code, output, errors } = await runApp(project);
  log?.(`$ ${project.app}\n${output}${errors}`);
  if (code !== 0) throw new CannotLookError(...obstaclesIn(errors || output, code));
  return readStacks(project);
}

function runApp(project: Project): Promise<{ code: number | null; output: string; errors: string }> {
  const { NODE_OPTIONS, ...environment } = process.env;
  const child = spawn(project.app, {
    cwd: project.root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      ...(NODE_OPTIONS ? { NODE_OPTIONS } : {}),
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

/** What a failed app says, without the source line that Node prints before an error and the stack behind it. */
export function obstaclesIn(text: string, code: number | null): readonly Obstacle[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const thrown = lines.findIndex((line) => /^\s*throw\b|^\s*\^+$/.test(line));
  const lastCaret = lines.findLastIndex((line) => /^\s*\^+$/.test(line));
  const relevant = (thrown === -1 ? lines : lines.slice(lastCaret + 1))
    .filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v|^\s*\}$|^npm (warn|notice)/.test(line))
    .map((line) => line.replace(/^(?:Uncaught )?(?:[A-Z]\w*)?Error: /, ''));
  if (relevant.length === 0) {
    return [
      {
        problem: `synthesis ended with exit code ${code ?? 'none'} and said nothing`,
        remedy: 'run the app command of cdktf.json by hand',
      },
    ];
  }
  return relevant.map((problem) => ({ problem: problem.trim() }));
}
