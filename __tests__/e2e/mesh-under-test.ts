import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONTEXT } from './cluster';

/** The folder of the program. */
const PROJECT = resolve(__dirname, '../..');

/** How the program is deployed, where it is not by default. */
export interface MeshSettingsUnderTest {
  readonly istioVersion?: string;
  readonly addons?: string;
  readonly delivery?: 'release' | 'manifest';
  readonly imageTag?: string;
}

export interface VerbResult {
  readonly code: number | null;
  /** Both what went to stdout and to stderr. */
  readonly output: string;
  readonly stdout: string;
  readonly seconds: number;
}

/**
 * The program of this repository on the cluster under test, driven by its own verbs. Its state belongs to the cluster: every suite
 * of a run, and of the next one, finds the same mesh.
 */
export class MeshUnderTest {
  private readonly folder: string;
  private readonly environment: Readonly<Record<string, string>>;

  constructor(settings: MeshSettingsUnderTest = {}) {
    const id = execFileSync(
      'kubectl',
      ['--context', CONTEXT, 'get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}'],
      { encoding: 'utf8' },
    );
    this.folder = join(tmpdir(), `mesh-e2e-${id}`);
    mkdirSync(this.folder, { recursive: true });
    const { istioVersion = process.env['ISTIO_VERSION'], addons = process.env['MESH_ADDONS'] ?? 'none' } = settings;
    this.environment = {
      ...(istioVersion && { ISTIO_VERSION: istioVersion }),
      MESH_ADDONS: addons,
      MESH_DELIVERY: settings.delivery ?? 'release',
      ...(settings.imageTag && { ISTIO_TAG: settings.imageTag }),
      MESH_BACKEND_CONFIG: JSON.stringify({ folder: this.folder }),
    };
  }

  /** Whether the mesh in the cluster is one that was deployed here. */
  deployed(): boolean {
    const state = join(this.folder, 'terraform.mesh.tfstate');
    return existsSync(state) && JSON.parse(readFileSync(state, 'utf8')).resources.length > 0;
  }

  /** Runs a verb of `mesh` as a user does. */
  verb(...args: readonly string[]): VerbResult {
    const start = Date.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, this.command(args), {
      ...this.options(),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status, output: `${stdout}${stderr}`, stdout, seconds: (Date.now() - start) / 1000 };
  }

  /** The same for a verb that goes on until it is ended: it leads a group of processes, as the one that a terminal runs. */
  start(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, this.command(args), { ...this.options(), detached: true });
  }

  /**
   * Deploys; `BESIDE_DEPLOY` names a program that runs meanwhile, such as one that adapts the mesh to the images of a cluster.
   *
   * @throws Error with the output where the deploy fails
   */
  deploy(): VerbResult {
    const { BESIDE_DEPLOY: program } = process.env;
    const beside = program === undefined ? undefined : spawn(program, { stdio: 'ignore', detached: true });
    try {
      const result = this.verb('up');
      if (result.code !== 0) throw new Error(`mesh up:\n${result.output}`);
      return result;
    } finally {
      // What it waits for may come a moment after the deploy.
      beside?.unref();
    }
  }

  /** @throws Error with the output where something stays */
  destroy(): VerbResult {
    const result = this.verb('down');
    if (result.code !== 0) throw new Error(`mesh down:\n${result.output}`);
    return result;
  }

  private command(args: readonly string[]): readonly string[] {
    return [join(PROJECT, 'bin/mesh.js'), ...args];
  }

  private options() {
    return { cwd: PROJECT, env: { ...process.env, ...this.environment, NO_COLOR: '1' } };
  }
}
