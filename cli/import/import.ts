import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { DEFAULT_ISTIO_VERSION, expectedVersion, isIstioVersion } from '../../constructs/versions';
import { CommandError, type Problem } from '../command-error';
import { ExitCode } from '../exit-code';
import { writeFile } from '../project/write-file';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';
import type { RoutesApi } from './ingress/convert';
import { type ManifestFile, readManifests } from './manifests';
import { typescriptProgram } from './typescript-program';

/** What `mesh import` takes beside the options of all verbs. */
export interface ImportOptions {
  readonly output?: string;
  readonly class?: string;
  readonly package?: string;
  readonly istio?: string;
  readonly api?: string;
}

const STDIN = '-';

/** Writes a program for YAML that exists: good, or found faults in it, which are printed and nothing is written. */
export async function importManifests({ args, options }: Call<ImportOptions>): Promise<number> {
  const { class: className = 'ImportedResources', package: packageName = 'cdktf-istio' } = options;
  const istioVersion = options.istio ?? DEFAULT_ISTIO_VERSION;
  const problems: Problem[] = [];
  if (!isIstioVersion(istioVersion)) {
    problems.push({ problem: `--istio: ${expectedVersion(istioVersion)}` });
  }
  if (!/^[A-Z]\w*$/.test(className))
    problems.push({ problem: `--class: expected the name of a class, such as Bookinfo, got "${className}"` });
  if (!isRoutesApi(options.api)) {
    problems.push({ problem: `--api: expected istio or gateway, got "${options.api}"` });
  }
  const files = (args.length === 0 ? [STDIN] : args).flatMap((path): ManifestFile[] => {
    const name = path === STDIN ? 'stdin' : path;
    // Not process.stdin.isTTY: asking it makes a terminal's reads end where nothing is typed yet.
    if (path === STDIN && isatty(0)) process.stderr.write('reading YAML from the terminal, up to Ctrl-D\n');
    try {
      return [{ name, text: readFileSync(path === STDIN ? 0 : path, 'utf8') }];
    } catch (error) {
      problems.push({ problem: `${name}: ${reasonOf(error as NodeJS.ErrnoException)}` });
      return [];
    }
  });
  if (problems.length > 0 || !isIstioVersion(istioVersion) || !isRoutesApi(options.api))
    throw new CommandError(...problems);

  const read = readManifests(files, istioVersion, options.api);
  const { manifests, operators, faults, warnings } = read;
  if (manifests.length + operators.length + faults.length === 0) {
    throw new CommandError(
      ...files.map(({ name }) => ({ problem: `${name}: expected Kubernetes objects as YAML, got none` })),
    );
  }
  const program = faults.length > 0 ? undefined : typescriptProgram(read, { className, packageName, istioVersion });
  if (program !== undefined && options.output !== undefined) writeFile(options.output, program);
  if (options.json) {
    const resources = manifests.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({
      apiVersion,
      kind,
      name,
      namespace,
    }));
    process.stdout.write(`${JSON.stringify({ resources, faults, warnings, program }, undefined, 2)}\n`);
  } else {
    printLines(process.stderr, [...faults, ...warnings]);
    if (program !== undefined && options.output === undefined) process.stdout.write(program);
  }
  return faults.length > 0 ? ExitCode.foundProblems : ExitCode.good;
}

function isRoutesApi(api: string | undefined): api is RoutesApi | undefined {
  return api === undefined || api === 'istio' || api === 'gateway';
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'file not found';
  if (code === 'EISDIR') return 'expected a file, got a directory';
  return message.replace(/^\w+: /, '');
}
