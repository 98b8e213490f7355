import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { Workspace } from '../terraform';
import { defineWidgets, runningWidget, widget } from './widget';

beforeAll(defineWidgets);

/** Deploys each program after the other; the object must be the same one all the way. */
function keepsTheObject(
  name: string,
  steps: readonly ((stack: TerraformStack) => void)[],
  between?: (w: Workspace, step: number) => void,
) {
  const workspace = new Workspace();
  const uids: (string | undefined)[] = [];
  try {
    steps.forEach((step, index) => {
      workspace.synth({ moving: step });
      if (index === 0) workspace.init('moving');
      between?.(workspace, index);
      workspace.apply('moving');
      uids.push(runningWidget(name)?.metadata.uid);
      expect(workspace.plan('moving').changes).toBe(false);
    });
    expect(uids[0]).toBeDefined();
    expect(new Set(uids).size).toBe(1);
  } finally {
    workspace.destroy('moving');
  }
  expect(runningWidget(name)).toBeUndefined();
}

it('renaming a construct leaves the object', () => {
  keepsTheObject('renamed', [
    (stack) => widget(stack, 'Before', { size: 1 }, { metadata: { name: 'renamed' } }),
    (stack) => widget(stack, 'After', { size: 1 }, { metadata: { name: 'renamed' } }),
  ]);
});

it('an object moves from one bundle to another: retain, then adopt', () => {
  const bundles = (stack: TerraformStack) =>
    ['one', 'two'].map((releaseName) => {
      const bundle = new ResourceBundle(stack, releaseName, { releaseName });
      widget(bundle, `stays-in-${releaseName}`, { size: 1 });
      return bundle;
    }) as [ResourceBundle, ResourceBundle];
  keepsTheObject('mover', [
    (stack) => widget(bundles(stack)[0], 'Mover', { size: 1 }),
    (stack) => widget(bundles(stack)[0], 'Mover', { size: 1 }, { retain: true }),
    (stack) => widget(bundles(stack)[1], 'Mover', { size: 1 }, { adopt: true }),
    (stack) => widget(bundles(stack)[1], 'Mover', { size: 1 }),
  ]);
});

it('an object moves from a release of its own into a bundle: retain, then adopt', () => {
  keepsTheObject('joiner', [
    (stack) => widget(stack, 'Joiner', { size: 1 }),
    (stack) => widget(stack, 'Joiner', { size: 1 }, { retain: true }),
    (stack) => widget(new ResourceBundle(stack, 'Bundle'), 'Joiner', { size: 1 }, { adopt: true }),
    (stack) => widget(new ResourceBundle(stack, 'Bundle'), 'Joiner', { size: 1 }),
  ]);
});

it('an object switches from a release to a manifest: retain, then adopt', () => {
  keepsTheObject('switcher', [
    (stack) => widget(stack, 'Switcher', { size: 1 }),
    (stack) => widget(stack, 'Switcher', { size: 1 }, { retain: true }),
    (stack) => widget(stack, 'Switcher', { size: 1 }, { delivery: 'manifest', adopt: true }),
  ]);
});

it('an object switches from a manifest to a release: forget it in the state, adopt, then remove adopt', () => {
  keepsTheObject(
    'returner',
    [
      (stack) => widget(stack, 'Returner', { size: 1 }, { delivery: 'manifest' }),
      (stack) => widget(stack, 'Returner', { size: 1 }, { adopt: true }),
      (stack) => widget(stack, 'Returner', { size: 1 }),
    ],
    (workspace, step) => {
      if (step !== 1) return;
      execFileSync('terraform', ['state', 'rm', 'kubernetes_manifest.default_widget_returner'], {
        cwd: join(workspace.folder, 'out/stacks/moving'),
        stdio: 'ignore',
      });
    },
  );
});
