import type { TerraformStack } from 'cdktf';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { applyObject, kubectl } from '../cluster';
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

describe('a bundle that adopts an object beside one that the cluster refuses', () => {
  const workspaces: Workspace[] = [];

  afterAll(() => {
    for (const workspace of workspaces) workspace.destroy('adopter');
    for (const name of names) kubectl('delete', 'gadgets.e2e.example.com', name.toLowerCase());
  });

  // Helm sends the objects of a kind by name: one before the refused object, one after it.
  const names = ['Able', 'Zoo'];
  const uids = () => names.map((name) => runningWidget(name.toLowerCase(), 'gadgets')?.metadata.uid);

  function adopter(releaseName: string) {
    const workspace = new Workspace();
    workspaces.push(workspace);
    return {
      workspace,
      synth: (adopts: boolean, size?: unknown) =>
        workspace.synth({
          adopter: (stack) => {
            const bundle = new ResourceBundle(stack, 'Shop', { releaseName });
            widget(bundle, `${releaseName}-own`, { size: 1 }, { kind: 'Gadget' });
            if (adopts) for (const name of names) widget(bundle, name, { size: 2 }, { kind: 'Gadget', adopt: true });
            if (size !== undefined) widget(bundle, `m-${releaseName}-refused`, { size }, { kind: 'Gadget' });
          },
        }),
    };
  }

  it('leaves the adopted objects running, on create and on update', () => {
    for (const name of names) {
      const metadata = { name: name.toLowerCase(), namespace: 'default' };
      applyObject({ apiVersion: 'e2e.example.com/v1', kind: 'Gadget', metadata, spec: { size: 1 } });
    }
    const before = uids();
    expect(before).not.toContain(undefined);

    const creating = adopter('creating');
    creating.synth(true, 'large');
    creating.workspace.init('adopter');
    expect(creating.workspace.failingApply('adopter')).toContain('spec.size');
    expect(uids()).toEqual(before);

    const updating = adopter('updating');
    updating.synth(false);
    updating.workspace.init('adopter');
    updating.workspace.apply('adopter');
    updating.synth(true, 'large');
    expect(updating.workspace.failingApply('adopter')).toContain('spec.size');
    expect(uids()).toEqual(before);

    updating.synth(true, 3);
    updating.workspace.apply('adopter');
    expect(uids()).toEqual(before);
    expect(runningWidget('zoo', 'gadgets')?.spec).toEqual({ size: 2 });
  });
});
