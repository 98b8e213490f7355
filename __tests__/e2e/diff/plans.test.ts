import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import type { TerraformStack } from 'cdktf';
import { planStacks } from '../../../cli/diff/plan-stacks';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { type DiffReport, reportOn } from '../../../cli/diff/report';
import type { SynthesizedStack } from '../../../cli/project/stacks';
import { findTerraform } from '../../../cli/terraform/binary';
import { Terraform } from '../../../cli/terraform/terraform';
import { CustomResource } from '../../../constructs';
import { sayings } from '../../cli/diff/recorded-plans';
import { Workspace } from '../terraform';

const NAMESPACE = 'diff-plans';
const workspace = new Workspace();

/** A ConfigMap in a release, whatever Istio the cluster runs. */
const settings = (level: string) => (stack: TerraformStack) => {
  const namespace = new NamespaceV1(stack, 'Namespace', { metadata: { name: NAMESPACE } });
  new CustomResource(stack, 'Settings', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: NAMESPACE },
    fields: { data: { level, password: 'planted-password' } },
    dependsOn: [namespace],
  });
};

const unreachable = (stack: TerraformStack): void => {
  const elsewhere = new KubernetesProvider(stack, 'elsewhere', { alias: 'elsewhere', host: 'https://127.0.0.1:1' });
  new CustomResource(stack, 'Later', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'later', namespace: NAMESPACE },
    delivery: 'manifest',
    spec: { hosts: ['later'] },
  });
  for (const child of stack.node.findAll()) {
    if ('terraformResourceType' in child && child.terraformResourceType === 'kubernetes_manifest')
      Object.assign(child, { provider: elsewhere });
  }
};

async function diff(dependencies: Readonly<Record<string, readonly string[]>>): Promise<DiffReport> {
  const stacks = Object.entries(dependencies).map(([name, needed]): SynthesizedStack => {
    const directory = join(workspace.folder, 'out/stacks', name);
    const content = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
    return { name, dependencies: needed, directory, content, warnings: [], clusters: [] };
  });
  const inputs = await planStacks(stacks, new Terraform(findTerraform(), () => undefined), {
    parallel: 2,
    refresh: true,
  });
  return reportOn(inputs, { policy: DEFAULT_POLICY, comparison: { mode: 'plan' } });
}

afterAll(() => workspace.destroy('first'));

describe('planning stacks for mesh diff', () => {
  it('says what is new, then nothing once it is deployed, then what changes', async () => {
    workspace.synth({ first: settings('info') });
    expect(sayings(await diff({ first: [] }))).toEqual([
      'ConfigMap diff-plans/settings: is new',
      'Namespace diff-plans: is new',
    ]);
    workspace.apply('first');
    expect(sayings(await diff({ first: [] }))).toEqual([]);
    workspace.synth({ first: settings('debug') });
    const report = await diff({ first: [] });
    expect(sayings(report)).toEqual(['ConfigMap diff-plans/settings: data.level: info -> debug']);
    expect(JSON.stringify(report)).not.toContain('planted-password');
  });

  it('tells a stack that waits for another from its text, and reports one that waits for none as failed', async () => {
    workspace.synth({ first: settings('debug'), second: unreachable });
    const waiting = await diff({ first: [], second: ['first'] });
    expect(waiting.stacks.map(({ name, status }) => `${name} ${status}`)).toEqual(['first changed', 'second guessed']);
    expect(sayings(waiting)).toContain('VirtualService diff-plans/later: is new');
    const alone = await diff({ first: [], second: [] });
    expect(alone.stacks.map(({ name, status }) => `${name} ${status}`)).toEqual(['first changed', 'second failed']);
    expect(alone.stacks[1]?.error).toMatch(/./);
  });
});
