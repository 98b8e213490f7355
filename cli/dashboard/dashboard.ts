import { spawn } from 'node:child_process';
import { refusal } from '../cluster/api';
import { connect } from '../cluster/connect';
import { type Forward, forwardPort } from '../cluster/port-forward';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { mark, style } from '../terminal/style';
import type { Call } from '../verb';
import { dashboardsNamed } from './dashboards';

export interface DashboardOptions {
  readonly port?: string;
  readonly browser?: boolean;
}

/** Makes the pages of addons and proxies reachable on this machine until it is interrupted. */
export async function dashboard({ args, options }: Call<DashboardOptions>): Promise<ExitCode> {
  const api = connect(options);
  const forwards: Forward[] = [];
  try {
    const dashboards = await dashboardsNamed(api, args);
    const port = portOf(options.port);
    if (port !== undefined && port !== 0 && dashboards.length > 1) {
      throw new CommandError({
        problem: `--port ${port}: one port for ${dashboards.length} dashboards`,
        remedy: 'leave it away, or --port 0 for free ones',
      });
    }
    const opened: { name: string; url: string }[] = [];
    for (const one of dashboards) {
      if ((await one.target()) === undefined) {
        process.stderr.write(`${mark.warn} ${one.name}: no pod is ready yet; connections are tried again\n`);
      }
      let last = '';
      const forward = await forwardPort(api.access, port ?? one.port, one.target, (reason) => {
        // A browser asks many times over; once is enough to know.
        if (reason !== last)
          process.stderr.write(`${mark.warn} ${one.name}: ${reason}; the next connection is tried again\n`);
        last = reason;
      });
      forwards.push(forward);
      opened.push({ name: one.name, url: `http://localhost:${forward.port}${one.path}` });
    }
    if (options.json) process.stdout.write(`${JSON.stringify({ dashboards: opened }, undefined, 2)}\n`);
    else {
      const width = Math.max(...opened.map(({ name }) => name.length));
      process.stdout.write(
        `${opened.map(({ name, url }) => `${name.padEnd(width)}  ${style.link(url)}\n`).join('')}${style.quiet('Ctrl-C ends it')}\n`,
      );
    }
    if (options.browser !== false && process.stdout.isTTY) for (const { url } of opened) openBrowser(url);
    await interrupted();
    return ExitCode.good;
  } catch (error) {
    throw refusal(error, api.access);
  } finally {
    for (const forward of forwards) forward.close();
    api.close();
  }
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new CommandError({
    problem: `--port: expected a number from 0 (any free one) to 65535, got ${JSON.stringify(text)}`,
  });
}

function interrupted(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
}

function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  // Where there is no browser, the printed address is enough.
  spawn(command as string, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
