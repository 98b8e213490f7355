import type { Command } from 'commander';
import type { InitOptions } from '../init/init';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'init [folder]', 'Write a new project: stacks, tests and a workflow for pull requests')
    .option('--no-install', 'write the files only')
    .option('--cdktn', "a project on cdktn, the community's successor of cdktf")
    .option('--from <package>', 'what npm installs cdktf-istio from, such as a tarball (default: this version)')
    .action(lazily<InitOptions>(() => (require('../init/init') as typeof import('../init/init')).init));
}
