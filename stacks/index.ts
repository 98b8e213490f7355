import type { App } from 'cdktf';
import type { Settings } from '../config/settings';
import { AddonsStack } from './addons-stack';
import { HelloWorldStack } from './hello-world-stack';
import { MeshStack } from './mesh-stack';

/** The stacks of the program, in the order in which they are deployed. */
export interface Stacks {
  readonly mesh: MeshStack;
  readonly addons: AddonsStack;
  readonly helloWorld: HelloWorldStack;
}

/** Adds every stack to `app`. */
export function addStacks(app: App, settings: Settings): Stacks {
  const mesh = new MeshStack(app, 'mesh', settings);
  const addons = new AddonsStack(app, 'addons', settings, mesh);
  const helloWorld = new HelloWorldStack(app, 'hello-world', settings, mesh, addons);
  return { mesh, addons, helloWorld };
}
