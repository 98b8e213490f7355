import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Manifest } from '../constructs/delivery/deliverable';
import { DeliveredObject } from '../constructs/delivery/delivered-object';
import { MeshContext, type MeshSettings } from '../constructs/mesh-context';

/** A stack for one test, with the mesh settings it is about. */
export function stackWith(settings: MeshSettings = {}): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: mkdtempSync(join(tmpdir(), 'policy-')) }), 'test');
  new HelmProvider(stack, 'helm', {});
  MeshContext.set(stack, settings);
  return stack;
}

/** Synthesizes the stack's program with every validation. */
export function synth(stack: TerraformStack): void {
  (stack.node.root as App).synth();
}

/** The manifests that a program delivers, in the order they are made. */
export function delivered(stack: TerraformStack): readonly Manifest[] {
  return stack.node.findAll().flatMap((one) => (one instanceof DeliveredObject ? [one.manifest] : []));
}

/** The same, by kind and name. */
export function manifests(stack: TerraformStack): Record<string, Manifest> {
  return Object.fromEntries(delivered(stack).map((one) => [`${one.kind} ${one.metadata.name}`, one]));
}
