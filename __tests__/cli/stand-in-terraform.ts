import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * A program named terraform that speaks Terraform's machine-readable output and writes down how it was called: the tests run with Node
 * alone. It creates the resources of a stack. `FAIL_STACK` names a stack in which it fails, `STUMBLE_ONCE` and `WEBHOOK_ONCE`
 * one in which the first time the Helm provider loses count, or istiod's webhook does not answer, `STALE_PLAN` one whose saved plan is
 * refused, `EXISTS` one whose Deployment `hello` is in the cluster and not in the state until it is imported,
 * `FULL` one whose state finds no room. `WAIT_FOR=mesh.gateway:apps apply` does not end the release `gateway` of the stack `mesh` before that call was made,
 * for `AT_MOST` milliseconds.
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

  /** `STACK COMMAND`, in the order of the calls that change something. */
  called(): readonly string[] {
    return this.seen()
      .map((line) => line.replace(' its plan', ''))
      .filter((line) => !/ (?:init|plan|ended)$/.test(line));
  }

  /** All calls: `STACK init`, `plan`, `apply`, `apply its plan`, `refresh`, `destroy`, and `ended` behind each that went well. */
  seen(): readonly string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n') : [];
  }
}

const PROGRAM = `
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const [command, ...args] = process.argv.slice(2);
const stack = basename(process.cwd());
const say = (line) => console.log(JSON.stringify(line));
const seen = () => readFileSync(calls, 'utf8').split('\\n');
if (command === 'version') { console.log(JSON.stringify({ terraform_version: '1.11.4' })); process.exit(0); }
const plan = args.find((arg) => arg.endsWith('.tfplan'));
const name = args.includes('-refresh-only') ? 'refresh' : command;
if (command === 'import') args.splice(0, 2);
appendFileSync(calls, [stack, name, ...(command === 'import' ? args : [])].join(' ') + (command === 'apply' && plan ? ' its plan' : '') + '\\n');
if (command === 'import' || command === 'state') process.exit(0);
if (command === 'init') { console.log('Terraform has been successfully initialized!'); process.exit(0); }
const content = JSON.parse(readFileSync('cdk.tf.json', 'utf8'));
const resources = Object.entries(content.resource).flatMap(([type, ids]) => Object.keys(ids).map((id) => ({ addr: type + '.' + id })));
const refuse = (summary, detail, address) => {
  say({ type: 'diagnostic', '@message': 'Error: ' + summary, diagnostic: { severity: 'error', summary, detail, address } });
  process.exit(1);
};
if (command === 'plan') {
  const [, file] = args.find((arg) => arg.startsWith('-out=')).split('=');
  writeFileSync(file, '');
  process.exit(0);
}
if (process.env.STALE_PLAN === stack && plan) refuse('Saved plan is stale', 'The given plan file can no longer be applied.');
if (process.env.FAIL_STACK === stack) refuse('cannot re-use a name that is still in use', '', 'helm_release.' + stack);
if (process.env.EXISTS === stack && !seen().some((line) => line.startsWith(stack + ' import'))) refuse('Failed to create deployment: deployments.apps "hello" already exists', '', 'kubernetes_deployment_v1.hello');
if (process.env.FULL === stack) {
  say({ '@message': 'Emergency state dump', state: { version: 4, serial: 3, resources: [] } });
  refuse('Failed to persist state to backend', 'the raw state data is printed above as a JSON object: no space left on device');
}
const isFirst = seen().filter((line) => line.startsWith(stack + ' apply')).length === 1;
const failsOnce = {
  STUMBLE_ONCE: ['Provider produced inconsistent result after apply', 'produced an unexpected new value: .metadata.revision: was 1, but now 2.'],
  WEBHOOK_ONCE: ['Error upgrading chart', 'failed calling webhook "validation.istio.io": context deadline exceeded'],
};
for (const [variable, diagnostic] of Object.entries(failsOnce)) if (process.env[variable] === stack && isFirst) refuse(...diagnostic);
const [waiting, call] = (process.env.WAIT_FOR ?? '').split(':');
const action = command === 'destroy' ? 'delete' : 'create';
const change = async () => {
  if (name !== 'refresh') {
    for (const resource of resources) say({ type: 'planned_change', '@message': 'plan', change: { resource, action } });
    for (const resource of resources) {
      say({ type: 'apply_start', '@message': resource.addr + ': starting', hook: { resource, action } });
      const deadline = Date.now() + Number(process.env.AT_MOST ?? 10000);
      while (waiting === stack + '.' + resource.addr.split('.')[1] && !seen().some((line) => line.startsWith(call)) && Date.now() < deadline)
        await new Promise((wake) => setTimeout(wake, 20));
      say({ type: 'apply_complete', '@message': resource.addr + ': complete', hook: { resource, action, elapsed_seconds: 0 } });
    }
  }
  appendFileSync(calls, stack + ' ended\\n');
  say({ type: 'change_summary', '@message': 'complete', changes: { add: 1, change: 0, remove: 0, operation: command } });
  say({ type: 'outputs', '@message': 'Outputs: 1', outputs: { url: { value: 'http://' + stack + (name === 'refresh' ? '/new' : '') }, password: { value: 'x', sensitive: true }, none: { value: null } } });
};
void change();
`;
