import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CONTEXT } from '../cluster';
import { eventually } from '../ingress';

/** How many seconds it took until a Deployment was ready. */
export interface Readiness {
  /** From the moment at which the Deployment was there. */
  readonly ofDeployment: number;
  /** What the Helm release took that has it. */
  readonly ofRelease: number;
  /** From the beginning of the command. */
  readonly ofCommand: number;
}

/** Does something that makes a Deployment in istio-system, and says when its pod was ready; `work` says what the release took. */
export async function readinessOf(deployment: string, work: () => Promise<number>): Promise<Readiness> {
  const line = '{.metadata.name} {.status.availableReplicas}{"\\n"}';
  const watch = spawn(
    'kubectl',
    ['--context', CONTEXT, '-n', 'istio-system', 'get', 'deployments', '--watch-only', '-o', `jsonpath=${line}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let created: number | undefined;
  let ready: number | undefined;
  createInterface({ input: watch.stdout }).on('line', (text) => {
    const [name, available] = text.split(' ');
    if (name !== deployment) return;
    created ??= Date.now();
    if (Number(available) > 0) ready ??= Date.now();
  });
  try {
    // kubectl follows before the work begins.
    await new Promise((later) => setTimeout(later, 1500));
    const began = Date.now();
    const ofRelease = await work();
    await eventually(() => expect(ready).toBeDefined(), 30);
    const [from, to] = [created ?? Number.NaN, ready ?? Number.NaN];
    return { ofDeployment: (to - from) / 1000, ofRelease, ofCommand: (to - began) / 1000 };
  } finally {
    watch.kill();
  }
}
