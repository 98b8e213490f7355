import type { Command } from 'commander';
import type { DefinitionsOptions } from '../definitions/definitions';
import { lazily, verb, withOutput } from '../verb';

export function register(program: Command): void {
  const command = verb(
    program,
    'definitions',
    'Fetch the definitions of the Gateway API that GatewayApiDefinitions deploys',
  );
  withOutput(command, 'where to write them (default: gateway-api/VERSION-CHANNEL.json)')
    .option('--version <release>', 'the version (default: the one that the newest Istio release is built with)')
    .option('--channel <name>', 'standard or experimental (default: standard)')
    .option('--from <file>', 'a file or an address that has them (default: where the release publishes them)')
    .action(
      lazily<DefinitionsOptions>(
        () => (require('../definitions/definitions') as typeof import('../definitions/definitions')).fetchDefinitions,
      ),
    );
}
