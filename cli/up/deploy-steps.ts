import { type DeploymentName, gatewaysOf, kialisOf, rolledOut } from '../checks/gateways';
import { type Deployed, hasPods, troublesOf } from '../cluster/release-workloads';
import { CommandError, type Problem } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';
import type { MeshContent, Session } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import type { Step, StepDefinition } from '../terminal/progress';
import { style } from '../terminal/style';
import type { TerraformEvent } from '../terraform/events';
import { problemsOf } from '../terraform/remedies';
import { type Terraform, TerraformError, type TerraformResult } from '../terraform/terraform';
import { type FirstPlans, isToldByText, LeftToDeploy, readsCluster } from './early-start';
import { leftBehind } from './left-behind';
import { type Settlement, settlement } from './settlement';
import { stepNames } from './step-names';
import { Waiting } from './waiting';

/** A stack that others wait for. */
interface Turn {
  /** All of it is deployed. */
  readonly finished: Settlement;
  /** All of it is, or all but gateways. */
  readonly usable: Settlement;
}

/** What a stack's deploy ended with. */
export interface DeployedStack extends TerraformResult {
  /** Whether it may have looked into the cluster before all that it depends on was there. */
  readonly lookedEarly: boolean;
}

/** What is deployed, and how. */
interface Deploy {
  readonly session: Session;
  readonly content: MeshContent;
  readonly stacks: readonly SynthesizedStack[];
  readonly terraform: Terraform;
  readonly plans: FirstPlans;
  readonly timeoutSeconds: number;
  /** Whether it goes on where a deploy was killed. */
  readonly resumes: boolean;
  onDeployed(stack: string, result: DeployedStack): void;
}

/**
 * One step a stack, each once what it needs of others is there, and one for what of a stack Helm does not wait for, once it is
 * there.
 */
export function deploySteps(deploy: Deploy): readonly StepDefinition[] {
  const { session, content, stacks, terraform, plans, timeoutSeconds } = deploy;
  const nameOf = stepNames(content);
  const deployedAt = deployedByAddress(content);
  const turns = new Map<string, Turn>();
  const list: StepDefinition[] = [];
  for (const stack of stacks) {
    const turn: Turn = { finished: settlement(), usable: settlement() };
    turns.set(stack.name, turn);
    const others = stack.dependencies.flatMap((name) => turns.get(name) ?? []);
    const needed = Promise.all(others.map(({ finished, usable }) => (isToldByText(stack) ? usable : finished).promise));
    const initialized = terraform.init(stack);
    if (others.length > 0) plans.begin(stack, initialized);
    list.push({
      title: `stack ${stack.name}`,
      after: Promise.all([needed, initialized]),
      work: async (step) => {
        const waiting = new Waiting(() => session.api, step);
        try {
          await needed;
          if (await initialized) step.line('the state that the run before could not write is put back');
          const plan = await plans.take(stack);
          const lookedEarly =
            readsCluster(stack) && (plan !== undefined || others.some(({ finished }) => !finished.isSettled));
          const show = showOn(step, (address) => nameOf(stack.name, address));
          const apply = (file?: string) => {
            const left = new LeftToDeploy(content, stack);
            return terraform.apply(
              stack,
              (event) => {
                show(event);
                left.see(event);
                if (left.isGatewaysOnly) turn.usable.resolve();
                const deployed = 'address' in event && deployedAt.get(`${stack.name} ${event.address}`);
                if (!deployed || event.type === 'diagnostic' || event.type === 'planned') return;
                if (event.type === 'started') waiting.begin(event.address, deployed);
                else if (event.type !== 'running') waiting.end(event.address);
              },
              file,
            );
          };
          const result = await apply(plan).catch(async (error: unknown) => {
            if (!(error instanceof TerraformError)) throw error;
            if (plan !== undefined && isStale(error)) return apply();
            const left = deploy.resumes ? await leftBehind(session, content, stack, error) : [];
            for (const { address, id } of left) {
              await terraform.import(stack, address, id);
              step.line(`${nameOf(stack.name, address)} was left by the run that was killed: adopted`);
            }
            if (left.length > 0) return apply();
            const reason = reasonToRepeat(error);
            if (reason === undefined) throw error;
            step.line(`once more, because ${reason}`);
            return apply();
          });
          if (result.changes === 0) step.line('no changes');
          deploy.onDeployed(stack.name, { ...result, lookedEarly });
          turn.finished.resolve();
          turn.usable.resolve();
        } catch (error) {
          const known = error instanceof TerraformError ? await explained(error, stack, session, deployedAt) : error;
          turn.finished.reject(known);
          turn.usable.reject(known);
          throw known;
        } finally {
          waiting.stop();
        }
      },
    });
    const rollout = (what: string, deployments: readonly DeploymentName[]): void => {
      if (deployments.length === 0) return;
      list.push(rolloutStep(session, what, deployments, turn.finished.promise, timeoutSeconds));
    };
    rollout('gateway', gatewaysOf(content, [stack.name]));
    // Its chart lets all of its pods be away during an update, which Helm takes for ready.
    rollout('addon', kialisOf(content, [stack.name]));
  }
  return list;
}

