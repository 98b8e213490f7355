import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';

type Blocks = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;

/** A stack as Terraform reads it, without cdktf's comments, and with the values of Helm releases as objects. */
export interface Synthesized {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly terraform: { readonly backend: Readonly<Record<string, Record<string, unknown>>>; readonly cloud?: object };
  readonly provider: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  /** Release name -> what it is made of. */
  readonly releases: Readonly<Record<string, Release>>;
}

export interface Release {
  readonly name: string;
  readonly chart: string;
  readonly values: readonly Record<string, never>[];
  readonly [argument: string]: unknown;
}

/** Builds stacks in an app of their own, synthesizes them with every validation, and reads them back. */
export function synthesize(build: (app: App) => void): Record<string, Synthesized> {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'synth-')) });
  build(app);
  app.synth();
  const stacks = app.node.children.filter(TerraformStack.isStack);
  return Object.fromEntries(stacks.map(({ node }) => [node.id, readStack(app.outdir, node.id)]));
}

/** The same for constructs that need a stack to stand in. */
export function synthesizeIn(build: (stack: TerraformStack) => void): Synthesized {
  const stacks = synthesize((app) => {
    const stack = new TerraformStack(app, 'test');
    new HelmProvider(stack, 'helm', {});
    new KubernetesProvider(stack, 'kubernetes', {});
    build(stack);
  });
  return stacks['test'] as Synthesized;
}

/** A stack of a program that has been synthesized to a folder. */
export function readStack(outdir: string, stack: string): Synthesized {
  const text = readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
  const config = JSON.parse(text.replaceAll(process.cwd(), '<project>'), (key, value) =>
    key === '//' ? undefined : value,
  );
  const releases: Record<string, Release> = {};
  for (const release of Object.values(config.resource?.helm_release ?? {}) as (Release & { values?: string[] })[]) {
    const values = (release.values ?? []).map((json: unknown) => withObjects(json as string));
    releases[release.name] = Object.assign(release, { values }) as Release;
  }
  return Object.defineProperty({ resource: {}, data: {}, output: {}, ...config }, 'releases', { value: releases });
}

function withObjects(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** The values of a release, which must exist and have just one document of them. */
export function valuesOf<Values>(stack: Synthesized, release: string): Values {
  const found = stack.releases[release]?.values;
  if (found?.length !== 1) throw new Error(`release ${release}: ${found ? `${found.length} values` : 'none'}`);
  return found[0] as Values;
}
