import { readFileSync } from 'node:fs';
import { DEFAULT_ISTIO_VERSION, ISTIO_VERSIONS, isIstioVersion } from '../../constructs/versions';
import { CannotLookError, type Obstacle } from '../cannot-look';
import { ExitCode } from '../exit-code';
import { writeFile } from '../project/write-file';
import type { Call } from '../verb';
import { type ManifestFile, readManifests } from './manifests';
import { typescriptProgram } from './typescript-program';

/** What `mesh import` takes beside the options of all verbs. */
export interface ImportOptions {
  readonly out?: string;
  readonly class?: string;
  readonly package?: string;
  readonly istio?: string;
}

const STDIN = '-';

/** Writes a program for YAML that exists: good, or found faults in it, which are printed and nothing is written. */
export async function importManifests({ args, options }: Call<ImportOptions>): Promise<number> {
  const { class: className = 'ImportedResources', package: packageName = 'cdktf-istio' } = options;
  const istioVersion = options.istio ?? DEFAULT_ISTIO_VERSION;
  const obstacles: Obstacle[] = [];
  if (!isIstioVersion(istioVersion)) {
    obstacles.push({ problem: `--istio: got "${istioVersion}", takes ${ISTIO_VERSIONS.join(', ')}` });
  }
  if (!/^[A-Z]\w*$/.test(className))
    obstacles.push({ problem: `--class: got "${className}", takes the name of a class, such as Bookinfo` });
  const files = (args.length === 0 ? [STDIN] : args).flatMap((path): ManifestFile[] => {
    try {
      return [{ name: path === STDIN ? 'stdin' : path, text: readFileSync(path === STDIN ? 0 : path, 'utf8') }];
    } catch (error) {
      obstacles.push({ problem: `${path}: ${(error as Error).message.replace(/^\w+: /, '')}` });
      return [];
    }
  });
  if (obstacles.length > 0 || !isIstioVersion(istioVersion)) throw new CannotLookError(...obstacles);

  const { manifests, faults } = readManifests(files, istioVersion);
  const program =
    faults.length > 0 ? undefined : typescriptProgram(manifests, { className, packageName, istioVersion });
  if (program !== undefined && options.out !== undefined) writeFile(options.out, program);
  if (options.json) {
    const resources = manifests.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({
      apiVersion,
      kind,
      name,
      namespace,
    }));
    process.stdout.write(`${JSON.stringify({ resources, faults, program }, undefined, 2)}\n`);
  } else {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    if (program !== undefined && options.out === undefined) process.stdout.write(program);
  }
  return faults.length > 0 ? ExitCode.foundSomething : ExitCode.good;
}
