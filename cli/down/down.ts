import { join } from 'node:path';
import { chartName } from '../../model/charts';
import { ApiError, type KubernetesObject } from '../cluster/api';
import {
  deadServices,
  ENDPOINT_SLICES,
  type EndpointSlice,
  isIstios,
  MUTATING_WEBHOOKS,
  VALIDATING_WEBHOOKS,
  type WebhookConfiguration,
} from '../cluster/webhooks';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { LogFile } from '../project/log-file';
import { namedStacks, type SynthesizedStack } from '../project/stacks';
import { type MeshContent, Session, type SynthesisOptions } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import { runSteps, type StepDefinition } from '../terminal/progress';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import { DELETE_DEFINITIONS, problemsOf } from '../terraform/remedies';
import { resourcesInState } from '../terraform/state';
import { Terraform, TerraformError } from '../terraform/terraform';
import { showOn } from '../up/deploy-steps';
import { onInterrupt, readyToDeploy } from '../up/prerequisites';
import { settlement } from '../up/settlement';
import { stepNames } from '../up/step-names';
import { RunMark, resumePendingReleases } from '../up/unfinished';
import type { Call } from '../verb';

const DISTRIBUTED = 'istio.io/config=true';

export interface DownOptions extends SynthesisOptions {
  readonly clearPending?: boolean;
}

interface Destroyed {
  readonly stacks: Record<string, { readonly changes: number }>;
  readonly notes: string[];
}

/** Destroys the stacks, those that depend on others first. */
export async function down({ args, options }: Call<DownOptions>): Promise<ExitCode> {
  const began = Date.now();
  const session = Session.here(options, (text) => log.write(text));
  const log = new LogFile(join(session.project.root, '.mesh', 'down.log'));
  const running = new RunMark(session.project.root);
  const uninterrupt = onInterrupt(options.json === true);
  const notes: string[] = [];
  try {
    const terraform = await readyToDeploy(session);
    const content = await session.content();
    const stacks = namedStacks(content.stacks, args);
    refuseWithDependents(content, stacks);
    notes.push(...(await resumePendingReleases(session, options.clearPending === true || running.leftBehind)));
    notes.push(...(await removeDeadWebhooks(session, content, stacks)));
    const destroyed: Destroyed = { stacks: {}, notes };
    const run = new Terraform(terraform, (text) => log.write(text));
    await runSteps(steps(content, stacks, run, destroyed), { silent: options.json === true });
    notes.push(...(await removeDistributedCertificates(session, content, stacks)));
    notes.push(...(await whatStays(session, content, stacks)));
    if (log.failure) notes.push(log.words);
    const seconds = (Date.now() - began) / 1000;
    if (options.json)
      process.stdout.write(`${JSON.stringify({ ...destroyed, seconds, log: log.path }, undefined, 2)}\n`);
    else {
      process.stdout.write(
        `\n${notes.map((note) => `${mark.warn} ${note}\n`).join('')}${mark.good} destroyed in ${elapsed(seconds * 1000)}${log.failure ? '' : `; ${log.words}`}\n`,
      );
    }
    return ExitCode.good;
  } catch (error) {
    if (!options.json)
      printLines(
        process.stderr,
        notes.map((note) => `${mark.warn} ${note}`),
      );
    if (!options.json) process.stderr.write(`\n${style.quiet(log.words)}\n`);
    throw error;
  } finally {
    running.remove();
    uninterrupt();
    session.close();
  }
}

/** Taking the mesh away below a running application leaves it half-way: its own deletion then waits for webhooks and definitions. */
function refuseWithDependents(content: MeshContent, stacks: readonly SynthesizedStack[]): void {
  const names = stacks.map(({ name }) => name);
  const dependents = content.stacks.filter(
    (stack) =>
      !names.includes(stack.name) &&
      stack.dependencies.some((name) => names.includes(name)) &&
      (resourcesInState(stack) ?? 0) > 0,
  );
  if (dependents.length === 0) return;
  const all = [...dependents.map(({ name }) => name), ...names];
  throw new CommandError(
    ...dependents.map((stack) => ({
      problem: `stack ${stack.name}: still deployed, and needs ${stack.dependencies.filter((name) => names.includes(name)).join(', ')}`,
      remedy: `mesh down ${all.join(' ')}`,
    })),
  );
}

/**
 * With istiod gone its webhooks refuse what Helm and Kubernetes do on the way out. Where the mesh itself is destroyed they are removed
 * first, because they would go with it anyway.
 */