/** What may wait for pods, by stack and Terraform address: releases, charts and bundles alike, and workloads of their own. */
function deployedByAddress({ charts, objects }: MeshContent): ReadonlyMap<string, Deployed> {
  return new Map<string, Deployed>([
    ...charts.map(({ stack, address, namespace, name }) => [`${stack} ${address}`, { namespace, name }] as const),
    ...objects.flatMap(({ stack, address, release, kind, metadata, partial }) => {
      const { namespace = 'default', name } = metadata;
      if (release) return [[`${stack} ${address}`, release] as const];
      return hasPods(kind) && !partial ? [[`${stack} ${address}`, { namespace, name, kind }] as const] : [];
    }),
  ]);
}

/** A failed apply, with what the pods of the releases and workloads that failed wait for. */
async function explained(
  error: TerraformError,
  stack: SynthesizedStack,
  session: Session,
  deployedAt: ReadonlyMap<string, Deployed>,
): Promise<CommandError> {
  const failed = error.diagnostics.flatMap(({ address }) => deployedAt.get(`${stack.name} ${address}`) ?? []);
  const pods = await Promise.all(failed.map((one) => podProblems(session, one)));
  return new CommandError(...problemsOf(error), ...pods.flat());
}

/** What keeps the pods of a release or workload from getting ready, as far as the cluster can be asked. */
async function podProblems(session: Session, deployed: Deployed): Promise<readonly Problem[]> {
  const troubles = await troublesOf(session.api, deployed).catch(() => []);
  return troubles.map((problem) => ({ problem }));
}

function rolloutStep(
  session: Session,
  what: string,
  deployments: readonly DeploymentName[],
  after: Promise<void>,
  seconds: number,
): StepDefinition {
  return {
    title: `${what}s ${deployments.map(({ name }) => name).join(', ')} rolled out`,
    after,
    work: async (step) => {
      // Where its stack failed, that error is the one to show.
      await after;
      const waiting = new Waiting(() => session.api, step);
      for (const { namespace, release } of deployments) waiting.begin(release, { namespace, name: release });
      const deadline = Date.now() + seconds * 1000;
      const problems = await Promise.all(
        deployments.map(async (deployment): Promise<readonly Problem[]> => {
          const { namespace, name, release } = deployment;
          const lacking = await rolledOut(session.api, deployment, deadline);
          waiting.end(release);
          if (lacking === undefined) return [];
          return [
            {
              problem: `${what} ${namespace}/${name}: after ${seconds} s ${lacking}`,
              remedy: `kubectl -n ${namespace} describe deployment,pods -l app=${name}`,
            },
            ...(await podProblems(session, { namespace, name: release })),
          ];
        }),
      ).finally(() => waiting.stop());
      if (problems.flat().length > 0) throw new CommandError(...problems.flat());
    },
  };
}

/** Whether somebody else has changed the state since it was planned. */
function isStale({ diagnostics }: TerraformError): boolean {
  return diagnostics.some(({ summary }) => /^Saved plan/.test(summary));
}

/** Why a second apply goes through where the first one failed; undefined where it would not. */
function reasonToRepeat({ diagnostics }: TerraformError): string | undefined {
  const all = (matches: (text: string) => boolean) =>
    diagnostics.every(({ summary, detail }) => matches(`${summary}\n${detail}`));
  // After an upgrade that was killed, Helm's provider changes a release and then stumbles over its own revision number.
  // The change is made and in the state; a second apply finds all in order.
  if (all((text) => /inconsistent result after apply/.test(text) && /\.metadata\b/.test(text)))
    return 'the Helm provider lost count of its revisions';
  // For some seconds after istiod's pod was replaced, the API server may still call the one that is gone.
  if (all((text) => /failed calling webhook "[^"]*istio/.test(text)))
    return 'istiod did not answer its webhook, as while its pod is replaced';
  return undefined;
}

const DOING: Readonly<Record<string, readonly [doing: string, done: string]>> = {
  create: ['creating', 'created'],
  update: ['changing', 'changed'],
  delete: ['removing', 'removed'],
  read: ['reading', 'read'],
};

/** Shows Terraform's events below a step, under the names that a reader knows. */
export function showOn(step: Step, nameOf: (address: string) => string): (event: TerraformEvent) => void {
  // Terraform counts whole seconds; most steps take less than one.
  const began = new Map<string, number>();
  return (event) => {
    if (!('address' in event) || !('seconds' in event) || event.action === 'read') return;
    // Bookkeeping of Terraform's own is nothing that a reader looks for.
    if (event.address.startsWith('terraform_data.')) return;
    const name = nameOf(event.address);
    const [doing, done] = DOING[event.action] ?? [event.action, event.action];
    const took = style.quiet(elapsed(Date.now() - (began.get(event.address) ?? Date.now())));
    if (event.type === 'done') step.line(`${name} ${done} ${took}`);
    else if (event.type === 'failed') step.line(`${style.bad('×')} ${name} ${took}`);
    else {
      if (event.type === 'started') began.set(event.address, Date.now());
      step.now(`${doing} ${name}`);
    }
  };
}
