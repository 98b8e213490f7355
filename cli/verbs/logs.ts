import type { Command } from 'commander';
import type { LogsOptions } from '../logs/logs';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'logs [name...]', 'Print the logs of pods, workloads or apps; of istiod where none is named')
    .option('-f, --follow', 'go on as they are written')
    .option('--tail <lines>', 'how many lines from the end', '100')
    .option('--since <time>', 'only what is younger, e.g. 30s, 5m, 2h')
    .option('--container <name>', 'another container than the main one')
    .option('--proxy', "the sidecar's log")
    .action(lazily<LogsOptions>(() => (require('../logs/logs') as typeof import('../logs/logs')).logs));
}
