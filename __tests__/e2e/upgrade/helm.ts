import { spawn } from 'node:child_process';
import { istioRelease } from '../../../constructs';
import { CONTEXT } from '../cluster';
import { NEW } from './program';

/** Where Istio's charts come from. */
export const REPOSITORY = process.env['CHART_REPOSITORY'] ?? istioRelease(NEW).charts.repository;

/** Runs Helm in istio-system, past Terraform, while this process goes on; says what it printed. */
export function helm(args: readonly string[], values?: object): Promise<string> {
  const given = values === undefined ? [] : ['-f', '-'];
  const process = spawn('helm', ['--kube-context', CONTEXT, '-n', 'istio-system', ...args, ...given], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [text, errors] = ['', ''];
  process.stdout.on('data', (part) => {
    text += part;
  });
  process.stderr.on('data', (part) => {
    errors += part;
  });
  process.stdin.end(JSON.stringify(values ?? {}));
  return new Promise((done, fail) => {
    process.on('error', fail);
    process.on('close', (code) => (code === 0 ? done(text) : fail(new Error(`helm ${args[0]}: ${errors}`))));
  });
}
