import type { Command } from 'commander';
import type { ImportOptions } from '../import/import';
import { lazily, verb, withOutput } from '../verb';

export function register(program: Command): void {
  const command = verb(
    program,
    'import [file...]',
    'Write TypeScript for YAML that exists, checked on the way; reads stdin without files',
  );
  withOutput(command, 'where to write the program (default: stdout)')
    .option('--class <name>', 'the name of the construct (default: ImportedResources)')
    .option('--package <name>', 'what the program imports the classes from (default: cdktf-istio)')
    .option(
      '--api <api>',
      'write the routes of Ingresses in an API, istio or gateway, and of VirtualServices in gateway (default: as they are)',
    )
    .option('--istio <release>', 'the Istio release to check against (default: the newest)')
    .action(
      lazily<ImportOptions>(() => (require('../import/import') as typeof import('../import/import')).importManifests),
    );
}
