import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chartName } from '../../model/charts';
import type { SynthesizedStack } from '../project/stacks';
import type { MeshContent } from '../session/session';
import type { TerraformEvent } from '../terraform/events';
import { resourcesInState } from '../terraform/state';
import type { Terraform } from '../terraform/terraform';

/**
 * Whether what a stack deploys is told by its text alone. What reads the cluster, or another state, has to find there what the
 * stacks before bring.
 */
export function isToldByText({ content }: SynthesizedStack): boolean {
  const text = JSON.stringify([content['resource'], content['provider'], content['module']]);
  return content['module'] === undefined && !/\$\{[^}]*\b(?:data|local)\./.test(text);
}

/** Whether a stack reads something from the cluster, for its outputs at least. */
export function readsCluster({ content }: SynthesizedStack): boolean {
  return Object.keys(content['data'] ?? {}).length > 0;
}

/**
 * Whether all of a stack is deployed but gateways. Nothing that its text tells needs a gateway to be there: routes find it
 * when it comes.
 */
export class LeftToDeploy {
  private readonly gateways: ReadonlySet<string>;
  private readonly left = new Set<string>();
  private began = false;

  constructor({ charts }: MeshContent, { name }: SynthesizedStack) {
    const own = charts.filter(({ stack, chart }) => stack === name && chartName(chart) === 'gateway');
    this.gateways = new Set(own.map(({ address }) => address));
  }

  see(event: TerraformEvent): void {
    if (!('address' in event) || !('action' in event) || event.action === 'read') return;
    if (event.type === 'planned') {
      const comes = event.action === 'create' || event.action === 'update';
      if (event.action !== 'noop' && !(comes && this.gateways.has(event.address))) this.left.add(event.address);
    } else {
      // Terraform has planned everything before it begins anything.
      this.began = true;
      if (event.type === 'done') this.left.delete(event.address);
    }
  }

  get isGatewaysOnly(): boolean {
    return this.began && this.left.size === 0;
  }
}

/** Plans of stacks that were never deployed, made while those that they need are being deployed. */
export class FirstPlans {
  private readonly plans = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly terraform: Terraform,
    private readonly folder: string,
  ) {
    // A run that was killed may have left some.
    this.remove();
  }

  /** Begins to plan, where the stack's turn has not come when its providers are there. */
  begin(stack: SynthesizedStack, initialized: Promise<unknown>): void {
    if (!isToldByText(stack)) return;
    const plan = () => {
      if (!this.plans.has(stack.name) && resourcesInState(stack) === 0) this.plans.set(stack.name, this.plan(stack));
    };
    // What is wrong with it, its own step says.
    initialized.then(plan).catch(() => undefined);
  }

  /** The file of the stack's plan; undefined where it is yet to be planned. */
  take({ name }: SynthesizedStack): Promise<string | undefined> {
    const plan = this.plans.get(name) ?? Promise.resolve(undefined);
    this.plans.set(name, plan);
    return plan;
  }

  /** They may hold secrets. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async plan(stack: SynthesizedStack): Promise<string | undefined> {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    } catch {
      // A disk that is full costs the plan, never the deploy.
      return undefined;
    }
    const file = join(this.folder, `${stack.name}.tfplan`);
    return (await this.terraform.planFirst(stack, file)) ? file : undefined;
  }
}
