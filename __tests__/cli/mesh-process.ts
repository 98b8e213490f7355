import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const REPOSITORY = join(__dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `mesh` as a user does: a process of its own, in a folder of its own, in a pipe. */
export async function mesh(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  return ended(startMesh(args, { cwd, env }));
}

export function startMesh(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): ChildProcess {
  return spawn(process.execPath, [join(REPOSITORY, 'bin/mesh.js'), ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      ...env,
    },
  });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, stdout, stderr };
}

export interface StackOfTest {
  readonly dependencies?: readonly string[];
  /** Terraform type -> id -> body, as in cdk.tf.json. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, object>>>>;
  /** What it reads from the cluster, in the same form. */
  readonly data?: StackOfTest['resources'];
}

/** A project whose app writes the given stacks; its folder. */
export function projectWith(stacks: Readonly<Record<string, StackOfTest>>, context: object = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'mesh-project-'));
  const files: Record<string, unknown> = {
    'manifest.json': {
      version: '0.21.0',
      stacks: Object.fromEntries(
        Object.entries(stacks).map(([name, { dependencies = [] }]) => [
          name,
          {
            name,
            constructPath: name,
            dependencies,
            workingDirectory: `stacks/${name}`,
            synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
            annotations: [],
          },
        ]),
      ),
    },
  };
  for (const [name, { resources, data }] of Object.entries(stacks)) {
    files[`stacks/${name}/cdk.tf.json`] = {
      '//': { metadata: { stackName: name } },
      terraform: { backend: { local: { path: join(root, `terraform.${name}.tfstate`) } } },
      resource: resources,
      ...(data && { data }),
    };
  }
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, 'synthesized', path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(content));
  }
  writeFileSync(
    join(root, 'app.js'),
    `if (process.env.REFUSE) { console.error(process.env.REFUSE); process.exit(1); }
require('node:fs').cpSync(__dirname + '/synthesized', process.env.CDKTF_OUTDIR, { recursive: true });`,
  );
  writeFileSync(
    join(root, 'cdktf.json'),
    JSON.stringify({ language: 'typescript', app: `"${process.execPath}" app.js`, context }),
  );
  return root;
}

/** A `helm_release` of the chart that carries objects. */
export function bundle(name: string, namespace: string, manifests: Readonly<Record<string, object>>): object {
  return { name, namespace, chart: './charts/manifests', values: [JSON.stringify({ manifests })] };
}
