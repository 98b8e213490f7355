import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A program named terraform that speaks Terraform's machine-readable output and writes down how it was called: the tests run with Node
 * alone. It creates one resource a stack; `FAIL_STACK` names a stack in which it fails, `STUMBLE_ONCE` and `WEBHOOK_ONCE`
 * one in which the first time the Helm provider loses count, or istiod's webhook does not answer.
 */
export class StandInTerraform {
  private readonly folder = mkdtempSync(join(tmpdir(), 'mesh-terraform-'));
  private readonly calls = join(this.folder, 'calls');

  constructor() {
    const path = join(this.folder, 'terraform');
    writeFileSync(path, `#!${process.execPath}\nconst calls = ${JSON.stringify(this.calls)};\n${PROGRAM}`);
    chmodSync(path, 0o755);
  }

  get PATH(): string {
    return `${this.folder}${delimiter}${process.env['PATH']}`;
  }

  /** `STACK COMMAND`, in the order of the calls, without what installs providers. */
  called(): readonly string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n') : [];
  }
}

const PROGRAM = `
const { appendFileSync } = require('node:fs');
const { basename } = require('node:path');
const [command, ...args] = process.argv.slice(2);
const stack = basename(process.cwd());
const say = (line) => console.log(JSON.stringify(line));
if (command === 'version') { console.log(JSON.stringify({ terraform_version: '1.11.4' })); process.exit(0); }
if (command === 'init') { console.log('Terraform has been successfully initialized!'); process.exit(0); }
appendFileSync(calls, stack + ' ' + command + '\\n');
const resource = { addr: 'helm_release.' + stack };
if (process.env.FAIL_STACK === stack) {
  say({ type: 'diagnostic', '@message': 'Error: cannot re-use a name that is still in use', diagnostic: { severity: 'error', summary: 'cannot re-use a name that is still in use', detail: '', address: resource.addr } });
  process.exit(1);
}
const isFirst = require('node:fs').readFileSync(calls, 'utf8').split(stack + ' ').length === 2;
const failsOnce = {
  STUMBLE_ONCE: { summary: 'Provider produced inconsistent result after apply', detail: 'produced an unexpected new value: .metadata.revision: was 1, but now 2.' },
  WEBHOOK_ONCE: { summary: 'Error upgrading chart', detail: 'failed calling webhook "validation.istio.io": context deadline exceeded' },
};
for (const [variable, diagnostic] of Object.entries(failsOnce)) {
  if (process.env[variable] !== stack || !isFirst) continue;
  say({ type: 'diagnostic', '@message': 'Error', diagnostic: { severity: 'error', ...diagnostic } });
  process.exit(1);
}
const action = command === 'destroy' ? 'delete' : 'create';
say({ type: 'apply_start', '@message': resource.addr + ': starting', hook: { resource, action } });
say({ type: 'apply_complete', '@message': resource.addr + ': complete', hook: { resource, action, elapsed_seconds: 0 } });
say({ type: 'change_summary', '@message': 'complete', changes: { add: 1, change: 0, remove: 0, operation: command } });
say({ type: 'outputs', '@message': 'Outputs: 1', outputs: { url: { value: 'http://' + stack }, password: { value: 'x', sensitive: true }, none: { value: null } } });
`;
