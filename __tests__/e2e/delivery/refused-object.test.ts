import type { TerraformStack } from 'cdktf';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { Workspace } from '../terraform';
import { defineWidgets, runningWidget, widget } from './widget';

beforeAll(defineWidgets);

const bundle = (good: number, other: unknown) => (stack: TerraformStack) => {
  const shop = new ResourceBundle(stack, 'Shop', { releaseName: 'atomic' });
  widget(shop, 'Atomic-good', { size: good }, { kind: 'Gadget' });
  widget(shop, 'Atomic-other', { size: other }, { kind: 'Gadget' });
};

describe('a bundle with an object that the cluster refuses', () => {
  const workspace = new Workspace();
  const deploy = (good: number, other: unknown) => workspace.synth({ atomic: bundle(good, other) });

  afterAll(() => workspace.destroy('atomic'));

  it('leaves nothing behind when it is created, and the next apply repairs it', () => {
    deploy(1, 'large');
    workspace.init('atomic');
    expect(workspace.failingApply('atomic')).toContain('spec.size');
    expect(runningWidget('atomic-good', 'gadgets')).toBeUndefined();
    deploy(1, 2);
    workspace.apply('atomic');
    expect(runningWidget('atomic-other', 'gadgets')?.spec).toEqual({ size: 2 });
  });

  it('changes nothing when it is updated, and no good object goes away on the way', () => {
    const before = runningWidget('atomic-good', 'gadgets')?.metadata.uid;
    deploy(10, 'large');
    expect(workspace.failingApply('atomic')).toContain('spec.size');
    expect(runningWidget('atomic-good', 'gadgets')).toMatchObject({ metadata: { uid: before }, spec: { size: 1 } });
    expect(runningWidget('atomic-other', 'gadgets')?.spec).toEqual({ size: 2 });
    deploy(11, 3);
    expect(workspace.plan('atomic').text).toContain('0 to add, 1 to change, 0 to destroy');
    workspace.apply('atomic');
    expect(runningWidget('atomic-good', 'gadgets')).toMatchObject({ metadata: { uid: before }, spec: { size: 11 } });
    expect(workspace.plan('atomic').changes).toBe(false);
  });
});
