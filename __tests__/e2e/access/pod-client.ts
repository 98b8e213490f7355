import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CONTEXT } from '../cluster';
import { CONTAINER } from '../sidecars/pods';
import type { Answer } from './expected-answer';

const PROGRAM = readFileSync(join(__dirname, 'client-program.js'), 'utf8');

/** A request as it leaves the pod. */
export type PodRequest =
  | {
      readonly protocol: 'http';
      readonly address: string;
      readonly port: number;
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly protocol: 'tcp'; readonly address: string; readonly port: number };

/** What a proxy costs, in bytes. */
export interface ProxyCost {
  readonly allocated: number;
  /** What its control plane has sent it since it was started. */
  readonly received: number;
}

/** A program in a pod that takes orders, one after the other, for as long as the tests run. */
export class PodClient {
  private readonly process: ChildProcess;
  private readonly waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];

  constructor(readonly name: string) {
    const [namespace = '', deployment = ''] = name.split('/');
    this.process = spawn(
      'kubectl',
      [
        ...['--context', CONTEXT, '-n', namespace, 'exec', '-i', `deployment/${deployment}`, '-c', CONTAINER.name],
        ...['--', 'node', '-e', PROGRAM],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    if (this.process.stdout === null) throw new Error(`${name}: no output`);
    createInterface({ input: this.process.stdout }).on('line', (line) => this.waiting.shift()?.resolve(line));
    this.process.on('exit', () => {
      const error = new Error(`${name}: the program in the pod has ended`);
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  ask(requests: readonly PodRequest[]): Promise<readonly Answer[]> {
    return this.order('ask', requests);
  }

  /** Whether the pod's proxy is configured with a text within half a minute. */
  configured(text: string): Promise<boolean> {
    return this.order('configured', text);
  }

  /** What the pod's proxy costs. */
  cost(): Promise<ProxyCost> {
    return this.order('cost', undefined);
  }

  close(): void {
    this.process.kill();
  }

  private order<Result>(order: string, given: unknown): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve: (line) => resolve(JSON.parse(line)), reject });
      this.process.stdin?.write(`${JSON.stringify({ order, given })}\n`);
    });
  }
}
