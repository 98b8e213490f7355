import { kubectl } from '../cluster';
import { apply, CONTAINER } from '../sidecars/pods';

const NAMESPACE = 'upgrade-node';
const POD = 'node';

// The kubelet carries the answer: what happens to it happens after that.
const AT_PROCESSES = `
  const { spawn } = require('node:child_process');
  const { readdirSync, readFileSync } = require('node:fs');
  const [name, act] = process.argv.slice(1);
  const programOf = (pid) => {
    try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0')[0] ?? ''; } catch { return ''; }
  };
  const found = readdirSync('/proc').filter((pid) => /^\\d+$/.test(pid) && programOf(pid).split('/').at(-1) === name);
  const send = 'const send = (signal) => process.argv.slice(1).forEach((pid) => process.kill(Number(pid), signal));';
  spawn(process.execPath, ['-e', send + 'setTimeout(() => { ' + act + ' }, 200)', ...found], { stdio: 'ignore', detached: true }).unref();
  process.stdout.write(String(found.length));`;

/** The processes of a cluster's node, seen from a pod that shares their ids. */
export class NodeProcesses {
  constructor() {
    // Of the test before, which does not wait until it is gone.
    this.remove('--timeout=120s');
    const { name, image, imagePullPolicy } = CONTAINER;
    const metadata = { name: POD, namespace: NAMESPACE };
    const container = { name, image, imagePullPolicy, securityContext: { privileged: true } };
    apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: {
          hostPID: true,
          terminationGracePeriodSeconds: 0,
          containers: [{ ...container, command: ['node', '-e', 'setInterval(() => {}, 1000)'] }],
        },
      },
    ]);
    kubectl('-n', NAMESPACE, 'wait', '--for=condition=Ready', `pod/${POD}`, '--timeout=120s');
  }

  /** Ends all of a program by SIGKILL, in a moment; says how many there were. */
  kill(program: string): number {
    return this.at(program, 'send("SIGKILL")');
  }

  /** Has all of a program stand still for some seconds, from the next moment on; says how many there are. */
  pause(program: string, seconds: number): number {
    return this.at(program, `send("SIGSTOP"); setTimeout(() => send("SIGCONT"), ${seconds * 1000})`);
  }

  private at(program: string, act: string): number {
    return Number(kubectl('-n', NAMESPACE, 'exec', POD, '--', 'node', '-e', AT_PROCESSES, program, act));
  }

  remove(waiting = '--wait=false'): void {
    kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', waiting);
  }
}
