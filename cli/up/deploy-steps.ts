import { gatewaysOf, rolledOut } from '../checks/gateways';
import { CommandError } from '../command-error';
import type { SynthesizedStack } from '../project/stacks';
import type { MeshContent, Session } from '../session/session';
import { elapsed } from '../terminal/elapsed';
import type { Step, StepDefinition } from '../terminal/progress';
import { style } from '../terminal/style';
import type { TerraformEvent } from '../terraform/events';
import { problemsOf } from '../terraform/remedies';
import { type Terraform, TerraformError, type TerraformResult } from '../terraform/terraform';
import { type Settlement, settlement } from './settlement';
import { stepNames } from './step-names';

/** One step a stack, each after those it depends on, and one for the gateways of a stack once it is there. */
export function deploySteps(
  session: Session,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
  terraform: Terraform,
  gatewayTimeoutSeconds: number,
  onDeployed: (stack: string, result: TerraformResult) => void,
): readonly StepDefinition[] {
  const nameOf = stepNames(content);
  const done = new Map<string, Settlement>();
  // One init after the other: Terraform's plugin cache is not safe for two at once. They overlap with the applies.
  let initialized: Promise<unknown> = Promise.resolve();
  const list: StepDefinition[] = [];
  for (const stack of stacks) {
    const finished = settlement();
    done.set(stack.name, finished);
    const before = initialized.then(() => terraform.init(stack));
    initialized = before.catch(() => undefined);
    const needed = stack.dependencies.map((name) => done.get(name)?.promise);
    list.push({
      title: `stack ${stack.name}`,
      after: Promise.all([...needed, before]),
      work: async (step) => {
        try {
          await Promise.all(needed);
          await before;
          const watch = showOn(step, (address) => nameOf(stack.name, address));
          const result = await terraform.apply(stack, watch).catch((error: unknown) => {
            // After an upgrade that was killed, Helm's provider changes a release and then stumbles over its own
            // revision number. The change is made and in the state; a second apply finds all in order.
            if (!(error instanceof TerraformError) || !stumbled(error)) throw error;
            step.line('once more, because the Helm provider lost count of its revisions');
            return terraform.apply(stack, watch);
          });
          if (result.changes === 0) step.line('no changes');
          onDeployed(stack.name, result);
          finished.resolve();
        } catch (error) {
          finished.reject(error);
          if (error instanceof TerraformError) throw new CommandError(...problemsOf(error, stack));
          throw error;
        }
      },
    });
    const gateways = gatewaysOf(content, [stack.name]);
    if (gateways.length > 0) list.push(gatewayStep(session, gateways, finished.promise, gatewayTimeoutSeconds));
  }
  return list;
}

function gatewayStep(
  session: Session,
  gateways: ReturnType<typeof gatewaysOf>,
  after: Promise<void>,
  seconds: number,
): StepDefinition {
  return {
    title: `gateways ${gateways.map(({ name }) => name).join(', ')} rolled out`,
    after,
    work: async () => {
      // Where its stack failed, that error is the one to show.
      await after;
      const deadline = Date.now() + seconds * 1000;
      const lacking = await Promise.all(gateways.map((gateway) => rolledOut(session.api, gateway, deadline)));
      const problems = gateways.flatMap(({ namespace, name }, index) =>
        lacking[index] === undefined
          ? []
          : [
              {
                problem: `gateway ${namespace}/${name}: after ${seconds} s ${lacking[index]}`,
                remedy: `kubectl -n ${namespace} describe deployment,pods -l app=${name}`,
              },
            ],
      );
      if (problems.length > 0) throw new CommandError(...problems);
    },
  };
}

function stumbled({ diagnostics }: TerraformError): boolean {
  return diagnostics.every(
    ({ summary, detail }) => /inconsistent result after apply/.test(summary) && /\.metadata\b/.test(detail),
  );
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