async function removeDeadWebhooks(
  session: Session,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
): Promise<readonly string[]> {
  const releases = new Set(
    content.charts
      .filter(({ stack, chart }) => /(^|\/)(base|istiod)$/.test(chart) && stacks.some(({ name }) => name === stack))
      .map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const [slices, ...configurations] = await Promise.all([
    session.list<EndpointSlice>(ENDPOINT_SLICES),
    session.list<WebhookConfiguration>(VALIDATING_WEBHOOKS),
    session.list<WebhookConfiguration>(MUTATING_WEBHOOKS),
  ]);
  const notes: string[] = [];
  for (const [index, path] of [VALIDATING_WEBHOOKS, MUTATING_WEBHOOKS].entries()) {
    for (const configuration of configurations[index] ?? []) {
      const dead = deadServices(configuration, slices);
      const name = configuration.metadata.name;
      if (dead.length === 0 || !isIstios(configuration)) continue;
      const { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace } =
        configuration.metadata.annotations ?? {};
      if (releases.has(`${namespace}/${release}`)) {
        await session.api.delete(`${path}/${name}`);
        notes.push(`webhook ${name}: removed first, because nothing answers at ${dead.join(', ')}`);
      } else {
        const kind = path === VALIDATING_WEBHOOKS ? 'validatingwebhookconfiguration' : 'mutatingwebhookconfiguration';
        notes.push(
          `webhook ${name}: nothing answers at ${dead.join(', ')}, so it may refuse deletions: kubectl delete ${kind} ${name}`,
        );
      }
    }
  }
  return notes;
}

function steps(
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
  terraform: Terraform,
  destroyed: Destroyed,
): readonly StepDefinition[] {
  const nameOf = stepNames(content);
  const gone = new Map(stacks.map((stack) => [stack.name, settlement()]));
  return [...stacks].reverse().map((stack) => {
    const dependents = stacks
      .filter(({ dependencies }) => dependencies.includes(stack.name))
      .map(({ name }) => gone.get(name)?.promise);
    const before = terraform.init(stack);
    return {
      title: `stack ${stack.name}`,
      after: Promise.all([...dependents, before]),
      work: async (step) => {
        try {
          await Promise.all(dependents);
          if (await before) step.line('the state that the run before could not write is put back');
          const result = await terraform.destroy(
            stack,
            showOn(step, (address) => nameOf(stack.name, address)),
          );
          if (result.changes === 0) step.line('nothing was deployed');
          destroyed.stacks[stack.name] = { changes: result.changes };
          gone.get(stack.name)?.resolve();
        } catch (error) {
          gone.get(stack.name)?.reject(error);
          if (error instanceof TerraformError) throw new CommandError(...problemsOf(error));
          throw error;
        }
      },
    } satisfies StepDefinition;
  });
}

const ofStacks = (content: MeshContent, stacks: readonly SynthesizedStack[], wanted: string): boolean =>
  content.charts.some(({ chart, stack }) => chartName(chart) === wanted && stacks.some(({ name }) => name === stack));

/** istiod writes its root certificate into a ConfigMap of every namespace, which no release knows of and nobody takes away. */
async function removeDistributedCertificates(
  session: Session,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
): Promise<readonly string[]> {
  if (!ofStacks(content, stacks, 'istiod')) return [];
  try {
    const query = { labelSelector: 'app=istiod' };
    const others = await session.api.list('/apis/apps/v1/deployments', query, { metadataOnly: true });
    if (others.length > 0) return [];
    const written = await session.api.list(
      '/api/v1/configmaps',
      { labelSelector: DISTRIBUTED },
      { metadataOnly: true },
    );
    await Promise.all(
      written.map(({ metadata }) =>
        session.api.delete(`/api/v1/namespaces/${metadata.namespace}/configmaps/${metadata.name}`),
      ),
    );
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [
      `ConfigMaps that istiod wrote into every namespace stay (${error.message}): kubectl delete configmap --all-namespaces --selector ${DISTRIBUTED}`,
    ];
  }
}

/** Istio's charts leave their definitions behind, so that nobody's resources vanish with an uninstall. */
async function whatStays(
  session: Session,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
): Promise<readonly string[]> {
  if (!ofStacks(content, stacks, 'base')) return [];
  const definitions = await session.api.list<KubernetesObject>(
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    {},
    { metadataOnly: true },
  );
  const istios = definitions.filter(({ metadata }) => metadata.name.endsWith('.istio.io'));
  return istios.length === 0
    ? []
    : [
        `${istios.length} CustomResourceDefinitions of Istio stay, with all resources of these kinds; a later deploy adopts them. To delete both: ${DELETE_DEFINITIONS}`,
      ];
}
