import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CONTEXT } from '../cluster';

/** Where calls of one protocol go, and how many a second; of TCP, how many messages a second in each stream. */
export interface Calls {
  readonly address: string;
  readonly port: number;
  readonly rate: number;
  readonly host?: string;
  readonly path?: string;
  readonly streams?: number;
}

export type Targets = Readonly<Partial<Record<'http1' | 'http2' | 'grpc' | 'tcp', Calls>>>;

/** What a caller counted. */
export interface TrafficReport {
  readonly sent: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  /** When each failure was met first. */
  readonly first: Readonly<Record<string, string>>;
  readonly streams: { readonly opened: number; readonly cut: number };
}

/** The program of servers and callers. */
export const PROGRAM = join(__dirname, 'traffic-program.js');

type Counts = Readonly<Record<string, number>>;

const NOTHING: TrafficReport = { sent: {}, failed: {}, first: {}, streams: { opened: 0, cut: 0 } };

/** The sum of counts. */
export const countOf = (counts: Counts): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** Adds counts, or subtracts them where `sign` is -1. */
function plus(counts: Counts, others: Counts, sign = 1): Counts {
  const sums: Record<string, number> = { ...counts };
  for (const [key, count] of Object.entries(others)) sums[key] = (sums[key] ?? 0) + sign * count;
  return Object.fromEntries(Object.entries(sums).filter(([, count]) => count !== 0));
}

function sum(one: TrafficReport, other: TrafficReport, sign = 1): TrafficReport {
  const failed = plus(one.failed, other.failed, sign);
  const first = Object.fromEntries(Object.entries({ ...one.first, ...other.first }).filter(([key]) => key in failed));
  const { opened = 0, cut = 0 } = plus({ ...one.streams }, { ...other.streams }, sign);
  return { sent: plus(one.sent, other.sent, sign), failed, first, streams: { opened, cut } };
}

/** Counts what callers send: one beside the test, through the ingress gateway, and pods of a namespace, whichever come and go. */
export class Traffic {
  /** The last that each caller said; what it counts only grows. */
  private readonly reports = new Map<string, TrafficReport>();
  /** What callers had counted that were there before. */
  private readonly before = new Map<string, TrafficReport>();
  private readonly followed = new Map<string, ChildProcess>();
  private readonly outside: ChildProcess | undefined;
  private readonly start = Date.now();
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly namespace: string,
    outside?: Targets,
  ) {
    if (outside) {
      const env = { ...process.env, TRAFFIC: JSON.stringify(outside) };
      this.outside = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      this.read('outside', this.outside);
    }
    // Who is there already has counted before, however long it takes to learn who that is.
    this.follow('before', () => {
      this.poll = setInterval(() => this.follow(), 1000);
    });
  }

  /** Follows pods that are new, and those whose log ended before they did. */
  private follow(since: 'before' | 'now' = 'now', then = () => {}): void {
    const list = spawn(
      'kubectl',
      [
        '--context',
        CONTEXT,
        '-n',
        this.namespace,
        'get',
        'pods',
        '-o',
        'jsonpath={.items[?(@.status.phase=="Running")].metadata.name}',
      ],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    let text = '';
    list.stdout.on('data', (part) => {
      text += part;
    });
    list.on('close', () => {
      for (const pod of text.split(' ').filter((name) => name !== '' && !this.followed.has(name))) {
        const lines = since === 'before' ? ['--tail=1'] : [];
        const log = spawn(
          'kubectl',
          ['--context', CONTEXT, '-n', this.namespace, 'logs', '-f', pod, '-c', 'app', ...lines],
          { stdio: ['ignore', 'pipe', 'ignore'] },
        );
        this.followed.set(pod, log);
        this.read(pod, log, since === 'before');
        log.on('close', () => this.followed.delete(pod));
      }
      then();
    });
  }

  private read(source: string, process: ChildProcess, isBefore = false): void {
    if (process.stdout === null) return;
    createInterface({ input: process.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const report: TrafficReport = JSON.parse(line);
      if (isBefore && !this.before.has(source)) this.before.set(source, report);
      this.reports.set(source, report);
    });
  }

  /** What all callers counted up to now. */
  total(): TrafficReport {
    return [...this.reports].reduce(
      (total, [source, report]) => sum(total, sum(report, this.before.get(source) ?? NOTHING, -1)),
      NOTHING,
    );
  }

  sent(): number {
    return countOf(this.total().sent);
  }

  /** Goes on until so many requests were sent, and each caller has been heard. */
  async until(requests: number): Promise<void> {
    while (this.sent() < requests) await new Promise((later) => setTimeout(later, 200));
  }

  /** What happened since `before`, in one line. */
  describe(before: TrafficReport = NOTHING): string {
    const total = this.total();
    const { sent, failed, streams } = sum(total, before, -1);
    const rate = Math.round((countOf(total.sent) * 1000) / (Date.now() - this.start));
    return `${countOf(sent)} requests (${rate}/s) ${JSON.stringify(sent)}, ${countOf(failed)} failed ${JSON.stringify(failed)}, ${streams.cut} streams cut`;
  }

  /** Ends the calls from outside; pods are followed until they are gone. */
  async end(): Promise<void> {
    const gone = this.outside && new Promise((done) => this.outside?.on('close', done));
    this.outside?.kill('SIGTERM');
    await gone;
    await new Promise((later) => setTimeout(later, 1500));
    clearInterval(this.poll);
    for (const log of this.followed.values()) log.kill();
  }
}
