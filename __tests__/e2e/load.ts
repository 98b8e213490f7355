import { Agent, request } from 'node:http';

/** What came of a load. */
export interface LoadReport {
  readonly sent: number;
  readonly seconds: number;
  /** Status, or the code of the error that ended a request, with how often; 200 apart. */
  readonly failures: Readonly<Record<string, number>>;
  /** Which first seconds a failure was met in. */
  readonly at: Readonly<Record<string, number>>;
  /** Answers by what the application said. */
  readonly said: Readonly<Record<string, number>>;
}

export interface LoadTarget {
  readonly address: string;
  readonly host: string;
  readonly path: string;
  /** What of an answer is counted. */
  readonly says: RegExp;
}

/** Requests one after the other on so many connections that stay open, as clients with a pool of connections send them. */
export class Load {
  private readonly agent: Agent;
  private readonly failures: Record<string, number> = {};
  private readonly at: Record<string, number> = {};
  private readonly said: Record<string, number> = {};
  private readonly start = Date.now();
  private readonly lanes: Promise<unknown>;
  private over = false;
  sent = 0;

  constructor(
    private readonly target: LoadTarget,
    { connections = 16 } = {},
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.lanes = Promise.all(Array.from({ length: connections }, () => this.lane()));
  }

  private async lane(): Promise<void> {
    while (!this.over) await this.one();
  }

  private one(): Promise<void> {
    const { address, host, path, says } = this.target;
    this.sent += 1;
    return new Promise((done) => {
      const fail = (what: string) => {
        this.failures[what] = (this.failures[what] ?? 0) + 1;
        this.at[what] ??= Math.round((Date.now() - this.start) / 1000);
        done();
      };
      const options = { host: address, path, headers: { host }, agent: this.agent, timeout: 30_000 };
      const outgoing = request(options, (incoming) => {
        let body = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (text) => {
          body += text;
        });
        incoming.on('error', (error) => fail(error.message));
        incoming.on('end', () => {
          if (incoming.statusCode !== 200) return fail(`${incoming.statusCode} ${body}`);
          const [said = body] = says.exec(body) ?? [];
          this.said[said] = (this.said[said] ?? 0) + 1;
          done();
        });
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 30 s')));
      outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
      outgoing.end();
    });
  }

  /** Goes on until so many requests were sent. */
  async until(requests: number): Promise<void> {
    while (this.sent < requests) await new Promise((later) => setTimeout(later, 200));
  }

  /** Ends the load when the requests under way have been answered. */
  async end(): Promise<LoadReport> {
    this.over = true;
    await this.lanes;
    this.agent.destroy();
    const { sent, failures, at, said } = this;
    return { sent, seconds: (Date.now() - this.start) / 1000, failures, at, said };
  }
}
