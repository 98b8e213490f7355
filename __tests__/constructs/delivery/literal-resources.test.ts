import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Release } from '@cdktf/provider-helm/lib/release';
import { App, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { MeshContext } from '../../../constructs/mesh-context';

function program() {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'literal-')) });
  const stack = new TerraformStack(app, 'shop');
  new HelmProvider(stack, 'Helm', {});
  return { app, stack };
}

const settings = (scope: TerraformStack | ResourceBundle, name: string, data: Record<string, string> = { a: 'b' }) =>
  new CustomResource(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, fields: { data } });

type Written = { readonly resource: { readonly helm_release: Record<string, Record<string, unknown>> } };

function written(stack: TerraformStack): Written {
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

/** What cdktf itself makes of a stack. */
function byCdktf(stack: TerraformStack): Written {
  return JSON.parse(JSON.stringify(TerraformStack.prototype.toTerraform.call(stack)));
}

describe('resources without tokens', () => {
  test('are written as cdktf writes them', () => {
    const { stack } = program();
    settings(stack, 'one');
    settings(new ResourceBundle(stack, 'Bundle', { releaseName: 'two' }), 'two', { text: '100% of ${HOME}, %{if}' });
    expect(written(stack)).toEqual(byCdktf(stack));
    expect(Object.keys(written(stack).resource.helm_release)).toHaveLength(2);
  });

  test('are not looked through by cdktf', () => {
    const rendered = jest.spyOn(TerraformStack.prototype, 'toTerraform');
    const { stack } = program();
    for (const name of ['one', 'two']) settings(stack, name);
    expect(Object.keys(written(stack).resource.helm_release)).toHaveLength(2);
    expect(rendered.mock.results.map(({ value }) => value.resource)).toEqual([undefined]);
    rendered.mockRestore();
  });

  test('with a provider of their own name it', () => {
    const { stack } = program();
    const helm = new HelmProvider(stack, 'Other', { alias: 'other' });
    MeshContext.set(stack, { providers: { helm } });
    settings(stack, 'one');
    expect(written(stack)).toEqual(byCdktf(stack));
    expect(written(stack).resource.helm_release['default_configmap-one']).toMatchObject({ provider: 'helm.other' });
  });

  test('stand beside those with tokens', () => {
    const { stack } = program();
    const variable = new TerraformVariable(stack, 'colour', { type: 'string' });
    settings(stack, 'one');
    settings(stack, 'two', { colour: variable.stringValue });
    expect(written(stack)).toEqual(byCdktf(stack));
    expect(written(stack)).toHaveProperty('locals');
  });

  test('keep what an override of the stack says of them', () => {
    const { stack } = program();
    settings(stack, 'one');
    stack.addOverride('resource.helm_release.default_configmap-one.timeout', 7);
    expect(written(stack).resource.helm_release['default_configmap-one']).toMatchObject({
      timeout: 7,
      name: 'configmap-one',
    });
  });

  test('keep overrides, moves and imports of their own', () => {
    const { stack } = program();
    settings(stack, 'one');
    const { release } = new ResourceBundle(stack, 'Bundle', { releaseName: 'two' });
    release.addOverride('timeout', 7);
    release.importFrom('default/two');
    expect(written(stack)).toEqual(byCdktf(stack));
    expect(written(stack)).toMatchObject({ import: [{ to: 'helm_release.default_two' }] });
  });

  test('are merged with a resource of the same address, as cdktf does', () => {
    const { stack } = program();
    settings(stack, 'one');
    new Release(stack, 'Same', { name: 'same', chart: 'chart', timeout: 9 }).overrideLogicalId('default_configmap-one');
    expect(written(stack)).toEqual(byCdktf(stack));
    expect(written(stack).resource.helm_release['default_configmap-one']).toMatchObject({ timeout: 9 });
  });

  test('are what a number of another stack inside of a text is not', () => {
    const { app, stack } = program();
    const other = new TerraformStack(app, 'other');
    new HelmProvider(other, 'Helm', {});
    const seconds = new TerraformVariable(other, 'seconds', { type: 'number' });
    settings(stack, 'one', { timeout: `${seconds.numberValue}s` });
    app.synth();
    const file = JSON.parse(readFileSync(join(app.outdir, 'stacks/shop/cdk.tf.json'), 'utf8'));
    expect(file.resource.helm_release['default_configmap-one'].values[0]).toContain('terraform_remote_state');
    expect(
      Object.keys(JSON.parse(readFileSync(join(app.outdir, 'stacks/other/cdk.tf.json'), 'utf8')).output),
    ).toHaveLength(1);
    expect(stack.dependsOn(other)).toBe(true);
  });

  test('are what a release with a condition on another stack is not', () => {
    const { app, stack } = program();
    const other = new TerraformStack(app, 'other');
    new HelmProvider(other, 'Helm', {});
    const ready = new TerraformVariable(other, 'ready', { type: 'bool' });
    const { release } = new ResourceBundle(stack, 'Bundle', { releaseName: 'two' });
    settings(stack, 'one');
    release.lifecycle = {
      precondition: [{ condition: Token.asString(ready.booleanValue), errorMessage: 'not ready' }],
    };
    app.synth();
    expect(stack.dependsOn(other)).toBe(true);
  });
});
