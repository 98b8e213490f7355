import type { Command } from 'commander';
import type { LogsOptions } from '../logs/logs';
import { lazily, verb } from '../verb';

export function register(program: Command): void {
  verb(program, 'logs [name...]', 'Print the logs of pods, workloads or apps; of istiod if none is named')
    .option('-f, --follow', 'keep printing as they are written')
    .option('--tail <lines>', 'how many lines from the end', '100')
    .option('--since <time>', 'only lines newer than this, e.g. 30s, 5m, 2h')
    .option('--container <name>', 'another container than the main one')
    .option('--proxy', "the sidecar's log")
    .action(lazily<LogsOptions>(() => (require('../logs/logs') as typeof import('../logs/logs')).logs));
}
