import { kubectl } from '../cluster';
import { apply, CONTAINER } from '../sidecars/pods';

const NAMESPACE = 'upgrade-node';
const POD = 'node';

// The kubelet carries the answer: it ends after that.
const KILL = `
  const { spawn } = require('node:child_process');
  const { readdirSync, readFileSync } = require('node:fs');
  const name = process.argv[1];
  const programOf = (pid) => {
    try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0')[0] ?? ''; } catch { return ''; }
  };
  const found = readdirSync('/proc').filter((pid) => /^\\d+$/.test(pid) && programOf(pid).split('/').at(-1) === name);
  const end = 'for (const pid of process.argv.slice(1)) process.kill(Number(pid), "SIGKILL")';
  const later = 'setTimeout(() => { ' + end + ' }, 200)';
  spawn(process.execPath, ['-e', later, ...found], { stdio: 'ignore', detached: true }).unref();
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
    return Number(kubectl('-n', NAMESPACE, 'exec', POD, '--', 'node', '-e', KILL, program));
  }

  remove(waiting = '--wait=false'): void {
    kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found', waiting);
  }
}
