import type { Command } from 'commander';
import type { AccessOptions } from '../access/access';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'access', 'Say who may call whom, and which policy decides')
    .option(
      '--from <caller>',
      'a workload, a service account as namespace/account, namespace/* for the rest of a namespace, or outside',
    )
    .option(
      '--to <destination>',
      'a Service or workload, as name, namespace/name or host; with --from also a host outside of the mesh',
    )
    .option('--port <number>', 'the port of the Service (default: its first)')
    .option('--through <gateway>', 'with --from and --to: the gateway that the request comes through')
    .option('--method <method>', 'with --from and --to: decide about one request')
    .option('--path <path>', 'its path')
    .option('--host <host>', 'its host')
    .option('--header <name=value...>', 'its headers (default: not known)')
    .option('--token <issuer/subject>', 'a valid token that it carries (default: none)')
    .option(
      '--claim <name=value...>',
      'further claims of the token, aud for its audiences; a name given twice is a list',
    )
    .option('--live', 'what runs in the cluster instead of what the stacks would bring')
    .option(
      '--observed [log]',
      'what is called and no rule allows, as code: from Prometheus, an access log or - for stdin',
    )
    .option('--since <duration>', 'with --observed from Prometheus: how far to look back (default: 1d)')
    .option('--no-synth', 'the stacks as they were synthesized last')
    .option('-o, --output <file>', 'write a file; its ending decides: .txt .md .csv .json (default: text)')
    .addHelpText(
      'after',
      '\nExamples:\n  mesh access\n  mesh access --to payments\n  mesh access --from web --to payments --method POST --path /pay\n  mesh access --from outside --through istio-ingressgateway --to web --host shop.example.com --path /',
    )
    .action(lazily<AccessOptions>(() => (require('../access/access') as typeof import('../access/access')).access));
}
